"""Whether it is an address that cannot be reached, or we: where nobody answers any more, our own network is cut.

A feed or a page that fails too often is given up. A cut of our network must not count as its failure, or a day without
a line would cost all that was announced before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from variorum.errors import FetchError, InputError
from variorum.model import Page
from variorum.urls import host_of

WAIT = timedelta(minutes=10)  # before what was not the address's fault is tried again
HOSTS = 3  # so many different ones that do not answer, and nobody who does, are a cut
_MANY = 24  # different ones in a row that do not answer: worth a look before the rest is asked in vain

_SILENT = frozenset({"connection", "dns", "timeout", "robots-unreachable"})
# What we say ourselves, of what is known already: no answer of anybody's.
_OWN = frozenset({"robots", "reserved", "paused", "url", "refused-address", "header", "fault"})
_log = structlog.get_logger(__name__)

Outcome = Page | FetchError


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """What came of asking hosts that answered lately: how many were asked, and whether one of them answered."""

    asked: int = 0
    answered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What became of the addresses that nobody answered for up to the end."""

    counted: tuple[tuple[str, Outcome], ...] = ()
    postponed: tuple[str, ...] = ()


@dataclass(slots=True)
class Reach:
    """Holds back what could not be reached until somebody answers: then it was not our network.

    `ask_others` is asked at the end, with the hosts that do not answer: lest the last ones of a run, which are those
    that let us wait longest, pass for a cut.
    """

    ask_others: Callable[[frozenset[str]], Others]
    _held: list[tuple[str, Outcome]] = field(default_factory=list)

    def heard(self, address: str, outcome: Outcome) -> Iterator[tuple[str, Outcome]]:
        """What may be counted now, as results come in."""
        if is_silence(outcome):
            self._held.append((address, outcome))
            return
        if is_answer(outcome):
            held, self._held = self._held, []
            yield from held
        yield address, outcome

    def is_doubtful(self) -> bool:
        """Whether so many hosts are silent, one after the other, that it had better be looked into now."""
        return len(self._silent()) >= _MANY

    def left(self) -> Left:
        """At the end, or in doubt: what is counted after all, and what waits for our network."""
        silent = self._silent()
        held, self._held = self._held, []
        others = self.ask_others(silent) if silent else Others()
        if others.answered or len(silent) + others.asked < HOSTS:
            return Left(counted=tuple(held))
        _log.warning("nobody answers: check the network of this machine", addresses=len(held))
        return Left(postponed=tuple(address for address, _ in held))

    def _silent(self) -> frozenset[str]:
        return frozenset(_host(address) for address, _ in self._held)


def is_silence(outcome: Outcome) -> bool:
    """Whether nobody answered. A robots.txt that its server refuses with a status is an answer."""
    return isinstance(outcome, FetchError) and outcome.kind in _SILENT and not outcome.headers


def is_answer(outcome: Outcome) -> bool:
    """Whether somebody answered just now."""
    return isinstance(outcome, Page) or not (is_silence(outcome) or outcome.kind in _OWN)


def _host(address: str) -> str:
    try:
        return host_of(address)
    except InputError:
        return address
