"""A breakdown as one standalone HTML page: no script, no request to anywhere, light and dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TypeVar

from lxml import html
from lxml.html import HtmlElement
from lxml.html.builder import CLASS, E

from variorum.cli.page_cards import alone_card, headline_card, missing_card, question_card, side_card, source_card
from variorum.cli.page_matrix import matrix_figure
from variorum.cli.page_since import since_parts
from variorum.cli.page_words import cited, countries_line, folded, language_of, marked, moment, plural, tellers_of
from variorum.cli.view import Figure, Listed, Quoted, Shared, View
from variorum.model import Stance


def render_page(view: View) -> str:
    """The page as text; every piece of a report enters it as text, never as markup."""
    page = E.html(
        E.head(
            E.meta(charset="utf-8"),
            E.title(f"{view.title} – Variorum"),
            E.meta(name="viewport", content="width=device-width, initial-scale=1"),
            E.meta(name="color-scheme", content="light dark"),
            E.style((files("variorum.cli") / "page.css").read_text(encoding="utf-8")),
        ),
        E.body(E.main(*_parts(view))),
        lang="en",
    )
    return f"<!DOCTYPE html>\n{html.tostring(page, encoding='unicode', method='html')}"


_T = TypeVar("_T")
_HEADLINES = 12  # that are shown at once


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A section: where it stands, what it is called, what it means, how much it holds."""

    anchor: str
    title: str
    told: str
    rows: Sequence[HtmlElement]
    count: int
    empty: str = ""


def _parts(view: View) -> list[HtmlElement]:
    parts = [part for part in _sections(view) if part.rows or part.empty]
    return [
        E.header(E.h1(view.title, **language_of(view.title_language)), _counts(view)),
        *([E.div(*[E.p(*cited(said)) for said in view.summary], CLASS("summary"))] if view.summary else []),
        *([E.p(*_keywords(view.keywords), CLASS("quiet"))] if view.keywords else []),
        _contents(parts),
        *map(_section, parts),
    ]


def _counts(view: View) -> HtmlElement:
    counted = f"{plural(view.origins, 'independent origin')} ({plural(len(view.reports), 'report')})"
    facts = [counted, countries_line(view.countries)]
    if len(view.languages) > 1:
        facts.append(plural(len(view.languages), "language"))
    days = list(dict.fromkeys(f"{day:%-d %B %Y}" for day in (view.days[:1] + view.days[-1:])))
    return E.p(" · ".join(filter(None, [*facts, " to ".join(days)])), CLASS("quiet"))


def _keywords(keywords: Sequence[str]) -> Iterator[HtmlElement | str]:
    for number, word in enumerate(keywords):
        yield " · " if number else ""
        yield E.bdi(word)


def _contents(parts: Sequence[_Part]) -> HtmlElement:
    """The list of the sections, with what each holds."""
    lines = [
        E.li(
            E.a(part.title, href=f"#{part.anchor}"), *([" ", E.span(str(part.count), CLASS("n"))] if part.count else [])
        )
        for part in parts
    ]
    return E.nav(E.h2("Contents", CLASS("hidden")), E.ul(*lines), {"aria-label": "Contents"}, CLASS("contents"))


def _section(part: _Part) -> HtmlElement:
    head = E.header(E.h2(part.title), *([E.p(part.told, CLASS("quiet"))] if part.told else []))
    return E.section(head, E.div(*(part.rows or [E.p(part.empty, CLASS("quiet"))]), CLASS("what")), id=part.anchor)


def _sections(view: View) -> Iterator[_Part]:
    """The parts in the order in which they are read."""
    if view.since:
        rows = since_parts(view.since)
        title = f"Since {moment(view.since.moment, day_only=False)}"
        yield _Part(anchor="since", title=title, told="What is new, changed or withdrawn.", rows=rows, count=0)
    yield from _about_facts(view)
    yield from _about_tellers(view)


def _rows(draw: Callable[[_T], HtmlElement], listed: Listed[_T]) -> list[HtmlElement]:
    """What is shown at once, and the rest to be unfolded."""
    return [*map(draw, listed.shown), *folded(list(map(draw, listed.rest)))]


