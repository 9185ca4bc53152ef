"""`variorum createowner`: the account that may do everything."""

# ruff: noqa: PLC0415 - Django's models can be imported only once it is set up
from __future__ import annotations

import sys

import click

from variorum.cli.inputs import VariorumCommand
from variorum_site.commands.opening import open_site


@click.command(cls=VariorumCommand)
@click.option("--name", prompt="Name", help="The account's name.")
@click.option("--email", default="", help="The account's e-mail address.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking.")
def createowner(name: str, email: str, password_stdin: bool) -> None:  # noqa: FBT001
    """Make the account of this site's owner, or give it a new password."""
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else _ask()
    open_site()
    from variorum_site.accounts.owner import make_owner

    known = make_owner(name, email, password)
    click.echo(f"{name} has a new password." if known else f"{name} may do everything now, at /admin/.")


def _ask() -> str:
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
