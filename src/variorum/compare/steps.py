"""The links of a chain as a tree: who has it from the source, and who has it from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from variorum.model import Chain, Link

_DEEPEST = 4  # steps from the source; what goes further is a loop or a mistake


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Who has it from somebody, and who has it from them."""

    teller: str
    steps: tuple[Step, ...] = ()


def read_steps(chain: Chain) -> tuple[Step, ...]:
    """The tree below a chain's source; nobody stands under themselves, also where they cite each other."""
    return _below(chain.source, chain.links, above=(chain.source,))


def _below(source: str, links: Sequence[Link], *, above: tuple[str, ...]) -> tuple[Step, ...]:
    if len(above) > _DEEPEST:
        return ()
    tellers = dict.fromkeys(link.teller for link in links if link.source == source and link.teller not in above)
    return tuple(Step(teller=one, steps=_below(one, links, above=(*above, one))) for one in tellers)
