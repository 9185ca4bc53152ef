"""Jobs only say "run the steps": what is due stands in the database, so a lost or doubled job does no harm."""

from __future__ import annotations

import threading

import structlog
from django.conf import settings
from huey import crontab
from huey.contrib.djhuey import HUEY, db_periodic_task

from variorum.errors import ConfigError, StorageError
from variorum_site.news.pages.keeping import drop_expired
from variorum_site.news.rounds import run_steps
from variorum_site.news.running.runner import storage_watched
from variorum_site.news.running.tools import open_tools, utc_now
from variorum_site.news.running.turns import turn

_log = structlog.get_logger(__name__)

queue = HUEY
stopping = threading.Event()  # set when the process is about to end: a run of the steps ends at the next chance


@db_periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def look_for_work() -> None:
    """Every minute: poll what is due and work it off. While one run lasts, the next ones stand back."""
    try:
        with storage_watched(), turn() as ours:
            if ours:
                with open_tools(settings.VARIORUM) as tools:
                    run_steps(tools, told=_end_in_time)
                drop_expired(settings.VARIORUM, now=utc_now())
    except _StoppedError:
        return
    except (StorageError, ConfigError) as fault:  # what is due stays due
        _log.error("the steps stopped", error=str(fault))


class _StoppedError(Exception):
    """The process ends: what is left stays due."""


def _end_in_time(step: str, done: int, total: int) -> None:
    if stopping.is_set():
        raise _StoppedError
