"""A breakdown in the terminal: what most tell first, then where reports part, what only some tell, and who says so."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.text import Text

from variorum.cli.asked import OUTCOMES
from variorum.cli.terminal_lines import COLOURS, hanging, plural, quiet, section, spoken, tellers_line, when
from variorum.cli.terminal_matrix import matrix_lines
from variorum.cli.terminal_since import since_lines
from variorum.cli.terminal_sources import chain_lines, headline_lines, side_lines
from variorum.cli.view import Alone, Answer, Figure, Missing, Question, Quoted, Said, Shared, View
from variorum.model import Outcome, Span, Stance

_REACH = 70  # characters of a sentence that are shown on each side of an answer
_BRIEF = 24  # an answer that is no longer is marked in its sentence; a longer one, such as a quotation, says enough
_EDGES = ' ,;“”"'
_MEANING = {
    Outcome.CONFLICT: "they contradict each other",
    Outcome.UPDATE: "a later figure of what can change",
    Outcome.COMPATIBLE: "different precision, no contradiction",
}


def render_terminal(view: View) -> RenderableType:
    """The whole view, as wide as the console that prints it."""
    parts: list[RenderableType] = [Text(view.title, style="bold"), _counts(view), Text()]
    if view.summary:
        parts += [_summary(view.summary), Text()]
    if view.since:
        parts += section(f"Since {when(view.since.moment, day_only=False)}", *since_lines(view.since))
    agreed = [*map(_shared, view.core), *map(_shared, view.shared.shown), *map(_figure, view.figures.shown)]
    parts += section("What they agree on", *(agreed or [quiet("Nothing was found that two origins tell.")]))
    parts += section("Where they part", *_questions(view))
    parts += section("Other words for it", *map(_wording, view.wording.shown))
    if view.matrix:
        parts += section("Who tells what", *matrix_lines(view.matrix))
    parts += section("Only here", *(line for alone in view.alone for line in _alone(alone)))
    parts += section("Left out", *(line for missing in view.missing for line in _missing(missing)))
    parts += section("Who is quoted", *map(_quoted, view.quotations.shown))
    parts += section("Who rests on whom", *chain_lines(view.chains.shown))
    parts += section("Headlines side by side", *headline_lines(view.headlines))
    parts += section("Words that set a side apart", *side_lines(view.sides))
    if view.keywords:
        parts.append(quiet(" · ".join(view.keywords)))
    if view.hidden:
        parts.append(quiet(f"{view.hidden} more findings with --all."))
    return Group(*parts)


def _counts(view: View) -> Text:
    origins, reports = view.origins, len(view.reports)
    text = Text(f"{plural(origins, 'independent origin')} ({plural(reports, 'report')})", style="cyan")
    if view.countries:
        text.append(f" · {', '.join(view.countries)}", style="dim")
    days = sorted({moment.date() for moment in view.days})
    if days:
        text.append(f" · {days[0]}" + (f" to {days[-1]}" if days[-1] != days[0] else ""), style="dim")
    return text


def _summary(summary: Iterable[Said]) -> Text:
    text = Text()
    for said in summary:
        text.append(said.text)
        text.append(f" [{said.teller.outlet}] ", style="dim")
    return text


def _shared(row: Shared) -> RenderableType:
    """How many origins tell it, of how many where most do; the sentence with the figures agreed on; and who."""
    text = spoken(row.said)
    text.append(f"  {tellers_line(row.tellers)}", style="dim")
    if row.source:
        text.append(f" (all rest on {row.source})", style="yellow")
    counted = f"{row.origins}/{row.of}" if row.of else f"{row.origins}"
    return hanging(Text(counted.rjust(4), style="bold green" if row.of else "green"), text)


def _figure(row: Figure) -> RenderableType:
    text = Text()
    text.append(row.label, style="bold")
    text.append("  ")
    text.append_text(_around(row.said))
    text.append(f"  {tellers_line(row.tellers)}", style="dim")
    return hanging(Text(f"{row.origins}".rjust(4), style="green"), text)


def _questions(view: View) -> list[RenderableType]:
    if not len(view.questions):
        return [quiet("Nothing: no figures differ, as far as could be read.")]
    parts: list[RenderableType] = []
    for number, question in enumerate(view.questions.shown):
        parts += ([Text()] if number else []) + _question(question)
    return parts


def _question(question: Question) -> list[RenderableType]:
    head = Text(OUTCOMES[question.outcome].upper(), style=COLOURS[question.outcome])
    head.append(f"  {question.asked}", style="bold not dim")
    if question.outcome in _MEANING:
        head.append(f"  {_MEANING[question.outcome]}", style="dim not bold")
    return [head, *(hanging(Text(" ▌", style=COLOURS[question.outcome]), _answer(one)) for one in question.answers)]


def _answer(answer: Answer) -> Text:
    text = Text()
    text.append(answer.value, style="bold")
    counted = f"{plural(answer.origins, 'origin')}: " if len(answer.tellers) > 1 else ""
    text.append(f"  {counted}{tellers_line(answer.tellers)}", style="dim")
    if answer.first_at:
        text.append(f", {when(answer.first_at, day_only=answer.tellers[0].day_only)}", style="dim")
    if answer.source:
        text.append(f" (all rest on {answer.source})", style="yellow")
    if len(answer.value) <= _BRIEF or len(answer.said.text) > 2 * len(answer.value):
        text.append("\n")
        text.append_text(_around(answer.said))
    return text


def _around(said: Said) -> Text:
    """The sentence cut to the words around the first mark."""
    if not said.marks:
        return spoken(said)
    mark = said.marks[0]
    start, end = max(0, mark.start - _REACH), mark.end + _REACH
    left = said.text.find(" ", start, mark.start) + 1 if start else 0
    right = said.text.rfind(" ", mark.end, end) if end < len(said.text) else len(said.text)
    left, right = max(left, 0), right if right > 0 else min(end, len(said.text))
    cut = Said(text=said.text[left:right], teller=said.teller, marks=(Span(mark.start - left, mark.end - left),))
    before, after = "… " if left else "", " …" if right < len(said.text) else ""
    return Text(before) + spoken(cut) + Text(after)


def _wording(question: Question) -> RenderableType:
    """Both wordings, one under the other, each with who uses it."""
    text = Text(question.asked, style="bold")
    for answer in question.answers:
        text.append("\n")
        text.append(f"“{answer.value.strip(_EDGES)}”", style="not bold magenta")
        text.append(f"  {tellers_line(answer.tellers)}", style="not bold dim")
    return hanging(Text(" ▌", style="magenta"), text)


def _alone(alone: Alone) -> list[RenderableType]:
    title = Text(alone.title, style="bold cyan")
    if alone.of_country:
        title.append("  in this country's reports only", style="dim not bold")
    elif alone.country:
        title.append(f" ({alone.country})")
    return [title, *(hanging(quiet(" -"), spoken(said)) for said in alone.told.shown)]


def _missing(missing: Missing) -> list[RenderableType]:
    title = Text(missing.teller.label, style="bold cyan")
    title.append("  does not tell", style="dim not bold")
    return [title, *(hanging(quiet(" -"), spoken(said)) for said in missing.told)]


def _quoted(quoted: Quoted) -> RenderableType:
    text = Text()
    text.append(quoted.speaker or "Somebody", style="bold")
    facts = [quoted.role or "", "" if quoted.stance is Stance.SAID else quoted.stance.value]
    text.append("".join(f", {fact}" for fact in facts if fact), style="dim")
    text.append(": ")
    text.append(f"“{quoted.said.text.strip(_EDGES)}”")
    first, *others = quoted.tellers
    text.append(f"  {first.label}", style="dim")
    if others:
        also = "had it first; also " if quoted.first_known else ""
        text.append(f"{' ' if also else ', '}{also}{tellers_line(others)}", style="dim")
    return hanging(Text(f"{quoted.origins}".rjust(4) if quoted.origins > 1 else "   -", style="dim"), text)
