"""Turns at hosts: how many requests run at one at a time, the pause between them, and who asked us to wait."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

from variorum.errors import FetchError

_NOTHING = 1e-6  # seconds: less is an error of rounding
LONGEST_PAUSE = 86_400.0  # seconds: a host that asks for more is asked again after a day


@dataclass(slots=True)
class _Host:
    free: threading.Semaphore
    lock: threading.Lock = field(default_factory=threading.Lock)
    ready_at: float = 0.0  # when the pause that the last request asked for is over
    last_at: float = float("-inf")  # when the last request began or ended
    paused_until: float = 0.0


@contextmanager
def at_work(places: threading.Semaphore) -> Iterator[None]:
    """Work at a place that was taken of those who work at once; while waiting for a turn at a host, others have it."""
    token = _PLACES.set(places)
    try:
        yield
    finally:
        _PLACES.reset(token)
        places.release()


@contextmanager
def at_rest() -> Iterator[None]:
    """Wait for something: others have our place meanwhile. Nobody may keep a place while waiting, or all may stop."""
    places = _PLACES.get()
    if places is None:
        yield
        return
    places.release()
    try:
        yield
    finally:
        places.acquire()


_PLACES: ContextVar[threading.Semaphore | None] = ContextVar("places", default=None)


class Turns:
    """Gives out turns at hosts. The delay counts from the end of one request to the start of the next.

    Where two requests ask for different delays, the longer one lies between them: a robots.txt asks for little, and
    the page after it for what the robots.txt said.
    """

    def __init__(self, *, concurrency: int, sleep: Callable[[float], None], monotonic: Callable[[], float]) -> None:
        self._concurrency = max(1, concurrency)
        self._sleep = sleep
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}

    @contextmanager
    def turn(self, host: str, *, delay: float) -> Iterator[None]:
        """Wait for a turn and hold it. Raises FetchError at once where the host has asked us to stay away."""
        known = self._host(host)
        if not known.free.acquire(blocking=False):
            with at_rest():
                known.free.acquire()
        try:
            while (wait := self._begin(known, host, delay)) > 0:  # again: another may have begun meanwhile
                with at_rest():
                    self._sleep(wait)
            try:
                yield
            finally:
                with known.lock:
                    known.last_at = max(known.last_at, self._monotonic())
                    known.ready_at = max(known.ready_at, known.last_at + delay)
        finally:
            known.free.release()

    def pause(self, host: str, seconds: float) -> None:
        """Remember that a host asked us to stay away for some seconds."""
        known = self._host(host)
        with known.lock:
            known.paused_until = max(known.paused_until, self._monotonic() + min(seconds, LONGEST_PAUSE))

    def _begin(self, known: _Host, host: str, delay: float) -> float:
        """Begin a request now, or say how many seconds to wait first."""
        with known.lock:
            now = self._monotonic()
            if known.paused_until > now:
                left = known.paused_until - now
                raise FetchError(
                    f"{host} asked us to stay away for another {left:.0f} seconds: ask again then.",
                    kind="paused",
                    retry_after=left,
                )
            wait = max(known.ready_at, known.last_at + delay) - now
            if wait > _NOTHING:
                return wait
            known.last_at = now
            known.ready_at = now + delay
            return 0.0

    def _host(self, host: str) -> _Host:
        host = host.rstrip(".")  # "paper.example." is the same machine
        with self._lock:
            if host not in self._hosts:
                self._hosts[host] = _Host(free=threading.Semaphore(self._concurrency))
            return self._hosts[host]


class _Answer(Protocol):
    def header(self, name: str) -> str | None: ...


def retry_after_of(answer: _Answer, *, now: datetime) -> float | None:
    """For how many seconds an answer asks us to stay away; None where it does not say."""
    return read_retry_after(answer.header("retry-after"), now=now)


def read_retry_after(value: str | None, *, now: datetime) -> float | None:
    """The seconds of a Retry-After header, given as seconds or as a date; None where it says nothing sensible."""
    if not value:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return min(float(text), LONGEST_PAUSE)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max((moment - now).total_seconds(), 0.0), LONGEST_PAUSE)
