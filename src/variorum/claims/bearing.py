"""What the article says its speakers are: "Harbour Minister", "a spokesman for the ministry", "the local prefect"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from variorum.claims.mentions import Mentions, parts
from variorum.claims.scene import Scene
from variorum.model import Quotation, Span
from variorum.text.names import Name

_LONGEST = 14  # words of a role
_HEAD = 4  # words within which a role names its person
_SHORTEST = 3  # letters: "Mr", "Dr" and "Ms" are no roles


def with_roles(scene: Scene, mentions: Mentions, found: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The quotations, each with the role of its speaker where the article gives one."""
    wanted = {said.source for one in found if (said := one.attribution) and said.source}
    roles: dict[str, str] = {}
    for name in scene.names:
        full = mentions.cast.full_name(name)
        if full in wanted and full not in roles and mentions.cast.is_person(name) and (role := _role(scene, name)):
            roles[full] = role
    return tuple(_with_role(one, roles) for one in found)


def _with_role(quotation: Quotation, roles: dict[str, str]) -> Quotation:
    said = quotation.attribution
    role = roles.get(said.source) if said and said.source else None
    return replace(quotation, attribution=replace(said, role=role)) if said and role else quotation


def _role(scene: Scene, name: Name) -> str | None:
    """What stands beside one mention of a name: behind it between commas, else right before it, else before a comma."""
    span = _behind(scene, name) or _before(scene, name) or _apposed(scene, name)
    role = " ".join(span.cut(scene.text).split()) if span else ""
    return role if len(role) > _SHORTEST else None


def _behind(scene: Scene, name: Name) -> Span | None:
    """ "Jo Case, a spokesman for the ministry, said"."""
    first = scene.word_at(name.bare.end)
    sentence = scene.sentences[scene.sentence_at(name.bare.start)]
    ceiling = min(scene.word_at(sentence.end), first + _LONGEST)
    if first >= ceiling or scene.before(first).strip(" \u00a0") != ",":
        return None
    last = first + 1
    while last < ceiling and not parts(scene, last) and last not in scene.cues:
        last += 1
    return _cut(scene, first, last, closed=last >= len(scene.words) or bool(scene.before(last).strip()))


def _before(scene: Scene, name: Name) -> Span | None:
    """ "Varian ministry spokesman Jo Case", "Harbour Minister Jo Case"."""
    known = scene.language
    end = scene.word_at(name.bare.start)
    floor = scene.word_at(scene.sentences[scene.sentence_at(name.bare.start)].start)
    first = scene.word_at(name.span.start)
    while first > floor and end - first < _LONGEST and scene.before(first).strip("’'s") == " ":
        word = scene.words[first - 1]
        proper = first - 1 in scene.name_at
        if not proper and (word.folded in known.stop_words or first - 1 in scene.cues):
            break
        if not proper and word.folded not in known.titles | known.source_people | known.source_bodies | known.demonyms:
            break
        first -= 1
    return _cut(scene, first, end, closed=True) if first < end else None


def _apposed(scene: Scene, name: Name) -> Span | None:
    """ "The director of the museum, Ada Model, said"."""
    end = scene.word_at(name.span.start)
    floor = scene.word_at(scene.sentences[scene.sentence_at(name.bare.start)].start)
    known = scene.language
    if end <= floor or scene.before(end).strip(" \u00a0") != ",":
        return None
    first = end - 1
    while first > floor and end - first < _LONGEST and not parts(scene, first) and first - 1 not in scene.cues:
        if scene.words[first].folded in known.articles and _cut(scene, first, end, closed=True):
            break
        first -= 1
    opens = scene.words[first].folded in known.articles or first in scene.cues
    return _cut(scene, first, end, closed=True) if opens else None


def _cut(scene: Scene, first: int, last: int, *, closed: bool) -> Span | None:
    """The words first to last as a role: without an article, and only where a title or a noun of people is in them."""
    known = scene.language
    nouns = known.titles | known.source_people
    begin = first + (scene.words[first].folded in known.articles and last - first > 1)
    if not closed or not any(scene.words[index].folded in nouns for index in range(begin, min(last, begin + _HEAD))):
        return None
    if scene.words[begin].folded in known.finite_verbs or begin in scene.cues:
        return None
    if any(scene.is_quoted(scene.starts[index]) for index in range(begin, last)):
        return None
    return scene.cut(begin, last - 1)
