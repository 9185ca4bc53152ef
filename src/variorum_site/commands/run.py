"""`variorum run`: the real world."""

# ruff: noqa: PLC0415 - Django's models can be imported only once it is set up
from __future__ import annotations

import click

from variorum.cli.inputs import VariorumCommand
from variorum.errors import ConfigError
from variorum_site.commands.opening import check_settings, is_demo, open_site, store_outlets


@click.command(cls=VariorumCommand)
@click.option("--host", help="Address to listen on (setting: host).")
@click.option("--port", type=click.IntRange(1, 65535), help="Port, or the next free one after it (setting: port).")
@click.option("--poll/--no-poll", default=True, help="Whether feeds are polled while the site is served.")
def run(host: str | None, port: int | None, poll: bool) -> None:  # noqa: FBT001 - click passes options by name
    """Poll the outlets and serve the site, until Ctrl-C.

    The bundled outlets are polled, and those in the folder "directory" of VARIORUM_HOME.
    """
    settings = open_site()
    from variorum_site.commands.serving import queue_consumer, serve

    if is_demo(settings):
        raise ConfigError(f"{settings.home} holds the invented world of the demo: set VARIORUM_HOME to another folder.")
    check_settings(settings)
    store_outlets(settings)
    serve(host=host or settings.host, port=port or settings.port, background=[queue_consumer] if poll else [])
