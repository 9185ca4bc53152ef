"""What is otherwise since a moment, in the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from variorum.cli.asked import CHANGES, OUTCOMES
from variorum.cli.terminal_lines import COLOURS, hanging, plural, quiet, spoken, tellers_line
from variorum.cli.view import ChangeWords, Moved, Revised, SinceView


def since_lines(since: SinceView) -> Iterator[RenderableType]:
    """New answers, new reports, what they tell first, and what was changed or withdrawn."""
    if not (since.reports or since.revised or since.moved):
        yield quiet("Nothing is new, as far as the times of the reports tell.")
    for moved in since.moved:
        yield from _moved(moved)
    for fronted in since.reports:
        text = Text(fronted.said.text)
        text.append(f"  {fronted.said.teller.label}", style="dim")
        yield hanging(Text(" + report", style="green"), text)
    for said in since.told.shown:
        text = spoken(said)
        text.append(f"  {said.teller.label}", style="dim")
        yield hanging(Text(" + told", style="green"), text)
    for revised in since.revised:
        yield from _revised(revised)
    if since.undated:
        yield quiet(f"{plural(since.undated, 'report')} without a time: nobody can say whether new.")


def _moved(moved: Moved) -> Iterator[RenderableType]:
    head = Text(OUTCOMES[moved.outcome].upper(), style=COLOURS[moved.outcome])
    head.append(f"  {moved.asked}", style="bold")
    yield head
    for answer in (*moved.before, *moved.answers):
        new = answer in moved.answers
        text = Text(answer.value, style="bold" if new else "dim")
        text.append(f"  {tellers_line(answer.tellers)}", style="dim not bold")
        yield hanging(Text(" + now" if new else "   before", style="green" if new else "dim"), text)


def _revised(revised: Revised) -> Iterator[RenderableType]:
    yield Text(f"{revised.teller.label} was changed", style="bold")
    for change in (*revised.withdrawn, *revised.changed):
        yield from _change(change)


def _change(change: ChangeWords) -> Iterator[RenderableType]:
    yield quiet(f"   {CHANGES[change.change.kind]}")
    if change.before:
        yield hanging(Text("  -", style="red"), spoken(change.before))
    if change.after:
        yield hanging(Text("  +", style="green"), spoken(change.after))
