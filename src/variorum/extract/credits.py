"""Which agencies an article credits, as they stand at the edges of its text and in what it declares of its authors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache, reduce

from variorum.extract.agency_names import agency_names
from variorum.extract.datelines import Dateline, find_dateline
from variorum.languages import get_labels, get_page_rules
from variorum.model import LanguageTag
from variorum.outlets import Directory

_HEAD = 3  # paragraphs at the head that may be a credit line: captions and a standfirst come before it
_TAIL = 6  # paragraphs at the end that may be one, or end in a credit
_LINE = 200  # characters of a credit line; a longer paragraph can only end in a credit
_EDGE = 250  # characters at the end of a paragraph that are searched for a credit
_INITIALS = 4  # letters: a name as short as that is also a word ("APP", "SPA"), so its capitals must be written
_REST = 10  # letters beside the agencies of a line that only credits: a desk, a city
_SIGN = 5  # letters of an editor's sign beside an agency's name: "(kla/Agency)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credits:
    """What the edges of a text credit."""

    agencies: tuple[str, ...] = ()
    dateline: str | None = None
    dateline_day: date | None = None
    lines: frozenset[int] = frozenset()  # the paragraphs, counted from 0, that are a credit and nothing else


class _Shapes:
    """The patterns of one language, each compiled when it is asked for: most pages name no agency.

    A group `agency` may hold agencies and nothing else, `agencies` other words too. English labels count everywhere:
    agencies write their names alike.
    """

    def __init__(self, names: tuple[str, ...], language: LanguageTag | None) -> None:
        self.known = agency_names(names)
        self._tags = tuple(dict.fromkeys(("en", language or "en")))
        self._labels = [get_labels(tag) for tag in self._tags]
        self._agency = "(?:" + ("|".join(sorted(map(re.escape, names), key=len, reverse=True)) or "(?!)") + ")"

    @cached_property
    def starts(self) -> tuple[re.Pattern[str], ...]:
        return self._compiled(one for label in self._labels for one in label.credit_starts)

    @cached_property
    def lines(self) -> tuple[re.Pattern[str], ...]:
        return self._compiled(_LINES)

    @cached_property
    def tails(self) -> tuple[re.Pattern[str], ...]:
        return self._compiled(_TAILS)

    @cached_property
    def staff(self) -> re.Pattern[str]:
        words = _any(one for label in self._labels for one in label.staff_words)
        return re.compile(rf"\s(?:{words})$", re.IGNORECASE)

    @cached_property
    def joined(self) -> re.Pattern[str]:
        joints = _any(one for label in self._labels for one in (*label.credit_joints, *label.credit_helpers))
        return re.compile(rf"\s?[,/&;+|、・，]\s?|\s[-–—]\s|(?:^|\s){joints}\s", re.IGNORECASE)

    @cached_property
    def names(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![^\W_]){self._agency}(?![^\W_])", re.IGNORECASE)

    @cached_property
    def nobody(self) -> re.Pattern[str]:
        return re.compile(_any(one for tag in self._tags for one in get_page_rules(tag).no_person), re.IGNORECASE)

    def _compiled(self, shapes: Iterable[str]) -> tuple[re.Pattern[str], ...]:
        labels = self._labels
        words = {
            "{agency}": self._agency,
            "{open}": _any(one for label in labels for one in label.credit_openers),
            "{help}": _any(one for label in labels for one in label.credit_helpers),
            "{close}": _any(one for label in labels for one in label.credit_closers),
        }
        filled = (reduce(lambda text, word: text.replace(*word), words.items(), shape) for shape in shapes)
        return tuple(re.compile(pattern, re.IGNORECASE) for pattern in filled)


def read_credits(
    paragraphs: Sequence[str],
    *,
    authors: Sequence[str],
    language: LanguageTag | None,
    directory: Directory,
    published: datetime | None = None,
) -> Credits:
    """The agencies of the byline, of the dateline and of credit lines, each once, named as its first credit name.

    `authors` are all names that the page gives as its author's, organisations too. A sentence that only cites an agency
    credits none.
    """
    names = _credit_names(directory)
    shapes = _shapes(names, language)
    dateline = find_dateline(paragraphs, agencies=names, language=language, published=published) or Dateline()
    found: dict[str, None] = {}
    for name in authors:
        found |= dict.fromkeys(_only_agencies(shapes.staff.sub("", name.strip()), shapes, directory))
    found |= dict.fromkeys(_named(dateline.agency or "", shapes, directory))
    lines: set[int] = set()
    for index, paragraph in enumerate(paragraphs):
        for match in _matches(paragraph, shapes, from_start=index, from_end=len(paragraphs) - 1 - index):
            named = dict.fromkeys(_of(match, shapes, directory))
            found |= named
            lines |= {index} if named and match.re in shapes.lines and _says_no_more(match, shapes) else set()
    return Credits(agencies=tuple(found), dateline=dateline.place, dateline_day=dateline.day, lines=frozenset(lines))


def _matches(paragraph: str, shapes: _Shapes, *, from_start: int, from_end: int) -> Iterator[re.Match[str]]:
    if from_start >= _HEAD and from_end >= _TAIL:
        return
    if not shapes.known.named_in(
        paragraph if len(paragraph) <= 2 * _EDGE else f"{paragraph[:_EDGE]}\n{paragraph[-_EDGE:]}"
    ):
        return
    patterns: tuple[re.Pattern[str], ...] = ()
    if from_start == 0:
        yield from (match for pattern in shapes.starts if (match := pattern.match(paragraph[:_EDGE])))
    if len(paragraph) <= _LINE and (from_start < _HEAD or from_end < _TAIL):
        yield from (match for pattern in shapes.lines if (match := pattern.fullmatch(paragraph)))
    if from_end < _TAIL:
        patterns = shapes.tails[from_end > 0 and len(paragraph) <= _LINE :]  # there, a bare name closes a caption
    edge = paragraph[-_EDGE:]
    yield from (match for pattern in patterns if (match := pattern.search(edge)))


def _says_no_more(match: re.Match[str], shapes: _Shapes) -> bool:
    """Whether a line credits and does nothing else: "by material of Agency, the fire is out" is a sentence."""
    rest = shapes.joined.sub("", shapes.names.sub("", match.groupdict().get("agencies") or ""))
    return sum(map(str.isalpha, rest)) <= _REST


def _of(match: re.Match[str], shapes: _Shapes, directory: Directory) -> Iterator[str]:
    groups = match.groupdict()
    if groups.get("agency"):
        yield from _only_agencies(groups["agency"], shapes, directory)
    else:
        yield from _named(groups["agencies"], shapes, directory)


def _only_agencies(credit: str, shapes: _Shapes, directory: Directory) -> list[str]:
    """The agencies of a credit that holds nothing else but a sign, "agencies" or the desk; none if it does."""
    if whole := _agency(credit, directory):
        return [whole]
    found = []
    for piece in filter(None, (one.strip(" .()[]-–—*©") for one in shapes.joined.split(credit))):
        names = [_agency(piece, directory)]
        if names == [None] and "-" in piece:  # "Agency-Agency", after names that hold a dash themselves
            names = [_agency(one, directory) for one in piece.split("-")]
        if all(names):
            found += [name for name in names if name]
        elif not (len(piece) <= _SIGN and piece.isalpha() and piece.islower()) and not shapes.nobody.fullmatch(piece):
            return []
    return found


def _named(credit: str, shapes: _Shapes, directory: Directory) -> Iterator[str]:
    """Every agency that is named in a credit, whatever else is."""
    for match in shapes.names.finditer(credit):
        if name := _agency(match[0], directory):
            yield name


def _agency(written: str, directory: Directory) -> str | None:
    """The first credit name of an agency that is called so. "App" is no "APP", but "(apa)" is a sign like "(APA)"."""
    written = " ".join(written.strip(" .()[]-–—*©").split()).removeprefix("the ")
    agency = directory.agency(written)
    if not agency or (len(written) <= _INITIALS and written.istitle() and written not in agency.credits):
        return None
    return agency.credits[0]


def _credit_names(directory: Directory) -> tuple[str, ...]:
    """All names of agencies, the same tuple for the same directory, so that patterns are compiled once."""
    known = (directory.outlets[outlet] for outlet in dict.fromkeys(directory.credits.values()))
    return tuple(name for outlet in known for name in outlet.credits)


@lru_cache(maxsize=64)
def _shapes(names: tuple[str, ...], language: LanguageTag | None) -> _Shapes:
    return _Shapes(names, language)


def _any(patterns: Iterator[str]) -> str:
    return "(?:" + ("|".join(patterns) or "(?!)") + ")"


_NAMES = r"(?:(?-i:[^\W\d_a-zß-ÿ])[\w.'’&-]{0,20} ){0,5}"  # the paper's own name before "with Agency"
_LINES = (
    # "Agency", "(Agency)", "- Agency", "Agency/Agency", "(kla/Agency)", "Maker via Agency"
    r"[-–—(（\[【*/\s]{0,3}(?P<agency>[^\n()（）\[\].:。©]{2,80})[)）\]】/\s]{0,2}[.。]?",
    # "Source: Agency", "Mit Material von Agency und Agency.", "(Paper, with files from Agency)"
    r"[-–—(（\[*\s]{0,3}{open}\s?(?P<agencies>[^\n]{2,120}?)[)）\]\s]{0,2}[.。]?",
    rf"[(\[]{_NAMES}[,;–—-]?\s?{{open}}\s(?P<agencies>[^\n()]{{2,120}}?)[.]?[)\]]\.?",
    # "With Agency", "(Paper with Agency)"
    r"[-–—*\s]{0,3}{help}\s(?:the\s)?(?P<agency>[^\n()]{2,80}?)\.?",
    rf"[(\[]{_NAMES}[,;–—-]?\s?{{help}}\s?(?:the\s|l[’'])?(?P<agency>[^\n()]{{2,80}}?)\.?[)\]]\.?",
    # "Agency contributed to this report."
    r"[(\[*\s]{0,3}(?P<agencies>[^\n]{2,160}?)(?:[’']s)?,? {close}[^\n]{0,60}",
)
_END = r"[.!?…”\"’»。！？」]"
_TAILS = (
    # "… by a metre. Agency", "… by a metre. Agency/Agency"
    rf"{_END}\s(?P<agency>(?-i:[^\Wa-zß-ÿ])[^\n()（）\[\].:。”\"]{{1,60}})[.。]?$",
    # "… by a metre. - Agency", "… by a metre. (Agency)"
    rf"{_END}\s?[-–—(（\[/*]{{1,2}}\s?(?P<agency>(?-i:[^\Wa-zß-ÿ]|(?<=[(/（]))[^\n()（）\[\].:。”\"]{{1,60}})[)）\]/]{{0,2}}[.。]?$",
    # "… by a metre – Agency"
    r"\s[–—-]{1,2}\s?(?P<agency>{agency}(?:\s?[/,&]\s?{agency})?)[.]?$",
    # "… by a metre. (With inputs from Agency)", "… Source: Agency"
    rf"{_END}\s?[-–—(（\[*]{{0,2}}\s?{_NAMES}{{open}}\s?(?P<agencies>[^\n()（）]{{2,120}}?)[)）\]]{{0,2}}[.。]?$",
    rf"{_END}\s?[(\[]{_NAMES}{{help}}\s?(?:the\s|l[’'])?(?P<agency>[^\n()]{{2,80}}?)[)\]]\.?$",
    # "© Agency", "Copyright 2031 Agency. All rights reserved"
    r"(?:^|[.!?…”\"]\s)(?:©|\(c\)|copyright)(?:\s?©)?\s?(?:\d{4}(?:[-–]\d{2,4})?)?,? ?(?:by )?(?:the )?"
    r"(?P<agency>{agency})(?:[-\s]\w{2,12})?(?=[.,/]|\s\d{4}|$|,? all rights)",
)
