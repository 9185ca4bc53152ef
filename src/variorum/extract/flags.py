"""What kind of page an article stands on, as it says itself: paywalled or free, a live blog or a finished report."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

from variorum.extract.jsonld import Node, kinds
from variorum.extract.metadata import Metadata
from variorum.languages import get_labels
from variorum.model import LanguageTag

_FREE = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
# Facebook's word for it and its misspellings. Others ("premium", "adv:premium") mean advertising as often as access.
_TIERS = (
    "article:content_tier",
    "og:article:content_tier",
    "article.content_tier",
    "article_content_tier",
    "content_tier",
)
_METERED = frozenset(("metered", "locked", "paid", "premium"))
_LIVE_TYPES = re.compile(r"(?:^|[.:/_-])live[ _-]?blog", re.IGNORECASE)
_LONGEST = 300  # characters of a headline or a path that are read


@dataclass(frozen=True, slots=True, kw_only=True)
class Flags:
    """How a page may be read, and whether it still grows."""

    paywalled: bool | None = None  # None: the page does not say
    live: bool = False


def read_flags(metadata: Metadata, *, url: str, title: str | None, language: LanguageTag | None) -> Flags:
    """The flags of the page at this address; a live blog may also be known by the words of its headline (`live_cues`).

    A page that may be read a few times before it asks for money ("metered") counts as paywalled.
    """
    return Flags(paywalled=_paywalled(metadata), live=_live(metadata, url, title or "", language))


def _paywalled(metadata: Metadata) -> bool | None:
    """ "Not free" wins over "free": templates declare the second for every page, and the first on purpose."""
    article = metadata.linked.article
    declared = [_free(article.get("isAccessibleForFree")), _free(metadata.meta("isaccessibleforfree"))]
    tier = (metadata.meta(*_TIERS) or "").strip().lower()
    if False in declared or tier == "locked":
        return True
    if True in declared:
        return False
    if any(_free(part.get("isAccessibleForFree")) is False for part in _parts(article)):
        return True
    return True if tier in _METERED else False if tier == "free" else None


def _free(value: Any) -> bool | None:
    """Any spelling of a JSON-LD boolean: false, "False", "http://schema.org/False", 0."""
    if isinstance(value, list):
        return next((found for one in value if (found := _free(one)) is not None), None)
    return _FREE.get(str(value).rsplit("/", 1)[-1].strip().lower())


def _parts(article: Node) -> Iterable[Node]:
    parts = article.get("hasPart")
    return (part for part in (parts if isinstance(parts, list) else [parts]) if isinstance(part, dict))


def _live(metadata: Metadata, url: str, title: str, language: LanguageTag | None) -> bool:
    """Declared by the page's one node of that type or by its kind; else by its headline's or its address's words."""
    blogs = [node for node in metadata.linked.nodes if "LiveBlogPosting" in kinds(node)]
    if "LiveBlogPosting" in kinds(metadata.linked.article) or len(blogs) == 1:
        return True
    if metadata.linked.article.get("coverageStartTime") or _LIVE_TYPES.search(metadata.meta("og:type") or ""):
        return True
    path = re.sub(r"[\W_]+", " ", unquote(urlsplit(url).path))[:_LONGEST].strip()
    return any(cue.search(text) for cue in _cues(language) for text in (title[:_LONGEST], path))


@cache
def _cues(language: LanguageTag | None) -> tuple[re.Pattern[str], ...]:
    """English cues count everywhere: "live" and "liveblog" went into most languages."""
    known = [get_labels("en")] + ([get_labels(language)] if language not in (None, "en") else [])
    return tuple(re.compile(cue, re.IGNORECASE) for one in known for cue in one.live_cues)
