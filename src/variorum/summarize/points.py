"""Key points: what most independent origins tell, each point by the one sentence that tells it best."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from variorum.model import Breakdown, Evidence
from variorum.summarize.sentences import Sentence, main_language, repeats

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
        best = max(able, key=lambda sentence: (sentence.language == language, sentence.worth))
        said = frozenset[Evidence]().union(*(alike[member] for member in statement.members))
        if not repeats(best, chosen) and not said & {point.claim for point in chosen}:
            chosen.append(best)
        if len(chosen) == _MOST:
            break
    return tuple(point.evidence for point in chosen)


def _alike(breakdown: Breakdown) -> Mapping[Evidence, set[Evidence]]:
    """For each claim those that may state the same, sure enough to be shown or not."""
    found: dict[Evidence, set[Evidence]] = defaultdict(set)
    for statement in breakdown.statements:
        for member in statement.members:
            found[member] |= set(statement.members)
    return found
