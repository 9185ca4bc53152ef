"""The runner: does a step to each of its subjects. What fails unforeseen is recorded and waits; the rest goes on."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TypeVar

import structlog
from django.db import DatabaseError, transaction

from variorum.errors import StorageError
from variorum_site.news import store
from variorum_site.news.running.full_disk import is_of_the_disk
from variorum_site.news.store import Fault

# A subject that failed is tried again when what the step reads of it has changed, else after so long.
_AGAIN = timedelta(days=1)
_SOON = timedelta(minutes=10)  # where the database itself was in trouble
_LONGEST = 1000  # characters of a message

_log = structlog.get_logger(__name__)
_T = TypeVar("_T")


def attempt(do: Callable[[], _T], *, foreseen: tuple[type[Exception], ...] = ()) -> _T | Fault:
    """What `do` gives, or what went wrong in it. What is foreseen is raised: the caller knows what to do about it.

    So is StorageError: where the disk takes no more, nothing can be recorded, and it is not the subject's fault.
    """
    expected: tuple[type[Exception], ...] = (StorageError, *foreseen)
    try:
        with storage_watched():
            return do()
    except expected:
        raise
    except Exception as fault:  # noqa: BLE001 - one bad article must not stop the others: what it was is recorded
        return _fault(fault)


@contextmanager
def storage_watched() -> Iterator[None]:
    """Raises StorageError, in a sentence, where the disk of the database or of the captures takes no more."""
    try:
        yield
    except DatabaseError as fault:
        if is_of_the_disk(fault.__cause__):
            raise StorageError(
                f"The database cannot be written ({fault}): make room on its disk, or mend the rights to it."
            ) from fault
        raise
    except OSError as fault:
        if is_of_the_disk(fault):
            raise StorageError(
                f"{fault.filename or 'The disk'} takes no more ({fault.strerror}): make room."
            ) from fault
        raise


class Runner:
    """Does a step to one subject after another."""

    def __init__(self, step: str, *, now: datetime) -> None:
        self._step = step
        self._now = now
        self._standing = store.load_faults(step)

    def may(self, subject: str, *, inputs: Callable[[], str]) -> bool:
        """Whether the step may be done to the subject now: not soon after it failed on the same inputs."""
        fault = self._standing.get(subject)
        if fault is None or fault.at is None:
            return True
        wait = _SOON if fault.of_the_database else _AGAIN
        return self._now >= fault.at + wait or fault.inputs != inputs()

    def run(self, subject: str, do: Callable[[], _T], *, inputs: Callable[[], str] = str) -> _T | Fault:
        """What `do` gives, all that it stored kept; or the fault, recorded, and nothing of it kept."""
        return self.work(subject, transaction.atomic(do), inputs=inputs)

    def work(self, subject: str, do: Callable[[], _T], *, inputs: Callable[[], str] = str) -> _T | Fault:
        """What `do` gives, or the fault, recorded. Here `do` reckons outside any transaction, so that nobody waits for
        it, and stores what it found in a short one of its own."""
        result = attempt(do)
        if isinstance(result, Fault):
            self.record(subject, result, inputs=inputs)
        else:
            self.mend(subject)
        return result

    def mend(self, subject: str) -> None:
        """Record that the step could be done to the subject after all, where it could not be before."""
        if self._standing.pop(subject, None) is not None:
            store.save_mended(self._step, subject, now=self._now)

    def record(self, subject: str, fault: Fault, *, inputs: Callable[[], str] = str) -> None:
        """Record a fault among the rejections, and say so in the log."""
        _log.error("step failed", step=self._step, subject=subject, error=str(fault), where=fault.where)
        store.save_fault(self._step, subject, fault, inputs=inputs(), now=self._now)


def _fault(fault: Exception) -> Fault:
    last = traceback.extract_tb(fault.__traceback__)[-1]
    message = str(fault).replace("\x00", " ")[:_LONGEST]
    module = "/".join(last.filename.replace("\\", "/").split("/")[-2:])
    return Fault(error=type(fault).__name__, message=message, where=f"{module}, line {last.lineno}, {last.name}")
