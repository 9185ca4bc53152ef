"""The dateline at the head of a report: where it was written, on which day, and for which agency."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache, reduce

from babel import Locale, UnknownLocaleError

from variorum.extract.agency_names import agency_names
from variorum.languages import get_labels, get_language, get_page_rules
from variorum.model import LanguageTag
from variorum.text.words import fold, is_spaceless

_HEAD = 3  # paragraphs in which a dateline may stand: captions and a standfirst come before it
_READ = 200  # characters of a paragraph
_SENTENCE = 40  # characters that follow a dateline (half of it in dense scripts): less is a label on a line of its own
_FARTHEST = timedelta(days=31)  # between the dateline's day and the publication
_WORDS = 5  # in a place's name
# Small words inside names of places, in the languages of the files.
_JOINTS = frozenset((
    "am", "an", "au", "auf", "aux", "bei", "d", "da", "das", "de", "del", "der", "des", "di", "do", "dos", "du", "el",
    "en", "i", "im", "in", "la", "las", "le", "les", "los", "of", "sur", "the", "upon", "und", "von",
))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """What stands before the first sentence; any of it may be missing, but not all."""

    place: str | None = None
    day: date | None = None
    agency: str | None = None  # as it is written there; whether it names one is for the directory to say


def find_dateline(
    paragraphs: Sequence[str], *, agencies: tuple[str, ...], language: LanguageTag | None, published: datetime | None
) -> Dateline | None:
    """The dateline in the first paragraphs, with agencies known by these names; None where there is none.

    The year comes from the publication. A day that does not exist or lies more than 31 days from it is left out.
    """
    small: frozenset[str] | None = None
    for paragraph in paragraphs[:_HEAD]:
        for match in _matches(paragraph[:_READ], agencies, language):
            left = len(paragraph) - match.end()
            place = (_group(match, "place") or "").strip(" ,-–—/")
            small = _small_words(paragraphs, language) if small is None else small
            if left * (2 if is_spaceless(paragraph) else 1) < _SENTENCE or not _is_place(place, small, match, language):
                continue
            return Dateline(
                place=_tidy(place) or None,
                day=_day(match, published, language),
                agency=_group(match, "agency", "agency2"),
            )
    return None


def _matches(head: str, agencies: tuple[str, ...], language: LanguageTag | None) -> Iterator[re.Match[str]]:
    named = agency_names(agencies).named_in(head)
    for pattern in _patterns(agencies, language):
        if (named or "agency" not in pattern.groupindex) and (match := pattern.match(head)):
            yield match


def _group(match: re.Match[str], *names: str) -> str | None:
    found = match.groupdict()
    return next((found[name] for name in names if found.get(name)), None)


def _is_place(place: str, small: frozenset[str], match: re.Match[str], language: LanguageTag | None) -> bool:
    """Whether this can be a place.

    Without a day or an agency only a place in capitals counts, and no label. Otherwise each word begins with a capital,
    where the script has them.
    """
    if not place:
        return True
    words = [word for word in re.split(r"[\s/'’-]+", place.split(",", maxsplit=1)[0]) if word]
    if not words or len(words) > _WORDS or any(word[0].islower() and word not in _JOINTS for word in words):
        return False
    backed = _group(match, "agency", "agency2", "day", "day2", "day3", "reporter")
    if not backed and not (len(place) > 3 and place.partition(",")[0].isupper()):
        return False
    return bool(_group(match, "agency", "agency2")) or not _is_label(place, small, language)


def _is_label(place: str, small: frozenset[str], language: LanguageTag | None) -> bool:
    """Whether it is known as one, or made of words that the text or the language writes small."""
    labels = (*get_labels("en").no_places, *get_labels(language).no_places)
    long_words = {word.lower() for word in re.findall(r"[^\W\d_]{3,}", place.split(",", maxsplit=1)[0])}
    return any(re.match(rf"(?:{one})\b", place, re.IGNORECASE) for one in labels) or not long_words.isdisjoint(small)


def _tidy(place: str) -> str:
    """ "PORT SELANE" as "Port Selane": capitals are the printer's, not the place's."""
    city, comma, region = place.partition(",")
    city = city if comma else city.rstrip(".")
    return (city.title() if city.isupper() and len(city) > 3 else city) + comma + region


def _small_words(paragraphs: Sequence[str], language: LanguageTag | None) -> frozenset[str]:
    written = {word for text in paragraphs for word in re.findall(r"[^\W\d_]+", text) if word.islower()}
    return frozenset(written) | get_language(language).stop_words


def _day(match: re.Match[str], published: datetime | None, language: LanguageTag | None) -> date | None:
    """The day that is meant: of the written month and year, else of those that bring it nearest to the publication."""
    number, month, year = (_group(match, key, key + "2", key + "3") for key in ("day", "month", "year"))
    if not number:
        return None
    named = (int(month) if month.isdigit() else _months(language).get(_month_key(month))) if month else None
    if month and not named:
        return None
    if published is None:
        return next(_days(int(number), named, (int(year),), ()), None) if year and named else None
    own = published.date()
    years = (int(year),) if year else (own.year - 1, own.year, own.year + 1)
    near = [day for day in _days(int(number), named, years, range(1, 13)) if abs(day - own) <= _FARTHEST]
    return min(near, key=lambda day: (day > own + timedelta(days=1), abs(day - own)), default=None)


def _days(number: int, month: int | None, years: Sequence[int], months: Sequence[int]) -> Iterator[date]:
    for year in years:
        for one in (month,) if month else months:
            try:
                yield date(year, one, number)
            except ValueError:  # 31 April: no such day
                continue


def _month_key(written: str) -> str:
    return fold(written).rstrip(".")


@lru_cache(maxsize=64)
def _months(language: LanguageTag | None) -> Mapping[str, int]:
    """Names of the months, of the language and in English: CLDR's, and those that its pages use besides."""
    names: dict[str, int] = {}
    for tag in dict.fromkeys(("en", language or "en")):
        for number, spellings in enumerate(get_page_rules(tag).months, 1):
            names |= {_month_key(name): number for name in spellings}
        try:
            months = Locale.parse(tag).months
        except (UnknownLocaleError, ValueError):
            continue
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names |= {_month_key(name): number for number, name in months[form][width].items()}
    return {name: number for name, number in names.items() if not name[:1].isdigit()}


