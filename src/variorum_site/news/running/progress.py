"""How far a step has come, told to whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable

Told = Callable[[str, int, int], None]  # progress: (step, done, of how many)


def quiet(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""
