"""Makes what the steps work with, from the settings in force."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from variorum.config import Settings
from variorum.fetch import Client, WarcCaptures
from variorum.interfaces import Clock
from variorum_site.news.ingest import Tools


def utc_now() -> datetime:
    return datetime.now(UTC)


def open_captures(settings: Settings, *, clock: Clock = utc_now) -> WarcCaptures:
    """The captures of these settings."""
    return WarcCaptures(settings.captures, clock=clock)


@contextmanager
def open_tools(settings: Settings, *, clock: Clock = utc_now) -> Iterator[Tools]:
    """A polite client and the captures folder; closed at the end."""
    captures = open_captures(settings, clock=clock)
    with Client(settings.fetch, clock=clock) as client:
        yield Tools(
            feeds=client,
            pages=client.keeping(captures),
            captures=captures,
            clock=clock,
            poll_minutes=settings.poll_minutes,
        )
