"""How long captures are kept: which whole files go. A pure decision; the captures carry it out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureFile:
    """A file of captures: all of one day."""

    name: str
    day: date
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """For how many days, and up to how many bytes in all, captures are kept; None: for good."""

    days: int | None = None
    bytes: int | None = None

    def __str__(self) -> str:
        days = f"for {self.days} days" if self.days else ""
        size = f"up to {self.bytes / 1e6:.0f} MB" if self.bytes else ""
        return "kept " + (" and ".join(filter(None, (days, size))) or "for good")


def choose_expired(
    files: Sequence[CaptureFile], retention: Retention, *, today: date, needed: Collection[str]
) -> tuple[CaptureFile, ...]:
    """The files that are kept no longer, oldest day first.

    Today's stay, for they are being written, and so do those that are still needed: pages in them wait to be read.
    """
    may_go = [file for file in sorted(files, key=lambda one: (one.day, one.name)) if file.day < today]
    may_go = [file for file in may_go if file.name not in needed]
    expired = [file for file in may_go if _is_over(file, retention, today)]
    left = sum(file.size for file in files) - sum(file.size for file in expired)
    for file in may_go:
        if retention.bytes is None or left <= retention.bytes:
            break
        if file not in expired:
            expired.append(file)
            left -= file.size
    return tuple(expired)


def _is_over(file: CaptureFile, retention: Retention, today: date) -> bool:
    return retention.days is not None and file.day < today - timedelta(days=retention.days)
