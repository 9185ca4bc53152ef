"""What of an archive is taken in: whole pages of text whose publishers do not reserve them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

import structlog

from variorum.config import FetchSettings
from variorum.fetch.records import BROKEN
from variorum.fetch.reservations import find_reservation
from variorum.fetch.rules import product_token
from variorum.model import Page, Rejected

_TEXT = re.compile("html|xml|text/plain|octet-stream|unknown")
_STEP = "ingest/1"
_log = structlog.get_logger(__name__)


class LeftOut(StrEnum):
    """Why a page of an archive is left out: a fact of its refusal. Such are counted, and not told of one by one."""

    NO_TEXT = "no-text"
    RESERVED = "reserved"


def left_out(one: object) -> LeftOut | None:
    """Why this is left out, where it is."""
    kind = one.facts.get("kind") if isinstance(one, Rejected) else None
    return LeftOut(kind) if kind in set(LeftOut) else None


def readable_pages(
    found: Iterable[Page | Rejected], breaks: list[str], *, settings: FetchSettings
) -> Iterator[Page | Rejected]:
    """What a file gives. Places where it is broken are put aside, a sentence each; what is not for us is refused."""
    agent = product_token(settings.user_agent)
    for one in found:
        if isinstance(one, Rejected):
            if one.facts.get("kind") == BROKEN:
                breaks.append(one.reason)
            else:
                yield one
        elif reason := _why_no_text(one):
            yield _refused(one, reason, LeftOut.NO_TEXT)
        elif settings.reservations != "ignore" and (reason := _why_reserved(one, agent, settings)):
            yield _refused(one, reason, LeftOut.RESERVED)
        else:
            yield one


def _refused(page: Page, reason: str, why: LeftOut) -> Rejected:
    return Rejected(subject=page.url, step=_STEP, reason=reason, facts={"kind": why.value})


def _why_no_text(page: Page) -> str | None:
    """Archives hold all that a crawler met: why a page of one cannot hold a report."""
    if not 200 <= page.status < 300:
        return f"answered with status {page.status}"
    kind = (page.header("content-type") or "").partition(";")[0].strip().lower()
    return f"is {kind}, no page of text" if kind and not _TEXT.search(kind) else None


def _why_reserved(page: Page, agent: str, settings: FetchSettings) -> str | None:
    """What the headers and the head of a page reserve, as they were recorded; None where the setting takes it."""
    found = find_reservation(page.headers, page.body, agent=agent)
    if found is None:
        return None
    if settings.reservations == "respect":
        return f"is reserved by its publisher ({found}): leave it out, or agree with the publisher"
    _log.info("reserved", url=page.url, words=found.words, policy=found.policy)
    return None
