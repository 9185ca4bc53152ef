"""What the grouping sees of an article: weighted terms, names, numbers and dates, roots that languages share, time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from variorum.languages import get_language
from variorum.model import Article, LanguageTag
from variorum.stories.commonplace import root
from variorum.stories.dates import find_days, opening_day
from variorum.text.furniture import without_furniture
from variorum.text.language import identify
from variorum.text.names import find_names
from variorum.text.words import stem, words

Counts = Mapping[str, float]

# How much a word counts by where it stands. A headline names the happening, the lead tells it, and after some
# 300 words a report turns to background, which it shares with other happenings.
TITLE, LEAD, BODY, BACKGROUND = 3.0, 2.0, 1.0, 0.5
_LEAD_WORDS, _LEAD_NAMES = 60, 10
_BODY_WORDS = 300
_READ = 6_000  # characters: what stands below never told two happenings apart, and costs time
_TERMS, _NAMES, _NUMBERS, _ROOTS = 150, 60, 40, 100  # kept of an article: the rest changes no score, and costs memory
_NUMBER = re.compile(r"(?<![\w.,-])\d[\d.,\u00a0\u202f]*\d|(?<![\w.,-])\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An article as the grouping sees it. All counts are plain: what is rare is known to the index only."""

    article: str
    language: LanguageTag | None
    moment: datetime | None  # published; else the day at the top of the text; else when it was fetched
    lead: Counts  # stems of the headline and the first sentences -> 1.0
    terms: Counts  # stem -> weight by place
    names: Counts  # words of names in ASCII -> weight by place
    numbers: Counts  # numbers and days -> 1.0
    roots: Counts  # language-free beginnings of long words -> weight by place
    shown: Mapping[str, str]  # "terms soret" -> as it stands in the article


class _Read(NamedTuple):
    """The content words of one part of an article."""

    stems: tuple[str, ...]
    roots: tuple[str, ...]
    spelled: Mapping[str, str]


@lru_cache(maxsize=512)  # a digest asks again: for the story's title, and for what is related to it
def read_profile(article: Article) -> Profile:
    """The profile of an article; one without headline, text or date has the parts empty that need them."""
    text = article.text[:_READ] if article.text.strip() else article.teaser or ""
    language = article.language or identify(f"{article.headline or ''}\n{text}")
    title, body = article.headline or "", without_furniture(text, language)
    moment = article.published or opening_day(body, language) or article.fetched_at
    top, rest = _read(title, language), _read(body, language)
    names, named = _names(title, body, language)
    return Profile(
        article=article.id,
        language=language,
        moment=moment,
        lead=dict.fromkeys((*top.stems, *rest.stems[:_LEAD_WORDS]), 1.0),
        terms=_placed(top.stems, rest.stems, most=_TERMS),
        names=names,
        numbers=_numbers(f"{title}\n{body}", language, moment),
        roots=_placed(top.roots, rest.roots, most=_ROOTS),
        shown={**rest.spelled, **top.spelled, **named},
    )


def _read(text: str, language: LanguageTag | None) -> _Read:
    """Content words: neither stop words nor single letters of an alphabet."""
    stop = get_language(language).stop_words
    stems: list[str] = []
    roots: list[str] = []
    spelled: dict[str, str] = {}
    for word in words(text):
        if word.folded in stop or (len(word.folded) == 1 and (word.folded.isascii() or word.folded.isdigit())):
            continue
        stems.append(stem(word.folded, language))
        spelled.setdefault(f"terms {stems[-1]}", word.span.cut(text))
        if key := root(word.folded):
            roots.append(key)
            spelled.setdefault(f"roots {key}", word.span.cut(text))
    return _Read(tuple(stems), tuple(roots), spelled)


def _placed(title: Sequence[str], body: Sequence[str], *, most: int) -> Counts:
    """The heaviest keys, each counted by the places where it stands."""
    counts: dict[str, float] = defaultdict(float)
    for key in title:
        counts[key] += TITLE
    for place, key in enumerate(body):
        counts[key] += LEAD if place < _LEAD_WORDS else BODY if place < _BODY_WORDS else BACKGROUND
    return _heaviest(counts, most)


def _heaviest(counts: Counts, most: int) -> Counts:
    return dict(sorted(counts.items(), key=lambda pair: -pair[1])[:most])


def _names(title: str, body: str, language: LanguageTag | None) -> tuple[Counts, Mapping[str, str]]:
    """Words of names. A headline in Title Case names nothing by its capitals: what the body names counts in it."""
    counts: dict[str, float] = defaultdict(float)
    shown: dict[str, str] = {}
    for place, name in enumerate(find_names(body, language)):
        for key in name.key.split():
            counts[key] += LEAD if place < _LEAD_NAMES else BODY
            shown.setdefault(f"names {key}", name.bare.cut(body))
    if _is_title_case(title):
        for word in words(title):
            if word.folded in counts:
                counts[word.folded] += TITLE
    else:
        for name in find_names(title, language):
            for key in name.key.split():
                counts[key] += TITLE
                shown.setdefault(f"names {key}", name.bare.cut(title))
    long = {key: count for key, count in counts.items() if len(key) > 1}
    return _heaviest(long, _NAMES), shown


def _is_title_case(title: str) -> bool:
    long = [w for w in re.findall(r"[^\W\d_]+", title) if len(w) > 3]
    return len(long) > 2 and sum(w[0].isupper() for w in long) > 0.7 * len(long)


def _numbers(text: str, language: LanguageTag | None, moment: datetime | None) -> Counts:
    """Numbers of two digits or more, however they are grouped, and days but that of publication. Years say little."""
    days = find_days(text, language)
    for day in days:
        text = text[: day.span.start] + " " * (day.span.end - day.span.start) + text[day.span.end :]
    found: dict[str, float] = {}
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"[.,\u00a0\u202f](?=\d{3}(?!\d))", "", match[0]).replace(",", ".")
        if len(digits) > 1 and not re.fullmatch(r"(19|20)\d\d", digits):
            found[digits] = 1.0
    own = (moment.month, moment.day) if moment else None
    for day in days:
        if (day.month, day.day) != own:
            found[day.key] = 1.0
    return dict(list(found.items())[:_NUMBERS])
