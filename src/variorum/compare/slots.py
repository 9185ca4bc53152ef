"""Two words in one place of sentences that state one fact: "in the custody of" and "in the care of"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from variorum.compare.alike import Alike, OwnWord, OwnWords
from variorum.compare.stretches import Stretch, differing_stretches
from variorum.compare.terms import ClaimTerms, StoryTerms, same_sense
from variorum.compare.wording import compare_ways, is_charged
from variorum.languages import get_language
from variorum.model import Comparison, Evidence, LanguageTag, Span
from variorum.text.names import name_key
from variorum.text.words import fold, stem

MADE_BY = "compare/4"
_SMALL = 2  # words in a place: one that carries meaning, and perhaps one that does not: "ploughed into"
_WINDOW = 4  # words on either side
# Of those, so many must be the same in both.
_ENOUGH = 4
_WEIGHTY = 2  # of them that carry meaning
_SPELLINGS = 0.75  # share of the letters of two words that make them two spellings: "specialises", "specializes"


class _Filled(NamedTuple):
    """What one report has in the place."""

    evidence: Evidence
    word: str  # the one that carries meaning


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """What a report says in its own words, as stems; and the words of names in any report."""

    used: Mapping[str, Set[str]]
    names: Set[str]


def compare_slots(story: StoryTerms, alike: Sequence[Alike], own: OwnWords) -> tuple[Comparison, ...]:
    """One comparison for each two words that reports choose for one place, none of which uses the other's word."""
    vocabulary = _read(story, own)
    found: dict[frozenset[str], dict[str, list[Evidence]]] = defaultdict(lambda: defaultdict(list))
    for pair in (pair for pair in alike if pair.shown):
        for left, right in _slots(pair, own, vocabulary):
            language = pair.left.language
            positions = found[frozenset((stem(left.word, language), stem(right.word, language)))]
            for filled in (left, right):
                members = positions[stem(filled.word, language)]
                if all(one.article != filled.evidence.article for one in members):
                    members.append(filled.evidence)
    return tuple(compare_ways(list(positions.values()), own.voices) for positions in found.values())


def _read(story: StoryTerms, own: OwnWords) -> _Vocabulary:
    used: dict[str, set[str]] = defaultdict(set)
    for claim in story.claims:
        used[claim.article].update(own.stems(claim))
    names = {part for claim in story.claims for key in claim.claim.names for part in key.split()}
    return _Vocabulary(used, names)


def _slots(pair: Alike, own: OwnWords, vocabulary: _Vocabulary) -> Iterator[tuple[_Filled, _Filled]]:
    """The places in which two sentences have different words."""
    language = pair.left.language
    left, right, known = own.of(pair.left), own.of(pair.right), get_language(language)
    stems = own.stems(pair.left), own.stems(pair.right)
    if stems[0] == stems[1]:
        return  # a copy
    for place in differing_stretches(*stems):
        if not known.stop_words or not _fits(place, left, stems, language):
            continue
        filled = (
            _filled(left[place.old : place.old_end], pair.left, vocabulary),
            _filled(right[place.new : place.new_end], pair.right, vocabulary),
        )
        even = place.old_end - place.old == place.new_end - place.new
        if even and filled[0] and filled[1] and _is_choice((filled[0], filled[1]), language, vocabulary):
            yield filled[0], filled[1]


def _fits(
    place: Stretch, left: Sequence[OwnWord], stems: Sequence[Sequence[str]], language: LanguageTag | None
) -> bool:
    """Whether few words differ, and the words beside them on both sides are the same."""
    if not 0 < place.old_end - place.old <= _SMALL or not 0 < place.new_end - place.new <= _SMALL:
        return False
    one, other = stems
    before = _same(one[: place.old][::-1], other[: place.new][::-1])
    after = _same(one[place.old_end :], other[place.new_end :])
    if not before or not after or before + after < _ENOUGH:
        return False
    around = (*left[place.old - before : place.old], *left[place.old_end : place.old_end + after])
    return sum(word.folded not in get_language(language).stop_words for word in around) >= _WEIGHTY


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with, looked at within the window."""
    pairs = list(zip(one[:_WINDOW], other[:_WINDOW], strict=False))
    return next((number for number, (mine, theirs) in enumerate(pairs) if mine != theirs), len(pairs))


def _filled(told: Sequence[OwnWord], claim: ClaimTerms, vocabulary: _Vocabulary) -> _Filled | None:
    """What stands in a place: one word of weight, not quoted, no name, number or day, and not who says it."""
    known = get_language(claim.language)
    weighty = [word for word in told[:1] if word.folded not in known.stop_words]
    small = all(word.folded in known.stop_words for word in told[1:])
    span = Span(told[0].span.start, told[-1].span.end)
    if not weighty or not small or any(word.key for word in told) or any(span.overlaps(one) for one in _sayings(claim)):
        return None
    word = weighty[0].folded
    if word in known.numbers or word in known.calendar or name_key(word) in vocabulary.names:
        return None
    if any(c.isdigit() for c in word) or len(word) < 2:
        return None
    return _Filled(Evidence(article=claim.article, span=span), word)


def _sayings(claim: ClaimTerms) -> Iterator[Span]:
    """Where a claim says who says it."""
    told = claim.claim
    for one in (told.attribution, *(quotation.attribution for quotation in told.quotations)):
        yield from (span for span in (one.source_span, one.cue_span) if span) if one else ()


def _is_choice(filled: tuple[_Filled, _Filled], language: LanguageTag | None, vocabulary: _Vocabulary) -> bool:
    """Whether neither report uses the other's word, and they are more than two spellings, or two daily words, of one.

    Words that take a side are found without their place: see wording.
    """
    one, other = filled
    if same_sense(stem(one.word, language), stem(other.word, language), language):
        return False
    if is_charged(one.word, other.word, language):
        return False
    shorter, longer = sorted((_plain(one.word), _plain(other.word)), key=len)
    if SequenceMatcher(None, shorter, longer).ratio() > _SPELLINGS or longer.startswith(shorter):
        return False
    if one.word in other.word.split("-") or other.word in one.word.split("-"):
        return False
    pairs = ((one, other), (other, one))
    return not any(
        stem(word, language) in vocabulary.used[mine.evidence.article]
        for mine, theirs in pairs
        for word in (theirs.word, *theirs.word.split("-"))
    )


def _plain(word: str) -> str:
    return fold(word).replace("-", "")
