"""Two terms for one thing: reports that tell the same in nearly the same words, and never use each other's term."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from variorum.compare.align import Aligned
from variorum.compare.terms import ClaimTerms, StoryTerms
from variorum.compare.voices import Voices
from variorum.model import Comparison, Evidence, Outcome, QuestionKind, Span
from variorum.text.words import words

MADE_BY = "compare/1"
_CLOSE = 0.7  # how likely the claims of a synonym pair must be one statement
_LEAST = 3  # letters of a term
_ROOT = 3  # letters that words of one root share at least
_REACH = 2  # content words on either side

_Use = tuple[str, str]  # article and term


@dataclass(frozen=True, slots=True)
class _Choice:
    """What one report calls something, and what another calls it."""

    left: str
    right: str
    about: str  # the synonym group, or the words that stand on both sides


def compare_wording(story: StoryTerms, groups: Sequence[Aligned], voices: Voices) -> tuple[Comparison, ...]:
    """One comparison for each pair of terms that reports choose between, those most used first."""
    used = _used(story)
    found: dict[tuple[str, str], dict[_Use, Evidence]] = defaultdict(dict)
    for one, other in _close_pairs(story, groups):
        for choice in _choices(one, other):
            if (choice.right, one.article) in used or (choice.left, other.article) in used:
                continue  # a report that knows both terms does not choose by its side
            left, right = _place(one, choice.left, voices), _place(other, choice.right, voices)
            uses = found[min(choice.left, choice.right), max(choice.left, choice.right)]
            uses.setdefault((choice.left, one.article), left)
            uses.setdefault((choice.right, other.article), right)
    comparisons = [_comparison(pair, uses, voices) for pair, uses in found.items()]
    return tuple(sorted(comparisons, key=lambda c: (-sum(p.origins for p in c.positions), c.question)))


def _used(story: StoryTerms) -> frozenset[tuple[str, str]]:
    return frozenset((term, claim.article) for claim in story.claims for term in claim.sequence)


def _close_pairs(story: StoryTerms, groups: Iterable[Aligned]) -> Iterator[tuple[ClaimTerms, ClaimTerms]]:
    for group in groups:
        if group.score < _CLOSE:
            continue
        members = [story.claims[number] for number in group.members]
        for number, one in enumerate(members):
            for other in members[number + 1 :]:
                if one.article != other.article and one.language == other.language:
                    yield one, other


def _choices(one: ClaimTerms, other: ClaimTerms) -> Iterator[_Choice]:
    """Terms of one synonym group, or terms between the same two words, where neither claim has the other's term."""
    only_one = [term for term in one.sequence if term not in other.terms and _is_term(term)]
    only_other = [term for term in other.sequence if term not in one.terms and _is_term(term)]
    seats = _seats(other)
    for left in only_one:
        for right in only_other:
            shared = one.groups_of.get(left, frozenset()) & other.groups_of.get(right, frozenset())
            if shared and not _akin(left, right) and _neighbours(one, left) & _neighbours(other, right):
                yield _Choice(left, right, min(shared))
    for seat, left in _seats(one).items():
        right = seats.get(seat, left)
        if left in only_one and right in only_other and not _akin(left, right):
            yield _Choice(left, right, " ".join(seat))


def _seats(claim: ClaimTerms) -> Mapping[tuple[str, str], str]:
    """Content words by the two that stand around them."""
    around = zip(claim.sequence, claim.sequence[1:], claim.sequence[2:], strict=False)
    return {(before, after): term for before, term, after in around}


def _neighbours(claim: ClaimTerms, term: str) -> frozenset[str]:
    """The content words close to a term; two terms for one thing have some in common."""
    place = claim.sequence.index(term)
    return frozenset(claim.sequence[max(0, place - _REACH) : place + _REACH + 1]) - {term}


def _akin(left: str, right: str) -> bool:
    """Whether two terms grow from one root, as death and dead: that is grammar and no choice."""
    return left[:_ROOT] == right[:_ROOT]


def _is_term(term: str) -> bool:
    return not term.startswith("@") and len(term) >= _LEAST


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