@lru_cache(maxsize=64)
def _patterns(agencies: tuple[str, ...], language: LanguageTag | None) -> tuple[re.Pattern[str], ...]:
    """The patterns of one language, the more certain first: with an agency, with a day, in capitals."""
    names = "|".join(sorted(map(re.escape, agencies), key=len, reverse=True)) or "(?!)"
    parts = {"{agency}": f"(?:{names})", "{date}": _DATE, "{place}": _PLACE}
    cues = [cue for tag in dict.fromkeys(("en", language or "en")) for cue in get_labels(tag).dateline_cues]
    found = []
    for shape in (*cues, *_SHAPES):
        filled = reduce(lambda text, part: text.replace(*part), parts.items(), shape)
        found.append(re.compile(filled, re.IGNORECASE))
    return tuple(found)


# Names of places are checked word by word afterwards; the month is looked up.
_PLACE = r"(?P<place>[^\W\d_][^\n\d:;–—()\[\]«»\"“”!?|]{1,50}?)"
_MONTH = r"[^\W\d_][^\s\d,.()/:–—-]{2,11}\.?"  # with the vowel signs of Indian scripts, which are no letters
_DATE = (
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|º|er|\.)?\s?(?:de\s)?(?P<month>{_MONTH})|(?P<month2>{_MONTH})\s(?P<day2>\d{{1,2}})(?!\d))"
    r"(?:,?\s(?:de\s)?(?P<year>\d{4})(?:\s?г\.|年)?)?"
)
_SHAPES = (
    # "(Agency) - ROME, 03 MAR -"
    r"^\W{0,3}[(\[]?(?P<agency>{agency})[)\]]?\s?[–—-]{1,2}\s?{place},\s(?:{date}\s?)?[–—-]{1,2}\s",
    # "GENEVA, 3 March (Agency) —", "Geneva (Agency)", "MADRID, 3 (AGENCY)", "(Agency) -", "МОСКВА, 3 марта. /Agency/."
    r"^\W{0,3}(?:{place}(?:[,.]?\s(?:{date}|(?P<day3>\d{1,2}))[,.]?)?,?\s?[–—-]?\s?)?"
    r"(?:[(\[]\s?(?P<agency>(?:[^()\[\]\n]{0,30}\W)??{agency}(?:\W[^()\[\]\n]{0,30})?)[)\]]|/\s?(?P<agency2>{agency})\s?/)"
    r"\s?\W{0,4}",
    # "BERLIN agency | ", "Dubai - Agency: ", "Москва. 3 марта. Agency - ", "Moscow, 3 Mar — Agency."
    r"^\W{0,3}{place}(?:[,.]?\s{date})?(?:\s?[.,–—-]{1,2}\s?|\s)(?P<agency>{agency})\s?(?:[|:–—]|\s-|[.,]\s)\s?",
    # "BERLIN, 4. März —", "Geneva, 3 March 2031 -"
    r"^\W{0,3}{place}[,.]?\s{date}\s?[,.]?\s?(?:[–—:|]|--?\s|\.-)\s?",
    # "GENEVA —", "PORT LOUIS:", "LIMA, Peru -", "JAKARTA, outlet.example -", "JAKARTA (Outlet) -"
    r"^{place}(?:, [^\n:–—()-]{2,30}|\s?\([^()\n]{2,30}\))?\s?(?::\s|[–—]|--|\s-\s)\s?",
)
