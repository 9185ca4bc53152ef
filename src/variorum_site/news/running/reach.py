"""Whether it is an address that cannot be reached, or we: where nobody answers any more, our own network is cut.

An address that fails too often is given up. A cut of our network must not count as its failure, or a day without a line
would cost all that was announced before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from variorum.errors import FetchError, InputError
from variorum.model import Page
from variorum.urls import host_of

WAIT = timedelta(minutes=10)  # before what was not the address's fault is tried again
HOSTS = 3  # so many different ones that fail one after another, with no answer after them, are a cut

_UNREACHED = frozenset({"connection", "dns", "timeout", "robots-unreachable"})
_log = structlog.get_logger(__name__)

Outcome = Page | FetchError


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What became of the addresses that nobody answered for up to the end."""

    counted: tuple[tuple[str, Outcome], ...] = ()
    postponed: tuple[str, ...] = ()


@dataclass(slots=True)
class Reach:
    """Holds back what could not be reached until somebody answers: then it was not our network."""

    _held: list[tuple[str, Outcome]] = field(default_factory=list)

    def heard(self, address: str, outcome: Outcome) -> Iterator[tuple[str, Outcome]]:
        """What may be counted now, as results come in."""
        if isinstance(outcome, FetchError) and outcome.kind in _UNREACHED:
            self._held.append((address, outcome))
            return
        held, self._held = self._held, []
        yield from held
        yield address, outcome

    def left(self) -> Left:
        """At the end: what is counted after all, and what waits for our network."""
        if len({_host(address) for address, _ in self._held}) < HOSTS:
            return Left(counted=tuple(self._held))
        _log.warning("nobody answers: check the network of this machine", addresses=len(self._held))
        return Left(postponed=tuple(address for address, _ in self._held))


def _host(address: str) -> str:
    try:
        return host_of(address)
    except InputError:
        return address
