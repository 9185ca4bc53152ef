"""From articles to stories: what stands in no story is grouped, and the stories that changed are compared anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial

import xxhash
from django.db import transaction

from variorum.model import Article, Decision
from variorum.outlets import Directory
from variorum.pipeline import break_down
from variorum.stories import assign, central_names, choose_title, related_by_names
from variorum_site.news import store
from variorum_site.news.live_index import live_index
from variorum_site.news.runner import Runner, attempt
from variorum_site.news.store import Fault

_RELATABLE = 150  # stories among which related ones are looked for: the latest ones

Told = Callable[[str, int, int], None]  # progress: (step, done, of how many)


def quiet(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def digest(*, now: datetime, told: Told = quiet) -> tuple[int, int]:
    """Group the articles that stand in no story, and read the stories that changed: how many of each."""
    return group_articles(now=now), read_stories(now=now, told=told)


def group_articles(*, now: datetime) -> int:
    """Give each article that stands in no story its place: how many got one.

    Where one cannot be grouped, what was decided before it is carried out, and the next ones begin with a fresh index.
    """
    runner = Runner("group", now=now)
    waiting = [one for one in store.ungrouped_articles() if runner.may(one.id, inputs=partial(_revision_of, one))]
    grouped = 0
    while waiting:
        placed, fault = _group(waiting, now)
        grouped += placed
        for article in waiting[:placed]:
            runner.mend(article.id)
        if fault is not None:
            runner.record(waiting[placed].id, fault, inputs=partial(_revision_of, waiting[placed]))
            placed += 1
        waiting = waiting[placed:]
    return grouped


def _group(articles: Sequence[Article], now: datetime) -> tuple[int, Fault | None]:
    """Group articles up to the first that cannot be: how many could, and what was wrong with the next."""
    index, judgements = live_index.taken(since=_earliest(articles, now)), store.load_judgements()
    decisions: list[Decision] = []
    before = [0]  # for each article that arrived: how many decisions had been taken

    def arriving() -> Iterator[Article]:
        for article in articles:
            yield article
            before.append(len(decisions))

    def decide() -> None:
        for decision in assign(arriving(), neighbours=index, judgements=judgements, now=now):
            decisions.append(decision)  # noqa: PERF402 - what was decided before a fault counts

    fault = attempt(decide)
    store.apply(decisions if fault is None else decisions[: before[-1]], now=now)
    if fault is None:
        live_index.put_back(index)
    return len(before) - 1, fault


def _revision_of(article: Article) -> str:
    return str(article.revision)


def _earliest(articles: Sequence[Article], now: datetime) -> datetime:
    return min(article.published or article.fetched_at or now for article in articles)


def read_stories(*, now: datetime, told: Told = quiet) -> int:
    """Compare the reports of all stories that changed: how many could be. One that changes while it is read waits."""
    directory, runner = store.load_directory(), Runner("compare", now=now)
    waiting = [one for one in store.stale_stories() if runner.may(one, inputs=partial(_revisions_of, one))]
    read = []
    for done, story in enumerate(waiting, 1):
        compare = partial(read_story, story, directory=directory, now=now)
        if runner.work(story, compare, inputs=partial(_revisions_of, story)) is True:
            read.append(story)
        told("stories", done, len(waiting))
    if read:
        relate_stories(read, now=now)
    return len(read)


def _revisions_of(story: str) -> str:
    return xxhash.xxh3_64_hexdigest(repr(sorted(store.revisions_of(story).items())).encode())


def relate_stories(changed: Sequence[str], *, now: datetime) -> None:
    """Find what is related to the changed stories, among the stories of the same weeks."""
    runner = Runner("relate", now=now)
    near = {}
    for story, members in store.recent_stories(_RELATABLE):
        named = runner.work(story, partial(_named, members))
        if not isinstance(named, Fault):
            near[story] = named
    for story in changed:
        runner.work(story, partial(_relate, story, near))


def _relate(story: str, near: Mapping[str, Mapping[str, str]]) -> None:
    own = near[story] if story in near else _named(store.members_of(story))
    others = {other: names for other, names in near.items() if other != story}
    store.save_related(story, related_by_names(own, others))


def _named(articles: Sequence[str]) -> Mapping[str, str]:
    return central_names(list(store.load_articles(articles).values()))


def read_story(story: str, *, directory: Directory, now: datetime) -> bool:
    """Read, count, compare and sum up the reports of one story, and store it all; False where they changed meanwhile.

    Nothing is locked while it is reckoned, which takes seconds for a large story. What was read of each report counts
    in any case, the comparison only for the reports that the story still has: else it stays due.
    """
    reports = list(store.load_articles(store.members_of(story)).values())
    if not reports:
        return False  # taken into another story since it was found to be due
    known = store.load_claims({one.id: one.revision for one in reports})
    reading = break_down(reports, directory=directory, claims=known)
    title = choose_title(reports)
    found = store.Reading(
        story=story,
        revisions={one.id: one.revision for one in reports},
        origins=reading.origins,
        breakdown=reading.breakdown,
        summary=reading.summary,
    )
    with transaction.atomic():
        store.save_claims(claims for identity, claims in reading.claims.items() if identity not in known)
        if not store.holds_still(story, found.revisions):
            return False
        store.save_reprints(reading.reprints, among=list(found.revisions))
        store.save_reading(found, title=title, now=now)
    return True
