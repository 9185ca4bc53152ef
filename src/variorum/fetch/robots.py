"""What robots.txt allows, asked once a day for each origin (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from variorum.errors import FetchError
from variorum.fetch.origins import Known, Origins
from variorum.fetch.politeness import retry_after_of
from variorum.fetch.rules import SiteRules, product_token, read_rules
from variorum.fetch.wire import Answer
from variorum.interfaces import Clock

_KEEP = timedelta(days=1)
_ASK_AGAIN = timedelta(minutes=10)  # where it could not be reached
_EVERYTHING = SiteRules()

_Rules = SiteRules | FetchError  # the rules of an origin for us, or why nobody knows them now


class Robots:
    """Asks for robots.txt by `ask`, which follows redirects, and remembers the answer."""

    def __init__(self, ask: Callable[[str], Answer], *, agent: str, clock: Clock) -> None:
        self._ask = ask
        self._agent = product_token(agent)
        self._clock = clock
        self._origins: Origins[_Rules] = Origins(self._renew, clock=clock)

    def check(self, url: str) -> float:
        """The pause that the site asks for. Raises FetchError where the page is not for us, or nobody knows."""
        rules = self.rules(url)
        if not rules.allow(url):
            raise FetchError(f"{url} is closed to us by the site's robots.txt: leave it out.", kind="robots")
        return rules.delay

    def rules(self, url: str) -> SiteRules:
        """The rules of the address's origin for us. Raises FetchError where nobody knows them now."""
        known = self._origins.of(url)
        if isinstance(known.said, FetchError):
            left = max((known.until - self._clock()).total_seconds(), 0.0)
            raise FetchError(str(known.said), kind=known.said.kind, retry_after=left, headers=known.said.headers)
        return known.said

    def _renew(self, origin: str, old: _Rules | None) -> Known[_Rules]:
        until = self._clock() + _KEEP
        try:
            answer = self._ask(f"{origin}/robots.txt")
        except FetchError as fault:
            if fault.kind == "paused":
                raise
            if fault.kind == "redirects":  # RFC 9309, 2.3.1.2: after five, there is none
                return Known(said=_EVERYTHING, until=until)
            return self._unknown(origin, old, fault)
        if answer.status == 429 or answer.status >= 500:
            wait = retry_after_of(answer, now=self._clock())
            busy = FetchError(f"status {answer.status}", kind="status", retry_after=wait, headers=answer.headers)
            return self._unknown(origin, old, busy)
        if not 200 <= answer.status < 300:  # there is none: everything is allowed
            return Known(said=_EVERYTHING, until=until)
        return Known(said=read_rules(answer.body, agent=self._agent), until=until)

    def _unknown(self, origin: str, old: _Rules | None, fault: FetchError) -> Known[_Rules]:
        """Rules that were known once hold on; a host that is none says so itself; else nothing is fetched for now."""
        until = self._clock() + max(_ASK_AGAIN, timedelta(seconds=fault.retry_after or 0.0))
        if isinstance(old, SiteRules):
            return Known(said=old, until=until)
        if fault.kind in {"dns", "refused-address"}:
            return Known(said=fault, until=until)
        message = f"{origin}/robots.txt could not be read ({fault}): nothing is fetched there for now."
        return Known(said=FetchError(message, kind="robots-unreachable", headers=fault.headers), until=until)
