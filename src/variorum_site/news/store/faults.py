"""What went wrong in a step that nobody foresaw: one rejection for each step and subject, marked when it was mended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import InterfaceError, OperationalError

from variorum_site.news import models as rows

_OF_THE_DATABASE = frozenset({OperationalError.__name__, InterfaceError.__name__})
_STEP = "/fault"  # ends the name of the step, where a version stands in refusals that were meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """An exception in a step."""

    error: str  # its name
    message: str
    where: str  # the last place in the code
    at: datetime | None = None  # given by the store
    inputs: str = ""  # what the step read, in short: when it differs, the step may be tried again

    @property
    def of_the_database(self) -> bool:
        """Whether the database itself was in trouble: it is seldom the subject's fault."""
        return self.error in _OF_THE_DATABASE

    def __str__(self) -> str:
        return f"{self.error}: {self.message}" if self.message else self.error


def save_fault(step: str, subject: str, fault: Fault, *, inputs: str, now: datetime) -> None:
    """Store a fault in place of an earlier one of the same step and subject."""
    rows.Rejection.objects.update_or_create(
        subject=subject,
        step=step + _STEP,
        defaults={
            "reason": str(fault),
            "facts": {"error": fault.error, "message": fault.message, "where": fault.where, "inputs": inputs},
            "at": now,
        },
    )


def load_faults(step: str) -> dict[str, Fault]:
    """The faults of a step that are not mended, by subject."""
    found = rows.Rejection.objects.filter(step=step + _STEP).exclude(facts__has_key="mended")
    return {
        row.subject: Fault(
            error=row.facts["error"],
            message=row.facts["message"],
            where=row.facts["where"],
            at=row.at,
            inputs=row.facts["inputs"],
        )
        for row in found
    }


def save_standing_faults(step: str, found: Mapping[str, Exception], *, now: datetime) -> None:
    """Store what stands in the way of a step, by subject; what stood there before and does no more is mended."""
    standing = load_faults(step)
    for subject, wrong in found.items():
        if subject not in standing or standing[subject].message != str(wrong):
            fault = Fault(error=type(wrong).__name__, message=str(wrong), where=subject)
            save_fault(step, subject, fault, inputs="", now=now)
    for subject in standing.keys() - found.keys():
        save_mended(step, subject, now=now)


def save_mended(step: str, subject: str, *, now: datetime) -> None:
    """Record that the step could be done to the subject after all."""
    for row in rows.Rejection.objects.filter(subject=subject, step=step + _STEP):
        row.facts = {**row.facts, "mended": now.isoformat()}
        row.save(update_fields=["facts"])


def count_faults() -> int:
    """How many faults are not mended."""
    return rows.Rejection.objects.filter(step__endswith=_STEP).exclude(facts__has_key="mended").count()
