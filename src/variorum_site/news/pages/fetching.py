"""Announced pages that are due are fetched; what fails waits, or is given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from variorum.errors import FetchError
from variorum.model import Page, Rejected
from variorum_site.news import store
from variorum_site.news.pages.visits import visit_again
from variorum_site.news.running.asking import Asking
from variorum_site.news.running.progress import Told, quiet
from variorum_site.news.running.reach import WAIT
from variorum_site.news.running.retries import pause_of, try_again
from variorum_site.news.running.runner import Runner
from variorum_site.news.running.tools import Tools
from variorum_site.news.store import Fault

_BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What became of the pages that were due."""

    pages: int = 0  # that answered: fetched, or the same as before
    failures: int = 0
    paused: int = 0  # that were not asked, because their host wants to be left alone

    @property
    def due(self) -> int:
        """Without those that our own network kept from being asked."""
        return self.asked + self.paused

    @property
    def asked(self) -> int:
        return self.pages + self.failures


def fetch_pages(tools: Tools, *, told: Told = quiet, most: int = _BATCH) -> Fetched:
    """Fetch the announced pages that are due, and say how many came."""
    due = {visit.address: visit for visit in store.due_visits(tools.clock(), limit=most)}
    known = {address: (visit.etag, visit.last_modified) for address, visit in due.items()}
    runner = Runner("pages", now=tools.clock())
    asking = Asking(tools.pages, known, runner=runner, witnesses=tools.feeds)
    came = paused = 0
    for address, result in asking.results(told=partial(told, "pages")):
        pause = pause_of(result) if isinstance(result, FetchError) else None
        if pause is None:
            came += _settle_one(due[address], result, runner, tools.clock())
        else:
            store.postpone_visits([due[address]], due_at=tools.clock() + pause)
            paused += 1
    store.postpone_visits([due[address] for address in asking.postponed], due_at=tools.clock() + WAIT)
    failures = len(due) - len(asking.postponed) - came - paused
    return Fetched(pages=came, failures=failures, paused=paused)


def _settle_one(visit: store.Visit, result: Page | FetchError, runner: Runner, now: datetime) -> bool:
    """Whether the page came and is kept."""
    settled = runner.run(visit.address, partial(_settle, visit, result, now))
    if isinstance(settled, Fault):
        _give_up_or_wait(visit, FetchError(str(settled), kind="fault"), now)
        return False
    return isinstance(result, Page)


def _settle(visit: store.Visit, result: Page | FetchError, now: datetime) -> None:
    if isinstance(result, Page):
        store.save_visit(visit, result, due_at=visit_again(visit.visits, now=now))
    else:
        _give_up_or_wait(visit, result, now)


def _give_up_or_wait(visit: store.Visit, fault: FetchError, now: datetime) -> None:
    due_at = try_again(visit.failures, fault, now=now)
    store.save_failed_visit(visit, error=str(fault), at=now, due_at=due_at)
    if due_at is None:
        refusal = Rejected(subject=visit.url, step="fetch/1", reason=str(fault), facts={"kind": fault.kind})
        store.save_rejection(refusal, now=now)
