"""Who stands behind the reports, in the terminal: chains of sources, headlines, and the words of each side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from variorum.cli.asked import FIRST, SOURCES
from variorum.cli.terminal_lines import hanging, plural, quiet, spoken, when
from variorum.cli.view import Fronted, Resting, Side
from variorum.compare.steps import Step
from variorum.model import First, Flag

_NAMED = 12  # tellers of a source that are named
_FLAGS = {Flag.LOOP: "they cite each other", Flag.UNNAMED: "nobody is named"}


def chain_lines(chains: Sequence[Resting]) -> Iterator[RenderableType]:
    """Each source with those who have it from there, and what rests on it."""
    for chain in chains:
        head = Text(chain.source, style="bold")
        head.append(f"  {SOURCES[chain.kind]}, named by {plural(chain.origins, 'origin')}", style="dim not bold")
        for flag in chain.flags:
            head.append(f"  ! {_FLAGS[flag]}", style="bold yellow")
        yield head
        yield from (Text(f"  {line}", style="dim") for line in _steps(chain.steps))
        for said in chain.told.shown:
            yield hanging(quiet("  -"), spoken(said))


def _steps(steps: Sequence[Step], depth: int = 0) -> Iterator[str]:
    """Those without anybody after them in one line, the others a line each."""
    last = [one.teller for one in steps if not one.steps]
    if last:
        more = f" and {len(last) - _NAMED} more" if len(last) > _NAMED else ""
        yield "  " * depth + f"→ {', '.join(last[:_NAMED])}{more}"
    for one in steps:
        if one.steps:
            yield "  " * depth + f"→ {one.teller}"
            yield from _steps(one.steps, depth + 1)


def headline_lines(headlines: Sequence[Fronted]) -> Iterator[RenderableType]:
    """A headline each, oldest first, with what it puts first."""
    dated = sorted(headlines, key=lambda one: (one.said.teller.at is None, str(one.said.teller.at)))
    for one in dated:
        text = spoken(one.said)
        teller = one.said.teller
        at = f", {when(teller.at, day_only=teller.day_only)}" if teller.at else ""
        answers = f" ({one.asked})" if one.asked else ""
        first = "" if one.first is First.EVENT else f"; first: {FIRST[one.first]}{answers}"
        text.append(f"  {teller.label}{at}{first}", style="dim")
        yield hanging(quiet(" -"), text)


def side_lines(sides: Sequence[Side]) -> Iterator[RenderableType]:
    """The words that a side uses more than the others, with counts."""
    for side in sides:
        text = Text(f"{side.title}  ", style="bold cyan")
        for number, word in enumerate(side.words.shown):
            text.append(" · " if number else "", style="dim not bold")
            text.append(word.term, style="not bold default")
            text.append(f" {word.uses}:{word.elsewhere}", style="dim not bold")
        yield text
    if sides:
        yield quiet("Uses by this side : by all others.")
