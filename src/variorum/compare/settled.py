"""What makes a page that was fetched again another version of its article, and what does not.

A version is made by other words or numbers in the headline or the text, and by marks that change what is said:
quotation, question and exclamation marks, currencies, and signs of reckoning such as % and ±. None is made by white
space, the shape of quotation marks and dashes, commas and full stops, capital letters, page furniture, lines that tell
the age of the page, counters. A changed date, author, teaser or picture alone makes none either: sites touch them
without touching the report, a list of versions in which nothing reads differently teaches its readers to skip it, and
the capture of the page still holds them.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from variorum.model import Article, ArticleClaims, LanguageTag, Span
from variorum.text.furniture import without_furniture
from variorum.text.sentences import paragraphs
from variorum.text.words import words

# A page that lost two thirds of its words, and had more than a notice to lose, was hardly rewritten: it met a paywall,
# a consent wall or an error page that came with status 200. Chosen, not tuned: no archive of such pages is at hand.
_LOST = 2 / 3
_ENOUGH = 60  # words

_QUOTES = dict.fromkeys(map(ord, "“”„‟«»「」『』＂"), '"') | dict.fromkeys(map(ord, "‘’‚‛‹›ʼ`´"), "'")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
# Marks of one meaning that compatibility forms leave apart: fraction strokes, wave dashes, those of the Arabic script.
_SHAPES = dict(zip(map(ord, "⁄∕〜∼؟٪٫٬"), "//~~?%.,", strict=True))
_SIGNS = "<>≤≥≦≧≪≫=≠≈≃≅~±∓×÷^/"  # no arrows and upright strokes: they part links and are ornaments
_KEPT = frozenset("\"'?!%‰+-.," + _SIGNS)  # of the marks; what they mean is settled before the others go
_AROUND_NUMBERS = re.compile(r"(?<!\d)[.,]|[.,](?!\d)|(?<=\w)-|-(?!\d)")
_SINGLE_QUOTES = re.compile(r"(?<!\w)'(?=\w)|(?<!\w)'|'(?!\w)")
_POWER = re.compile(r"(?<=\d)(?=[⁰¹²³⁴-⁹])")  # "10²" is not 102; "km²" and "km2" are one
_FRACTION = re.compile(r"(?<=\d)(?=[¼-¾⅐-⅞])")  # "3½" is not 31/2
_BLANKS = re.compile(r"\s+")
_SIGN = re.compile(rf" ?[{re.escape(_SIGNS)}][{re.escape(_SIGNS)} ]*")
_BEFORE_NUMBER = re.compile(r"[^\w\s]?\d")
_CLINGING = re.compile(rf" ?([\"?!%‰{re.escape(_SIGNS)}]) ?")  # marks whose blanks say nothing: "5 %", "< 5"


class _Notices(NamedTuple):
    notice: re.Pattern[str] | None
    moving: re.Pattern[str] | None


class _Marks(dict[int, str | None]):
    """What becomes of each character: marks that carry no meaning are blanks, invisible ones go."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        kind = unicodedata.category(character)
        found: str | None = character
        if kind in ("Cf", "Cc") and not character.isspace():
            found = None
        elif kind[0] in "PZ" or kind in ("Cc", "Sk", "Sm", "So"):
            found = character if character in _KEPT or character == "\n" else " "
        self[code] = found
        return found


_MARKS = _Marks()


@lru_cache(maxsize=4096)
def settled(text: str) -> str:
    """The text without what may differ and yet say the same: case, white space, punctuation, the shape of marks."""
    parted = _FRACTION.sub(" ", _POWER.sub("^", text)).translate(_QUOTES)
    plain = unicodedata.normalize("NFKC", parted).casefold().translate(_DASHES).translate(_SHAPES)
    plain = _SINGLE_QUOTES.sub('"', plain)
    plain = _AROUND_NUMBERS.sub(" ", plain).translate(_MARKS)
    plain = _BLANKS.sub(lambda blanks: "\n" if "\n" in blanks[0] else " ", plain)
    return _CLINGING.sub(r"\1", _BLANKS.sub(" ", _SIGN.sub(_telling, plain))).strip()


