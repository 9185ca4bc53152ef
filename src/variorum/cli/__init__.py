"""The pure commands: files or standard input in, a terminal view or JSON out. They never touch the database."""
