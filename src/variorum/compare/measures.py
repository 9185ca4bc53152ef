"""Units that measure the same thing, and what one of each is in the first of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Measure(NamedTuple):
    """What is measured, and the factor that turns the unit into the one that others are turned into."""

    kind: str
    factor: float


def measure(unit: str | None) -> Measure:
    """The kind of a unit; one that is not listed, such as a currency, is a kind of its own."""
    return MEASURES.get(unit or "", Measure(unit or "", 1.0))


MEASURES: Mapping[str, Measure] = {
    "m": Measure("length", 1.0),
    "km": Measure("length", 1000.0),
    "cm": Measure("length", 0.01),
    "mm": Measure("length", 0.001),
    "mile": Measure("length", 1609.344),
    "nautical mile": Measure("length", 1852.0),
    "foot": Measure("length", 0.3048),
    "inch": Measure("length", 0.0254),
    "yard": Measure("length", 0.9144),
    "km/h": Measure("speed", 1.0),
    "mph": Measure("speed", 1.609344),
    "km2": Measure("area", 100.0),
    "square mile": Measure("area", 258.9988),
    "hectare": Measure("area", 1.0),
    "acre": Measure("area", 0.404686),
    "kg": Measure("mass", 1.0),
    "g": Measure("mass", 0.001),
    "mg": Measure("mass", 0.000001),
    "tonne": Measure("mass", 1000.0),
    "pound": Measure("mass", 0.453592),
    "ounce": Measure("mass", 0.0283495),
    "second": Measure("time", 1.0),
    "minute": Measure("time", 60.0),
    "hour": Measure("time", 3600.0),
    "day": Measure("time", 86400.0),
    "week": Measure("time", 604800.0),
    "month": Measure("time", 2629746.0),
    "year": Measure("time", 31556952.0),
    "decade": Measure("time", 315569520.0),
    "century": Measure("time", 3155695200.0),
    "MW": Measure("power", 1.0),
    "GW": Measure("power", 1000.0),
}
