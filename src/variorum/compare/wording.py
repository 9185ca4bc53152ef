"""Two terms for one thing: reports that tell the same in nearly the same words, and never use each other's term."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from variorum.compare.align import Aligned
from variorum.compare.terms import ClaimTerms, StoryTerms
from variorum.compare.voices import Voices
from variorum.languages import get_language
from variorum.model import Comparison, Evidence, LanguageTag, Outcome, QuestionKind, Span
from variorum.text.words import stem, words

MADE_BY = "compare/1"
_CLOSE = 0.7  # how likely the claims of a synonym pair must be one statement
_LEAST = 3  # letters of a term
_ROOT = 3  # letters that words of one root share at least
_REACH = 2  # content words on either side

_Use = tuple[str, str]  # term and article


@dataclass(frozen=True, slots=True)
class _Choice:
    """What one report calls something, and what another calls it."""

    left: str
    right: str


def compare_wording(story: StoryTerms, groups: Sequence[Aligned], voices: Voices) -> tuple[Comparison, ...]:
    """One comparison for each pair of terms that reports choose between, those most used first."""
    used = _used(story)
    settled = frozenset(use for use, count in used.items() if count > 1)
    found: dict[tuple[str, str], dict[_Use, Evidence]] = defaultdict(dict)
    for one, other in _close_pairs(story, groups, voices):
        for choice in _choices(one, other, settled=settled):
            if (choice.right, one.article) in used or (choice.left, other.article) in used:
                continue  # a report that knows both terms does not choose by its side
            left, right = _place(one, choice.left, voices), _place(other, choice.right, voices)
            uses = found[min(choice.left, choice.right), max(choice.left, choice.right)]
            uses.setdefault((choice.left, one.article), left)
            uses.setdefault((choice.right, other.article), right)
    comparisons = [_comparison(pair, uses, voices) for pair, uses in found.items()]
    return tuple(sorted(comparisons, key=lambda c: (-sum(p.origins for p in c.positions), c.question)))


def _used(story: StoryTerms) -> Counter[_Use]:
    """How many claims of each article have a term."""
    return Counter((term, claim.article) for claim in story.claims for term in set(claim.sequence))


def _close_pairs(
    story: StoryTerms, groups: Iterable[Aligned], voices: Voices
) -> Iterator[tuple[ClaimTerms, ClaimTerms]]:
    for group in groups:
        if group.score < _CLOSE:
            continue
        members = [story.claims[number] for number in group.members]
        for number, one in enumerate(members):
            for other in members[number + 1 :]:
                if voices.apart(one.article, other.article) and one.language == other.language:
                    yield one, other


def _choices(one: ClaimTerms, other: ClaimTerms, *, settled: frozenset[_Use]) -> Iterator[_Choice]:
    """Terms of one synonym group, or in the same seat, where neither claim has the other's term.

    Terms that share no group must be settled: each used more than once by its report, or they are chance.
    """
    only_one = [term for term in one.sequence if term not in other.terms and _is_term(term, one.language)]
    only_other = [term for term in other.sequence if term not in one.terms and _is_term(term, other.language)]
    for left in only_one:
        groups = one.groups_of.get(left, frozenset())
        for right in only_other if groups else ():
            shared = groups & other.groups_of.get(right, frozenset())
            if shared and not _akin(left, right) and _neighbours(one, left) & _neighbours(other, right):
                yield _Choice(left, right)
    seated = [(right, _seats(other, right)) for right in only_other if (right, other.article) in settled]
    for left in only_one if seated else ():
        seats = _seats(one, left) if (left, one.article) in settled else frozenset()
        yield from (_Choice(left, right) for right, theirs in seated if seats & theirs and not _akin(left, right))


def _seats(claim: ClaimTerms, term: str) -> frozenset[tuple[int, str, str]]:
    """Two content words before a term, two behind it, or one on either side."""
    place = claim.sequence.index(term)
    padded = ("", "", *claim.sequence, "", "")
    far_left, left, _, right, far_right = padded[place : place + 5]
    seats = ((-1, far_left, left), (0, left, right), (1, right, far_right))
    return frozenset(seat for seat in seats if seat[1] and seat[2])


def _neighbours(claim: ClaimTerms, term: str) -> frozenset[str]:
    """The content words close to a term; two terms for one thing have some in common."""
    place = claim.sequence.index(term)
    return frozenset(claim.sequence[max(0, place - _REACH) : place + _REACH + 1]) - {term}


def _akin(left: str, right: str) -> bool:
    """Whether two terms grow from one root, as death and dead: that is grammar and no choice."""
    return left[:_ROOT] == right[:_ROOT]


def _is_term(term: str, language: LanguageTag | None) -> bool:
    """Whether a word may be a choice: a name or a day of the week is none."""
    return not term.startswith("@") and len(term) >= _LEAST and term not in _calendar(language)


@cache
def _calendar(language: LanguageTag | None) -> frozenset[str]:
    return frozenset(stem(word, language) for word in get_language(language).calendar)


def _place(claim: ClaimTerms, term: str, voices: Voices) -> Evidence:
    """The span of a term in its claim, as it is written there."""
    start = claim.places[claim.sequence.index(term)]
    text = Span(start, claim.claim.span.end).cut(voices.reports[claim.article].text)
    return Evidence(article=claim.article, span=Span(start, start + words(text)[0].span.end))


def _comparison(pair: tuple[str, str], uses: Mapping[_Use, Evidence], voices: Voices) -> Comparison:
    positions = []
    for term in pair:
        members = [evidence for (used, _), evidence in uses.items() if used == term]
        first = voices.position("", members).members[0]
        positions.append(voices.position(voices.text(first), members))
    return Comparison(
        kind=QuestionKind.WORDING,
        question=" / ".join(position.value for position in positions),
        outcome=Outcome.WORDING,
        positions=tuple(sorted(positions, key=lambda position: -position.origins)),
        made_by=MADE_BY,
    )
