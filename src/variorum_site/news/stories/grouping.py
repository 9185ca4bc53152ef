"""Articles that stand in no story are given their place: a story that is there, or a new one. Then hindsight mends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

from variorum.model import Article, Decision, Judgement
from variorum.stories import StoryIndex, assign, reconsider
from variorum_site.news import store
from variorum_site.news.running.runner import Runner, attempt
from variorum_site.news.store import Fault
from variorum_site.news.stories.live_index import live_index
from variorum_site.news.stories.verdicts import in_window

_ALL = "open stories"  # what hindsight looks at


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
    index = live_index.taken(since=_earliest(articles, now), now=now)
    judgements = in_window(store.load_judgements(), index)
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
    if fault is None and _mend(index, judgements, now):
        live_index.put_back(index)
    return len(before) - 1, fault


def _mend(index: StoryIndex, judgements: Sequence[Judgement], now: datetime) -> bool:
    """Merge and split the stories that the new articles show in another light: whether the index may be kept."""
    runner = Runner("hindsight", now=now)
    if not runner.may(_ALL, inputs=str):
        return True

    def reconsidered() -> None:
        store.apply(list(reconsider(index, judgements=judgements)), now=now)

    return not isinstance(runner.work(_ALL, reconsidered), Fault)


def _revision_of(article: Article) -> str:
    return str(article.revision)


def _earliest(articles: Sequence[Article], now: datetime) -> datetime:
    return min(article.published or article.fetched_at or now for article in articles)
