"""The commands that know the database, one a file."""
