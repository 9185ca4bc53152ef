"""Which pieces are one utterance: what a cue, the ends of sentences and marks cut is numbered as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from variorum.claims.scene import Scene
from variorum.model import Quotation, Span

_Place = tuple[Span | None, int | None]


def with_utterances(scene: Scene, found: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The quotations in order, each with the number of its utterance.

    Pieces belong together by their cue or their "according to", and a direct piece without one of its own goes on with
    the direct piece before it, when nothing but their cue stands between.
    """
    numbers: dict[_Place, int] = {}
    numbered: list[Quotation] = []
    last: dict[bool, Quotation | None] = {True: None, False: None}  # direct or not
    count = 0
    for quotation in found:
        place = _place(scene, quotation)
        if place is not None and place in numbers:
            number = numbers[place]
        elif (
            (before := last[quotation.direct])
            and before.utterance is not None
            and _carries_on(scene, before, quotation)
        ):
            number = before.utterance
        else:
            number, count = count, count + 1
        if place is not None:
            numbers.setdefault(place, number)
        numbered.append(replace(quotation, utterance=number))
        last[quotation.direct] = numbered[-1]
    return tuple(numbered)


def _place(scene: Scene, quotation: Quotation) -> _Place | None:
    """What an utterance is known by: where its cue stands, else where its source does, in the same sentence."""
    said = quotation.attribution
    if said is None or (said.cue_span is None and said.source_span is None):
        return None
    if said.cue_span:
        return said.cue_span, None
    return said.source_span, scene.sentence_at(quotation.span.start)


def _carries_on(scene: Scene, previous: Quotation, quotation: Quotation) -> bool:
    """Whether a piece without a cue goes on with the one before: same speaker, and no sentence between."""
    said, before = quotation.attribution, previous.attribution
    if said and said.cue_span:
        return False
    if (said and said.source) != (before and before.source):
        return False
    if not quotation.direct and (before is None or before.cue_span):
        return False
    between = scene.sentence_at(quotation.span.start) - scene.sentence_at(max(0, previous.span.end - 1))
    return between <= 1
