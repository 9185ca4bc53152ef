"""What robots.txt allows, asked once a day for each origin (RFC 9309)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from variorum.errors import FetchError
from variorum.fetch.rules import SiteRules, product_token, read_rules
from variorum.fetch.wire import Answer
from variorum.interfaces import Clock
from variorum.urls import parse_url

_KEEP = timedelta(days=1)
_ASK_AGAIN = timedelta(minutes=10)  # where it could not be reached
_EVERYTHING = SiteRules()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """The rules of one origin for us, or why nobody knows them now."""

    until: datetime
    rules: SiteRules = _EVERYTHING
    fault: FetchError | None = None


@dataclass(slots=True)
class _Origin:
    lock: threading.Lock = field(default_factory=threading.Lock)
    known: _Known | None = None


class Robots:
    """Asks for robots.txt by `ask`, which follows redirects, and remembers the answer."""

    def __init__(self, ask: Callable[[str], Answer], *, agent: str, clock: Clock) -> None:
        self._ask = ask
        self._agent = product_token(agent)
        self._clock = clock
        self._lock = threading.Lock()
        self._origins: dict[str, _Origin] = {}

    def check(self, url: str) -> float:
        """The pause that the site asks for. Raises FetchError where the page is not for us, or nobody knows."""
        rules = self.rules(url)
        if not rules.allow(url):
            raise FetchError(f"{url} is closed to us by the site's robots.txt: leave it out.", kind="robots")
        return rules.delay

    def rules(self, url: str) -> SiteRules:
        """The rules of the address's origin for us. Raises FetchError where nobody knows them now."""
        name = str(parse_url(url).origin)
        with self._lock:
            origin = self._origins.setdefault(name, _Origin())
        with origin.lock:
            if origin.known is None or self._clock() >= origin.known.until:
                origin.known = self._renew(name, origin.known)
            known = origin.known
        if known.fault is not None:
            left = (known.until - self._clock()).total_seconds()
            raise FetchError(str(known.fault), kind=known.fault.kind, retry_after=max(left, 0.0))
        return known.rules

    def _renew(self, origin: str, old: _Known | None) -> _Known:
        now = self._clock()
        try:
            answer = self._ask(f"{origin}/robots.txt")
        except FetchError as fault:
            if fault.kind == "paused":
                raise
            if fault.kind == "redirects":  # RFC 9309, 2.3.1.2: after five, there is none
                return _Known(until=now + _KEEP)
            return self._unknown(origin, old, fault, now)
        if answer.status == 429 or answer.status >= 500:
            return self._unknown(origin, old, FetchError(f"status {answer.status}", kind="status"), now)
        if not 200 <= answer.status < 300:  # there is none: everything is allowed
            return _Known(until=now + _KEEP)
        return _Known(until=now + _KEEP, rules=read_rules(answer.body, agent=self._agent))

    def _unknown(self, origin: str, old: _Known | None, fault: FetchError, now: datetime) -> _Known:
        """Rules that were known once hold on; a host that is none says so itself; else nothing is fetched for now."""
        until = now + _ASK_AGAIN
        if old is not None and old.fault is None:
            return _Known(until=until, rules=old.rules)
        if fault.kind in {"dns", "refused-address"}:
            return _Known(until=until, fault=fault)
        message = f"{origin}/robots.txt could not be read ({fault}): nothing is fetched there for now."
        return _Known(until=until, fault=FetchError(message, kind="robots-unreachable"))
