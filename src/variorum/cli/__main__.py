"""`python -m variorum.cli`: the pure commands alone."""

from variorum.cli.main import cli

cli(prog_name="variorum")
