"""Why an article was put to another: the features that spoke for it, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping

from variorum.model import Reason
from variorum.stories.frequencies import Vector
from variorum.stories.likeness import Features
from variorum.stories.open_articles import Seen
from variorum.stories.profile import spelled

_SHOWN = 6  # words of a reason
_OF = {"terms": "terms", "lead": "terms", "names": "names", "numbers": "numbers", "roots": "terms"}


def explain(new: Seen, old: Seen, features: Features, weights: Mapping[str, float]) -> tuple[Reason, ...]:
    """The reasons, strongest first, weighted by their shares of all that spoke for it; nothing that spoke against."""
    strengths: dict[str, float] = {}
    for name, value in features.items():
        if name in _OF and weights[name] * value > 0:
            strengths[_OF[name]] = strengths.get(_OF[name], 0.0) + weights[name] * value
    total = sum(strengths.values())
    reasons = [
        Reason(feature=name, weight=round(strength / total, 3), detail=detail)
        for name, strength in sorted(strengths.items(), key=lambda pair: -pair[1])
        if (detail := _detail(name, new, old))
    ]
    return (*reasons, *_time(new, old))


def shared(left: Vector, right: Vector) -> list[str]:
    """The keys that both hold, the weightiest first."""
    both = left.keys() & right.keys()
    return sorted(both, key=lambda key: (-left[key] * right[key], key))


def _detail(name: str, new: Seen, old: Seen) -> str:
    across = new.profile.language != old.profile.language
    kind = "roots" if name == "terms" and across else name
    keys = shared(getattr(new.vectors, kind), getattr(old.vectors, kind))
    if kind == "numbers":
        return ", ".join(key.removeprefix("day ") for key in keys[:_SHOWN])
    written = spelled(new.article, kind) if keys else {}
    return ", ".join(list(dict.fromkeys(written.get(key, key) for key in keys))[:_SHOWN])


def _time(new: Seen, old: Seen) -> tuple[Reason, ...]:
    if new.profile.moment is None or old.profile.moment is None:
        return ()
    days = abs((new.profile.moment.date() - old.profile.moment.date()).days)
    if days > 3:
        return ()
    detail = "the same day" if days == 0 else "a day apart" if days == 1 else f"{days} days apart"
    return (Reason(feature="time", weight=0.0, detail=detail),)
