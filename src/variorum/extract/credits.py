"""Which agencies an article credits, and the place of its dateline, as they stand at the edges of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from variorum.languages import get_language, get_page_rules
from variorum.model import LanguageTag
from variorum.outlets import Directory

_HEAD = 3  # paragraphs in which a dateline may stand: captions and a standfirst come before it
_EDGE = 250  # characters at either end of a paragraph that are searched for a credit
_TAIL = 6  # paragraphs at the end that may be a credit line
_SENTENCE = 40  # characters that follow a dateline: less is a label on a line of its own
_JOINED = re.compile(r" ?[,/&;+] ?| (?:and|und|et|e|y|en|dan|и|with|mit|via) ", re.IGNORECASE)
# "GENEVA — ", "PORT LOUIS: ", "LIMA, Peru - ": capitals, then a mark. Capitals alone are a shout, not a place.
_PLACE = re.compile(
    r"(?P<place>[^\W\d_a-z][^\W\d_a-z]{1,40}(?:[ .'’/-]{1,2}[^\W\d_a-z]{1,40}){0,3})"
    r"(?:,? [^\n:–—()-]{2,30})? ?[:–—]\s*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credits:
    """What the edges of a text credit."""

    agencies: tuple[str, ...] = ()
    dateline: str | None = None


def read_credits(
    paragraphs: Sequence[str], *, authors: Sequence[str], language: LanguageTag | None, directory: Directory
) -> Credits:
    """The agencies of the byline, of the dateline and of credit lines, each once, named as its first credit name."""
    found: dict[str, None] = {}
    dateline: str | None = None
    for name in authors:
        found |= dict.fromkeys(_agencies(name, directory))
    for index, paragraph in enumerate(paragraphs):
        at_edge = index < _HEAD or index >= len(paragraphs) - _TAIL
        for match in _matches(paragraph, language) if at_edge else ():
            agencies = list(_agencies(match["agency"], directory))
            found |= dict.fromkeys(agencies)
            if agencies and not dateline:
                dateline = _tidy_place(match.groupdict().get("place"))
    return Credits(agencies=tuple(found), dateline=dateline or _plain_dateline(paragraphs, language))


def _agencies(credit: str, directory: Directory) -> Iterator[str]:
    """Names of agencies in a credit such as "AFP, with Reuters"; words that name no agency are left out."""
    for piece in (credit, *_JOINED.split(credit)):
        agency = directory.agency(piece.strip(" .()[]-–—*©"))
        if agency:
            yield agency.credits[0]


def _matches(paragraph: str, language: LanguageTag | None) -> Iterator[re.Match[str]]:
    edges = [paragraph] if len(paragraph) <= 2 * _EDGE else [paragraph[:_EDGE], paragraph[-_EDGE:]]
    for pattern in _cues(language):
        for edge in edges:
            if match := pattern.search(edge):
                yield match


def _plain_dateline(paragraphs: Sequence[str], language: LanguageTag | None) -> str | None:
    """A place in capitals before a mark; words that the text or the language writes small are a label, no place."""
    small = {word for paragraph in paragraphs for word in re.findall(r"[^\W\d_]+", paragraph) if word.islower()}
    for paragraph in paragraphs[:_HEAD]:
        match = _PLACE.match(paragraph)
        if not match or not match["place"].isupper() or len(paragraph) < match.end() + _SENTENCE:
            continue
        words = {word.lower() for word in re.findall(r"[^\W\d_]{3,}", match["place"])}
        if len(match["place"]) > 3 and words and words.isdisjoint(small | get_language(language).stop_words):
            return _tidy_place(match["place"])
    return None


def _tidy_place(place: str | None) -> str | None:
    """ "PORT SELANE" as "Port Selane": capitals are the printer's, not the place's."""
    if not place or not place.strip(" ,.-–"):
        return None
    city, comma, region = place.strip(" ,-–").partition(",")
    return (city.title() if city.isupper() and len(city) > 3 else city) + comma + region


@cache
def _cues(language: LanguageTag | None) -> tuple[re.Pattern[str], ...]:
    """English cues count everywhere: agencies write their names alike."""
    known = [get_page_rules("en")] + ([get_page_rules(language)] if language not in (None, "en") else [])
    return tuple(re.compile(cue, re.IGNORECASE) for one in known for cue in one.credit_cues)
