"""Key points: what most independent origins tell, each point by the one sentence that tells it best."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from variorum.model import Breakdown, Evidence, LanguageTag
from variorum.summarize.sentences import Sentence, main_language, repeats
from variorum.text.wordings import excess

_MOST = 7


def find_key_points(sentences: Sequence[Sentence], breakdown: Breakdown) -> tuple[Evidence, ...]:
    """One sentence for each shown statement, most origins first; nothing is told twice, not in two languages either."""
    known = {sentence.claim: sentence for sentence in sentences}
    language = main_language(sentences)
    alike = _alike(breakdown)
    chosen: list[Sentence] = []
    for statement in sorted(breakdown.statements, key=lambda s: (-s.origins, -s.score)):
        told = [known[member] for member in statement.members if member in known]
        able = [sentence for sentence in told if sentence.alone and not sentence.disputed]
        if not statement.shown or not able:
            continue
        best = min(able, key=lambda sentence: _rank(sentence, told, language))
        said = frozenset[Evidence]().union(*(alike[member] for member in statement.members))
        if not repeats(best, chosen) and not said & {point.claim for point in chosen}:
            chosen.append(best)
        if len(chosen) == _MOST:
            break
    return tuple(point.evidence for point in chosen)


def _rank(
    sentence: Sentence, told: Sequence[Sentence], language: LanguageTag | None
) -> tuple[bool, bool, float, float]:
    """Whatever is shown under the names of several is what they tell: first of all no number of one of them alone."""
    beyond = excess(sentence.wording, [other.wording for other in told if other is not sentence])
    return beyond.figures, sentence.language != language, beyond.terms, -sentence.worth


def _alike(breakdown: Breakdown) -> Mapping[Evidence, set[Evidence]]:
    """For each claim those that may state the same, sure enough to be shown or not."""
    found: dict[Evidence, set[Evidence]] = defaultdict(set)
    for statement in breakdown.statements:
        for member in statement.members:
            found[member] |= set(statement.members)
    return found
