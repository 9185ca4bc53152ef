"""What only one origin tells: claims that no report of another origin states as well."""

from __future__ import annotations

from collections.abc import Sequence

from variorum.compare.align import LIKELY
from variorum.compare.company import Likely
from variorum.compare.terms import ClaimTerms, StoryTerms
from variorum.compare.voices import Voices
from variorum.model import Evidence

_LEAST = 4  # content words without which a sentence tells nothing of its own
_FAMILIAR = 3.0  # weight of terms that stand in about one claim of twenty or more


def find_omissions(story: StoryTerms, pairs: Sequence[Likely], voices: Voices) -> tuple[Evidence, ...]:
    """Claims without a likely partner in a report of another origin, the weightiest first."""
    shared = {
        number
        for pair in pairs
        if pair.score >= LIKELY and _apart(story, pair, voices)
        for number in (pair.left, pair.right)
    }
    alone = [
        claim
        for number, claim in enumerate(story.claims)
        if number not in shared and len(claim.terms) >= _LEAST and _is_told(claim, voices)
    ]
    if len({voices.origin_of[report] for report in voices.reports}) < 2:
        return ()
    ranked = sorted(alone, key=lambda claim: (-importance(story, claim), claim.article, claim.place))
    return tuple(Evidence(article=claim.article, span=claim.claim.span) for claim in ranked)


def importance(story: StoryTerms, claim: ClaimTerms) -> float:
    """How much a claim matters: how much of the story's theme, numbers and names it holds, and how early it stands."""
    theme = sum(1.0 for term in claim.terms if story.weights[term] < _FAMILIAR)
    return (theme + len(claim.claim.quantities) + len(claim.claim.names)) * (1.5 - claim.share)


def _apart(story: StoryTerms, pair: Likely, voices: Voices) -> bool:
    left, right = story.claims[pair.left].article, story.claims[pair.right].article
    return voices.origin_of[left] != voices.origin_of[right]


def _is_told(claim: ClaimTerms, voices: Voices) -> bool:
    """Whether the sentence states something: a question does not."""
    text = claim.claim.span.cut(voices.reports[claim.article].text).rstrip("\"'”’»)")
    return not text.endswith(("?", "？", "؟"))
