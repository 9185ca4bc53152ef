"""Asks for addresses only if they changed since they were last read, and tells silence of theirs from a cut of ours."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial

from variorum.errors import FetchError
from variorum.fetch import fetch_all
from variorum.model import Page
from variorum_site.news.running.reach import Outcome, Reach
from variorum_site.news.running.runner import Runner, attempt
from variorum_site.news.running.tools import PoliteClient
from variorum_site.news.running.witnesses import ask_witnesses
from variorum_site.news.store import Fault

Validators = tuple[str | None, str | None]  # ETag and Last-Modified of what was read last


class Asking:
    """Asks for many addresses, of some only for the links on their pages. Those that our own network kept from being
    asked stand in `postponed` at the end."""

    def __init__(
        self,
        client: PoliteClient,
        known: Mapping[str, Validators],
        *,
        runner: Runner,
        witnesses: PoliteClient,
        links_only: Collection[str] = (),
    ) -> None:
        self.postponed: tuple[str, ...] = ()
        self._conditional = _Conditional(client, known, links_only)
        self._addresses = list(known)
        self._runner = runner
        self._reach = Reach(partial(ask_witnesses, witnesses))

    def results(self, *, told: Callable[[int, int], None]) -> Iterator[tuple[str, Outcome]]:
        """Each address with what came of it, as soon as it may be counted; once we are cut off no other is asked."""
        waiting = dict.fromkeys(self._addresses)
        while waiting and not self.postponed:
            for address, result in fetch_all(self._conditional, list(waiting)):
                del waiting[address]
                yield from self._reach.heard(address, self._conditional.checked(address, result, self._runner))
                told(len(self._addresses) - len(waiting), len(self._addresses))
                if self._reach.is_doubtful():
                    break
            left = self._reach.left()
            yield from left.counted
            self.postponed = (*left.postponed, *waiting) if left.postponed else ()


class _Conditional:
    """A client that asks for each address only if it changed. What fails unforeseen is one more reason for no page."""

    def __init__(self, client: PoliteClient, known: Mapping[str, Validators], links_only: Collection[str]) -> None:
        self.settings = client.settings
        self._client = client
        self._known = known
        self._links_only = frozenset(links_only)
        self._faults: dict[str, Fault] = {}

    def get(self, url: str) -> Page:
        etag, last_modified = self._known.get(url, (None, None))
        links_only = url in self._links_only
        ask = partial(self._client.get, url, etag=etag, last_modified=last_modified, links_only=links_only)
        found = attempt(ask, foreseen=(FetchError,))
        if isinstance(found, Fault):
            self._faults[url] = found
            raise FetchError(f"{url} could not be fetched ({found}): see the log.", kind="fault")
        return found

    def checked(self, url: str, result: Outcome, runner: Runner) -> Outcome:
        """The result; where it is an unforeseen fault, recorded. Not in `get`, which runs in other threads."""
        if url in self._faults:
            runner.record(url, self._faults.pop(url))
        return result
