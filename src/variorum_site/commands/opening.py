"""Opens the site for a command: Django set up, the database there and up to date."""

# ruff: noqa: PLC0415 - Django's models can be imported only once it is set up
from __future__ import annotations

import gc
import os
import sys

import structlog

from variorum.config import Settings
from variorum.errors import ConfigError

_DEMO = "demo-world"  # name of a file
_SECONDS_TO_CONNECT = 3
_NEW_OBJECTS = 100_000  # containers made and not yet freed, before the youngest are looked through


def open_site() -> Settings:
    """The settings in force, after the database was brought up to date. Raises ConfigError when that cannot be."""
    settings = load_site()
    import psycopg
    from django.core.management import call_command
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    from variorum_site.settings import direct_connection

    try:
        if (
            connection.vendor == "postgresql"
        ):  # the pool would try for half a minute to reach a server that is not there
            direct_connection(connect_timeout=_SECONDS_TO_CONNECT).close()
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
    except (DatabaseError, psycopg.Error) as fault:
        reason = str(fault).strip().splitlines()[0]
        where = settings.sources.get("database_url", "the default")
        raise ConfigError(
            f"The database cannot be used ({reason}): start it, or mend database_url, which comes from {where}."
        ) from fault
    _collect_seldom()
    return settings


def check_settings(settings: Settings) -> None:
    """Raises ConfigError where a setting names an embedder that is not there: better now than when articles wait."""
    from variorum.engines import check_embedder

    if settings.embedder:
        check_embedder(settings.embedder)


def mark_demo(settings: Settings) -> None:
    """Say in a folder that all outlets in it are invented."""
    (settings.home / _DEMO).write_text("All outlets here are invented.\n", encoding="utf-8")


def is_demo(settings: Settings) -> bool:
    """Whether the folder is one that `variorum demo` filled."""
    return (settings.home / _DEMO).exists()


def store_outlets(settings: Settings) -> None:
    """Store what the files say of the outlets, the bundled ones and the owner's: else no article finds its own.

    An invented world stays one: its outlets are there already, and the real ones would be polled beside them.
    """
    if is_demo(settings):
        return
    from variorum.outlets import load_directory
    from variorum_site.news import store

    own = settings.home / "directory"
    store.save_directory(load_directory(own if own.is_dir() else None))


def load_site() -> Settings:
    """The settings in force, with Django set up and nothing touched."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "variorum_site.settings")
    import django
    from django.conf import settings

    found: Settings = settings.VARIORUM
    structlog.configure(logger_factory=lambda *_: structlog.PrintLogger(sys.stderr))  # stdout is for what was asked
    django.setup()
    return found


def _collect_seldom() -> None:
    """Look for garbage cycles less often: the steps make millions of small tuples, and none of them forms a cycle.

    Taking in 383 reports spent 9.7 of its 50 seconds in the collector, and spends under 1 so (2026-11-23).
    """
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, 20, 50)


def close_site() -> None:
    """Close all connections, as must be before a process forks."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        close_pool = getattr(connection, "close_pool", None)
        if close_pool is not None:
            close_pool()
