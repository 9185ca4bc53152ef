"""A breakdown as one standalone HTML page: no script, no request to anywhere, light and dark."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from babel import Locale, UnknownLocaleError
from lxml import html
from lxml.html import HtmlElement
from lxml.html.builder import CLASS, E

from variorum.cli.view import Agreed, Answer, Question, Quoted, Said, View
from variorum.model import Outcome

_MEANING = {
    Outcome.CONFLICT: "conflict: they contradict each other",
    Outcome.UPDATE: "update: a later figure",
    Outcome.COMPATIBLE: "compatible: different precision",
    Outcome.AGREEMENT: "agreement",
    Outcome.WORDING: "wording",
}


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


def _parts(view: View) -> list[HtmlElement]:
    return [
        E.h1(view.title, dir="auto"),
        _counts(view),
        *([E.p(*[part for said in view.summary for part in _cited(said)], CLASS("summary"))] if view.summary else []),
        _section("Where they part", [_question(question) for question in view.questions], empty="No figures differ."),
        _section(
            "What they agree on", [*map(_agreed, view.agreed), *map(_number, view.numbers)], empty="Nothing was found."
        ),
        _section("Only here", [_alone(outlet, told) for outlet, told in view.alone], empty="Nothing was found."),
        *_optional("In quotation marks", [_quoted(quoted) for quoted in view.quotations]),
        *_optional("Two words for it", [_question(question) for question in view.wording]),
        _reports(view),
    ]


def _counts(view: View) -> HtmlElement:
    origins, reports = view.origins, len(view.reports)
    counted = (
        f"{origins} independent origin{'' if origins == 1 else 's'} ({reports} report{'' if reports == 1 else 's'})"
    )
    return E.p(" · ".join([counted, *view.countries]), CLASS("counts"))


def _section(title: str, rows: Sequence[HtmlElement], *, empty: str) -> HtmlElement:
    return E.section(E.h2(title), *(rows or [E.p(empty, CLASS("none"))]))


def _optional(title: str, rows: Sequence[HtmlElement]) -> list[HtmlElement]:
    return [E.section(E.h2(title), *rows)] if rows else []


def _question(question: Question) -> HtmlElement:
    return E.table(
        E.caption(
            E.span(question.label, CLASS("asked"), dir="auto"),
            " ",
            E.span(_MEANING[question.outcome], CLASS(f"outcome {question.outcome.value}")),
        ),
        E.thead(E.tr(E.th("in their words", scope="col"), E.th("who says so", scope="col"))),
        E.tbody(*[_answer(answer) for answer in question.answers]),
    )


def _answer(answer: Answer) -> HtmlElement:
    return E.tr(
        E.td(E.strong(answer.value, **_language(answer.example)), E.blockquote(*_quote(answer.example))),
        E.td(E.ul(*[E.li(teller) for teller in answer.tellers])),
    )


def _agreed(row: Agreed) -> HtmlElement:
    return E.p(
        E.span(str(row.origins), CLASS("origins"), title="independent origins"),
        " ",
        E.span(row.said.text, **_language(row.said)),
        " ",
        E.small(", ".join(row.tellers)),
    )


def _number(question: Question) -> HtmlElement:
    tellers = dict.fromkeys(teller for answer in question.answers for teller in answer.tellers)
    answer = question.answers[0]
    return E.p(
        E.span(E.strong(answer.value), f": {answer.example.text}", **_language(answer.example)),
        " ",
        E.small(", ".join(tellers)),
    )


def _alone(outlet: str, told: Sequence[Said]) -> HtmlElement:
    return E.div(E.h3(outlet), E.ul(*[E.li(said.text, **_language(said)) for said in told]))


def _quoted(quoted: Quoted) -> HtmlElement:
    return E.figure(
        E.blockquote(*_quote(quoted.said)),
        E.figcaption(f"{quoted.speaker or 'somebody'}, as quoted by {', '.join(quoted.outlets) or quoted.said.outlet}"),
    )


def _reports(view: View) -> HtmlElement:
    rows = []
    for report in view.reports:
        label = report.headline or report.id
        title = E.a(label, href=report.url, rel="noreferrer") if _is_link(report.url) else E.span(label)
        where = ", ".join(part for part in (report.outlet_name, report.country) if part)
        rows.append(E.li(title, " ", E.small(where)))
    return E.section(E.h2("Reports"), E.ul(*rows))


def _cited(said: Said) -> list[HtmlElement | str]:
    return [E.span(said.text, **_language(said)), " ", E.small(f"[{said.outlet}]"), " "]


def _quote(said: Said) -> list[HtmlElement]:
    return [E.p(said.text, **_language(said))]


def _language(said: Said) -> dict[str, str]:
    """Attributes that tell the browser how to read words of another language."""
    if not said.language:
        return {"dir": "auto"}
    try:
        direction = "rtl" if Locale.parse(said.language).text_direction == "rtl" else "ltr"
    except (UnknownLocaleError, ValueError):
        direction = "auto"
    return {"lang": said.language, "dir": direction}


def _is_link(url: str | None) -> bool:
    return bool(url) and str(url).lower().startswith(("http://", "https://"))
