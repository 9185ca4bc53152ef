"""Which part the counted play: killed, injured, arrested and so on, by the words around the number in its clause."""

from __future__ import annotations

from collections.abc import Sequence

from variorum.claims.numbers import Token
from variorum.languages import Language
from variorum.model import Quantity, Role

_RIGHT = 6  # tokens between a verb and the number it governs: "killing at least two Malian army"
_LEFT = 9  # tokens between what is counted and a verb behind it: "people, among them children, were killed"
_APPOSITION = 24  # tokens of an apposition between what is counted and its verb
_SETTING_OFF = (",", "-", "–", "—")
_NOUN_ROLES = frozenset([Role.DEPLOYED, Role.ARRESTED, Role.DISPLACED, Role.ABOARD])  # nouns yield to a verb
_OF_PEOPLE = frozenset([Role.RESCUED, Role.ABOARD])  # a cake that is saved is no toll
_WHEREABOUTS = frozenset([Role.ABOARD, Role.MISSING])  # yield to what became of the people: "on board were rescued"

Place = tuple[int, int, int, Quantity]  # first token of the number, first behind what is counted, first of the bounds


def assign_roles(tokens: tuple[Token, ...], places: Sequence[Place], language: Language) -> list[Role | None]:
    """The role of each quantity of a sentence; None where it keeps the one that its unit gives."""
    if not places:
        return []
    roles: list[Role | None] = [None] * len(places)
    weak: list[Role | None] = [None] * len(places)
    for index, size, role in _role_words(tokens, language):
        inside = next((i for i, (first, last, _, _) in enumerate(places) if first <= index < last), None)
        if inside is not None:
            if role is Role.ABOARD and not _is_whole(tokens, places[inside], language):
                continue
            if role in _NOUN_ROLES:
                weak[inside] = weak[inside] or role
            else:
                roles[inside] = roles[inside] or role
            continue
        target = _governed(tokens, places, index + size, language)
        if target is None:
            target = _subject(tokens, places, index, language)
        if target is None or (role in _OF_PEOPLE and not _may_suffer(places[target][3], language)):
            continue
        if role is Role.ABOARD:
            weak[target] = weak[target] or role
        elif roles[target] is None or (role is Role.RESCUED and roles[target] in _WHEREABOUTS):
            roles[target] = role
    aboard = [role if role is Role.ABOARD else None for role in weak]
    _share(tokens, places, [one or other for one, other in zip(roles, aboard, strict=True)], roles, language)
    return [
        (roles[i] or weak[i]) if quantity.role is Role.COUNT else None for i, (_, _, _, quantity) in enumerate(places)
    ]


def _role_words(tokens: tuple[Token, ...], language: Language) -> list[tuple[int, int, Role]]:
    found: list[tuple[int, int, Role]] = []
    index = 0
    while index < len(tokens):
        for size in (4, 3, 2, 1):
            phrase = " ".join(token.folded for token in tokens[index : index + size])
            if phrase in language.roles and tokens[index].is_word:
                found.append((index, size, Role(language.roles[phrase])))
                break
        else:
            size = 1
        index += size
    return found


def _is_whole(tokens: tuple[Token, ...], place: Place, language: Language) -> bool:
    """Whether passengers are all of them, as "with 212 passengers", rather than some: "Two passengers were treated"."""
    before = tokens[place[2] - 1].folded if place[2] else ","
    return before.isalpha() and before not in language.conjunctions | language.that_words


def _governed(tokens: tuple[Token, ...], places: Sequence[Place], after: int, language: Language) -> int | None:
    """The number that a verb or a toll before it governs: "killed at least 12", "the death toll rose to 25"."""
    for i, (first, _, bounds, _) in enumerate(places):
        if first < after:
            continue
        gap = [token.folded for token in tokens[after:bounds]]
        if len(gap) > _RIGHT:
            return None
        toll = any(token.folded in language.tolls for token in tokens[max(0, after - 3) : after])
        return i if all(_is_light(word, language, toll=toll) for word in gap) else None
    return None


def _is_light(word: str, language: Language, *, toll: bool) -> bool:
    if toll:
        return word[0].isalpha()
    if not word[0].isalpha():
        return False
    return word in language.articles or word in language.of_words or word not in language.stop_words


def _subject(tokens: tuple[Token, ...], places: Sequence[Place], index: int, language: Language) -> int | None:
    """The number whose noun is the subject of a verb behind it: "25 people were injured"."""
    best: int | None = None
    for i, (_, last, _, quantity) in enumerate(places):
        if last <= index and quantity.role is Role.COUNT:
            if _is_set_off(tokens, last, index, language) and _may_suffer(quantity, language):
                return i
            best = i
    if best is None or not _may_suffer(places[best][3], language):
        return None
    gap = [token.folded for token in tokens[places[best][1] : index]]
    if len(gap) > _LEFT or any(word in ";:." for word in gap) or gap.count(",") > 2:
        return None
    return None if any(word in language.agent_words for word in gap) else best


def _is_set_off(tokens: tuple[Token, ...], last: int, index: int, language: Language) -> bool:
    """Whether an apposition between commas or dashes stands between a noun and its verb: "two men, 28 and 30, died"."""
    if tokens[last].folded not in _SETTING_OFF or index - last > _APPOSITION:
        return False
    verb = index
    while verb - 1 > last and tokens[verb - 1].folded in language.passive_before | language.finite_verbs:
        verb -= 1
    return verb - 1 > last and tokens[verb - 1].folded in _SETTING_OFF


def _may_suffer(quantity: Quantity, language: Language) -> bool:
    """Whether what is counted can be killed or deployed: people, something unnamed, or "Martians" by their capital."""
    return quantity.unit == "person" or may_be_people(quantity, language)


def may_be_people(quantity: Quantity, language: Language) -> bool:
    """Whether nothing is named that is counted, or something with the capital of a people; German nouns all have it."""
    if quantity.counted is None:
        return quantity.unit is None
    return quantity.counted[0].isupper() and not language.nouns_are_capital


def _share(
    tokens: tuple[Token, ...],
    places: Sequence[Place],
    known: Sequence[Role | None],
    roles: list[Role | None],
    language: Language,
) -> None:
    """Numbers joined by "and" or a comma share a role: "12 soldiers and 3 civilians were killed"."""
    joints = language.conjunctions | {","}
    for i in range(len(places) - 2, -1, -1):
        gap = [token.folded for token in tokens[places[i][1] : places[i + 1][2]]]
        joined = gap and len(gap) <= 2 and all(word in joints for word in gap)
        people = places[i][3].unit == "person" and places[i + 1][3].unit == "person"
        if joined and people and known[i] is None:
            roles[i] = roles[i + 1]
    for i in range(len(places) - 1):
        gap = [token.folded for token in tokens[places[i][1] : places[i + 1][2]]]
        joined = gap and len(gap) <= 2 and all(word in joints for word in gap)
        if joined and known[i + 1] is roles[i + 1] is None and places[i + 1][3].unit == places[i][3].unit == "person":
            roles[i + 1] = roles[i]
