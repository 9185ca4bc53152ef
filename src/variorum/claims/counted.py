"""What a number counts: the head of the noun phrase behind it, its adjectives passed over."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from variorum.claims.numbers import Token
from variorum.claims.scene import Scene
from variorum.languages import Language, get_language
from variorum.model import LanguageTag

_COMPOUND = 6  # letters of a noun that may end a compound: "Besatzungsmitglieder"
_REACH = 6  # words between a number and the head of what it counts


_BLANK = " \u00a0\u202f-’'."


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
    head = next((place for place in phrase if is_people(tokens[place].folded, known)), None)
    pair = _pair(tokens, phrase, known.people)
    if pair is not None:
        return Counted(scene.text[tokens[pair].span.start : tokens[pair + 1].span.end], pair + 2, is_people=True)
    if head is not None:
        while head + 1 in phrase and _goes_on(tokens[head].folded, tokens[head + 1].folded, known.people):
            head += 1
    elif known.adjectives_follow:
        head = next((place for place in phrase if tokens[place].folded not in known.adjectives_before), phrase[0])
    elif known.nouns_are_capital:
        capital = next((place for place in phrase if scene.text[tokens[place].span.start].isupper()), None)
        if capital is None:
            return None
        head = capital
    else:
        head = _plural(tokens, phrase) or phrase[-1]
    token = tokens[head]
    people = is_people(token.folded, known)
    lone = len(phrase) == 1
    if lone and token.folded in known.roles and not people:
        return None
    if not people and (lone or known.adjectives_follow) and _is_verb(token.folded, known):
        return None
    return Counted(token.span.cut(scene.text), head + 1, people)


def is_people(word: str, known: Language) -> bool:
    """Whether a noun counts persons; in German also with the ending of a case, or as the end of a compound."""
    if word in known.people:
        return True
    if not known.nouns_are_capital:
        return False
    return word.removesuffix("n") in known.people or word.endswith(_long(known.tag))


@cache
def _long(tag: LanguageTag) -> tuple[str, ...]:
    return tuple(word for word in get_language(tag).people if len(word) >= _COMPOUND)


def _is_verb(word: str, known: Language) -> bool:
    spoken = word in known.speech_cues and word not in known.ambiguous_cues
    return spoken or word in known.finite_verbs or word.endswith(tuple(known.verb_endings))


def _pair(tokens: tuple[Token, ...], phrase: list[int], people: frozenset[str]) -> int | None:
    """Where two words stand that count persons together only: "anak kapal"."""
    for place in phrase:
        if place + 1 in phrase and f"{tokens[place].folded} {tokens[place + 1].folded}" in people:
            return place
    return None


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
        if found and scene.text[tokens[place - 1].span.end : token.span.start].strip(_BLANK):
            break  # a mark that is no token of its own
        is_end = token.folded in known.stop_words or token.folded in known.head_stoppers
        if not token.is_word or (is_end and token.folded not in known.people):
            break
        if token.folded in known.head_stoppers and found:
            break
        if found and _is_behind(token.folded, known):
            break
        found.append(place)
    return found


def _is_behind(word: str, known: Language) -> bool:
    """Whether a word behind a noun no longer belongs to it: a cue, "or more", or what became of the counted."""
    return word in known.speech_cues or word in known.more_after or (word in known.roles and word not in known.people)


def _plural(tokens: tuple[Token, ...], phrase: list[int]) -> int | None:
    """The last plural of a run of plurals: "weapons systems"; "member countries set up" ends at "countries"."""
    head: int | None = None
    for place in phrase:
        plural = tokens[place].folded.endswith("s") and not tokens[place].folded.endswith(("ss", "us", "is"))
        if head is not None and not plural:
            return head
        head = place if plural else head
    return head
