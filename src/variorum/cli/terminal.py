"""A breakdown in the terminal: what the reports part on first, then what they agree on, and what only some tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from variorum.cli.view import Agreed, Question, Quoted, Said, View
from variorum.model import Outcome

_COLOURS = {
    Outcome.CONFLICT: "bold red",
    Outcome.UPDATE: "bold blue",
    Outcome.COMPATIBLE: "yellow",
    Outcome.WORDING: "magenta",
    Outcome.AGREEMENT: "green",
}
_MEANING = {
    Outcome.CONFLICT: "they contradict each other",
    Outcome.UPDATE: "later figure",
    Outcome.COMPATIBLE: "different precision",
}


def render_terminal(view: View) -> RenderableType:
    """The whole view, as wide as the console that prints it."""
    parts: list[RenderableType] = [Text(view.title, style="bold"), _counts(view), Text()]
    if view.summary:
        parts += [Padding(_summary(view.summary), (0, 0, 1, 0))]
    parts += _section("Where they part", _questions(view.questions) if view.questions else _nothing())
    parts += _section("What they agree on", *_agreed(view.agreed, view.numbers))
    parts += _section("Only here", *_alone(view.alone))
    parts += _section("In quotation marks", *(_quoted(quoted) for quoted in view.quotations))
    parts += _section("Two words for it", *(_wording(question) for question in view.wording))
    if view.keywords:
        parts.append(Text(" · ".join(view.keywords), style="dim"))
    if view.hidden:
        parts.append(Text(f"{view.hidden} more findings with --all.", style="dim"))
    return Group(*parts)


def _counts(view: View) -> Text:
    origins, reports = view.origins, len(view.reports)
    text = Text(f"{origins} independent origin{_s(origins)} ({reports} report{_s(reports)})", style="cyan")
    if view.countries:
        text.append(f" · {', '.join(view.countries)}", style="dim")
    days = sorted({report.published.date() for report in view.reports if report.published})
    if days:
        text.append(f" · {days[0]}" + (f" to {days[-1]}" if days[-1] != days[0] else ""), style="dim")
    return text


def _section(title: str, *parts: RenderableType) -> list[RenderableType]:
    return [Rule(Text(title, style="bold"), align="left", style="dim"), *parts, Text()] if parts else []


def _summary(summary: Sequence[Said]) -> Text:
    text = Text()
    for said in summary:
        text.append(said.text)
        text.append(f" [{said.outlet}] ", style="dim")
    return text


def _nothing() -> RenderableType:
    return Text("Nothing: no figures differ, as far as could be read.", style="dim")


def _questions(questions: Sequence[Question]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1), header_style="dim")
    table.add_column("question", ratio=3, min_width=14)
    table.add_column("in their words", ratio=5)
    table.add_column("who says so", ratio=4)
    for question in questions:
        for number, answer in enumerate(question.answers):
            words = Text()
            words.append(answer.value, style="bold")
            words.append(f"\n{_around(answer.example.text, answer.value)}", style="dim")
            last = number == len(question.answers) - 1
            table.add_row(_asked(question) if number == 0 else "", words, _tellers(answer.tellers), end_section=last)
    return table


def _asked(question: Question) -> Text:
    text = Text(question.label)
    text.append(f"\n{question.outcome.value}", style=_COLOURS[question.outcome])
    if question.outcome in _MEANING:
        text.append(f"\n{_MEANING[question.outcome]}", style="dim")
    return text


def _around(sentence: str, value: str, *, reach: int = 60) -> str:
    """The sentence cut to the words around a value."""
    place = sentence.find(value)
    start, end = max(0, place - reach), place + len(value) + reach
    left = sentence.find(" ", start) + 1 if start else 0
    right = sentence.rfind(" ", 0, end) if end < len(sentence) else len(sentence)
    return f"{'… ' if left else ''}{sentence[left:right]}{' …' if right < len(sentence) else ''}"


def _tellers(tellers: Iterable[str]) -> Text:
    return Text("\n".join(tellers))


def _agreed(agreed: Sequence[Agreed], numbers: Sequence[Question]) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for row in agreed:
        text = Text(row.said.text)
        text.append(f"  {', '.join(row.tellers)}", style="dim")
        parts.append(_hanging(Text(str(row.origins), style="green"), text))
    for question in numbers:
        text = Text()
        text.append(question.answers[0].value, style="bold")
        text.append(f": {question.answers[0].example.text}")
        tellers = dict.fromkeys(teller for answer in question.answers for teller in answer.tellers)
        text.append(f"  {', '.join(tellers)}", style="dim")
        parts.append(_hanging(Text("=", style="green"), text))
    return parts


def _alone(alone: Sequence[tuple[str, tuple[Said, ...]]]) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for outlet, told in alone:
        parts.append(Text(outlet, style="bold cyan"))
        parts += [_hanging(Text("-", style="dim"), Text(said.text)) for said in told]
    return parts


def _quoted(quoted: Quoted) -> RenderableType:
    text = Text()
    text.append(f"{quoted.speaker or 'somebody'}: ", style="bold")
    text.append(f"“{quoted.said.text.strip(' ,;')}”")
    text.append(f"  {', '.join(quoted.outlets) or quoted.said.outlet}", style="dim")
    return _hanging(Text("-", style="dim"), text)


def _wording(question: Question) -> RenderableType:
    text = Text()
    for number, answer in enumerate(question.answers):
        text.append(" / " if number else "", style="dim")
        text.append(f"“{answer.value}”", style="magenta")
        text.append(f" {', '.join(answer.tellers)}", style="dim")
    return _hanging(Text("-", style="dim"), text)


def _hanging(mark: Text, text: Text) -> RenderableType:
    """A mark, and a text whose later lines stand under its first."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column()
    grid.add_column()
    grid.add_row(mark, text)
    return grid


def _s(count: int) -> str:
    return "" if count == 1 else "s"
