"""Key points: what most independent origins tell, each point by the one sentence that tells it best."""

from __future__ import annotations

from collections.abc import Sequence

from variorum.model import Breakdown, Evidence
from variorum.summarize.sentences import Sentence, repeats

_MOST = 7


def find_key_points(sentences: Sequence[Sentence], breakdown: Breakdown) -> tuple[Evidence, ...]:
    """One sentence for each shown statement, most origins first; nothing is told twice."""
    known = {sentence.claim: sentence for sentence in sentences}
    chosen: list[Sentence] = []
    for statement in sorted(breakdown.statements, key=lambda s: (-s.origins, -s.score)):
        told = [known[member] for member in statement.members if member in known]
        able = [sentence for sentence in told if sentence.alone and not sentence.disputed]
        if not statement.shown or not able:
            continue
        best = max(able, key=lambda sentence: sentence.worth)
        if not repeats(best, chosen) and not set(statement.members) & {point.claim for point in chosen}:
            chosen.append(best)
        if len(chosen) == _MOST:
            break
    return tuple(point.evidence for point in chosen)
