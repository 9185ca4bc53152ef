"""Countries: who is read there, and what is told there."""

from __future__ import annotations

from variorum_site.news.queries.records import CountryLine, CountryPage


def find_country(code: str) -> CountryPage | None:
    """The country with this ISO code, any case. None where we read no outlet and have no report of it."""
    raise NotImplementedError


def list_countries() -> tuple[CountryLine, ...]:
    """All countries of which an outlet is read or a report is there, by code."""
    raise NotImplementedError
