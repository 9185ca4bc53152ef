"""Invented wire copies for the tests of reprints: an agency, two families, and texts that carry each other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from variorum.model import Article, Outlet, OutletKind
from variorum.outlets import Directory, build_directory

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)

WIRE = (
    "A rope bridge over the Selva gorge gave way on Monday evening while nine hikers were crossing it, the valley's "
    "rescue service reported.\n"
    "All nine held on to the side ropes and climbed back within half an hour, its leader Dorit Amsel told reporters at "
    "the lower station.\n"
    "The bridge had been inspected in March and was to be replaced by one of steel next spring, according to the "
    "council of Obertann.\n"
    "Hikers will have to take the longer way past the mill until further notice, which adds about two hours."
)
OWN = (
    "Dorit Amsel has pulled people out of the Selva gorge for thirty years. On Monday night she had to wait instead.\n"
    "The ropes at the eastern anchor had frayed where they rub against the rock, our reporter saw on Tuesday.\n"
    "The mayor of Obertann called the inspection in March a formality that nobody will repeat in this way."
)
SPEECH = (
    "“We looked at every single rope in March, we wrote down what we saw, and we sent the list to the council, "
    "which put it in a drawer and left it there until the evening when nine people hung over the gorge”"
)


def outlet(name: str, **facts: Any) -> Outlet:
    country, _, slug = name.partition("/")
    facts = {"kind": OutletKind.PAPER, "domains": (f"{slug}.example",), **facts}
    return Outlet(
        id=name,
        name=slug.title(),
        country=country.upper(),
        languages=("en",),
        homepage=f"https://{slug}.example/",
        **facts,
    )


def directory() -> Directory:
    """An agency, a family of two papers, and two papers that stand alone."""
    return build_directory(
        [
            outlet("at/alpwire", kind=OutletKind.AGENCY, credits=("Alpwire", "AW")),
            outlet("de/nordwire", kind=OutletKind.AGENCY, credits=("Nordwire",)),
            outlet("at/morning", family="lindgruber"),
            outlet("at/evening", family="lindgruber"),
            outlet("ch/valley"),
            outlet("it/ridge"),
        ]
    )


def article(name: str, text: str = WIRE, *, hours: float | None = 0, **facts: Any) -> Article:
    published = None if hours is None else NOON + timedelta(hours=hours)
    return Article(id=name, text=text, published=published, **{"language": "en", **facts})
