"""Outlets and agencies as far as a comparison needs them: handed in by whoever knows the directory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class House:
    """An outlet or an agency that may be cited."""

    key: str
    label: str
    agency: bool = False


def nobody(_name: str) -> House | None:
    """Knows no outlet by name."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Houses:
    """Who publishes each report, which agencies it credits, and who is meant by an outlet's name in a text."""

    publisher: Mapping[str, House] = field(default_factory=dict)  # report -> its outlet
    credited: Mapping[str, tuple[House, ...]] = field(default_factory=dict)  # report -> agencies
    find: Callable[[str], House | None] = nobody
