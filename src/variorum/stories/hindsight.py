"""What the grouping would decide differently by now: stories that are one, and reports that belong elsewhere.

The stories that changed are drawn anew together with those near them, from their reports alone; what differs from how
they stand becomes decisions. A story keeps its id with the greatest part of its reports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice

from xxhash import xxh3_64_hexdigest

from variorum.model import Article, Decision, Judgement, Merge, Split
from variorum.stories.grouping import MADE_BY, assign
from variorum.stories.index import StoryIndex
from variorum.stories.judgements import Verdicts
from variorum.stories.linkage import agglomerate

_BATCH = 500  # articles

Groups = Mapping[str, Sequence[str]]  # story -> articles


def group_stream(
    articles: Iterable[Article],
    *,
    index: StoryIndex,
    judgements: Iterable[Judgement] = (),
    now: datetime | None = None,
) -> Iterator[Decision]:
    """As `assign`, and what hindsight says after every few hundred articles, and at the end."""
    arriving, verdicts = iter(articles), tuple(judgements)
    while batch := list(islice(arriving, _BATCH)):
        yield from assign(batch, neighbours=index, judgements=verdicts, now=now)
        yield from reconsider(index, judgements=verdicts)


def reconsider(index: StoryIndex, *, judgements: Iterable[Judgement] = ()) -> Iterator[Merge | Split]:
    """Decisions by hindsight, the splits of a region before its merges. The index is told of every one.

    What was judged is never undone: the stories in which such reports stand keep all their reports but those judged
    apart, and may only take others in.
    """
    verdicts = Verdicts(judgements)
    for region in index.settle():
        standing = {story: index.articles_of(story) for story in region}
        drawn = _drawn(index, standing, verdicts)
        for decision in _differences(index, standing, drawn):
            if isinstance(decision, Merge):
                index.merge(decision.source, decision.target)
            else:
                index.split(decision.source, decision.target, decision.articles)
            yield decision


def _drawn(index: StoryIndex, standing: Groups, verdicts: Verdicts) -> list[list[str]]:
    """The reports of a region, put together anew."""
    articles = [article for held in standing.values() for article in held]
    together = [
        (held[0], other)
        for held in standing.values()
        if any(map(verdicts.judged, held))
        for other in held[1:]
        if not verdicts.part(held[:1], [other])
    ]
    return agglomerate(
        articles,
        {article: index.ties(article) for article in articles},
        index.weights.join,
        together=together,
        apart=verdicts.part,
    )


def _differences(index: StoryIndex, standing: Groups, drawn: Sequence[Sequence[str]]) -> Iterator[Merge | Split]:
    """What has to be done so that the stories stand as drawn."""
    identities = _identities(standing, drawn)
    story_of = {article: story for story, held in standing.items() for article in held}
    merges = []
    kept = set(identities)
    for identity, articles in zip(identities, drawn, strict=True):
        for source, share in Counter(story_of[article] for article in articles).items():
            if source == identity:
                continue
            if share == len(standing[source]) and source not in kept:
                merges.append((source, identity))
            else:
                yield _split(index, source, identity, [one for one in articles if story_of[one] == source])
    for source, target in merges:
        nearest = _nearest(index, standing[source], index.articles_of(target))
        yield Merge(
            source=source,
            target=target,
            score=round(min(1.0, index.between(source, target)), 4),
            reasons=index.reasons(*nearest) if nearest else (),
            made_by=MADE_BY,
        )


def _identities(standing: Groups, drawn: Sequence[Sequence[str]]) -> list[str]:
    """The id of each group: that of the story with which it shares most reports, each story's once; else a new one."""
    story_of = {article: story for story, held in standing.items() for article in held}
    shares = [
        (-share, place, story)
        for place, articles in enumerate(drawn)
        for story, share in Counter(story_of[article] for article in articles).items()
    ]
    found: dict[int, str] = {}
    taken: set[str] = set()
    for _, place, story in sorted(shares):
        if place not in found and story not in taken:
            found[place] = story
            taken.add(story)
    return [
        found[place] if place in found else _new_id(articles, story_of[articles[0]])
        for place, articles in enumerate(drawn)
    ]


def _new_id(articles: Sequence[str], source: str) -> str:
    """The id of a story that these articles open by leaving another: never that of a story that one of them opened,
    and another one when other articles leave with the first."""
    return "s" + xxh3_64_hexdigest(f"story {' '.join(articles)} out of {source}".encode())


def _split(index: StoryIndex, source: str, target: str, articles: Sequence[str]) -> Split:
    leaving = set(articles)
    staying = [one for one in index.articles_of(source) if one not in leaving]
    joined = index.articles_of(target) or articles
    nearest = _nearest(index, articles, joined)
    ties = sum(tie for one in articles for other, tie in index.ties(one).items() if other in staying)
    return Split(
        source=source,
        target=target,
        articles=tuple(articles),
        score=round(ties / (len(articles) * len(staying)), 4) if staying else 0.0,
        reasons=index.reasons(*nearest) if nearest else (),
        made_by=MADE_BY,
    )


def _nearest(index: StoryIndex, ours: Iterable[str], theirs: Collection[str]) -> tuple[str, str] | None:
    """The most alike pair of both sides, if any two are alike."""
    held = set(theirs)
    pairs = [(tie, one, other) for one in ours for other, tie in index.ties(one).items() if other in held]
    return max(pairs)[1:] if pairs else None
