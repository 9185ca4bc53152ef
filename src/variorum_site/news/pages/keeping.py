"""Which captures are kept: the setting, carried out, and whether the bytes of an article are still there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import structlog

from variorum.config import Settings
from variorum.errors import InputError
from variorum.extract import extract_article
from variorum.fetch import Retention, WarcCaptures, choose_expired
from variorum.fetch.evidence import body_digest, recorded_digest
from variorum.model import Article, Page
from variorum_site.news import store

_log = structlog.get_logger(__name__)


def retention_of(settings: Settings) -> Retention:
    """What the settings say."""
    return Retention(days=settings.captures_days, bytes=settings.captures_bytes)


def drop_expired(settings: Settings, *, now: datetime) -> int:
    """Delete the files that are kept no longer, each whole: how many. Files with pages that wait to be read stay."""
    retention, captures = retention_of(settings), WarcCaptures(settings.captures, clock=lambda: now)
    if retention == Retention():
        return 0
    needed = {unread.capture.file for unread in store.unread_pages()}
    expired = choose_expired(captures.files(), retention, today=now.astimezone(UTC).date(), needed=needed)
    captures.discard([file.name for file in expired])
    if expired:
        _log.info("captures deleted", files=len(expired), bytes=sum(file.size for file in expired))
    return len(expired)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the kept bytes of an article say for its text."""

    page: Page | None  # None: the bytes are no longer kept
    digest: str
    verdict: str


def find_evidence(article: Article, captures: WarcCaptures) -> Evidence:
    """Read the kept bytes of an article, check them, and extract them once more."""
    capture = article.capture
    assert capture is not None
    try:
        page, named = captures.read(capture), recorded_digest(captures.path(capture), capture)
    except InputError as gone:
        return Evidence(page=None, digest="", verdict=f"the bytes are no longer kept: {gone}")
    right = named == body_digest(page.body)
    digest = f"{named}, {'right' if right else 'WRONG: the bytes were changed'}"
    return Evidence(page=page, digest=digest, verdict=_verdict(article, page) if right else "the bytes were changed")


def _verdict(article: Article, page: Page) -> str:
    directory = store.load_directory()
    found = extract_article(page, outlet=directory.outlets.get(article.outlet or ""), directory=directory)
    if isinstance(found, Article) and found.text == article.text:
        return "the bytes give the stored text"
    today = found.made_by if isinstance(found, Article) else found.step
    return f"the bytes are whole; {today} reads another text in them than {article.made_by} did"
