"""The steps put in their order, for whoever has all articles at hand: the command line, the site, a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from variorum.claims import read_claims
from variorum.compare import House, Houses, compare_reports
from variorum.compare.settled import without_asides
from variorum.extract import read_credits
from variorum.interfaces import Embedder
from variorum.model import (
    Article,
    ArticleClaims,
    Breakdown,
    Decision,
    Join,
    Judgement,
    Merge,
    Open,
    Origin,
    Outlet,
    OutletKind,
    Quantity,
    Reprint,
    Split,
    Story,
    Summary,
)
from variorum.outlets import Directory
from variorum.reprints import CopyTree, count_origins, trace
from variorum.reprints.credits import credited, publisher
from variorum.stories import StoryIndex, choose_title, group_stream
from variorum.summarize import summarize
from variorum.summarize.superseded import outdated_headlines


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryReading:
    """Everything that is read out of the reports of one story."""

    reports: tuple[Article, ...]
    claims: Mapping[str, ArticleClaims]
    reprints: tuple[Reprint, ...]
    copies: tuple[CopyTree, ...]
    origins: tuple[Origin, ...]
    breakdown: Breakdown
    summary: Summary
    title: Article  # the report whose headline stands for the story


def group(
    articles: Iterable[Article],
    *,
    judgements: Iterable[Judgement] = (),
    now: datetime | None = None,
    embedder: Embedder | None = None,
) -> tuple[Story, ...]:
    """Stories of articles that arrive in the given order, each article in exactly one; oldest story first.

    An embedder (see variorum.engines.load_embedder) helps across languages; none is needed.
    """
    kept = list(articles)
    decisions = group_stream(kept, index=StoryIndex(embedder=embedder), judgements=judgements, now=now)
    return stories_from(decisions, {article.id: article for article in kept})


def stories_from(decisions: Iterable[Decision], articles: Mapping[str, Article]) -> tuple[Story, ...]:
    """What a row of decisions amounts to, all merges carried out."""
    members: dict[str, list[str]] = {}
    for decision in decisions:
        match decision:
            case Open(article=article, story=story):
                members[story] = [article]
            case Join(article=article, story=story):
                members[story].append(article)
            case Merge(source=source, target=target):
                members[target] += members.pop(source)
            case Split(source=source, target=target, articles=leaving):
                members[source] = [article for article in members[source] if article not in leaving]
                members.setdefault(target, []).extend(leaving)
    members = {story: ids for story, ids in members.items() if ids}
    return tuple(_story(story, ids, articles) for story, ids in members.items())


def memberships_from(decisions: Iterable[Decision]) -> dict[str, Join | Split]:
    """The last decision that put each article beside others; one that only opened its story is not among them."""
    found: dict[str, Join | Split] = {}
    for decision in decisions:
        match decision:
            case Join(article=article):
                found[article] = decision
            case Split(articles=leaving):
                found.update(dict.fromkeys(leaving, decision))
            case _:
                pass
    return found


def with_credits(article: Article, directory: Directory) -> Article:
    """The article with the agencies that its text credits, where whoever made it named none."""
    if article.agencies or not article.text:
        return article
    credited = read_credits(
        article.text.split("\n"), authors=article.authors, language=article.language, directory=directory
    )
    return replace(article, agencies=credited.agencies, dateline=article.dateline or credited.dateline)


def break_down(
    reports: Sequence[Article],
    *,
    directory: Directory | None = None,
    claims: Mapping[str, ArticleClaims] | None = None,
) -> StoryReading:
    """The reports of one story read, counted, compared and summed up. Claims that are known already may be given."""
    if directory is not None:
        reports = [with_credits(report, directory) for report in reports]
    known = dict(claims or {})
    for report in reports:
        if report.id not in known:
            known[report.id] = read_claims(report)
    traced = trace(reports, directory=directory)
    origins = count_origins(reports, traced.reprints, directory=directory)
    told = {report.id: without_asides(known[report.id], report) for report in reports}
    figures = _in_headlines(reports)
    breakdown = compare_reports(reports, told, origins=origins, figures=figures, houses=_houses(reports, directory))
    return StoryReading(
        reports=tuple(reports),
        claims=known,
        reprints=traced.reprints,
        copies=traced.trees,
        origins=origins,
        breakdown=breakdown,
        summary=summarize(reports, told, breakdown, origins=origins),
        title=choose_title(reports, outdated=outdated_headlines(figures, told, breakdown)),
    )


def _houses(reports: Sequence[Article], directory: Directory | None) -> Houses:
    """What the comparison needs to know of outlets: who publishes and is credited, and whom a name in a text means."""
    if directory is None:
        return Houses()
    found = {report.id: publisher(report, directory) for report in reports}
    return Houses(
        publisher={article: _house(outlet) for article, outlet in found.items() if outlet},
        credited={
            report.id: tuple(_credited(agency, directory) for agency in credited(report, directory))
            for report in reports
        },
        find=partial(_find_house, directory=directory),
    )


def _find_house(name: str, *, directory: Directory) -> House | None:
    outlet = directory.agency(name) or directory.by_full_name(name)
    return _house(outlet) if outlet else None


def _credited(agency: str, directory: Directory) -> House:
    outlet = directory.outlets.get(agency)
    return _house(outlet) if outlet else House(agency, agency, agency=True)


def _house(outlet: Outlet) -> House:
    return House(outlet.id, outlet.name, agency=outlet.kind is OutletKind.AGENCY)


def _in_headlines(reports: Sequence[Article]) -> Mapping[str, tuple[Quantity, ...]]:
    """The figures that each report has in its headline."""
    return {
        report.id: read_claims(replace(report, text=report.headline)).quantities
        for report in reports
        if report.headline
    }


def _story(story: str, ids: Sequence[str], articles: Mapping[str, Article]) -> Story:
    title = choose_title([articles[i] for i in ids])
    return Story(
        id=story,
        canonical_id=story,
        title=title.headline or title.text.split("\n", 1)[0][:120],
        title_article=title.id,
        articles=tuple(ids),
    )
