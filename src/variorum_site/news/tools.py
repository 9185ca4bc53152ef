"""What the steps work with, and how it is made from the settings in force."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from variorum.config import FetchSettings, Settings
from variorum.fetch import Client, WarcCaptures
from variorum.interfaces import CaptureStore, Clock
from variorum.model import Page


class PoliteClient(Protocol):
    """What is asked of variorum.fetch.Client."""

    @property
    def settings(self) -> FetchSettings: ...

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What the steps work with."""

    feeds: PoliteClient  # keeps no captures: a feed's bytes are read and forgotten
    pages: PoliteClient  # keeps every page as a capture
    captures: CaptureStore
    clock: Clock
    poll_minutes: int = 30


def utc_now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def open_tools(settings: Settings, *, clock: Clock = utc_now) -> Iterator[Tools]:
    """A polite client and the captures folder; closed at the end."""
    captures = WarcCaptures(settings.captures, clock=clock)
    with Client(settings.fetch, clock=clock) as client:
        yield Tools(
            feeds=client,
            pages=client.keeping(captures),
            captures=captures,
            clock=clock,
            poll_minutes=settings.poll_minutes,
        )
