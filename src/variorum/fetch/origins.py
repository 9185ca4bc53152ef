"""What an origin (scheme, host and port) says of itself in a file: asked once, then kept for as long as it holds."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from variorum.fetch.politeness import at_rest
from variorum.interfaces import Clock
from variorum.urls import parse_url

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known(Generic[T]):
    """What an origin said, and until when it holds."""

    said: T
    until: datetime


@dataclass(slots=True)
class _Origin(Generic[T]):
    lock: threading.Lock = field(default_factory=threading.Lock)
    known: Known[T] | None = None


class Origins(Generic[T]):
    """Remembers what each origin said; safe to share between threads. Who comes while another asks waits.

    `renew` is given an origin as "https://paper.example", and what it said before; what it raises is not remembered.
    """

    def __init__(self, renew: Callable[[str, T | None], Known[T]], *, clock: Clock) -> None:
        self._renew = renew
        self._clock = clock
        self._lock = threading.Lock()
        self._origins: dict[str, _Origin[T]] = {}

    def of(self, url: str) -> Known[T]:
        """What the origin of an address says now."""
        name = str(parse_url(url).origin)
        with self._lock:
            origin = self._origins.setdefault(name, _Origin())
        with _held(origin.lock):
            if origin.known is None or self._clock() >= origin.known.until:
                before = origin.known.said if origin.known is not None else None
                origin.known = self._renew(name, before)
            return origin.known


@contextmanager
def _held(lock: threading.Lock) -> Iterator[None]:
    """Hold a lock. Who waits for it rests: the one that has it may wait for a place itself."""
    if not lock.acquire(blocking=False):
        with at_rest():
            lock.acquire()
    try:
        yield
    finally:
        lock.release()
