"""Outlets, the health of their feeds, and what they published."""

from __future__ import annotations

from variorum_site.news.queries.records import OutletLine, OutletPage


def find_outlet(identity: str) -> OutletPage | None:
    """The outlet with this id ("my/the-star")."""
    raise NotImplementedError


def list_outlets(*, country: str | None = None) -> tuple[OutletLine, ...]:
    """All outlets that are read, by country and name."""
    raise NotImplementedError
