"""What a number counts: the head of the noun phrase behind it, its adjectives passed over."""

from __future__ import annotations

from typing import NamedTuple

from variorum.claims.numbers import Token
from variorum.claims.scene import Scene

_REACH = 6  # words between a number and the head of what it counts


class Counted(NamedTuple):
    """The noun as written, and the token behind it."""

    text: str
    last: int
    is_people: bool


def find_counted(scene: Scene, tokens: tuple[Token, ...], index: int) -> Counted | None:
    """The noun that is counted by the number that ends before a token."""
    known = scene.language
    index = _past_of(scene, tokens, index)
    phrase = _phrase(scene, tokens, index)
    if not phrase:
        return None
    head = next((place for place in phrase if tokens[place].folded in known.people), None)
    if head is not None:
        while head + 1 in phrase and _goes_on(tokens[head].folded, tokens[head + 1].folded, known.people):
            head += 1
    elif known.adjectives_follow:
        head = phrase[0]
    elif known.nouns_are_capital:
        head = next((place for place in phrase if scene.text[tokens[place].span.start].isupper()), phrase[-1])
    else:
        head = _plural(tokens, phrase) or phrase[-1]
    token = tokens[head]
    if len(phrase) == 1 and token.folded.endswith(tuple(known.verb_endings)) and token.folded not in known.people:
        return None
    return Counted(token.span.cut(scene.text), head + 1, token.folded in known.people)


def _goes_on(head: str, following: str, people: frozenset[str]) -> bool:
    """Whether the head is only the first part of a compound: "crew members", "member countries"."""
    return following in people or (following.endswith("s") and not head.endswith("s") and head in people)


def _past_of(scene: Scene, tokens: tuple[Token, ...], index: int) -> int:
    """ "21 of the 276 girls" counts girls; an article after "of" is passed over, another number is not."""
    known = scene.language
    if index < len(tokens) and tokens[index].folded in known.of_words:
        people = tokens[index].folded in known.people  # a classifier: "23 orang" counts people, if nothing follows
        start = index
        index += 1
        while index < len(tokens) and tokens[index].folded in known.articles:
            index += 1
        if people and not (index < len(tokens) and tokens[index].folded in known.people):
            return start
    elif index + 1 < len(tokens) and tokens[index].folded == "-" and tokens[index].glued:
        index += 1
    elif index < len(tokens) and tokens[index].folded in ("more", "other", "others", "of", "additional"):
        index += tokens[index].folded not in known.people
    return index


def _phrase(scene: Scene, tokens: tuple[Token, ...], index: int) -> list[int]:
    known = scene.language
    found: list[int] = []
    for place in range(index, min(len(tokens), index + _REACH)):
        token = tokens[place]
        if token.folded == "-" and token.glued and found:
            continue
        is_end = token.folded in known.stop_words or token.folded in known.head_stoppers
        if not token.is_word or (is_end and token.folded not in known.people):
            break
        if token.folded in known.head_stoppers and found:
            break
        if token.folded in known.speech_cues and found:
            break
        found.append(place)
    return found


def _plural(tokens: tuple[Token, ...], phrase: list[int]) -> int | None:
    """The last plural of a run of plurals: "weapons systems"; "member countries set up" ends at "countries"."""
    head: int | None = None
    for place in phrase:
        plural = tokens[place].folded.endswith("s") and not tokens[place].folded.endswith(("ss", "us", "is"))
        if head is not None and not plural:
            return head
        head = place if plural else head
    return head
