"""What robots.txt allows, asked once a day for each origin (RFC 9309), by protego."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from protego import Protego

from variorum.errors import FetchError
from variorum.fetch.wire import Answer
from variorum.interfaces import Clock
from variorum.urls import parse_url

MAX_ROBOTS_BYTES = 512_000  # RFC 9309 asks for 500 KiB at least; what follows is not read
_KEEP = timedelta(days=1)
_ASK_AGAIN = timedelta(minutes=10)  # where it could not be reached
_LONGEST_DELAY = 60.0  # seconds: a longer Crawl-delay is kept as this


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules of one origin for us, or why nobody knows them now."""

    until: datetime
    parsed: Protego | None = None  # None: everything is allowed
    fault: FetchError | None = None

    def allow(self, url: str, agent: str) -> bool:
        """Whether the rules let this agent read an address."""
        return self.parsed is None or bool(self.parsed.can_fetch(url, agent))

    def delay(self, agent: str) -> float:
        """The pause that the site asks for, in seconds, within bounds."""
        asked = self.parsed.crawl_delay(agent) if self.parsed else None
        return min(max(float(asked or 0), 0.0), _LONGEST_DELAY)


@dataclass(slots=True)
class _Origin:
    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: Rules | None = None


class Robots:
    """Asks for robots.txt by `ask`, which follows redirects, and remembers the answer."""

    def __init__(self, ask: Callable[[str], Answer], *, agent: str, clock: Clock) -> None:
        self._ask = ask
        self._agent = agent.partition("/")[0].strip()  # the product token: all that robots.txt looks at
        self._clock = clock
        self._lock = threading.Lock()
        self._origins: dict[str, _Origin] = {}

    def check(self, url: str) -> float:
        """The pause that the site asks for. Raises FetchError where the page is not for us, or nobody knows."""
        rules = self._rules(url)
        if rules.fault is not None:
            left = (rules.until - self._clock()).total_seconds()
            raise FetchError(str(rules.fault), kind=rules.fault.kind, retry_after=max(left, 0.0))
        if not rules.allow(url, self._agent):
            raise FetchError(f"{url} is closed to us by the site's robots.txt: leave it out.", kind="robots")
        return rules.delay(self._agent)

    def _rules(self, url: str) -> Rules:
        name = str(parse_url(url).origin)
        with self._lock:
            origin = self._origins.setdefault(name, _Origin())
        with origin.lock:
            if origin.rules is None or self._clock() >= origin.rules.until:
                origin.rules = self._renew(name, origin.rules)
            return origin.rules

    def _renew(self, origin: str, old: Rules | None) -> Rules:
        now = self._clock()
        try:
            answer = self._ask(f"{origin}/robots.txt")
        except FetchError as fault:
            if fault.kind == "paused":
                raise
            return self._unknown(origin, old, fault, now)
        if answer.status == 429 or answer.status >= 500:
            return self._unknown(origin, old, FetchError(f"status {answer.status}", kind="status"), now)
        if not 200 <= answer.status < 300:  # there is none: everything is allowed
            return Rules(until=now + _KEEP)
        text = answer.body.decode("utf-8-sig", errors="replace")
        return Rules(until=now + _KEEP, parsed=Protego.parse(text))

    def _unknown(self, origin: str, old: Rules | None, fault: FetchError, now: datetime) -> Rules:
        """Rules that were known once hold on; a host that is none says so itself; else nothing is fetched for now."""
        until = now + _ASK_AGAIN
        if old is not None and old.fault is None:
            return Rules(until=until, parsed=old.parsed)
        if fault.kind in {"dns", "refused-address"}:
            return Rules(until=until, fault=fault)
        message = f"{origin}/robots.txt could not be read ({fault}): nothing is fetched there for now."
        return Rules(until=until, fault=FetchError(message, kind="robots-unreachable"))
