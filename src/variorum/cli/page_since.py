"""What is otherwise since a moment, on the page."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement
from lxml.html.builder import CLASS, E

from variorum.cli.asked import CHANGES, OUTCOMES
from variorum.cli.page_cards import answer_card, headline_card
from variorum.cli.page_words import folded, language_of, marked, plural, tag, tellers_of
from variorum.cli.view import Answer, ChangeWords, Moved, Revised, Said, SinceView


def since_parts(since: SinceView) -> list[HtmlElement]:
    """New answers, new reports with what they tell first, and what was changed or withdrawn."""
    rows = [_moved(one) for one in since.moved]
    if since.reports:
        reports = [headline_card(one, told=False) for one in since.reports]
        rows.append(E.div(E.h3("New reports"), E.ol(*reports, CLASS("headlines"))))
    if len(since.told):
        told = [_said(one) for one in since.told.shown]
        rows.append(E.div(E.h3("Told for the first time"), *told, *folded([_said(one) for one in since.told.rest])))
    rows += [_revised(one) for one in since.revised]
    if not rows:
        rows.append(E.p("Nothing is new, as far as the times of the reports tell."))
    if since.undated:
        told_of = f"{plural(since.undated, 'report')} without a time: nobody can say whether new."
        rows.append(E.p(told_of, CLASS("quiet")))
    return rows


def _moved(moved: Moved) -> HtmlElement:
    before = [E.h4("Before"), _answers(moved.before)] if moved.before else []
    return E.article(
        E.h3(tag(OUTCOMES[moved.outcome].capitalize(), moved.outcome.value), " ", moved.asked, dir="auto"),
        *before,
        E.h4("Since then"),
        _answers(moved.answers),
        CLASS(f"card {moved.outcome.value}"),
    )


def _answers(answers: Sequence[Answer]) -> HtmlElement:
    return E.div(*[answer_card(one) for one in answers], CLASS("answers"))


def _said(said: Said) -> HtmlElement:
    return E.div(
        E.blockquote(*marked(said), **language_of(said.teller.language)),
        E.p(*tellers_of([said.teller], dated=True), CLASS("by")),
        CLASS("said"),
    )


def _revised(revised: Revised) -> HtmlElement:
    withdrawn = [E.h4("Corrected or left out"), *map(_change, revised.withdrawn)] if revised.withdrawn else []
    changed = [E.h4("Changed"), *map(_change, revised.changed)] if revised.changed else []
    return E.div(E.h3(*tellers_of([revised.teller]), " was changed"), *withdrawn, *changed)


def _change(change: ChangeWords) -> HtmlElement:
    sides = [("del", change.before), ("ins", change.after)]
    words = [E.blockquote(E(kind, *marked(said)), **language_of(said.teller.language)) for kind, said in sides if said]
    return E.div(E.p(CHANGES[change.change.kind], CLASS("quiet")), *words, CLASS("said change"))
