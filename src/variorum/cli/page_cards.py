"""The cards of a page: a question with its answers, what one side alone tells or leaves out, a source, a headline."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement
from lxml.html.builder import CLASS, E

from variorum.cli.asked import FIRST, OUTCOMES, SOURCES
from variorum.cli.page_words import (
    countries_line,
    country_name,
    folded,
    language_of,
    marked,
    moment,
    plural,
    tag,
    tellers_of,
)
from variorum.cli.view import Alone, Answer, Fronted, Missing, Question, Resting, Said, Side, SideWord
from variorum.compare.steps import Step
from variorum.model import First, Flag, Outcome

_NAMED = 12  # tellers of a source that are named
_BRIEF = 24  # letters of an answer that is set large
_MEANING = {
    Outcome.CONFLICT: "They contradict each other.",
    Outcome.UPDATE: "A later figure of what can change.",
    Outcome.COMPATIBLE: "Different precision, no contradiction.",
}
_FLAGS = {
    Flag.LOOP: "They cite each other: nobody here is the source.",
    Flag.UNNAMED: "No report says who this is.",
}


def question_card(question: Question) -> HtmlElement:
    """What is asked, and the answers side by side."""
    head = E.h3(tag(OUTCOMES[question.outcome].capitalize(), question.outcome.value), " ", question.asked, dir="auto")
    meaning = _MEANING.get(question.outcome)
    wide = " three" if len(question.answers) == 3 else ""
    return E.article(
        head,
        *([E.p(meaning, CLASS("quiet"))] if meaning else []),
        E.div(*map(answer_card, question.answers), CLASS(f"answers{wide}")),
        CLASS(f"card {question.outcome.value}"),
    )


def answer_card(answer: Answer) -> HtmlElement:
    """One answer: the words, how many origins give it and since when, and the sentence that they stand in."""
    language = language_of(answer.said.teller.language)
    facts = [plural(answer.origins, "origin"), countries_line(answer.countries)]
    if answer.first_at:
        facts.append(f"first {moment(answer.first_at, day_only=answer.tellers[0].day_only)}")
    whole = answer.value.strip() == answer.said.text.strip()
    return E.div(
        E.p(answer.value, CLASS("value" if len(answer.value) <= _BRIEF else "value long"), **language),
        E.p(" · ".join(filter(None, facts)), CLASS("quiet")),
        *([E.p(f"All rest on {answer.source}.", CLASS("caution"))] if answer.source else []),
        *([] if whole else [E.blockquote(*marked(answer.said), **language)]),
        E.p(*tellers_of(answer.tellers), CLASS("by")),
        CLASS("answer"),
    )


def alone_card(alone: Alone) -> HtmlElement:
    """What one country's reports, or one report, alone tell."""
    title = country_name(alone.title) if alone.of_country else alone.title
    where = "several reports of this country" if alone.of_country else country_name(alone.country or "")
    return E.div(
        E.h3(tag(title, "only")),
        *([E.p(where, CLASS("quiet"))] if where else []),
        *_sentences(alone.told.shown),
        *folded(_sentences(alone.told.rest)),
    )


def missing_card(missing: Missing) -> HtmlElement:
    """What one report leaves out of what most tell."""
    return E.div(E.h3(*tellers_of([missing.teller])), *_sentences(missing.told))


def source_card(source: Resting) -> HtmlElement:
    """A source, who has it from there, and what rests on it."""
    other = [one for one in source.spellings if one.casefold() != source.source.casefold()]
    facts = [SOURCES[source.kind], f"named by {plural(source.origins, 'origin')}"]
    facts += [f"also as {', '.join(other)}"] if other else []
    return E.article(
        E.h3(E.bdi(source.source)),
        E.p(" · ".join(facts), CLASS("quiet")),
        *[E.p(_FLAGS[flag], CLASS("caution")) for flag in source.flags],
        *_steps(source.steps),
        *_sentences(source.told.shown),
        *folded(_sentences(source.told.rest)),
        CLASS("card source"),
    )


def _steps(steps: Sequence[Step]) -> list[HtmlElement]:
    """Who has it from a source: those from whom nobody else has it in one line, the others each with theirs below."""
    ends = [one.teller for one in steps if not one.steps]
    more = f" and {len(ends) - _NAMED} more" if len(ends) > _NAMED else ""
    rows = [E.li(", ".join(ends[:_NAMED]) + more)] if ends else []
    rows += [E.li(E.bdi(one.teller), *_steps(one.steps)) for one in steps if one.steps]
    return [E.ul(*rows, CLASS("steps"))] if rows else []


def headline_card(fronted: Fronted, *, told: bool) -> HtmlElement:
    """A headline with what stands first in it."""
    said = fronted.said
    facts = [f"first: {FIRST[fronted.first]}"] if told and fronted.first is not First.EVENT else []
    facts += [fronted.asked] if fronted.asked else []
    return E.li(
        E.span(*marked(said), CLASS("headline"), **language_of(said.teller.language)),
        E.p(*tellers_of([said.teller], dated=True), *[f" · {fact}" for fact in facts], CLASS("by")),
    )


def side_card(side: Side) -> HtmlElement:
    """The words of one side with how often they stand there and elsewhere."""
    rows = [_word(word) for word in side.words.all]
    head = E.tr(E.th("word", scope="col"), E.th("here", scope="col"), E.th("elsewhere", scope="col"))
    return E.div(E.h3(country_name(side.title)), E.table(E.thead(head), E.tbody(*rows)))


def _word(word: SideWord) -> HtmlElement:
    language = language_of(word.said.teller.language if word.said else None)
    return E.tr(E.th(word.term, scope="row", **language), E.td(str(word.uses)), E.td(str(word.elsewhere)))


def _sentences(told: Sequence[Said]) -> list[HtmlElement]:
    return [E.blockquote(*marked(said), **language_of(said.teller.language)) for said in told]
