"""Why an article was put to another: the features that spoke for it, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
from anyascii import anyascii
from numpy.typing import NDArray

from variorum.model import Reason
from variorum.stories.likeness import Weights, shares
from variorum.stories.open_articles import Seen
from variorum.stories.profile import spelled
from variorum.stories.vocabulary import Part
from variorum.text.words import fold

_SHOWN = 6  # words of a reason
_KINDS = {  # features of one sort are told together
    Part.TERMS: "terms",
    Part.LEAD: "terms",
    Part.ROOTS: "terms",
    Part.NAMES: "names",
    Part.NUMBERS: "numbers",
    Part.PLACES: "places",
}


class Pairs(Protocol):
    """What can compare two open articles."""

    def cosines(self, left: Seen, right: Seen) -> NDArray[np.float64]: ...
    def in_common(self, left: Seen, right: Seen, part: Part) -> tuple[str, ...]: ...


def explain(pairs: Pairs, new: Seen, old: Seen, weights: Weights) -> tuple[Reason, ...]:
    """The reasons, strongest first, weighted by their shares of all that spoke for it; nothing that spoke against."""
    same = np.array([new.language == old.language])
    strengths: dict[str, float] = {}
    parts: dict[str, Part] = {}
    for part, strength in zip(Part, shares(pairs.cosines(new, old), same, weights)[:, 0].tolist(), strict=True):
        if strength > 0:
            strengths[_KINDS[part]] = strengths.get(_KINDS[part], 0.0) + strength
            parts.setdefault(_KINDS[part], part)
    total = sum(strengths.values())
    details = {kind: _detail(pairs, new, old, parts[kind]) for kind in strengths}
    if "names" in details and "terms" in details:  # the words of a name are told once, as the name
        told = {part for name in details["names"] for part in fold(name).split()}
        details["terms"] = [word for word in details["terms"] if fold(word) not in told]
    reasons = [
        Reason(feature=kind, weight=round(strength / total, 3), detail=", ".join(details[kind][:_SHOWN]))
        for kind, strength in sorted(strengths.items(), key=lambda pair: -pair[1])
    ]
    return (*(reason for reason in reasons if reason.detail), *_time(new, old))


def _detail(pairs: Pairs, new: Seen, old: Seen, part: Part) -> list[str]:
    """What both hold, as the new article writes it."""
    keys = pairs.in_common(new, old, part)
    if part is Part.NUMBERS:
        return [key.removeprefix("day ") for key in keys if not _is_clock(key)]
    if part is Part.NAMES:
        return list(dict.fromkeys(_names(new, keys)))
    shown = spelled(new.article, "terms" if part is Part.LEAD else part.name.lower())
    return list(dict.fromkeys(shown.get(key, key) for key in keys))


def _is_clock(key: str) -> bool:
    """Whether a number is a piece of a time of day, "08" of "08:20", which tells a reader nothing."""
    return len(key) == 2 and key.startswith("0")


def _names(new: Seen, keys: Sequence[str]) -> Iterator[str]:
    """Names of which all words are shared; of others the shared word alone: "Ferry" of "Ferry Marguerite"."""
    shown, shared = spelled(new.article, "names"), set(keys)
    for key in keys:
        words = {fold(anyascii(word)): word for word in shown.get(key, key).split()}
        yield shown.get(key, key) if words.keys() <= shared else words.get(key, key)


def _time(new: Seen, old: Seen) -> tuple[Reason, ...]:
    if new.moment is None or old.moment is None:
        return ()
    days = abs((new.moment.date() - old.moment.date()).days)
    if days > 3:
        return ()
    detail = "the same day" if days == 0 else "a day apart" if days == 1 else f"{days} days apart"
    return (Reason(feature="time", weight=0.0, detail=detail),)
