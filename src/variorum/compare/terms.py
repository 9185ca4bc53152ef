"""What a claim says as a bag of comparable terms, and how rare each term is within the story."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from variorum.compare.quantities import span_of
from variorum.compare.senses import base, ordinal, senses_of
from variorum.languages import get_language
from variorum.model import Article, ArticleClaims, Claim, LanguageTag, Quantity, Role, Span
from variorum.text.names import name_key
from variorum.text.words import Word, cut_words, fold, stem, words

_NAME_STEM = 5  # letters of a name that its inflections share: "Norland" and "Norlander", "Orlov" and "Orlova"
_FEW = 60  # a story of fewer claims is weighed like one of so many: in two short reports nothing is rare
_RAREST = 4.1  # of a term in two of 120 claims: the largest story that the weights of the features were learnt from
_COMMON = 0.1  # weight of a term that stands in almost every claim
_SENSE = 0.6  # what a word of one sense counts, against the same word; 0.4 to 0.9 are as good, none costs 0.02 of AP
_SMALL = 3  # a word that stands small a third as often as it stands capital is no name, whatever a headline makes of it
_NTH = 3  # content words behind an ordinal that may be what is counted: "fifth great northern tunnel"
_CLOSING = "\"'”’»)）」』 "
_ASKING = ("?", "？", "؟", "՞")


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
    teller: frozenset[str]  # the terms that only say who said it: "fisheries minister Marit Ollen told"
    tokens: tuple[str, ...]  # the terms in the order of the text, numbers among them
    index: Mapping[str, tuple[int, ...]]  # terms and their senses -> which tokens have them
    runs: frozenset[tuple[str, str]]  # any two words in a row, small ones too
    asks: bool  # a question states nothing
    fates: tuple[tuple[Role, float, float], ...]  # what its quantities with a role say, and their ranges
    ordinals: Mapping[int, frozenset[str]]  # places in a row, "fifth", and the terms right behind them


@dataclass(frozen=True, slots=True)
class StoryTerms:
    """All claims of a story, and the weights that rarity gives their terms."""

    claims: tuple[ClaimTerms, ...]
    weights: Mapping[str, float]  # of terms, and of the senses that words have
    masses: tuple[float, ...]  # what the terms of each claim weigh
    told: Mapping[str, Counter[str]]  # article -> in how many of its claims each term stands

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
    known -= _common_words(reports)
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


def _common_words(reports: Sequence[Article]) -> frozenset[str]:
    """Words that the reports write small often enough to be no names, as those of a headline in capitals are not."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for report in reports:
        cut = cut_words(report.text)
        for written, folded in zip(cut.written, cut.folded, strict=True):
            if written[0].islower():
                small[folded] += 1
            elif written[0].isupper():
                capital[folded] += 1
    return frozenset(_ascii(word) for word, count in small.items() if count * _SMALL >= capital[word])


def _terms(report: Article, claim: Claim, *, place: int, share: float, names: frozenset[str]) -> ClaimTerms:
    text = claim.span.cut(report.text)
    sequence, places, name_terms = [], [], set()
    for word in _content(text, report.language):
        key = _ascii(word.folded)
        if key in names:
            term = "@" + key[:_NAME_STEM]
            name_terms.add(term)
        else:
            term = base(word.folded, report.language)
        sequence.append(term)
        places.append(claim.span.start + word.span.start)
    # names that words() cuts differently, as in scripts without spaces
    unplaced = {"@" + part[:_NAME_STEM] for key in claim.names for part in key.split() if part in names} - name_terms
    numbers = _numbers(report, claim)
    tokens = [term for _, term in sorted([*zip(places, sequence, strict=True), *numbers])] + sorted(unplaced)
    spoken = [word.folded for word in words(text)]
    return ClaimTerms(
        article=report.id,
        place=place,
        share=share,
        claim=claim,
        sequence=tuple(sequence),
        places=tuple(places),
        language=report.language,
        terms=frozenset(tokens),
        names=frozenset(name_terms | unplaced),
        teller=_teller(report, claim, [*zip(places, sequence, strict=True)]),
        tokens=tuple(tokens),
        index=_index(tokens, report.language),
        runs=frozenset(pairwise(spoken)),
        asks=text.rstrip(_CLOSING).endswith(_ASKING),
        fates=tuple((q.role, *span_of(q)) for q in claim.quantities if q.role is not Role.COUNT),
        ordinals=_ordinals(claim.span.start, words(text), places, sequence, report.language),
    )


def _teller(report: Article, claim: Claim, told: Sequence[tuple[int, str]]) -> frozenset[str]:
    """The terms of the claim's sources, their roles and cues that stand nowhere else in it."""
    attributions = [claim.attribution, *(quotation.attribution for quotation in claim.quotations)]
    spans, roles = [], set()
    for one in filter(None, attributions):
        spans += [span for span in (one.source_span, one.cue_span) if span]
        roles |= {base(word.folded, report.language) for word in words(one.role or "")}
    inside = {term for place, term in told if any(span.start <= place < span.end for span in spans)}
    outside = {term for place, term in told if not any(span.start <= place < span.end for span in spans)}
    return frozenset((inside - outside) | (roles & {term for _, term in told}))


def _ordinals(
    start: int, spoken: Sequence[Word], places: Sequence[int], sequence: Sequence[str], language: LanguageTag | None
) -> Mapping[int, frozenset[str]]:
    found: dict[int, frozenset[str]] = {}
    for word in spoken:
        value = ordinal(word.folded, language)
        if value is not None and value > 1:
            first = bisect_left(places, start + word.span.end)
            found[value] = found.get(value, frozenset()) | frozenset(sequence[first : first + _NTH])
    return found


def _index(tokens: Sequence[str], language: LanguageTag | None) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, token in enumerate(tokens):
        found[token].append(number)
        for sense in senses_of(token, language):
            found[sense].append(number)
    return {key: tuple(numbers) for key, numbers in found.items()}


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


def _numbers(report: Article, claim: Claim) -> list[tuple[int, str]]:
    """Where quantities stand, by value, and bare digits such as years that are no quantities. "Thousands" has none."""
    spans = [quantity.span for quantity in claim.quantities]
    vague = get_language(report.language).vague
    found = {
        number_term(value): quantity.span.start
        for quantity in reversed(claim.quantities)
        if quantity.high is not None or not any(word.folded in vague for word in words(quantity.span.cut(report.text)))
        for value in _bounds(quantity)
        if value is not None
    }
    for word in words(claim.span.cut(report.text)):
        if not (word.folded.isascii() and word.folded.isdigit()):
            continue
        place = Span(word.span.start + claim.span.start, word.span.end + claim.span.start)
        if not any(place.overlaps(span) for span in spans):
            found.setdefault(number_term(float(word.folded)), place.start)
    return [(start, term) for term, start in found.items()]


def _bounds(quantity: Quantity) -> tuple[float | None, float | None]:
    return quantity.low, quantity.high


def _weigh(claims: tuple[ClaimTerms, ...]) -> StoryTerms:
    size = max(len(claims), _FEW) + 1
    counts: Counter[str] = Counter()
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for claim in claims:
        counts.update(claim.index.keys())
        told[claim.article].update(claim.terms)
    weights = {key: _rarity(size, count) * (_SENSE if key[0] == "~" else 1.0) for key, count in counts.items()}
    masses = tuple(math.fsum(map(weights.__getitem__, claim.terms)) for claim in claims)
    return StoryTerms(claims=claims, weights=weights, masses=masses, told=told)


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
