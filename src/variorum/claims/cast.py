"""Who appears in an article: which names are persons, what their fullest form is, and whom a pronoun may mean."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from variorum.claims.scene import Scene
from variorum.text.names import Name, name_key
from variorum.text.words import fold

_AGE = re.compile(r", \d{1,3}\b")
_APPOSED = 8  # words of a noun phrase that a name between commas follows
_LONGEST = 5  # words of a person's name
MALE, FEMALE, MANY, THING, ANY = "male", "female", "many", "thing", "any"


@dataclass(slots=True)
class Cast:
    """What the whole article tells of its names."""

    scene: Scene
    persons: set[str] = field(default_factory=set)  # keys
    gender: dict[str, str] = field(default_factory=dict)
    fullest: dict[str, list[str]] = field(default_factory=dict)  # key -> longer keys of persons
    titled: dict[str, list[Name]] = field(default_factory=dict)  # title -> who bears it, in the order of the text
    shown: dict[str, str] = field(default_factory=dict)  # key -> as first written, without its title
    written: dict[str, list[Name]] = field(default_factory=dict)  # as written without a title -> one name for each key

    def full_name(self, name: Name) -> str:
        """The name as fully as the article gives it: "Model" becomes "Ada Model"."""
        longer = self.fullest.get(name.key, [])
        return self.shown[longer[0] if longer else name.key]

    def by_last_word(self, written: str) -> str | None:
        """The full name of a person that ends with a word which alone was not read as a name."""
        key = name_key(written)
        longer = (known for known in self.shown if known.endswith(f" {key}") and known in self.persons)
        found = next(longer, None) if key else None
        return self.shown[found] if found else None

    def is_person(self, name: Name) -> bool:
        return name.key in self.persons or any(key in self.persons for key in self.fullest.get(name.key, ()))

    def agrees(self, shown: str, pronoun: str) -> bool:
        """Whether nothing known of a person, given by the name, speaks against a pronoun."""
        key = name_key(shown)
        known = {self.gender[k] for k in (key, *key.split()) if k in self.gender}
        return pronoun not in (MALE, FEMALE) or not known or pronoun in known

    def fits(self, name: Name, pronoun: str) -> bool:
        """Whether a pronoun may stand for the name."""
        if pronoun == THING:
            return not self.is_person(name)
        if pronoun == MANY:
            return True
        keys = [name.key, *self.fullest.get(name.key, ())]
        known = {self.gender[key] for key in keys if key in self.gender}
        return self.is_person(name) and (pronoun == ANY or not known or pronoun in known)


def gather(scene: Scene) -> Cast:
    """The cast of an article."""
    cast = Cast(scene)
    score: Counter[str] = Counter()
    for name in scene.names:
        score[name.key] += _weigh(scene, name)
        bare = name.bare.cut(scene.text)
        cast.shown.setdefault(name.key, bare)
        same = cast.written.setdefault(bare, [])
        if all(name.key != other.key for other in same):
            same.append(name)
        for title in _titles(scene, name):
            cast.titled.setdefault(title, []).append(name)
        if gender := _gender(scene, name):
            cast.gender.setdefault(name.key, gender)
    cast.persons = {key for key, weight in score.items() if weight > 0}
    cast.fullest = _fullest(cast)
    return cast


def pronoun_kind(word: str, scene: Scene) -> str | None:
    """Which pronoun a folded word is: male, female, many, thing, any; None when it is none."""
    known = scene.language
    word = word.rsplit("-", 1)[-1]  # "a-t-il", "dit-elle"
    for kind, forms in (
        (MALE, known.pronouns_male),
        (FEMALE, known.pronouns_female),
        (ANY, known.pronouns_any),
        (MANY, known.pronouns_many),
        (THING, known.pronouns_thing),
    ):
        if word in forms:
            return kind
    return None


def _weigh(scene: Scene, name: Name) -> int:
    """How much one place speaks for a person (above 0) or against one."""
    known, text = scene.language, scene.text
    first = scene.word_at(name.bare.start)
    last = scene.word_at(name.bare.end) - 1
    previous = scene.words[first - 1].folded if first else ""
    words = name.key.split()
    weight = 3 if name.bare.start > name.span.start and _has_title(scene, name) else 0
    if previous in known.titles or previous in known.source_people:
        weight += 2 if scene.before(first).isspace() else 0
    if _apposed_to(scene, first):
        weight += 2
    if _AGE.match(text, name.bare.end):
        weight += 2
    elif scene.text.startswith(", ", name.bare.end) and last + 1 < len(scene.words):
        weight += scene.words[last + 1].folded in (known.articles | {"who"}) and len(words) > 1
    if len(words) <= _LONGEST and (last + 1 in scene.cues or first - 1 in scene.cues):
        weight += 1
    elif 1 < len(words) <= _LONGEST and last + 1 < len(scene.words):
        weight += scene.words[last + 1].folded in known.ambiguous_cues and scene.before(last + 1) == " "
    if any(word in known.source_bodies for word in words) or len(words) > _LONGEST:
        weight -= 5
    written = name.bare.cut(text)
    if written.isupper() and " " not in written:
        weight -= 2
    if previous in known.place_prepositions or fold(previous) in ("the", "of"):
        weight -= 1
    return weight


def _has_title(scene: Scene, name: Name) -> bool:
    before = fold(scene.text[name.span.start : name.bare.start]).replace(".", " ").split()
    return bool(before)


def _titles(scene: Scene, name: Name) -> set[str]:
    """The words that stand before a name and say what the person is: "foreign", "minister", "spokeswoman"."""
    first = scene.word_at(name.bare.start)
    found = set(fold(scene.text[name.span.start : name.bare.start]).replace(".", " ").split())
    before = scene.word_at(name.span.start) - 1
    if before >= 0 and scene.before(before + 1).isspace() and scene.words[before].folded in scene.language.titles:
        found.add(scene.words[before].folded)
    return found & scene.language.titles if first else set()


def _gender(scene: Scene, name: Name) -> str | None:
    known = scene.language
    first = scene.word_at(name.bare.start)
    before = {fold(word.strip(".")) for word in scene.text[name.span.start : name.bare.start].split()}
    if first and scene.before(first).strip(".") in ("", " "):
        before.add(scene.words[first - 1].folded)
    if (noun := _apposed_to(scene, first)) is not None:
        before.add(noun)
    if before & known.male_titles:
        return MALE
    if before & known.female_titles:
        return FEMALE
    endings = known.title_endings
    return next((endings[end] for end in endings for word in before if word.endswith(end)), None)


def _apposed_to(scene: Scene, first: int) -> str | None:
    """The noun of a person that a name follows between commas: "the director of the museum, Ada Model, had"."""
    known = scene.language
    if not first or scene.before(first).strip("\u00a0 ") != ",":
        return None
    start = scene.word_at(scene.sentences[scene.sentence_at(scene.starts[first])].start)
    found = None
    for place in range(first - 1, max(start, first - _APPOSED) - 1, -1):
        word = scene.words[place].folded
        if place in scene.cues or (place < first - 1 and scene.before(place + 1).strip(" \u00a0'’s")):
            break
        if place not in scene.name_at and word in known.titles | known.source_people:
            found = word
    return found


def _fullest(cast: Cast) -> dict[str, list[str]]:
    """Longer names of persons that begin or end with a shorter one, in the order of the text."""
    by_edge: dict[str, list[str]] = defaultdict(list)
    for key in cast.shown:
        words = key.split()
        if not 1 < len(words) <= _LONGEST or key not in cast.persons:
            continue
        for size in range(1, len(words)):
            by_edge[" ".join(words[-size:])].append(key)
            by_edge[" ".join(words[:size])].append(key)
    return {key: by_edge[key] for key in cast.shown if key in by_edge}
