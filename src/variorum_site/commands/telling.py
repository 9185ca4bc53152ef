"""Progress of the steps, as bars on standard error where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress, TaskID

_LABELS = {
    "feeds": "Polling feeds",
    "pages": "Fetching pages",
    "extract": "Extracting articles",
    "store": "Storing articles",
    "stories": "Comparing stories",
}


@contextmanager
def telling() -> Iterator[Callable[[str, int, int], None]]:
    """What the steps may tell their progress to: (step, done, of how many)."""
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bars:
        shown: dict[str, TaskID] = {}

        def told(step: str, done: int, total: int) -> None:
            if step not in shown:
                shown[step] = bars.add_task(_LABELS.get(step, step), total=total)
            bars.update(shown[step], completed=done, total=total)

        yield told
