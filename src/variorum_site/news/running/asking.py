"""Asks for addresses only if they changed since they were last read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial

from variorum.errors import FetchError
from variorum.model import Page
from variorum_site.news.running.runner import Runner, attempt
from variorum_site.news.running.tools import PoliteClient
from variorum_site.news.store import Fault


class Conditional:
    """A client that asks for each address only if it changed. What fails unforeseen is one more reason for no page."""

    def __init__(
        self,
        client: PoliteClient,
        known: Mapping[str, tuple[str | None, str | None]],
        *,
        links_only: Collection[str] = (),
    ) -> None:
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

    def checked(self, url: str, result: Page | FetchError, runner: Runner) -> Page | FetchError:
        """The result; where it is an unforeseen fault, recorded. Not in `get`, which runs in other threads."""
        if url in self._faults:
            runner.record(url, self._faults.pop(url))
        return result