def mark_of(character: str) -> str | None:
    """The one shape of a mark that may change what is said, of a currency too; None of a letter or another mark."""
    plain = unicodedata.normalize("NFKC", character.translate(_QUOTES)).translate(_DASHES).translate(_SHAPES)
    return plain if plain in _KEPT or unicodedata.category(character) == "Sc" else None


def is_revision(before: Article, after: Article) -> bool:
    """Whether a page fetched again says anything that it did not say before, or no longer says what it said."""
    if (before.headline, before.text) == (after.headline, after.text):
        return False
    if settled(before.headline or "") != settled(after.headline or ""):
        return True
    return _content(before) != _content(after)


def share_lost(before: Article, after: Article) -> float | None:
    """The share of its words that a text lost, where it lost so many that they were hardly edited away; else None.

    A live page is let off, for old entries drop out of it; so is one that says that it was corrected or withdrawn.
    """
    had, has = len(words(before.text)), len(words(after.text))
    if had < _ENOUGH or has > had * (1 - _LOST) or before.live or after.live or find_notices(after):
        return None
    return 1 - has / had


def find_notices(article: Article) -> tuple[Span, ...]:
    """The paragraphs in which a text says that it was corrected, clarified or withdrawn."""
    found = _notices(article.language).notice
    return tuple(one for one in paragraphs(article.text) if found.match(one.cut(article.text))) if found else ()


def moving_lines(text: str, language: LanguageTag | None) -> tuple[Span, ...]:
    """The paragraphs that tell nothing but the age of the page or a counter."""
    moving = _notices(language).moving
    return tuple(one for one in paragraphs(text) if moving.fullmatch(_BLANKS.sub(" ", one.cut(text)))) if moving else ()


def without_asides(claims: ArticleClaims, article: Article) -> ArticleClaims:
    """The claims of the report itself: not what a page says of its own versions, its age and its readers."""
    asides = (*find_notices(article), *moving_lines(article.text, article.language))
    if not asides:
        return claims
    own = tuple(one for one in claims.claims if not any(one.span.overlaps(aside) for aside in asides))
    return replace(claims, claims=own)


def _telling(sign: re.Match[str]) -> str:
    """Signs of mathematics where they tell something: before a number and between words, a stroke between numbers.

    Elsewhere, as at the head of a line, they are ornaments; and "he/she" says no more than "he, she".
    """
    text, signs = sign.string, "".join(sign[0].split())
    before, behind = text[sign.start() - 1 : sign.start()], text[sign.end() : sign.end() + 1]
    if signs in ("/", "^"):
        tells = before.isdigit() and behind.isdigit()
    else:
        tells = bool(_BEFORE_NUMBER.match(text, sign.end())) or (before.isalnum() and behind.isalnum())
    return signs if tells else " "


def _content(article: Article) -> str:
    """What counts of a text. Notices count although some of them look like furniture."""
    article = replace(article, text=re.sub(r"[^\S\n]+", " ", article.text))  # the rules of furniture want single blanks
    text = without_furniture(article.text, article.language)
    lines = [one.cut(text) for one in paragraphs(text)]
    moving = {one.cut(article.text) for one in moving_lines(article.text, article.language)}
    notices = [one.cut(article.text) for one in find_notices(article)]
    return settled("\n".join([*(line for line in lines if line not in moving), *notices]))


@cache
def _notices(language: LanguageTag | None) -> _Notices:
    """English lines count everywhere, as furniture does: pages of every language carry English counters."""
    tag = (language or "und").partition("-")[0].lower()
    table = _tables()
    known = [table["en"]] + ([table[tag]] if tag != "en" and tag in table else [])
    return _Notices(*(_join([p for one in known for p in one.get(part, ())]) for part in _Notices._fields))


def _join(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE) if patterns else None


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((files("variorum.compare") / "notices.toml").read_text(encoding="utf-8"))
