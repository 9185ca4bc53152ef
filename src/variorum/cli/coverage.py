"""`variorum coverage`: who tells how much when, how diverse each is, how alike two are, which silence is telling."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

import click
from rich.table import Table

from variorum.cli.inputs import VariorumCommand, articles_from, open_input, print_json, progress, terminal
from variorum.coverage import (
    CoverageStudy,
    Place,
    StorySilence,
    Telling,
    find_silences,
    silence_objects,
    silence_rows,
    study_coverage,
    study_object,
    study_rows,
    write_csv,
)
from variorum.errors import InputError
from variorum.model import Article
from variorum.outlets import Directory, load_directory
from variorum.pipeline import stories_from, with_credits
from variorum.reprints import count_origins, find_reprints
from variorum.stories import StoryIndex, assign
from variorum.text.counted import counted

_PLACES = {"country": ("country", "countries"), "outlet": ("outlet", "outlets"), "language": ("language", "languages")}
_SHOWN = 12  # places, pairs and silences in the view for the terminal


@click.command(cls=VariorumCommand, name="coverage")
@click.argument("articles", metavar="ARTICLES.jsonl")
@click.option("--stories", metavar="FILE", help="What `variorum stories --format json` printed; else they are grouped.")
@click.option(
    "--by",
    type=click.Choice(["country", "outlet", "language"]),
    default="country",
    show_default=True,
    help="Whose coverage is measured.",
)
@click.option(
    "--spread", type=click.IntRange(1), default=2, show_default=True, help="Only stories told in so many of them."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="What is printed.",
)
def coverage(articles: str, stories: str | None, by: str, spread: int, form: str) -> None:
    """Measure how countries cover the stories of ARTICLES.jsonl (or "-").

    Independent origins are counted by country and day, never addresses. Diversity within a country and synchrony
    between two are corrected for volume. Articles without a date or a country are left out.
    """
    read = articles_from(articles)
    known = {one.id: one for one in read if _day(one) and _place(one, by)}
    if not known:
        raise InputError(f"{articles} has no article with a date and a {by}: give lines with both.")
    grouped = _read_stories(stories, of=[one.id for one in read]) if stories else _group(read)
    tellings = list(_tellings({name: [known[i] for i in ids if i in known] for name, ids in grouped.items()}, by))
    published = Counter(
        (place, day) for one in known.values() if (place := _place(one, by)) and (day := _day(one)) is not None
    )
    study = study_coverage(
        tellings,
        published,
        first=min(day for _, day in published),
        last=max(day for _, day in published),
        spread=spread,
    )
    silences = list(find_silences(tellings, published))
    if form == "json":
        left_out = len(read) - len(known)
        print_json({"by": by, "left_out": left_out, **study_object(study), "silences": silence_objects(silences)})
    elif form == "csv":
        click.echo(write_csv(chain(study_rows(study), silence_rows(silences))), nl=False)
    else:
        _print(study, silences, by)


def _group(articles: Sequence[Article]) -> Mapping[str, Sequence[str]]:
    """Stories, each named by its first report, which any other run names, too."""
    known = {article.id: article for article in articles}
    shown = progress(articles, label="Grouping", total=len(articles))
    found = stories_from(assign(shown, neighbours=StoryIndex()), known)
    return {story.articles[0]: story.articles for story in found}


def _read_stories(name: str, *, of: Collection[str]) -> Mapping[str, Sequence[str]]:
    """Raises InputError where the stories hold none of these articles."""
    with open_input(name) as stream:
        try:
            found = {str(one["id"]): [str(i) for i in one["articles"]] for one in json.load(stream)["stories"]}
        except (ValueError, TypeError, KeyError) as fault:
            raise InputError(f"{name} holds no stories: give what `variorum stories --format json` prints.") from fault
    if not set(of) & set(chain.from_iterable(found.values())):
        raise InputError(f"{name} holds none of these articles: give the stories that were made of the same file.")
    return found


def _tellings(stories: Mapping[str, Sequence[Article]], by: str) -> Iterator[Telling]:
    """Every report as it is counted."""
    directory = load_directory()
    for name, reports in progress(stories.items(), label="Counting origins", total=len(stories)):
        voices = _voices(reports, directory)
        for report in reports:
            day, place = _day(report), _place(report, by)
            assert day
            assert place
            yield Telling(story=name, place=place, origin=voices[report.id], day=day)


def _voices(reports: Sequence[Article], directory: Directory) -> Mapping[str, str]:
    """Which origin each report counts to."""
    if len(reports) < 2:
        return {report.id: report.id for report in reports}
    credited = [with_credits(report, directory) for report in reports]
    origins = count_origins(credited, find_reprints(credited, directory=directory), directory=directory)
    return {member: origin.key for origin in origins for member in origin.members}


def _day(article: Article) -> date | None:
    return article.published.date() if article.published else None


def _place(article: Article, by: str) -> Place | None:
    return {"country": article.country, "outlet": article.outlet_name, "language": article.language}[by]


def _print(study: CoverageStudy, silences: Sequence[StorySilence], by: str) -> None:
    out = terminal()
    out.print(
        f"{study.first} to {study.last}: {counted(study.stories, 'story', 'stories')} told in at least "
        f"{counted(study.spread, *_PLACES[by])}, {counted(sum(study.tellings.values()), 'telling')} in "
        f"{counted(len(study.tellings), *_PLACES[by])}. A telling is an independent origin, "
        f"once in each {by}, story and day."
    )
    out.print(_places(study))
    if study.synchrony:
        out.print(_alike(study))
    if silences:
        out.print(_silent(silences))


def _places(study: CoverageStudy) -> Table:
    published: Counter[Place] = Counter()
    for day in study.days:
        published[day.place] += day.articles
    volume = next((one.volume for one in study.diversity.values()), 0)
    title = f"Attention; diversity as effective stories in {volume} tellings" if volume else "Attention"
    table = Table(title=title, title_justify="left")
    for name in ("", "articles", "tellings", "diversity", "95 %", "evenness"):
        table.add_column(name, justify="left" if not name else "right")
    for place, tellings in list(study.tellings.items())[:_SHOWN]:
        one = study.diversity.get(place)
        measured = ("too few", "", "")
        if one:
            measured = (f"{one.effective_stories:.1f}", f"{one.low:.1f} to {one.high:.1f}", f"{one.evenness:.2f}")
        table.add_row(place, f"{published[place]:,}", f"{tellings:,}", *measured)
    return table


def _alike(study: CoverageStudy) -> Table:
    table = Table(title="Synchrony, 1: the same shares of attention", title_justify="left")
    for name in ("", " ", "measured", "corrected", "95 %"):
        table.add_column(name, justify="left" if not name.strip() else "right")
    for (one, other), found in sorted(study.synchrony.items(), key=lambda pair: -pair[1].corrected)[:_SHOWN]:
        shown = (f"{found.measured:.2f}", f"{found.corrected:.2f}")
        table.add_row(one, other, *shown, f"{found.low:.2f} to {found.high:.2f}")
    return table


def _silent(silences: Sequence[StorySilence]) -> Table:
    stories: dict[str, list[StorySilence]] = defaultdict(list)
    for one in silences:
        stories[one.story].append(one)
    table = Table(title=f"Telling silences on {counted(len(stories), 'story', 'stories')}", title_justify="left")
    for name in ("story", "silent", "articles", "usually tells"):
        table.add_column(name, justify="right" if name == "articles" else "left")
    for one in sorted(silences, key=lambda one: one.silence.chance or 0)[:_SHOWN]:
        told = f"{one.silence.told} of {one.silence.such} such stories"
        table.add_row(one.story, one.silence.country, f"{one.silence.articles:,}", told)
    return table
