"""`variorum demo`: an invented world, taken in by the same steps as the real one."""

# ruff: noqa: PLC0415 - Django's models can be imported only once it is set up
from __future__ import annotations

import os
import secrets
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from variorum.cli.inputs import VariorumCommand
from variorum.config import Settings
from variorum.outlets import build_directory
from variorum.text.counted import counted
from variorum.world import World
from variorum.world import serve as serve_world
from variorum_site.commands.opening import mark_demo, open_site
from variorum_site.commands.telling import telling

_SECOND_PHASE_AFTER = 8.0  # seconds


@click.command(cls=VariorumCommand)
@click.option("--home", type=click.Path(file_okay=False, path_type=Path), help="Keep everything in this folder.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port, or the next free one after it (setting: port).")
@click.option("--once", is_flag=True, help="Take in both phases of the world, say what came of it, and end.")
def demo(home: Path | None, host: str, port: int | None, once: bool) -> None:  # noqa: FBT001
    """Take in a small invented world over real HTTP, compare what its outlets tell, and serve the site.

    A few seconds after the start the world moves on: a toll is updated, an article is changed. Nothing is kept, unless
    --home names a folder.
    """
    world = World(now=datetime.now(UTC))
    with _home(home) as folder:
        with serve_world(world) as address:
            settings = _open(folder, world, address)
            click.echo(
                f"An invented world of {len(world.outlets)} outlets is polled, fetched and compared ...", err=True
            )
            _take_in(settings)
            if once:
                _move_on(world)
                _take_in(settings)
        if once:
            _say_what_came()
        else:
            _serve(world, address, host=host, port=port or settings.port)


@contextmanager
def _home(home: Path | None) -> Iterator[Path]:
    if home is not None:
        yield home
        return
    with tempfile.TemporaryDirectory(prefix="variorum-demo-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _open(home: Path, world: World, address: str) -> Settings:
    """The site in that folder, with the world's hosts answered by its server and nothing of the real world in force."""
    os.environ["VARIORUM_HOME"] = str(home)
    os.environ.pop("DATABASE_URL", None)
    os.environ["VARIORUM_FETCH_HOSTS"] = ",".join(f"{name}={address}" for name in world.hosts)
    os.environ["VARIORUM_FETCH_HOST_DELAY"] = "0.02"  # the world's server is ours: it need not be spared
    os.environ["VARIORUM_SHOW_FULL_TEXT"] = "true"  # every text was written for it
    settings = open_site()
    mark_demo(settings)
    from variorum_site.news import store

    store.save_directory(build_directory(world.outlets))
    return settings


def _take_in(settings: Settings) -> None:
    from variorum_site.news.rounds import run_steps
    from variorum_site.news.running.tools import open_tools

    with open_tools(settings) as tools, telling() as told:
        run_steps(tools, told=told)


def _move_on(world: World) -> None:
    from variorum_site.news import store

    world.advance()
    store.due_everywhere(datetime.now(UTC))


def _serve(world: World, address: str, *, host: str, port: int) -> None:
    from variorum_site.commands.serving import queue_consumer, serve

    def move_on_later() -> Callable[[], None]:
        """The world's server runs in the process that serves the site, on the port that it had before."""
        over = threading.Event()
        threading.Thread(target=_second_phase, args=(world, address, over), daemon=True).start()
        return over.set

    _let_somebody_moderate()
    serve(host=host, port=port, background=[move_on_later, queue_consumer])


def _let_somebody_moderate() -> None:
    """Comments wait for a moderator: the demo has one, with a password of its own at each start."""
    from variorum_site.accounts.owner import make_owner

    password = secrets.token_urlsafe(9)
    make_owner("editor", "editor@variorum.example", password)
    click.echo(f"\n  Comments wait for a moderator: sign in as editor, password {password}")


def _second_phase(world: World, address: str, over: threading.Event) -> None:
    from django.db import connection

    from variorum_site.news.jobs import look_for_work

    with serve_world(world, port=int(address.rpartition(":")[2])):
        if not over.wait(_SECOND_PHASE_AFTER):
            _move_on(world)
            connection.close()
            look_for_work()
            over.wait()


def _say_what_came() -> None:
    from variorum_site.news.queries import front_page

    front = front_page(size=100)
    reports = counted(sum(card.reports for card in front.cards), "report")
    click.echo(f"{counted(front.paging.total, 'story', 'stories')}, {reports}.")
    for card in front.cards:
        click.echo(f"  {card.reports:2} reports, {card.origins:2} origins  {card.title}")
