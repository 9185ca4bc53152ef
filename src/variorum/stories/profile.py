"""What the grouping sees of an article: weighted terms, names, numbers and dates, roots that languages share, time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from itertools import compress, islice, repeat
from operator import itemgetter
from typing import NamedTuple

from variorum.languages import get_language
from variorum.model import Article, LanguageTag
from variorum.stories.commonplace import root
from variorum.stories.places import place_of
from variorum.text.days import find_days, opening_day
from variorum.text.furniture import without_furniture
from variorum.text.language import identify
from variorum.text.names import find_names, is_title_case
from variorum.text.words import cut_words, stem

Counts = Mapping[str, float]

# How much a word counts by where it stands. A headline names the happening, the lead tells it, and after some
# 300 words a report turns to background, which it shares with other happenings. In halves, to count in whole numbers.
_TITLE, _LEAD, _BODY, _BACKGROUND = 6, 4, 2, 1
TITLE, LEAD = _TITLE / 2, _LEAD / 2  # as a profile gives them
_LEAD_WORDS, _LEAD_NAMES = 60, 10
_BODY_WORDS = 300
_READ = 6_000  # characters: what stands below never told two happenings apart, and costs time
_TERMS, _NAMES, _NUMBERS, _ROOTS, _PLACES = (
    150,
    60,
    40,
    100,
    12,
)  # kept of an article: the rest changes no score, and costs memory
# Begins with what it looks for, a digit, and only then looks back: a tenth of the time.
_NUMBER = re.compile(r"\d(?<![\w.,-]\d)(?:[\d.,\u00a0\u202f]*\d)?")
_GROUPING = re.compile(r"[.,\u00a0\u202f](?=\d{3}(?!\d))")
_YEAR = re.compile(r"(?:19|20)\d\d")


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
    places: Counts  # countries and cities of the headline and the lead -> weight by place


class _Parts(NamedTuple):
    """What is read of an article."""

    title: str
    body: str  # without furniture
    language: LanguageTag | None


class _Read(NamedTuple):
    """The content words of one part of an article: as they stand there, their stems, their roots or None."""

    written: list[str]
    stems: list[str]
    roots: list[str | None]


@lru_cache(maxsize=512)  # a digest asks again: for the story's title, and for what is related to it
def read_profile(article: Article) -> Profile:
    """The profile of an article; one without headline, text or date has the parts empty that need them."""
    title, body, language = _parts(article)
    moment = article.published or opening_day(body, language) or article.fetched_at
    top, rest = _read(title, language), _read(body, language)
    return Profile(
        article=article.id,
        language=language,
        moment=moment,
        lead=dict.fromkeys((*top.stems, *rest.stems[:_LEAD_WORDS]), 1.0),
        terms=_placed(top.stems, rest.stems, most=_TERMS),
        names=_names(title, body, language),
        numbers=_numbers(f"{title}\n{body}", language, moment),
        roots=_placed([*filter(None, top.roots)], [*filter(None, rest.roots)], most=_ROOTS),
        places=_places(top, rest, language),
    )


@lru_cache(maxsize=64)  # an article is explained by several others
def spelled(article: Article, kind: str) -> Mapping[str, str]:
    """How the keys of a profile's "terms", "names", "roots" or "places" stand in the article where they stand first.

    Words are taken from the headline before the text, names from the text: a headline may be in capitals.
    """
    title, body, language = _parts(article)
    if kind == "names":
        texts = (body,) if is_title_case(title) else (body, title)
        named = [
            (key, name.bare.cut(text))
            for text in texts
            for name in find_names(text, language)
            for key in name.key.split()
        ]
        return dict(reversed(named))
    found: dict[str | None, str] = {}
    for read in (_read(body, language), _read(title, language)):
        keys = read.stems if kind == "terms" else read.roots if kind == "roots" else _placed_words(read, language)
        found.update(zip(reversed(keys), reversed(read.written), strict=True))
    return {key: written for key, written in found.items() if key}


@lru_cache(maxsize=16)  # to explain an article that was just read
def _parts(article: Article) -> _Parts:
    text = article.text[:_READ] if article.text.strip() else article.teaser or ""
    language = article.language or identify(f"{article.headline or ''}\n{text}")
    return _Parts(article.headline or "", without_furniture(text, language), language)


@lru_cache(maxsize=16)
def _read(text: str, language: LanguageTag | None) -> _Read:
    cut = cut_words(text)
    keys = list(map(_keys, cut.folded, repeat(language)))
    content = [pair for pair in keys if pair]
    return _Read([*compress(cut.written, keys)], [stem for stem, _ in content], [root for _, root in content])


@lru_cache(maxsize=100_000)
def _keys(word: str, language: LanguageTag | None) -> tuple[str, str | None] | None:
    """Stem and root of a content word; None for stop words and single letters of an alphabet."""
    if word in get_language(language).stop_words or (len(word) == 1 and (word.isascii() or word.isdigit())):
        return None
    return stem(word, language), root(word)


def _placed(title: list[str], body: list[str], *, most: int) -> Counts:
    """The heaviest keys, each counted by the places where it stands."""
    lead, rest, background = body[:_LEAD_WORDS], body[_LEAD_WORDS:_BODY_WORDS], body[_BODY_WORDS:]
    return _heaviest(Counter(title * _TITLE + lead * _LEAD + rest * _BODY + background * _BACKGROUND), most)


def _places(top: _Read, rest: _Read, language: LanguageTag | None) -> Counts:
    title, body = _placed_words(top, language), _placed_words(rest, language)[:_LEAD_WORDS]
    return _heaviest(Counter([*filter(None, title)] * _TITLE + [*filter(None, body)] * _LEAD), _PLACES)


def _placed_words(read: _Read, language: LanguageTag | None) -> list[str | None]:
    """For each content word the place that it names, if any."""
    return [place_of(word, root, language) for word, root in zip(read.written, read.roots, strict=True)]


def _heaviest(halves: Mapping[str, int], most: int) -> Counts:
    ranked = sorted(halves.items(), key=itemgetter(1), reverse=True)  # which keeps the order of equals
    return {key: _whole(count) for key, count in ranked[:most]}


@cache
def _whole(halves: int) -> float:
    """The same object for the same weight: a hundred thousand profiles are kept."""
    return halves / 2


def _names(title: str, body: str, language: LanguageTag | None) -> Counts:
    """Words of names. A headline in Title Case names nothing by its capitals: what the body names counts in it."""
    keys = [name.key for name in find_names(body, language)]
    lead, rest = " ".join(keys[:_LEAD_NAMES]).split(), " ".join(keys[_LEAD_NAMES:]).split()
    counts = Counter(lead * _LEAD + rest * _BODY)
    if is_title_case(title):
        named = [word for word in cut_words(title).folded if word in counts]
    else:
        named = " ".join([name.key for name in find_names(title, language)]).split()
    counts.update(named * _TITLE)
    return _heaviest({key: count for key, count in counts.items() if len(key) > 1}, _NAMES)


def _numbers(text: str, language: LanguageTag | None, moment: datetime | None) -> Counts:
    """Numbers of two digits or more, however they are grouped, and days but that of publication. Years say little."""
    days = find_days(text, language)
    for day in days:
        text = text[: day.span.start] + " " * (day.span.end - day.span.start) + text[day.span.end :]
    found: dict[str, float] = {}
    for match in _NUMBER.finditer(text):
        digits = _GROUPING.sub("", match[0]).replace(",", ".")
        if len(digits) > 1 and not _YEAR.fullmatch(digits):
            found[digits] = 1.0
    own = (moment.month, moment.day) if moment else None
    for day in days:
        if (day.month, day.day) != own:
            found[day.key] = 1.0
    return dict(islice(found.items(), _NUMBERS))
