"""What only one origin tells. A reader is told so only where another report could have been recognised to tell it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from variorum.compare.align import LIKELY
from variorum.compare.company import Likely
from variorum.compare.measures import measure
from variorum.compare.quantities import span_of
from variorum.compare.terms import ClaimTerms, StoryTerms
from variorum.compare.voices import Voices
from variorum.model import Attribution, Comparison, Evidence, Quantity, Role
from variorum.text.names import name_key

_LEAST = 5  # content words without which a sentence tells nothing of its own
_SHORT = 8  # content words under which it tells little
_FAMILIAR = 3.0  # weight of terms that stand in about one claim of twenty or more
# Not sure enough for one statement, but too sure to say that nobody else tells it: so likely, and so much of its weight
# in the other sentence; or so much of it in the other report as a whole.
DOUBTFUL = 0.15
_HELD = 0.4
_SCATTERED = 0.8
_NEAR = 0.1  # figures that differ by no more may be one, rounded
_ONE_VALUE = 3  # numbers up to this say nothing across languages: "both", "a pair", "the three"


def find_omissions(
    story: StoryTerms,
    pairs: Sequence[Likely],
    comparisons: Iterable[Comparison],
    voices: Voices,
    parts: Sequence[Evidence] = (),
) -> tuple[Evidence, ...]:
    """Claims that no report of another origin seems to tell, the weightiest first; each origin tells each once.

    Behind them stand the parts of claims whose figure nobody else gives, though the rest is told elsewhere, too.
    """
    if len({voices.origin_of[report] for report in voices.reports}) < 2:
        return ()
    elsewhere = _Elsewhere.read(story, voices)
    compared = [m for c in comparisons for p in c.positions for m in p.members]
    told = _told_elsewhere(story, pairs, voices) | _repeated(story, pairs, voices)
    alone = [
        claim
        for number, claim in enumerate(story.claims)
        if number not in told
        and len(claim.sequence) >= _LEAST
        and _is_told(claim, voices)
        and not any(one.article == claim.article and claim.claim.span.overlaps(one.span) for one in compared)
        and elsewhere.would_know(claim)
    ]
    ranked = sorted(alone, key=lambda claim: (-importance(story, claim), claim.article, claim.place))
    listed = [Evidence(article=claim.article, span=claim.claim.span) for claim in ranked]
    listed += [part for part in parts if not any(part.overlaps(one) for one in (*listed, *compared))]
    return tuple(listed)


def importance(story: StoryTerms, claim: ClaimTerms) -> float:
    """How much a claim matters: names, numbers and quoted words first, then its share in the theme; early ones more."""
    theme = sum(1.0 for term in claim.terms if story.weights[term] < _FAMILIAR)
    told = claim.claim
    facts = 2.0 * len(told.quantities) + 1.5 * len(told.names) + sum(1.0 for q in told.quotations if q.direct)
    short = 0.4 if len(claim.sequence) < _SHORT else 1.0
    leans = 0.6 if _leans(claim) else 1.0
    return (0.5 * theme + facts) * (1.5 - claim.share) * short * leans


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """What the reports know, so that it can be asked what those of other origins do not."""

    voices: Voices
    claims: Mapping[str, list[ClaimTerms]]  # of each article
    terms: Mapping[str, frozenset[str]]  # of each article

    @classmethod
    def read(cls, story: StoryTerms, voices: Voices) -> _Elsewhere:
        claims: dict[str, list[ClaimTerms]] = defaultdict(list)
        for claim in story.claims:
            claims[claim.article].append(claim)
        terms = {article: frozenset[str]().union(*(one.terms for one in told)) for article, told in claims.items()}
        return cls(voices, claims, terms)

    def would_know(self, claim: ClaimTerms) -> bool:
        """Whether another report would have been seen to tell the claim, and does not.

        One in the same language would. Reports in other languages are only searched for what translation leaves as
        it is, names and figures: where a claim has none, or they stand in one sentence there, nobody can say.
        """
        own = self.voices.origin_of[claim.article]
        others = [article for article in self.claims if self.voices.origin_of[article] != own]
        alike = [article for article in others if self.claims[article][0].language == claim.language]
        foreign = [one for article in others if article not in alike for one in self.claims[article]]
        if any(is_scattered(claim, self.terms[article]) for article in alike):
            return False
        if not alike:
            return _has_new_speaker(claim, foreign) or _has_new_figure(claim, foreign)
        marks = claim.names | frozenset(term for term in claim.terms if term.startswith("#"))
        return not foreign or (bool(marks) and not any(marks <= one.terms for one in foreign))


def _has_new_speaker(claim: ClaimTerms, others: Sequence[ClaimTerms]) -> bool:
    known = frozenset[str]().union(*(other.names for other in others))
    told = (claim.claim.attribution, *(quotation.attribution for quotation in claim.claim.quotations))
    return any(_is_new(attribution, known) for attribution in told if attribution)


def _has_new_figure(claim: ClaimTerms, others: Sequence[ClaimTerms]) -> bool:
    figures = [theirs for other in others for theirs in other.claim.quantities]
    return any(
        _is_figure(mine) and not any(_may_be_one(mine, theirs) for theirs in figures) for mine in claim.claim.quantities
    )


def is_scattered(claim: ClaimTerms, known: frozenset[str]) -> bool:
    """Whether a report has nearly all words of the claim, in whatever sentences."""
    content = frozenset(term for term in claim.terms if not term.startswith("#"))
    return len(content & known) >= _SCATTERED * len(content)


def _is_new(attribution: Attribution, known: frozenset[str]) -> bool:
    """Whether a speaker of two names or more is known to no other report by any of them."""
    parts = [part for part in name_key(attribution.source or "").split() if len(part) > 2]
    return len(parts) > 1 and not any(f"@{part[:5]}" in known for part in parts)


def _is_figure(quantity: Quantity) -> bool:
    """Whether a number is one that another language would give as a number, too."""
    if quantity.low is None or quantity.low != quantity.high or quantity.low <= _ONE_VALUE:
        return False
    return quantity.role not in (Role.AGE, Role.DURATION)


def _may_be_one(mine: Quantity, theirs: Quantity) -> bool:
    """Whether two figures lie so close that one may be the other, rounded or turned into another unit."""
    if measure(mine.unit).kind != measure(theirs.unit).kind and None not in (mine.unit, theirs.unit):
        return False
    low, high = span_of(mine)
    edges = [edge for edge in span_of(theirs) if math.isfinite(edge)]
    return bool(edges) and low <= max(edges) * (1 + _NEAR) and min(edges) <= high * (1 + _NEAR)


def _told_elsewhere(story: StoryTerms, pairs: Sequence[Likely], voices: Voices) -> set[int]:
    found: set[int] = set()
    for pair in pairs:
        if pair.score < DOUBTFUL or not _apart(story, pair, voices):
            continue
        one, other = story.claims[pair.left], story.claims[pair.right]
        shared = story.mass(one.terms & other.terms)
        for number, claim in ((pair.left, one), (pair.right, other)):
            if pair.score >= LIKELY or shared >= _HELD * story.mass(claim.terms):
                found.add(number)
    return found


def _repeated(story: StoryTerms, pairs: Sequence[Likely], voices: Voices) -> set[int]:
    """Claims of later articles of an origin that an earlier one of its articles tells as well."""
    order = {article: number for number, article in enumerate(voices.in_order)}
    found: set[int] = set()
    first: dict[tuple[str, frozenset[str]], int] = {}
    for number in sorted(range(len(story.claims)), key=lambda n: (order[story.claims[n].article], n)):
        claim = story.claims[number]
        if first.setdefault((voices.origin_of[claim.article], claim.terms), number) != number:
            found.add(number)
    for pair in pairs:
        if pair.score >= LIKELY and not _apart(story, pair, voices):
            found.add(max(pair.left, pair.right, key=lambda n: order[story.claims[n].article]))
    return found


def _apart(story: StoryTerms, pair: Likely, voices: Voices) -> bool:
    left, right = story.claims[pair.left].article, story.claims[pair.right].article
    return voices.origin_of[left] != voices.origin_of[right]


def _is_told(claim: ClaimTerms, voices: Voices) -> bool:
    """Whether the sentence states something: a question does not."""
    text = claim.claim.span.cut(voices.reports[claim.article].text).rstrip("\"'”’»)")
    return not text.endswith(("?", "？", "؟"))


def _leans(claim: ClaimTerms) -> bool:
    """Whether quoted words have no named speaker: they say little to who has not read the sentence before."""
    said = claim.claim.attribution
    return bool(said and said.source is None) or bool(claim.claim.quotations and not claim.names)
