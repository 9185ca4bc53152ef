"""Feeds that answered lately are asked whether they still do: if one does, who is silent has a reason of its own."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from variorum.errors import FetchError
from variorum.feeds import FeedState
from variorum.urls import host_of
from variorum_site.news import store
from variorum_site.news.running.reach import HOSTS, Others, is_answer, is_silence
from variorum_site.news.running.runner import attempt
from variorum_site.news.running.tools import PoliteClient

_LOOKED_AT = 50  # feeds, those that answered last first: several may lie on one host


def ask_witnesses(client: PoliteClient, silent: Collection[str]) -> Others:
    """Ask feeds of other hosts than these, only whether they changed, until one answers or enough do not.

    What they answer is not read: a feed that changed is read when it is due.
    """
    asked: set[str] = set()
    for state in store.feeds_that_answered(most=_LOOKED_AT):
        host = host_of(state.address or state.feed_url)
        if host in silent or host in asked or len(asked) >= HOSTS:
            continue
        answers = _answers(client, state)
        if answers:
            return Others(asked=len(asked) + 1, answered=True)
        if answers is not None:
            asked.add(host)
    return Others(asked=len(asked))


def _answers(client: PoliteClient, state: FeedState) -> bool | None:
    """Whether a feed's server answers; None where it could not be asked."""
    ask = partial(client.get, state.address or state.feed_url, etag=state.etag, last_modified=state.last_modified)
    try:
        return None if isinstance(attempt(ask, foreseen=(FetchError,)), store.Fault) else True
    except FetchError as fault:
        return True if is_answer(fault) else False if is_silence(fault) else None
