"""Days and names on which two reports of one statement contradict each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from variorum.compare.company import Likely
from variorum.compare.terms import ClaimTerms, StoryTerms, around
from variorum.compare.voices import Voices, told_at
from variorum.model import Comparison, Evidence, Outcome, QuestionKind, Span
from variorum.text.furniture import without_furniture
from variorum.text.moments import Moment, days_apart, find_moments, may_be_one
from variorum.text.named import sound_key
from variorum.text.names import Name, find_names

MADE_BY = "compare/4"
# How likely two sentences are one statement, and the share of the words around the two days or names that must be the
# same. Of 33 days planted in ten labelled stories and two sets of clusters (2026-11-26) 25 are found, and 7 conflicts
# of days shown in 117 stories as they were; the only one in a labelled story is one that its readers saw, too. With
# 0.6 and 0.25 throughout 24 conflicts were shown in one set alone.
_LIKELY, _SURE, _TWIN_SCORE = 0.7, 0.9, 0.95
_LOOSE_CONTEXT, _CONTEXT, _CLOSE_CONTEXT, _TWIN_CONTEXT = 0.25, 0.3, 0.5, 0.7
_NAME_CONTEXT = 0.25
_NEAR = 5  # content words on either side
_LONE = 4  # words besides a date without which a line tells the age of the page
_LEAST_PARTS, _MOST_PARTS = 2, 4  # of a person's full name
_BOTH = 2
_AGE = re.compile(r" ?, ?\d{1,2}(?= ?[,.;)-])")
_VOWELS = re.compile("[aeiouy]+")
_LETTERS = re.compile(r"[^\W\d_]{3,}")


class _Side(NamedTuple):
    """What one report says: the words, what is compared of them, and how it is labelled."""

    evidence: Evidence
    value: str


class _Difference(NamedTuple):
    kind: QuestionKind
    label: str
    left: _Side
    right: _Side


def compare_occasions(story: StoryTerms, pairs: Sequence[Likely], voices: Voices) -> tuple[Comparison, ...]:
    """Conflicts of days and of names, each with all reports that take one of two sides."""
    found: list[_Difference] = []
    told = _Told.read(story, voices)
    for pair in pairs:
        if pair.score >= _LIKELY:
            found += _days(story, pair, told, voices)
            found += _people(story, pair, told, voices)
    return tuple(_comparisons(found, voices))


@dataclass(frozen=True, slots=True)
class _Told:
    """The days and names of reports and of their claims: read once, for each of them stands in many pairs."""

    moments: Mapping[str, Sequence[Moment]]  # of a report
    keys: Mapping[str, frozenset[str]]  # of a report: whole names
    parts: Mapping[str, frozenset[str]]  # of a report: the parts of names
    moments_in: Sequence[Sequence[Moment]]  # of a claim
    names_in: Sequence[Sequence[Name]]  # of a claim

    @classmethod
    def read(cls, story: StoryTerms, voices: Voices) -> _Told:
        moments = {article: _moments(article, voices) for article in voices.reports}
        names = {article: _names(article, voices) for article in voices.reports}
        keys = {article: frozenset(name.key for name in found) for article, found in names.items()}
        return cls(
            moments=moments,
            keys=keys,
            parts={
                article: frozenset(part for key in found for part in key.split()) for article, found in keys.items()
            },
            moments_in=[[m for m in moments[c.article] if c.claim.span.holds(m.span)] for c in story.claims],
            names_in=[[n for n in names[c.article] if c.claim.span.holds(n.span)] for c in story.claims],
        )

    def is_known(self, name: Name, article: str) -> bool:
        """Whether the family name stands anywhere in the report."""
        return name.key.split()[-1] in self.parts[article]

    def is_person(self, name: Name, article: str, voices: Voices) -> bool:
        """Whether a title stands before a name, an age behind it, or its family name alone in the same report."""
        aged = _AGE.match(voices.reports[article].text, name.bare.end) is not None
        return aged or name.bare != name.span or name.key.split()[-1] in self.keys[article]


def _moments(article: str, voices: Voices) -> tuple[Moment, ...]:
    report = voices.reports[article]
    at = told_at(report).at
    found = find_moments(report.text, report.language, at.date() if at else None)
    return tuple(one for one in found if not _is_page_date(report.text, one))


def _is_page_date(text: str, moment: Moment) -> bool:
    """Whether a day stands in a line with hardly any other words: there a page tells its own age."""
    start, end = text.rfind("\n", 0, moment.span.start) + 1, text.find("\n", moment.span.end)
    line = text[start : end if end >= 0 else len(text)]
    written = set(moment.span.cut(text).split())
    others = [word for word in _LETTERS.findall(line) if word not in written]
    return moment.month_day is not None and len({word.casefold() for word in others}) < _LONE


def _names(article: str, voices: Voices) -> tuple[Name, ...]:
    report = voices.reports[article]
    return find_names(without_furniture(report.text, report.language), report.language)


def _days(story: StoryTerms, pair: Likely, told: _Told, voices: Voices) -> Iterator[_Difference]:
    """Besides the days that both claims name each names one more, of which the other report knows nothing."""
    one, other = story.claims[pair.left], story.claims[pair.right]
    mine, theirs = told.moments_in[pair.left], told.moments_in[pair.right]
    lone = [moment for moment in mine if not any(may_be_one(moment, too) for too in theirs)]
    others = [moment for moment in theirs if not any(may_be_one(moment, too) for too in mine)]
    facing = [
        (_shared_context(story, one, left.span, other, right.span), left, right) for left in lone for right in others
    ]
    if not facing:
        return
    context, left, right = max(facing)
    if len(facing) > 1 and context < _CLOSE_CONTEXT:
        return
    known = sum(
        any(may_be_one(moment, too) for too in told.moments[article])
        for moment, article in ((left, other.article), (right, one.article))
    )
    if not _is_one_occasion(pair.score, context, known) or (
        days_apart(left, right) == 1 and _abroad(one, other, voices)
    ):
        return
    yield _Difference(
        QuestionKind.DATE,
        "day",
        _Side(Evidence(article=one.article, span=left.span), _day_key(left)),
        _Side(Evidence(article=other.article, span=right.span), _day_key(right)),
    )


def _is_one_occasion(score: float, context: float, known: int) -> bool:
    """Whether two statements are about one day: by their likeness, and that of the words around the days."""
    twins = (score >= _TWIN_SCORE and context >= _CLOSE_CONTEXT) or (score >= _SURE and context >= _TWIN_CONTEXT)
    if known:
        return known == 1 and twins
    least = _LOOSE_CONTEXT if score >= _TWIN_SCORE else _CONTEXT if score >= _SURE else _CLOSE_CONTEXT
    return score >= _LIKELY and context >= least


def _abroad(one: ClaimTerms, other: ClaimTerms, voices: Voices) -> bool:
    """Whether two reports come from different countries: the clock may stand at another day there."""
    countries = {voices.reports[claim.article].country for claim in (one, other)} - {None}
    return len(countries) > 1


def _day_key(moment: Moment) -> str:
    return str(min(moment.days)) if moment.days else f"{moment.weekday} {moment.month_day}"


def _shared_context(story: StoryTerms, one: ClaimTerms, left: Span, other: ClaimTerms, right: Span) -> float:
    """The share of the words around two places that are the same, by weight."""
    near_left = around(one, left, reach=_NEAR)
    near_right = around(other, right, reach=_NEAR)
    lesser = min(story.mass(near_left), story.mass(near_right))
    return story.mass(near_left & near_right) / lesser if lesser else 0.0


def _people(story: StoryTerms, pair: Likely, told: _Told, voices: Voices) -> Iterator[_Difference]:
    """Each claim names somebody whom the other report does not know, by the same first name."""
    one, other = story.claims[pair.left], story.claims[pair.right]
    for left in told.names_in[pair.left]:
        for right in told.names_in[pair.right]:
            if told.is_known(left, other.article) or told.is_known(right, one.article):
                continue
            context = _shared_context(story, one, left.bare, other, right.bare)
            persons = sum(told.is_person(name, claim.article, voices) for name, claim in ((left, one), (right, other)))
            if one.language == other.language and _is_one_person(left, right, pair.score, context, persons):
                yield _Difference(
                    QuestionKind.NAME,
                    "name",
                    _Side(Evidence(article=one.article, span=left.bare), left.key),
                    _Side(Evidence(article=other.article, span=right.bare), right.key),
                )


def _is_one_person(left: Name, right: Name, score: float, context: float, persons: int) -> bool:
    """Whether two names stand for one person: by the first name, or by the title in two sentences that are all but one.

    Of two names of two words in sentences that are surely one statement one need show that it is a person's.
    """
    if _share_first_name(left, right):
        short = score >= _SURE and len(left.key.split()) == len(right.key.split()) == _LEAST_PARTS
        return context >= _NAME_CONTEXT and (persons == _BOTH or (short and persons > 0))
    return persons == _BOTH and score >= _TWIN_SCORE and context >= _CLOSE_CONTEXT and _share_title(left, right)


def _share_first_name(left: Name, right: Name) -> bool:
    """Whether two full names share the first name and not the family name, however either is spelled."""
    one, other = left.key.split(), right.key.split()
    if not (_LEAST_PARTS <= len(one) <= _MOST_PARTS and _LEAST_PARTS <= len(other) <= _MOST_PARTS):
        return False
    return one[0] == other[0] and len(one[0]) > 1 and not is_same_spelling(one[-1], other[-1])


def _share_title(left: Name, right: Name) -> bool:
    one, other = (name.text[: name.bare.start - name.span.start].casefold().strip() for name in (left, right))
    full = min(len(name.key.split()) for name in (left, right)) >= _LEAST_PARTS
    return bool(one) and one == other and full and not is_same_spelling(left.key, right.key)


def is_same_spelling(one: str, other: str) -> bool:
    """Whether two names may be one in other letters: the same consonants, and no dark vowel in place of a bright one.

    "Mohammed" and "Muhammad", "Zelensky" and "Selenskyj" are one; "Berg" and "Borg" are two.
    """
    if sound_key(one) != sound_key(other):
        return False
    vowels = [_VOWELS.findall(name) for name in (one, other)]
    if len(vowels[0]) != len(vowels[1]):
        return True
    return all(
        not (_is_bright(a) and _is_dark(b)) and not (_is_dark(a) and _is_bright(b))
        for a, b in zip(*vowels, strict=True)
    )


def _is_bright(vowels: str) -> bool:
    return set(vowels) <= set("eiy")


def _is_dark(vowels: str) -> bool:
    return set(vowels) <= set("ou")


def _comparisons(found: Sequence[_Difference], voices: Voices) -> Iterator[Comparison]:
    grouped: dict[tuple[QuestionKind, frozenset[str]], list[_Difference]] = defaultdict(list)
    for one in found:
        grouped[one.kind, frozenset({one.left.value, one.right.value})].append(one)
    for (kind, _), differences in grouped.items():
        sides: dict[str, dict[str, Evidence]] = defaultdict(dict)
        for one in differences:
            for side in (one.left, one.right):
                sides[side.value].setdefault(side.evidence.article, side.evidence)
        positions = []
        for members in sides.values():
            position = voices.position("", list(members.values()))
            positions.append(voices.position(voices.text(position.members[0]), position.members))
        yield Comparison(
            kind=kind,
            question=differences[0].label,
            outcome=Outcome.CONFLICT,
            positions=tuple(positions),
            made_by=MADE_BY,
        )
