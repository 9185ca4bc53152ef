"""Where stories and their reports stand, and how merges and splits change it: reckoned here, stored elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field, replace
from datetime import datetime

from variorum_site.news.store.codec import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a report stands and why: all facts of its membership."""

    article: str
    story: str
    score: float | None = None
    nearest: str | None = None
    reasons: Json = field(default_factory=list)
    decided_by: str
    decided_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A report that a split gave another place."""

    before: Place
    after: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A merge as it was carried out: both stories were in force."""

    source: str
    target: str
    taken_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """A split as it was carried out: reports of a story in force moved to another one."""

    source: str
    target: str
    moved: tuple[Move, ...]
    opened: bool = False  # the target by this split
    revived: bool = False  # the target stood in the source until then
    kept: tuple[Place, ...] = ()  # reports of such a target that stayed in the source
    taken_back: bool = False


@dataclass(slots=True)
class Standing:
    """Stories and all their reports; a story that leads nowhere is in force."""

    places: dict[str, Place]  # by report
    leads_to: dict[str, str] = field(default_factory=dict)  # story -> the one in force that it is part of

    def in_force(self, story: str) -> str:
        """The story in force where this one's address leads."""
        return self.leads_to.get(story, story)

    def filled(self) -> Set[str]:
        """The stories that reports name as theirs."""
        return {place.story for place in self.places.values()}

    def holding(self) -> Set[str]:
        """The stories in force in which a report stands."""
        return {self.in_force(story) for story in self.filled()}

    def merge(self, source: str, target: str) -> None:
        """Let a story in force, and all that leads to it, lead to another."""
        for story, other in self.leads_to.items():
            if other == source:
                self.leads_to[story] = target
        self.leads_to[source] = target


def reckon(history: Iterable[Merged | Parted], *, now: Iterable[Place]) -> Standing:
    """The state after these events, oldest first, from where the reports of these stories stand now.

    Those taken back are left out, and the later ones are carried out all the same: the last word on each report counts.
    """
    events = list(history)
    standing = Standing({place.article: place for place in now})
    for event in reversed(events):  # to where each report stood at first
        standing.places.update({place.article: place for place in _befores(event)})
    for event in events:
        follow(event, standing)
    return standing


def follow(event: Merged | Parted, standing: Standing) -> None:
    """Carry out one event."""
    if isinstance(event, Parted):
        if event.taken_back:
            _lead_back(event, standing)
        else:
            _part(event, standing)
    elif not event.taken_back and not {event.source, event.target} & standing.leads_to.keys():
        standing.merge(event.source, event.target)  # else one of them went when a split before it was taken back


def _befores(event: Merged | Parted) -> tuple[Place, ...]:
    return () if isinstance(event, Merged) else (*(move.before for move in event.moved), *event.kept)


def _lead_back(event: Parted, standing: Standing) -> None:
    """A story that only this split filled leads to where its reports are."""
    if event.target not in standing.leads_to and event.target not in standing.holding():
        standing.merge(event.target, standing.in_force(event.source))


def _part(event: Parted, standing: Standing) -> None:
    left = {standing.places[move.before.article].story for move in event.moved}
    losing = {standing.in_force(story) for story in left}
    if event.revived or event.target not in standing.filled():
        losing.add(_stand_alone(event, standing))
    standing.places.update({move.after.article: move.after for move in event.moved})
    target = standing.in_force(event.target)
    for story in left - standing.filled():  # an address leads to where the last report of the story went
        if story in standing.leads_to:
            standing.leads_to[story] = target
    for story in losing - standing.holding() - {target}:
        standing.merge(story, target)


def _stand_alone(event: Parted, standing: Standing) -> str:
    """Let the target stand for itself again, without the reports that it leaves behind: gives where it stood."""
    stood_in = standing.leads_to.pop(event.target, event.target)
    for kept in [standing.places[place.article] for place in event.kept]:
        if kept.story == event.target:
            standing.places[kept.article] = replace(kept, story=stood_in)
    return stood_in
