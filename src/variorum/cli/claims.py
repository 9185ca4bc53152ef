"""`variorum claims`: articles in, their statements, quantities and quotations out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from variorum.claims import read_claims
from variorum.cli.inputs import VariorumCommand, articles_from, print_lines, progress, terminal
from variorum.model import Article, ArticleClaims, Attribution, Claim, Quantity, Quotation, Role, Span

_QUANTITY, _DIRECT, _SOURCE, _CUE, _NAME = "bold yellow", "green", "bold magenta", "magenta", "cyan"


@click.command(cls=VariorumCommand, name="claims")
@click.argument("articles", metavar="ARTICLES.jsonl|-")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
def claims(articles: str, form: str) -> None:
    """List the statements, quantities and quotations of each article, with who is said to have said it.

    What is furniture of the page and no statement is left out. Places are counted in code points of the text as given.
    """
    found = articles_from(articles)
    read = ((article, read_claims(article)) for article in progress(found, label="Reading", total=len(found)))
    if form == "jsonl":
        print_lines(claims_row(article, article_claims) for article, article_claims in read)
        return
    console = terminal()
    for article, article_claims in read:
        _show(console, article, article_claims)


def claims_row(article: Article, found: ArticleClaims) -> dict[str, Any]:
    """One article's claims as a JSON object."""
    text = article.text
    return {
        "id": article.id,
        "sentences": [
            {**_place(text, claim.span), "names": list(claim.names), **_source(text, claim.attribution)}
            for claim in found.claims
        ],
        "quantities": [_quantity_row(text, quantity) for quantity in found.quantities],
        "quotations": [_quotation_row(text, quotation) for quotation in found.quotations if quotation.direct],
        "attributions": [_quotation_row(text, quotation) for quotation in found.quotations if not quotation.direct],
        "made_by": found.made_by,
    }


def _place(text: str, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.cut(text)}


def _quantity_row(text: str, quantity: Quantity) -> dict[str, Any]:
    return {
        **_place(text, quantity.span),
        "low": quantity.low,
        "high": quantity.high,
        "approximate": quantity.approximate,
        "as_of": quantity.as_of.isoformat() if quantity.as_of else None,
        "unit": quantity.unit,
        "counted": quantity.counted,
        "role": quantity.role.value,
    }


def _quotation_row(text: str, quotation: Quotation) -> dict[str, Any]:
    return {
        "content": _place(text, quotation.span),
        "direct": quotation.direct,
        "statement": quotation.statement,
        "nested": quotation.nested,
        "utterance": quotation.utterance,
        **_source(text, quotation.attribution),
    }


def _source(text: str, attribution: Attribution | None) -> dict[str, Any]:
    """Who is said to have said it: the fullest name, and where the text names source and cue."""
    if attribution is None:
        return {"speaker": None, "role": None, "source": None, "cue": None, "stance": None}
    return {
        "speaker": attribution.source,
        "role": attribution.role,
        "source": _place(text, attribution.source_span) if attribution.source_span else None,
        "cue": _place(text, attribution.cue_span) if attribution.cue_span else None,
        "stance": attribution.stance.value,
    }


def _show(console: Console, article: Article, found: ArticleClaims) -> None:
    """One article for a reader: its sentences with what was read in them marked, notes below each."""
    title = article.headline or article.id
    facts = " · ".join(filter(None, [article.outlet_name, article.country, article.language, article.id]))
    console.rule(Text(title, style="bold"), align="left")
    console.print(Text(facts, style="dim"))
    for claim in found.claims:
        console.print(_marked(article.text, claim))
        for note in _notes(article.text, claim):
            console.print(Text("    ").append_text(note), soft_wrap=False)
    counts = (len(found.claims), len(found.quantities), sum(q.direct for q in found.quotations))
    console.print(Text("{} statements, {} quantities, {} quotations\n".format(*counts), style="dim"))


def _marked(text: str, claim: Claim) -> Text:
    shown = Text("• ").append(claim.span.cut(text).replace("\n", " "))
    styles: list[tuple[Span | None, str]] = [(q.span, _DIRECT) for q in claim.quotations if q.direct]
    for quotation in claim.quotations:
        if quotation.attribution:
            styles += [(quotation.attribution.source_span, _SOURCE), (quotation.attribution.cue_span, _CUE)]
    styles += [(quantity.span, _QUANTITY) for quantity in claim.quantities]
    for span, style in styles:
        if span and claim.span.holds(span):
            shown.stylize(style, span.start - claim.span.start + 2, span.end - claim.span.start + 2)
    return shown


def _notes(text: str, claim: Claim) -> Iterator[Text]:
    for quantity in claim.quantities:
        yield Text(f"{quantity.span.cut(text)} → ", style=_QUANTITY).append(_meaning(quantity), style="default")
    for quotation in claim.quotations:
        if not (quotation.direct or quotation.statement):
            continue
        kind = "quoted" if quotation.direct else "told"
        speaker = quotation.attribution.source if quotation.attribution else None
        words = quotation.span.cut(text)
        short = words if len(words) <= 60 else words[:57] + "..."
        yield (
            Text(f"{kind}: ", style="dim")
            .append(short, style=_DIRECT if quotation.direct else "default")
            .append(f" — {speaker or 'speaker unknown'}", style=_SOURCE)
        )


def _meaning(quantity: Quantity) -> str:
    """The reading of a quantity: "12 to 15 person, killed, about"."""
    low, high = _figure(quantity.low), _figure(quantity.high)
    if quantity.low is None:
        amount = f"at most {high}"
    elif quantity.high is None:
        amount = f"at least {low}"
    else:
        amount = low if low == high else f"{low} to {high}"
    about = "about " if quantity.approximate and quantity.low is not None and quantity.high is not None else ""
    role = "" if quantity.role is Role.COUNT else f" ({quantity.role.value})"
    return " ".join(part for part in (about + amount, quantity.counted or quantity.unit) if part) + role


def _figure(value: float | None) -> str:
    return f"{value:,.10g}" if value is not None else ""
