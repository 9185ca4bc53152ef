"""Numbers in a text, read as ranges with their unit, what is counted, and its role."""

from __future__ import annotations

from variorum.claims.scene import Scene
from variorum.model import Quantity


def find_quantities(scene: Scene) -> tuple[Quantity, ...]:
    """All quantities of a text, in order."""
    return ()
