"""Mentions: names, pronouns and noun phrases that may be a source, followed to whom they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from variorum.claims.cast import Cast, pronoun_kind
from variorum.claims.scene import Scene
from variorum.model import Span
from variorum.text.names import Name

BREAK = re.compile(r"[;:.!?()\[\]\"“”„«»]|—|–| - ")
_OWNERS = re.compile(r"s['’] ")  # "the islands' authority" keeps its article
PHRASE = 7  # words of a source without a name: "a senior official of the foreign ministry"
_LOOK_BACK = 5  # sentences that a pronoun may reach back


class Source(NamedTuple):
    """Whom the words belong to, and where the article says so."""

    name: str
    span: Span
    person: bool


@dataclass(slots=True)
class Mentions:
    """Reads mentions in one article, and remembers who spoke last, for the pronouns that follow."""

    scene: Scene
    cast: Cast
    spoke: dict[int, Source] = field(default_factory=dict)  # sentence -> its source

    def last_spoken(self, sentence: int, *, reach: int = _LOOK_BACK) -> Source | None:
        """Who spoke last before a sentence, or whom the sentence before is about."""
        for index in range(sentence - 1, max(-1, sentence - 1 - reach), -1):
            if index in self.spoke:
                return self.spoke[index]
        return None

    def last_about(self, sentence: int) -> Source | None:
        """Whom a verb without a subject means: whom the sentence right before is about, else who spoke last."""
        if sentence and sentence - 1 not in self.spoke and self.scene.same_paragraph(sentence - 1, sentence):
            found = self.subject(sentence - 1)
            if found:
                return found
        return self.last_spoken(sentence) or (self.subject(sentence - 1) if sentence else None)

    def subject(self, sentence: int) -> Source | None:
        """The first person or body that a sentence names outside of quotations."""
        span = self.scene.sentences[sentence]
        for place in self.words_of(span):
            if place in self.scene.name_at:
                name = self.scene.names[self.scene.name_at[place]]
                if self.cast.is_person(name):
                    return self.named(name)
        return None

    def is_noun(self, word: str) -> bool:
        known = self.scene.language
        return (word in known.source_people or word in known.source_bodies) and word not in known.stop_words

    def is_place(self, place: int) -> bool:
        name = self.scene.names[self.scene.name_at[place]]
        first = self.scene.word_at(name.span.start)
        return first > 0 and self.scene.words[first - 1].folded in self.scene.language.place_prepositions

    def is_oblique(self, place: int) -> bool:
        """Whether a preposition stands before a name: "found on Example Tube, he says"."""
        known = self.scene.language
        first = self.scene.word_at(self.scene.names[self.scene.name_at[place]].span.start)
        previous = self.scene.words[first - 1].folded if first else ""
        return (
            previous in known.stop_words
            and previous not in known.articles
            and previous not in known.conjunctions
            and previous not in known.titles
            and previous not in known.that_words
            and not self.scene.before(first).strip()
            and first - 1
            >= self.scene.word_at(self.scene.sentences[self.scene.sentence_at(self.scene.starts[first])].start)
        )

    def same_mention(self, left: int, right: int) -> bool:
        at = self.scene.name_at
        return left in at and at.get(right) == at[left]

    def ending_at(self, index: int, floor: int) -> Source | None:
        """The mention whose last word this is."""
        scene = self.scene
        word = scene.words[index].folded
        if index in scene.name_at:
            name = scene.names[scene.name_at[index]]
            first = scene.word_at(name.span.start)
            head = self.head_before(first, floor)
            return self.phrase(head[0], index, core=head[1]) if head else self.named(name)
        if pronoun_kind(word, scene):
            return self.pronoun(index)
        if self.is_noun(word):
            start = self.phrase_start(index, floor)
            head = self.head_before(start, floor)
            return self.phrase(head[0], index, core=head[1]) if head else self.phrase(start, index)
        return None

    def head_before(self, first: int, floor: int) -> tuple[int, int] | None:
        """ "A spokesman for the ministry": where the phrase begins and its head, when `first` begins "the ministry"."""
        scene, known = self.scene, self.scene.language
        index = first - 1
        while index >= floor and (
            scene.words[index].folded in known.articles
            or (index in scene.name_at and scene.before(index + 1).strip(" ") in ("'s", "’s", ""))
        ):
            index -= 1
        if index - 1 < floor or scene.words[index].folded not in known.stop_words or scene.before(index).strip():
            return None
        if pronoun_kind(scene.words[index].folded, scene) or scene.words[index].folded in known.conjunctions:
            return None
        head = index - 1
        if head not in scene.name_at and scene.words[head].folded in known.source_people | known.source_bodies:
            return self.phrase_start(head, floor), head
        if head in scene.name_at and self.cast.is_person(scene.names[scene.name_at[head]]):
            return scene.word_at(scene.names[scene.name_at[head]].span.start), head
        return None

    def phrase_start(self, index: int, floor: int) -> int:
        """Where the noun phrase begins that ends at a noun: at its article, or at the first adjective or name."""
        scene, known = self.scene, self.scene.language
        start = index
        while start > floor and index - start < PHRASE:
            previous = start - 1
            gap = scene.before(start)
            if gap.strip(" \u00a0'’s") or scene.is_quoted(scene.words[previous].span.start):
                break
            word = scene.words[previous].folded
            if word in known.stop_words and previous not in scene.name_at:
                return previous if word in known.articles else start
            if previous in scene.cues:
                break
            start = previous
        return start

    def nearest(self, index: int, floor: int) -> Source | None:
        """The closest mention before a place, in the same clause."""
        scene = self.scene
        for place in range(index, max(floor, index - 2 * PHRASE) - 1, -1):
            if scene.is_quoted(scene.words[place].span.start) or (
                place < index and BREAK.search(scene.before(place + 1))
            ):
                return None
            found = self.ending_at(place, floor)
            if found:
                return found
        return None

    def first_mention(self, floor: int, ceiling: int) -> Source | None:
        """The first person among some words, else the first mention of any kind that no preposition governs."""
        scene = self.scene
        for place in range(floor, ceiling):
            found = self.ending_at(place, floor) if place in scene.name_at or pronoun_kind_at(scene, place) else None
            quoted = scene.is_quoted(scene.words[place].span.start)
            if found and found.person and not quoted and not (place in scene.name_at and self.is_oblique(place)):
                return found
        for place in range(floor, ceiling):
            if scene.is_quoted(scene.words[place].span.start) or self.same_mention(place, place + 1):
                continue
            found = self.ending_at(place, floor)
            if found and not (place in scene.name_at and self.is_place(place)):
                return found
        return None

    def named(self, name: Name) -> Source:
        return Source(self.cast.full_name(name), name.bare, self.cast.is_person(name))

    def phrase(self, first: int, last: int, *, core: int | None = None) -> Source:
        scene = self.scene
        if core is not None and core in scene.name_at:
            return self.named(scene.names[scene.name_at[core]])
        head = scene.words[core if core is not None else last].folded
        if core is None and (named := self.bearer(first, last)):
            return named
        start = first
        while start < last and scene.words[start].folded in scene.language.articles:
            start += 1
        if start > first and _OWNERS.search(scene.text, scene.starts[start], scene.words[last].span.end):
            start = first
        span = scene.cut(start, core if core is not None else last)
        return Source(span.cut(scene.text), scene.cut(first, last), head in scene.language.source_people)

    def bearer(self, first: int, last: int) -> Source | None:
        """ "The president" is who bore that title last before; with an indefinite article it is somebody else."""
        scene = self.scene
        if scene.words[first].folded in ("a", "an", "another", "one", "some"):
            return None
        here = scene.words[first].span.start
        bearers = self.cast.titled.get(scene.words[last].folded, [])
        earlier = [name for name in bearers if name.span.start < here]
        if not earlier:
            return None
        return Source(self.cast.full_name(earlier[-1]), scene.cut(first, last), person=True)

    def pronoun(self, index: int) -> Source | None:
        """Whom a pronoun means: the last speaker whom it fits, or the person whom a sentence before is about."""
        scene = self.scene
        kind = pronoun_kind(scene.words[index].folded, scene)
        sentence = scene.sentence_at(scene.words[index].span.start)
        span = scene.words[index].span
        assert kind is not None
        begin = scene.word_at(scene.sentences[sentence].start)
        for place in range(begin, index):
            found = self.fitting(place, kind)
            if found and not self.is_place(place):
                return Source(found.name, span, found.person)
        for earlier in range(sentence - 1, max(-1, sentence - 1 - _LOOK_BACK), -1):
            source = self.about(earlier, kind)
            if source:
                return Source(source.name, span, source.person)
        return None

    def about(self, sentence: int, kind: str) -> Source | None:
        spoken = self.spoke.get(sentence)
        if spoken and spoken.person == (kind != "thing") and self.cast.agrees(spoken.name, kind):
            return spoken
        for place in self.words_of(self.scene.sentences[sentence]):
            found = self.fitting(place, kind)
            if found and not self.is_place(place):
                return found
        return None

    def fitting(self, place: int, kind: str) -> Source | None:
        scene = self.scene
        if place not in scene.name_at or scene.is_quoted(scene.words[place].span.start):
            return None
        name = scene.names[scene.name_at[place]]
        if kind == "thing":
            following = scene.word_at(name.span.end)
            body = following < len(scene.words) and scene.words[following].folded in scene.language.source_bodies
            body = body or any(word in scene.language.source_bodies for word in name.key.split())
            return self.named(name)._replace(person=False) if body else None
        return self.named(name) if kind in ("male", "female", "any") and self.cast.fits(name, kind) else None

    def words_of(self, span: Span) -> Iterable[int]:
        scene = self.scene
        return (
            place
            for place in range(scene.word_at(span.start), scene.word_at(span.end))
            if not scene.is_quoted(scene.words[place].span.start)
        )


def parts(scene: Scene, index: int) -> bool:
    """Whether a mark parts a word from the one before; the stop of "Mr." and of an initial does not."""
    gap = scene.before(index)
    if "," in gap:
        return True
    if not BREAK.search(gap):
        return False
    before = scene.words[index - 1].folded
    return not (gap.startswith(". ") and (len(before) == 1 or f"{before}." in scene.language.abbreviations))


def pronoun_kind_at(scene: Scene, index: int) -> str | None:
    """Which pronoun stands at a word."""
    return pronoun_kind(scene.words[index].folded, scene)
