"""What the steps work with, and how it is made from the settings in force."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from variorum.config import FetchSettings, Settings
from variorum.feeds import Pace
from variorum.fetch import Client, WarcCaptures
from variorum.interfaces import CaptureStore, Clock
from variorum.model import Page


class PoliteClient(Protocol):
    """What is asked of variorum.fetch.Client."""

    @property
    def settings(self) -> FetchSettings: ...

    def get(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None, links_only: bool = False
    ) -> Page: ...


class HubClient(Protocol):
    """What is asked of variorum.fetch.Client, to call a hub."""

    def post(self, url: str, form: Mapping[str, str]) -> Page: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What the steps work with."""

    feeds: PoliteClient  # keeps no captures: a feed's bytes are read and forgotten
    pages: PoliteClient  # keeps every page as a capture
    captures: CaptureStore
    clock: Clock
    pace: Pace = field(default_factory=Pace)  # of polling
    chance: Callable[[], float] = random.random  # spreads the polls; from 0 to 1
    hubs: HubClient | None = None
    public_url: str | None = None  # where hubs reach us; None: none is asked to


def utc_now() -> datetime:
    return datetime.now(UTC)


def open_captures(settings: Settings, *, clock: Clock = utc_now) -> WarcCaptures:
    """The captures of these settings."""
    return WarcCaptures(settings.captures, clock=clock)


def pace_of(settings: Settings) -> Pace:
    """How often feeds are asked. A usual interval outside the bounds moves the bound: it was said in so many words."""
    usual = timedelta(minutes=settings.poll_minutes)
    return Pace(
        usual=usual,
        shortest=min(timedelta(minutes=settings.shortest_poll_minutes), usual),
        longest=max(timedelta(minutes=settings.longest_poll_minutes), usual),
    )


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
            pace=pace_of(settings),
            hubs=client,
            public_url=settings.public_url,
        )
