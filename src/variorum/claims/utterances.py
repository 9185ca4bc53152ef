"""Which pieces are one utterance: what a cue, the ends of sentences and marks cut is numbered as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from variorum.claims.scene import Scene
from variorum.model import Quotation, Span


def with_utterances(scene: Scene, found: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The quotations in order, each with the number of its utterance.

    Pieces belong together by their cue or their "according to", and a direct piece without one of its own goes on with
    the direct piece before it, when nothing but their cue stands between.
    """
    numbers: dict[Span, int] = {}
    numbered: list[Quotation] = []
    previous: Quotation | None = None
    count = 0
    for quotation in found:
        place = _place(quotation)
        if place is not None and place in numbers:
            number = numbers[place]
        elif previous and previous.utterance is not None and _carries_on(scene, previous, quotation):
            number = previous.utterance
        else:
            number, count = count, count + 1
        if place is not None:
            numbers.setdefault(place, number)
        numbered.append(replace(quotation, utterance=number))
        previous = numbered[-1] if quotation.direct else previous
    return tuple(numbered)


def _place(quotation: Quotation) -> Span | None:
    """What an utterance is known by: where its cue stands, else where its source does."""
    said = quotation.attribution
    return (said.cue_span or said.source_span) if said else None


def _carries_on(scene: Scene, previous: Quotation, quotation: Quotation) -> bool:
    """Whether a direct piece without a cue goes on with the one before: same speaker, and no sentence between."""
    said, before = quotation.attribution, previous.attribution
    if not quotation.direct or (said and said.cue_span):
        return False
    if said and before and said.source != before.source:
        return False
    between = scene.sentence_at(quotation.span.start) - scene.sentence_at(max(0, previous.span.end - 1))
    return between <= 1
