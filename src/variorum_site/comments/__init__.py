"""Comments on stories, shown once a moderator approved them."""
