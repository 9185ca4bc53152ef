"""The polite client: one page at a time, with robots, reservations, turns, redirects by hand, and captures."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

from variorum.config import FetchSettings
from variorum.errors import FetchError, InputError
from variorum.fetch.addresses import SYSTEM, Network
from variorum.fetch.politeness import Turns, retry_after_of
from variorum.fetch.reservations import MAX_FILE_BYTES, Reservation, Reservations
from variorum.fetch.robots import Robots
from variorum.fetch.rules import MAX_ROBOTS_BYTES
from variorum.fetch.wire import Answer, Wire
from variorum.interfaces import CaptureStore, Clock, Hop
from variorum.model import Page
from variorum.urls import host_of, join_url

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Landing:
    """The last answer of a chain of redirects, those before it, and where the unbroken permanent beginning led."""

    answer: Answer
    permanent_url: str | None
    hops: tuple[Hop, ...]


class Client:
    """Fetches pages; safe to share between threads. Implements variorum.interfaces.Fetcher."""

    def __init__(
        self,
        settings: FetchSettings,
        *,
        captures: CaptureStore | None = None,
        clock: Clock,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        network: Network = SYSTEM,
    ) -> None:
        self.settings = settings
        self._captures = captures
        self._clock = clock
        self._wire = Wire(settings, monotonic=monotonic, network=network)
        self._turns = Turns(concurrency=settings.host_concurrency, sleep=sleep, monotonic=monotonic)
        self._robots = Robots(self._get_robots, agent=settings.user_agent, clock=clock)
        self._reservations = Reservations(self._get_reservations, agent=settings.user_agent, clock=clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._wire.close()

    def keeping(self, captures: CaptureStore) -> Client:
        """A client that keeps captures and shares all else: connections, robots and turns. Closing one closes both."""
        other = copy(self)
        other._captures = captures
        return other

    def get(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None, links_only: bool = False
    ) -> Page:
        """One page, kept as a capture; a 304 is a Page with that status. Raises FetchError with a kind and a remedy.

        `links_only` says that nothing but the links of the page will be used: what it reserves is then read so.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value and _can_be_sent(value)}
        landing = self._follow(url, lambda target: self._ask_page(target, headers))
        answer = landing.answer
        if not (200 <= answer.status < 300 or (answer.status == 304 and headers)):
            raise self._refusal(answer)
        page = self._page(url, answer, permanent_url=landing.permanent_url)
        if answer.status == 304:
            return page
        if self.settings.reservations != "ignore":
            self._mind(answer.url, self._reservations.of_page(page.headers, page.body, links_only=links_only))
        return self._kept(page, landing)

    def post(self, url: str, form: Mapping[str, str]) -> Page:
        """What a server answers to a form; for calls to machines that ask for them, so no robots.txt is asked.

        The same addresses, ports and limits as for pages. Redirects are not followed: a form goes to nobody else.
        Raises FetchError with a kind and a remedy for every status but 2xx. Nothing is kept as a capture.
        """
        target = self._wire.check(url)
        with self._turns.turn(host_of(target), delay=self.settings.host_delay):
            answer = self._wire.ask(
                target,
                {"Content-Type": "application/x-www-form-urlencoded"},
                max_bytes=self.settings.max_bytes,
                content=urlencode(form).encode("ascii"),
            )
        if not 200 <= self._heeded(answer).status < 300:
            raise self._refusal(answer)
        return self._page(url, answer)

    def _page(self, url: str, answer: Answer, *, permanent_url: str | None = None) -> Page:
        return Page(
            url=url,
            final_url=answer.url,
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            fetched_at=self._clock(),
            permanent_url=permanent_url,
            seconds=answer.seconds,
        )

    def _kept(self, page: Page, landing: _Landing) -> Page:
        if self._captures is None:
            return page
        asked = landing.answer.request_headers
        capture = self._captures.keep(page, request_headers=asked, hops=landing.hops)
        return replace(page, capture=capture)

    def _ask_page(self, url: str, headers: Mapping[str, str]) -> Answer:
        self._robots.check(url)  # first: of a page that is closed to us nothing more is asked
        if self.settings.reservations != "ignore":
            self._mind(url, self._reservations.of_address(url))
        return self._ask_politely(url, headers, max_bytes=self.settings.max_bytes)

    def _mind(self, url: str, reservation: Reservation | None) -> None:
        if reservation is None:
            return
        if self.settings.reservations == "respect":
            raise FetchError(
                f"{url} is reserved by its publisher ({reservation}): leave it out, or agree with the publisher.",
                kind="reserved",
            )
        _log.info("reserved url=%s words=%r policy=%s", url, reservation.words, reservation.policy)

    def _ask_politely(self, url: str, headers: Mapping[str, str], *, max_bytes: int, cut: bool = False) -> Answer:
        delay = max(self.settings.host_delay, self._robots.check(url))
        with self._turns.turn(host_of(url), delay=delay):
            answer = self._wire.ask(url, headers, max_bytes=max_bytes, cut=cut)
        return self._heeded(answer)

    def _get_reservations(self, url: str) -> Answer:
        return self._follow(url, lambda target: self._ask_politely(target, {}, max_bytes=MAX_FILE_BYTES)).answer

    def _get_robots(self, url: str) -> Answer:
        return self._follow(url, self._ask_robots, most=_ROBOTS_REDIRECTS).answer

    def _ask_robots(self, url: str) -> Answer:
        with self._turns.turn(host_of(url), delay=self.settings.host_delay):
            answer = self._wire.ask(url, {}, max_bytes=MAX_ROBOTS_BYTES, cut=True)
        return self._heeded(answer)

    def _heeded(self, answer: Answer) -> Answer:
        """A server that has too much to do is left alone for as long as it asks."""
        if answer.status in {429, 503} and (seconds := retry_after_of(answer, now=self._clock())):
            self._turns.pause(host_of(answer.url), seconds)
        return answer

    def _follow(self, url: str, ask: Callable[[str], Answer], *, most: int | None = None) -> _Landing:
        """Go from redirect to redirect, each address checked like the first."""
        most = self.settings.max_redirects if most is None else most
        target = self._wire.check(url)
        seen = {target}
        permanent: str | None = None
        unbroken = True
        hops: list[Hop] = []
        while True:
            answer = ask(target)
            location = answer.header("location")
            if answer.status not in _REDIRECTS or not location:
                return _Landing(answer=answer, permanent_url=permanent, hops=tuple(hops))
            hops.append(Hop(answer=self._page(url, answer), request_headers=answer.request_headers))
            target = self._wire.check(_joined(target, location))
            if target in seen or len(seen) > most:
                raise FetchError(f"{url} leads from redirect to redirect: check the address.", kind="redirects")
            seen.add(target)
            unbroken = unbroken and answer.status in _PERMANENT
            permanent = target if unbroken else permanent

    def _refusal(self, answer: Answer) -> FetchError:
        return FetchError(
            f"{answer.url} answered with status {answer.status}: {_REMEDIES.get(answer.status, 'ask again later.')}",
            kind=f"status-{answer.status}",
            retry_after=retry_after_of(answer, now=self._clock()),
            headers=answer.headers,
        )


def _can_be_sent(value: str) -> bool:
    """Whether a validator can stand in a header; without it the page is asked for in full."""
    return value.isascii() and value.isprintable()


def _joined(url: str, location: str) -> str:
    try:
        return join_url(url, location)
    except InputError as fault:
        raise FetchError(
            f"{url} redirects to {location!r}, which is no web address: leave it out.", kind="url"
        ) from fault


_ROBOTS_REDIRECTS = 5  # RFC 9309, 2.3.1.2, whatever the setting says
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_REMEDIES = {
    401: "it wants a login, so leave it out.",
    402: "it wants payment, so leave it out.",
    403: "it is closed to us, so leave it out.",
    404: "it is gone, so check the address.",
    410: "it is gone for good, so remove the address.",
    451: "it is withheld by law, so leave it out.",
}
