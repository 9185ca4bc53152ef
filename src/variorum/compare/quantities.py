"""Two quantities that answer one question, compared as numbers: agreement, compatible, update or conflict."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from variorum.compare.measures import MEASURES, measure
from variorum.model import Outcome, Precision, Quantity, Role

SIMULTANEOUS = timedelta(hours=2)  # reports that appear so close together saw the same state of affairs
_ROUGH = 0.1  # "about 600" may be 540 to 660
_CONVERTED = 0.05  # 9 miles for 15 kilometres: conversions are rounded
_SAME = 1e-9
_ROUND = 2  # a number that ends in so many noughts may have been rounded there

# What a later report may find more of. Ages, weights, distances and amounts of money of a past day stay as they are;
# of those who are missing or in custody there may be fewer later, too.
_GROWING = frozenset({Role.KILLED, Role.INJURED, Role.ARRESTED, Role.DISPLACED, Role.DEPLOYED, Role.COUNT})
_SHRINKING = frozenset({Role.MISSING, Role.ARRESTED, Role.DISPLACED})
_STEADY = frozenset({"length", "speed", "mass", "time", "power"})  # a burnt area grows, a speed or a depth does not


@dataclass(frozen=True, slots=True)
class Told:
    """A quantity, and when and by which outlet it was told."""

    quantity: Quantity
    at: datetime | None = None
    precision: Precision | None = None
    outlet: str | None = None


def compare_told(one: Told, other: Told) -> Outcome:
    """The outcome for two reports' answers to one question. They must measure the same kind of thing."""
    left, right = span_of(one.quantity), span_of(other.quantity)
    if same_value(one.quantity, other.quantity):
        return Outcome.AGREEMENT
    if _meet(left, right) or _rounded(one.quantity, other.quantity):
        return Outcome.COMPATIBLE
    if _is_update(one, other):
        return Outcome.UPDATE
    return Outcome.CONFLICT


def same_value(one: Quantity, other: Quantity) -> bool:
    """Whether both give the same bounds, whatever the unit; two rough figures of one size are the same, too."""
    left, right = _bounds(one), _bounds(other)
    factor = measure(one.unit).factor / measure(other.unit).factor
    near = _CONVERTED if one.unit != other.unit and {one.unit, other.unit} <= MEASURES.keys() else _SAME
    return all(
        a == b or (math.isfinite(a) and math.isfinite(b) and math.isclose(a * factor, b, rel_tol=near))
        for a, b in zip(left, right, strict=True)
    )


def span_of(quantity: Quantity) -> tuple[float, float]:
    """The range that a quantity allows, in the first unit of its kind; rough figures have soft edges."""
    factor = measure(quantity.unit).factor
    low, high = _bounds(quantity)
    soft = _ROUGH if quantity.approximate else 0.0
    return low * factor * (1.0 - soft), high * factor * (1.0 + soft)


def simultaneous(one: Told, other: Told) -> bool:
    """Whether neither report can be called the later one: no time known, the same day, or within two hours."""
    if one.at is None or other.at is None:
        return True
    if Precision.DAY in (one.precision, other.precision):
        return one.at.date() == other.at.date()
    return abs(one.at - other.at) <= SIMULTANEOUS


def _is_update(one: Told, other: Told) -> bool:
    if _is_correction(one, other):
        return True
    if simultaneous(one, other):
        return False
    assert one.at is not None
    assert other.at is not None
    earlier, later = (one, other) if one.at < other.at else (other, one)
    if measure(later.quantity.unit).kind in _STEADY:
        return False
    roles = {earlier.quantity.role, later.quantity.role} - {Role.COUNT} or {Role.COUNT}
    grows = span_of(later.quantity)[0] > span_of(earlier.quantity)[0]
    return bool(roles <= (_GROWING if grows else _SHRINKING))


def _is_correction(one: Told, other: Told) -> bool:
    """Whether one outlet put its own figure right, up or down, however soon."""
    if one.outlet is None or one.outlet != other.outlet or None in (one.at, other.at) or one.at == other.at:
        return False
    return {one.quantity.role, other.quantity.role} <= _GROWING | _SHRINKING


def _bounds(quantity: Quantity) -> tuple[float, float]:
    low = -math.inf if quantity.low is None else quantity.low
    high = math.inf if quantity.high is None else quantity.high
    return low, high


def _meet(left: tuple[float, float], right: tuple[float, float]) -> bool:
    """Whether two ranges share a value."""
    return left[0] <= right[1] * (1 + _SAME) and right[0] <= left[1] * (1 + _SAME)


def _rounded(one: Quantity, other: Quantity) -> bool:
    """Whether one figure is the other one rounded: 43,000 for 43,350."""
    return any(
        a is not None and b is not None and _rounds_to(b * measure(right.unit).factor, a, measure(left.unit).factor)
        for left, right in ((one, other), (other, one))
        for a, b in ((left.low, right.low),)
    )


def _rounds_to(exact: float, rounded: float, factor: float) -> bool:
    value = exact / factor
    if rounded != int(rounded) or rounded == 0:
        return False
    noughts = len(str(int(abs(rounded)))) - len(str(int(abs(rounded))).rstrip("0"))
    return noughts >= _ROUND and abs(value - rounded) <= 0.5 * 10**noughts
