"""What a claim says as a bag of comparable terms, and how rare each term is within the story."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from variorum.languages import get_language
from variorum.model import Article, ArticleClaims, Claim, LanguageTag, Quantity, Span
from variorum.text.names import name_key
from variorum.text.words import Word, fold, stem, words

_REACH = 4  # content words that follow a word and still count as near it
_NAME_STEM = 5  # letters of a name that its inflections share: "Norland" and "Norlander", "Orlov" and "Orlova"
_FEW = 60  # a story of fewer claims is weighed like one of so many: in two short reports nothing is rare
_RAREST = 4.1  # of a term in two of 120 claims: the largest story that the weights of the features were learnt from
_COMMON = 0.1  # weight of a term that stands in almost every claim


@dataclass(frozen=True, slots=True)
class ClaimTerms:
    """One claim of one report, ready to be compared."""

    article: str
    place: int  # which claim of the report
    share: float  # how far down the report, 0 to 1
    claim: Claim
    sequence: tuple[str, ...]  # content words in order
    places: tuple[int, ...]  # where each of them starts in the article
    language: LanguageTag | None
    terms: frozenset[str]  # content words, and numbers as "#12"
    names: frozenset[str]  # the terms that belong to names
    near: frozenset[tuple[str, str]]  # content words that stand close together
    groups: frozenset[str]  # synonym groups of the language that any of the terms is in
    groups_of: Mapping[str, frozenset[str]]  # term -> its synonym groups, where it has any


@dataclass(frozen=True, slots=True)
class StoryTerms:
    """All claims of a story, and the weights that rarity gives their terms."""

    claims: tuple[ClaimTerms, ...]
    weights: Mapping[str, float]
    near_weights: Mapping[tuple[str, str], float]
    group_weights: Mapping[str, float]

    def mass(self, shared: Iterable[str]) -> float:
        """The weight of a set of terms."""
        return math.fsum(map(self.weights.__getitem__, shared))  # exact in whatever order


def read_terms(reports: Sequence[Article], claims: Mapping[str, ArticleClaims]) -> StoryTerms:
    """The claims of all reports as terms, in the order of reports and text."""
    known = frozenset(
        part
        for report in reports
        for claim in claims[report.id].claims
        for key in claim.names
        for part in key.split()
        if len(part) > 1
    )
    found: list[ClaimTerms] = []
    for report in reports:
        told = claims[report.id].claims
        found += [
            _terms(report, claim, place=place, share=place / len(told), names=known) for place, claim in enumerate(told)
        ]
    return _weigh(tuple(found))


def around(claim: ClaimTerms, span: Span, *, reach: int) -> frozenset[str]:
    """The content words in a span of the claim, and so many on either side of it."""
    first = bisect_left(claim.places, span.start)
    last = bisect_left(claim.places, span.end)
    return frozenset(claim.sequence[max(0, first - reach) : last + reach])


def group_of(term: str, language: LanguageTag | None) -> frozenset[str]:
    """The synonym groups that a stem belongs to."""
    return _groups(language).get(term, frozenset())


def same_sense(left: str, right: str, language: LanguageTag | None) -> bool:
    """Whether two stems are one, or stand in one synonym group."""
    return left == right or bool(group_of(left, language) & group_of(right, language))


def number_term(value: float) -> str:
    return f"#{value:.12g}"


def _terms(report: Article, claim: Claim, *, place: int, share: float, names: frozenset[str]) -> ClaimTerms:
    text = claim.span.cut(report.text)
    sequence, places, name_terms = [], [], set()
    for word in _content(text, report.language):
        key = _ascii(word.folded)
        if key in names:
            term = "@" + key[:_NAME_STEM]
            name_terms.add(term)
        else:
            term = stem(word.folded, report.language)
        sequence.append(term)
        places.append(claim.span.start + word.span.start)
    for key in claim.names:  # names that words() cuts differently, as in scripts without spaces
        name_terms.update("@" + part[:_NAME_STEM] for part in key.split() if len(part) > 1)
    groups_of = {term: groups for term in sequence if (groups := group_of(term, report.language))}
    return ClaimTerms(
        article=report.id,
        place=place,
        share=share,
        claim=claim,
        sequence=tuple(sequence),
        places=tuple(places),
        language=report.language,
        terms=frozenset(sequence) | name_terms | _numbers(report, claim),
        names=frozenset(name_terms),
        near=_near(sequence),
        groups=frozenset[str]().union(*groups_of.values()),
        groups_of=groups_of,
    )


def _content(text: str, language: LanguageTag | None) -> list[Word]:
    known = get_language(language)
    return [
        word
        for word in words(text)
        if word.folded not in known.stop_words
        and not word.folded[0].isdigit()
        and word.folded not in known.numbers
        and (len(word.folded) > 1 or not word.folded.isascii())
    ]


def _numbers(report: Article, claim: Claim) -> frozenset[str]:
    """Quantities by value, and bare digits such as years that are no quantities. "Thousands" has no value."""
    spans = [quantity.span for quantity in claim.quantities]
    vague = get_language(report.language).vague
    found = {
        number_term(value)
        for quantity in claim.quantities
        if quantity.high is not None or not any(word.folded in vague for word in words(quantity.span.cut(report.text)))
        for value in _bounds(quantity)
        if value is not None
    }
    for word in words(claim.span.cut(report.text)):
        place = Span(word.span.start + claim.span.start, word.span.end + claim.span.start)
        if word.folded.isascii() and word.folded.isdigit() and not any(place.overlaps(span) for span in spans):
            found.add(number_term(float(word.folded)))
    return frozenset(found)


def _bounds(quantity: Quantity) -> tuple[float | None, float | None]:
    return quantity.low, quantity.high


def _near(sequence: Sequence[str]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (min(left, right), max(left, right))
        for i, left in enumerate(sequence)
        for right in sequence[i + 1 : i + 1 + _REACH]
        if left != right
    )


def _weigh(claims: tuple[ClaimTerms, ...]) -> StoryTerms:
    size = max(len(claims), _FEW) + 1
    counts = Counter(term for claim in claims for term in claim.terms)
    near = Counter(pair for claim in claims for pair in claim.near)
    groups = Counter(group for claim in claims for group in claim.groups)
    return StoryTerms(
        claims=claims,
        weights={term: _rarity(size, count) for term, count in counts.items()},
        near_weights={pair: _rarity(size, count) for pair, count in near.items()},
        group_weights={group: _rarity(size, count) for group, count in groups.items()},
    )


def _rarity(size: int, count: int) -> float:
    return min(_RAREST, max(_COMMON, math.log(size / count)))


@lru_cache(maxsize=100_000)
def _ascii(folded: str) -> str:
    return folded if folded.isascii() else name_key(folded)


@cache
def _groups(language: LanguageTag | None) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for number, group in enumerate(get_language(language).synonyms):
        for word in group:
            if " " not in word:
                found.setdefault(stem(fold(word), language), set()).add(f"{language}{number}")
    return {term: frozenset(ids) for term, ids in found.items()}
