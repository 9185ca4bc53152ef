"""Dates as feeds write them, as aware UTC times."""

from __future__ import annotations

import re
from calendar import timegm
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from feedparser import datetimes as rare

_EARLIEST = 1980  # an earlier year is a machine's zero, not a day of publication
_LATEST = 2200
_LONGEST = 100  # characters: a longer text is no date


def read_date(text: str | None) -> datetime | None:
    """A date of RFC 822, ISO 8601 or one of the rarer ways; UTC where no zone is given; None where it is no date."""
    text = (text or "").strip()
    if len(text) > _LONGEST or not any(character.isdigit() for character in text):
        return None
    for read in (_iso, _rfc822, _rare):
        try:
            found = read(text)
        except (ValueError, OverflowError, TypeError, LookupError, AttributeError):  # feedparser raises all of these
            continue
        if found is not None:
            return found if _EARLIEST <= found.year < _LATEST else None
    return None


def _iso(text: str) -> datetime:
    found = datetime.fromisoformat(_SPACED_OFFSET.sub(r"\1", text))
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def _rfc822(text: str) -> datetime:
    if _ZERO_YEAR.search(text):
        raise ValueError(text)
    found = parsedate_to_datetime(text)
    if found.tzinfo is None:
        name = _ZONE.search(text)
        minutes = _ZONES.get(name[1].upper(), 0) if name else 0
        found = found.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    return found.astimezone(UTC)


def _rare(text: str) -> datetime | None:
    parts = next((found for read in _RARE if (found := read(text))), None)
    return datetime.fromtimestamp(timegm(parts), tz=UTC) if parts else None


# Only those of feedparser's readers that look for a whole date: its ISO reader takes "2026-march" for November.
_RARE = (rare._parse_date_onblog, rare._parse_date_nate, rare._parse_date_greek, rare._parse_date_hungarian)
_SPACED_OFFSET = re.compile(r"\s+([+-]\d\d:?\d\d|Z)$")
_ZERO_YEAR = re.compile(r"\s000\d\s")  # which email.utils takes for a year of this century
_ZONE = re.compile(r"\b([A-Za-z]{2,5})\s*(?:\([^)]*\))?$")
# Names of zones that email.utils does not know, in minutes east of Greenwich; of several meanings the one that
# outlets use who write English dates there.
_ZONES = {
    "ACDT": 630, "ACST": 570, "AEDT": 660, "AEST": 600, "ART": -180, "AST": -240, "AWST": 480, "BRT": -180,
    "BST": 60, "CAT": 120, "CEST": 120, "CET": 60, "CLT": -240, "COT": -300, "EAT": 180, "EEST": 180, "EET": 120,
    "GST": 240, "HKT": 480, "ICT": 420, "IDT": 180, "IST": 330, "JST": 540, "KST": 540, "MESZ": 120, "MEZ": 60,
    "MSD": 240, "MSK": 180, "MYT": 480, "NPT": 345, "NZDT": 780, "NZST": 720, "PET": -300, "PHT": 480, "PKT": 300,
    "SAST": 120, "SGT": 480, "TRT": 180, "UYT": -180, "WAT": 60, "WEST": 60, "WET": 0, "WIB": 420, "WITA": 480,
}  # fmt: skip