def _about_facts(view: View) -> Iterator[_Part]:
    agreed = [*map(_shared, view.core), *map(_shared, view.shared.shown), *map(_figure, view.figures.shown)]
    later = [*map(_shared, view.shared.rest), *map(_figure, view.figures.rest)]
    yield _Part(
        anchor="agreed",
        title="What they agree on",
        told="Told by several independent origins; what most of them tell comes first.",
        rows=[*agreed, *folded(later)],
        count=len(agreed) + len(later),
        empty="Nothing was found that two origins tell.",
    )
    yield _Part(
        anchor="part",
        title="Where they part",
        told="One question, answered differently. The marked words are the reports' own.",
        rows=_rows(question_card, view.questions),
        count=len(view.questions),
        empty="No figures differ, as far as could be read.",
    )
    yield _Part(
        anchor="wording",
        title="Other words for it",
        told="What one calls this, another calls that.",
        rows=_rows(question_card, view.wording),
        count=len(view.wording),
    )
    yield _Part(
        anchor="matrix",
        title="Who tells what",
        told="A row for each thing told, a square for each report.",
        rows=[matrix_figure(view.matrix)] if view.matrix else [],
        count=0,
    )


def _about_tellers(view: View) -> Iterator[_Part]:
    yield _Part(
        anchor="only-here",
        title="Only here",
        told="Found in no other report. Reports in other languages are matched by names and figures only.",
        rows=[E.div(*map(alone_card, view.alone), CLASS("beside"))] if view.alone else [],
        count=sum(len(one.told) for one in view.alone),
        empty="Nothing was found that one report alone tells.",
    )
    yield _Part(
        anchor="left-out",
        title="Left out",
        told="What most tell, and this report does not, though it appeared no earlier.",
        rows=[E.div(*map(missing_card, view.missing), CLASS("beside"))] if view.missing else [],
        count=sum(len(one.told) for one in view.missing),
    )
    yield _Part(
        anchor="quoted",
        title="Who is quoted",
        told="Each utterance once, in its fullest wording, with who carries it.",
        rows=_rows(_quoted, view.quotations),
        count=len(view.quotations),
    )
    yield _Part(
        anchor="sources",
        title="Who rests on whom",
        told="However many repeat a source, it is one.",
        rows=_rows(source_card, view.chains),
        count=len(view.chains),
    )
    yield _Part(
        anchor="reports",
        title="Headlines side by side" if view.headlines else "Reports",
        told="What each puts first is marked." if view.headlines else "",
        rows=_headlines(view),
        count=len(view.reports),
    )
    yield _Part(
        anchor="terms",
        title="Words that set a side apart",
        told="Used more by one side than by the others, beyond chance.",
        rows=[E.div(*map(side_card, view.sides), CLASS("beside"))] if view.sides else [],
        count=sum(len(one.words) for one in view.sides),
    )


def _headlines(view: View) -> list[HtmlElement]:
    cards = [headline_card(one, told=bool(view.headlines)) for one in view.reports]
    later = [E.ol(*cards[_HEADLINES:], CLASS("headlines"))] if cards[_HEADLINES:] else []
    more = [E.details(E.summary(f"{len(cards) - _HEADLINES} more"), *later)] if later else []
    return [E.ol(*cards[:_HEADLINES], CLASS("headlines")), *more]


def _shared(row: Shared) -> HtmlElement:
    counted = f"{row.origins} of {row.of} origins" if row.of else plural(row.origins, "origin")
    rests = [E.span(f" · all rest on {row.source}", CLASS("caution"))] if row.source else []
    return E.div(
        E.blockquote(*marked(row.said), **language_of(row.said.teller.language)),
        E.p(E.span(counted, CLASS("tag agreement")), " ", *tellers_of(row.tellers), *rests, CLASS("by")),
        CLASS("said"),
    )


def _figure(row: Figure) -> HtmlElement:
    language = language_of(row.said.teller.language)
    return E.div(
        E.blockquote(E.strong(row.label), E.br(), *marked(row.said), **language),
        E.p(E.span(plural(row.origins, "origin"), CLASS("tag agreement")), " ", *tellers_of(row.tellers), CLASS("by")),
        CLASS("said"),
    )


def _quoted(quoted: Quoted) -> HtmlElement:
    facts = ", ".join(filter(None, [quoted.role, "" if quoted.stance is Stance.SAID else quoted.stance.value]))
    first, *others = quoted.tellers
    by: list[HtmlElement | str] = [*tellers_of([first], dated=True)]
    if others:
        by += [" had it first; also " if quoted.first_known else ", ", *tellers_of(others)]
    return E.figure(
        E.figcaption(E.bdi(quoted.speaker or "Somebody"), *([E.span(f", {facts}", CLASS("quiet"))] if facts else [])),
        E.blockquote(E.q(quoted.said.text.strip(' ,;“”"')), **language_of(quoted.said.teller.language)),
        E.p(*by, CLASS("by")),
        CLASS("said"),
    )
