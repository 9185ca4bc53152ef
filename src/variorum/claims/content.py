"""What is told beside a cue: the words of a clause, of an aim or of a topic, and where they end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from variorum.claims.cast import pronoun_kind
from variorum.claims.mentions import Source, parts
from variorum.claims.scene import Cue, Scene
from variorum.languages import Telling

_OPENING = " \u00a0'’‘\"“„«"  # what may stand before the first word of a clause
_NO_CLAUSE = ("praised", "urged", "wanted")  # without "that" such verbs take a noun or an infinitive only
_THAT_WITHIN = 16  # words between a cue and its "that": "told reporters in the capital on Monday that"
_TOPIC = 24  # words that a topic has at most
_SHORT = 4  # words before "X said" that are no statement without a verb
_LISTENERS = 6  # words between "urged" and "to": who listens


class Content(NamedTuple):
    """What is told, as words first to last (exclusive) of the article; a statement, or what it is about."""

    first: int
    last: int
    statement: bool = True


@dataclass(frozen=True, slots=True)
class Contents:
    """Finds what the cues of an article tell."""

    scene: Scene
    telling: Telling
    acts: Mapping[int, Cue]  # cues of speech and of thought, by their first word

    def of_cue(self, cue: Cue, source: Source, *, floor: int, ceiling: int) -> list[Content]:
        """The content of one cue among the words floor to ceiling: one piece, or two around "X said"."""
        scene = self.scene
        start = cue.last + 1
        behind = self.skip_light(start, ceiling)
        as_told = self._as_told(cue, source, floor=floor, ceiling=ceiling)
        if as_told is not None:
            return [as_told]
        that = self._that_behind(cue, behind, ceiling)
        if that is not None:
            return [Content(that + 1, self.end(that + 1, ceiling, comma=self._is_subordinate(source, floor)))]
        if self._phrase(cue) in self.telling.states:
            return []
        end = self.skip_light(max(scene.word_at(source.span.end), start), ceiling)
        closed = end >= ceiling or (parts(self.scene, end) and not self._quoted_within(end, ceiling))
        if not closed:
            for begin in dict.fromkeys((start, behind)):
                found = self._behind(cue, begin, ceiling)
                if found:
                    return [found]
        return self._around(cue, source, end, floor=floor, ceiling=ceiling)

    def _as_told(self, cue: Cue, source: Source, *, floor: int, ceiling: int) -> Content | None:
        """The main clause behind "As Model told reporters, ..."."""
        scene = self.scene
        begin = scene.word_at(source.span.start)
        if begin - floor != 1 or scene.words[floor].folded not in self.telling.as_words or cue.first not in scene.cues:
            return None
        comma = next((index for index in range(cue.last + 1, ceiling) if "," in scene.before(index)), None)
        if comma is None or ceiling - comma < _SHORT or scene.is_quoted(scene.starts[comma]):
            return None
        if any(self._is_that(index, comma) for index in range(cue.last + 1, comma)) or self._has_verb(
            cue.last + 1, comma
        ):
            return None
        return Content(comma, self.end(comma, ceiling))

    def _is_subordinate(self, source: Source, floor: int) -> bool:
        """Whether the telling itself is a clause that a comma ends: "While Model said that ..., she left"."""
        scene = self.scene
        begin = scene.word_at(source.span.start)
        opening = range(max(floor, begin - 3), begin)
        return any(scene.words[index].folded in self.telling.subordinators for index in opening)

    def of_that(self, cue: Cue, ceiling: int) -> Content | None:
        """The clause with "that" right behind a cue."""
        that = self._that_behind(cue, self.skip_light(cue.last + 1, ceiling), ceiling)
        return Content(that + 1, self.end(that + 1, ceiling)) if that is not None else None

    def of_noun(self, noun: int, ceiling: int) -> Content | None:
        """The clause behind "the claim that", and the aim behind "her promise to"."""
        scene, following = self.scene, noun + 1
        if noun + 2 >= ceiling or scene.before(following).strip() != self._gap():
            return None
        if self._is_that(following, ceiling):
            is_clause = scene.words[following].folded in self.telling.noun_that and self.opens_clause(noun + 2, ceiling)
            return Content(noun + 2, self.end(noun + 2, ceiling, comma=True)) if is_clause else None
        if scene.words[following].folded in self.telling.noun_aims:
            return Content(following, self.end(following, ceiling, comma=True), statement=False)
        return None

    def _gap(self) -> str:
        """What stands between a noun and its clause."""
        return "," if self.telling.comma_clauses else ""

    def _behind(self, cue: Cue, start: int, ceiling: int) -> Content | None:
        """The clause, aim or topic behind a cue."""
        aim = self._aim(cue, start, ceiling)
        if aim is not None:
            return Content(aim, self.end(aim, ceiling, comma=True), statement=False)
        if start >= ceiling or self.scene.before(start).strip(_OPENING):
            return None
        if (
            cue.stance not in _NO_CLAUSE
            and self._opens_subject(start)
            and self.opens_clause(start, ceiling, near=self._phrase(cue) in self.telling.topic_cues)
        ):
            return Content(start, self.end(start, ceiling))
        if self._phrase(cue) in self.telling.topic_cues:
            end = self._topic_end(start, ceiling) if self._opens_phrase(start) else start
            return Content(start, end, statement=False) if end > start else None
        return None

    def _opens_phrase(self, index: int) -> bool:
        """Whether a noun phrase may begin at a word: no small word but an article or a pronoun does."""
        known, word = self.scene.language, self.scene.words[index].folded
        small = word in known.stop_words and index not in self.scene.name_at
        if word in self.telling.times or word in known.calendar or index in self.acts:
            return False
        return (
            not small
            or word in known.articles
            or word in self.telling.quantifiers
            or bool(pronoun_kind(word, self.scene))
        )

    def _phrase(self, cue: Cue) -> str:
        return " ".join(word.folded for word in self.scene.words[cue.first : cue.last + 1])

    def _is_that(self, index: int, ceiling: int) -> bool:
        scene = self.scene
        return (
            index + 1 < ceiling
            and scene.words[index].folded in scene.language.that_words
            and not scene.is_quoted(scene.starts[index])
        )

    def _that_behind(self, cue: Cue, behind: int, ceiling: int) -> int | None:
        """The "that" of a cue: behind light words, or behind any listeners: "told cheering crowds that"."""
        scene, known = self.scene, self.scene.language
        if self._is_that(behind, ceiling):
            return behind
        if scene.words[cue.first].folded not in known.addressing_cues:
            return None
        for index in range(cue.last + 1, min(ceiling, cue.last + 1 + _LISTENERS)):
            if parts(self.scene, index) or scene.words[index].folded in known.finite_verbs:
                return None
            if self._is_that(index, ceiling):
                return index
        return None

    def skip_light(self, index: int, ceiling: int) -> int:
        """Past who listens, when and where: "told reporters in a statement on Monday" and its like."""
        first = index
        while index < min(ceiling, first + _THAT_WITHIN):
            if self._is_that(index, ceiling) or not self._is_light(index, first):
                return index
            index += 1
        return index

    def _is_light(self, index: int, first: int) -> bool:
        scene, known, told = self.scene, self.scene.language, self.telling
        word = scene.words[index].folded
        gap = scene.before(index).strip(" '’\u00a0")
        if scene.is_quoted(scene.starts[index]) or (gap and (index == first or gap != ",")):
            return False
        if pronoun_kind(word, scene) and index > first:
            return False
        return (
            (index in scene.name_at and index > first and not gap)
            or (word in known.stop_words and word not in known.finite_verbs)
            or word in known.calendar
            or word in known.people | known.source_people | known.source_bodies
            or word in told.times | told.channels
            or word.endswith("ly")
            or word.isdigit()
        )

    def _around(self, cue: Cue, source: Source, end: int, *, floor: int, ceiling: int) -> list[Content]:
        """The words before "..., X said", and those behind it where they go on: "The dam, X said, was safe"."""
        scene = self.scene
        said = max(floor, min(self.with_titles(scene.word_at(source.span.start), floor), cue.first))
        comma = self._comma_before(said, floor)
        if end < ceiling and scene.is_quoted(scene.starts[end]):
            return []
        apposed = source.span.end < scene.starts[cue.first] and any(
            "," in scene.before(index) for index in range(scene.word_at(source.span.end), cue.first + 1)
        )
        if comma is None or ((apposed or cue.first not in scene.cues) and not self._has_verb(floor, comma)):
            return []
        comma = self._before_apposition(comma, floor)
        pieces = [Content(floor, comma)]
        goes_on = ceiling - end > 1 and scene.before(end).strip(" \u00a0") in (",", "—", "–") and self._goes_on(end)
        if goes_on:
            pieces.append(Content(end, self.end(end, ceiling)))
        elif not self._has_verb(floor, comma) and comma - floor < _SHORT:
            return []
        return pieces

    def _before_apposition(self, comma: int, floor: int) -> int:
        """The comma before "the port's director, Ada Model, said", where one was found before the name only."""
        scene, known = self.scene, self.scene.language
        nouns = known.titles | known.source_people | known.source_bodies
        if scene.words[comma - 1].folded not in nouns:
            return comma
        earlier = (place for place in range(comma - 1, max(floor + 1, comma - _LISTENERS - 2), -1))
        start = next((place for place in earlier if "," in scene.before(place)), None)
        return comma if start is None or self._has_verb(start, comma) else start

    def _has_verb(self, first: int, last: int) -> bool:
        """Whether some words hold a finite verb that shows."""
        known = self.scene.language
        return any(word.folded in known.finite_verbs for word in self.scene.words[first:last])

    def _goes_on(self, index: int) -> bool:
        """Whether a statement goes on behind ", X said,": no second cue and no "and", "who" or name does."""
        scene = self.scene
        word = scene.words[index].folded
        return not (
            index in self.acts
            or word in scene.language.conjunctions | self.telling.relatives | scene.language.articles
            or scene.is_quoted(scene.starts[index])
            or word.endswith("ing")
        )

    def with_titles(self, word: int, floor: int) -> int:
        """The first word of a name with the titles and nouns before it: "coastguard spokesman Ada Model"."""
        scene, known = self.scene, self.scene.language
        if word in scene.name_at:
            word = scene.word_at(scene.names[scene.name_at[word]].span.start)
        while word > floor and scene.before(word).isspace():
            before = scene.words[word - 1].folded
            if before not in known.titles | known.source_people | known.source_bodies:
                break
            word -= 1
        return word

    def _comma_before(self, word: int, floor: int) -> int | None:
        """The word behind the comma right before "X said", auxiliaries passed over: "..., a dit le maire"."""
        scene = self.scene
        for index in (word, word - 1, word - 2):
            if index <= floor + 2:
                return None
            if "," in scene.before(index):
                return index
            if scene.words[index - 1].folded not in scene.language.stop_words:
                return None
        return None

    def _opens_subject(self, index: int) -> bool:
        """Whether a clause may begin at a word: with a noun, an article, a pronoun, or a word like "there" or "if"."""
        known, told, word = self.scene.language, self.telling, self.scene.words[index].folded
        small = word in known.stop_words and index not in self.scene.name_at
        return (
            not small
            or word in known.articles | told.quantifiers | told.openers
            or bool(pronoun_kind(word, self.scene))
        )

    def opens_clause(self, index: int, ceiling: int, *, near: bool = False) -> bool:
        """Whether a clause follows: a subject opens it, and a finite verb comes soon; no comma before it when near."""
        scene = self.scene
        if index + 2 >= ceiling:
            return False
        if scene.is_quoted(scene.starts[index]) and not self._quoted_within(index, ceiling):
            return False
        for place in range(index + 1, min(ceiling, index + 14)):
            word = scene.words[place].folded
            if near and parts(self.scene, place):
                return False
            if word in scene.language.finite_verbs:
                return True
            if near and word in self.telling.parting:
                return False
            if place > index + 1 and word in self.telling.relatives | scene.language.that_words:
                break
            if word.rpartition("'")[2] in ("s", "re", "ll", "t", "d", "ve") and pronoun_kind(
                word.partition("'")[0], scene
            ):
                return True
        word = scene.words[index].folded
        pronoun = pronoun_kind(word, scene) and word not in scene.language.articles
        return bool(pronoun) and not scene.before(index + 1).strip()

    def _quoted_within(self, index: int, ceiling: int) -> bool:
        """Whether the clause begins with a few quoted words and goes on without marks: 'said "doves" must wait'."""
        scene = self.scene
        if not scene.is_quoted(scene.starts[index]):
            return False
        while index < ceiling and scene.is_quoted(scene.starts[index]):
            index += 1
        return index < ceiling and "," not in scene.before(index) and "." not in scene.before(index)

    def _aim(self, cue: Cue, start: int, ceiling: int) -> int | None:
        """The "to" of an infinitive behind a verb of will, with who listens before it: "urged them to wait"."""
        scene, told = self.scene, self.telling
        if self._phrase(cue) not in told.aim_cues:
            return None
        for index in range(start, min(ceiling - 1, start + _LISTENERS)):
            if parts(self.scene, index):
                return None
            word = scene.words[index].folded
            if word in told.aim_marks:
                return index
            if word in told.parting | scene.language.finite_verbs | scene.language.that_words:
                return None
        return None

    def _topic_end(self, start: int, ceiling: int) -> int:
        """Where the noun phrase ends that a verb of judgement is about."""
        scene, told = self.scene, self.telling
        for index in range(start, min(ceiling, start + _TOPIC)):
            word = scene.words[index].folded
            if index > start and parts(self.scene, index):
                return index
            if word in told.parting or word in told.times or self._second_cue(index, ceiling):
                return index
            if index + 1 < ceiling and word in scene.language.stop_words:
                following = scene.words[index + 1].folded
                if following in scene.language.calendar or following in told.times:
                    return index
        return min(ceiling, start + _TOPIC)

    def end(self, start: int, ceiling: int, *, comma: bool = False) -> int:
        """Where a told clause ends: before the next verb of the same speaker, at a comma where asked, else last."""
        scene = self.scene
        for index in range(start + 1, ceiling):
            gap = scene.before(index)
            if scene.is_quoted(scene.starts[index]):
                continue
            if self._second_cue(index, ceiling) or ";" in gap or (comma and "," in gap):
                return index
            if "," in gap and scene.words[index].folded in self.telling.turns:
                return index
            if "," in gap and index in self.acts and scene.words[index].folded.endswith("ing"):
                return index
            if index in scene.prefixes:
                return index
        return ceiling

    def _second_cue(self, index: int, ceiling: int) -> bool:
        """Whether "and said", "but has warned" or the like begins at a word."""
        scene = self.scene
        if scene.words[index].folded not in scene.language.conjunctions:
            return False
        for place in range(index + 1, min(ceiling, index + 4)):
            if place in scene.cues:
                return True
            word = scene.words[place].folded
            subject = place in scene.name_at or pronoun_kind(word, scene) or word in scene.language.source_people
            if subject and "," in scene.before(index):
                return any(one in scene.cues for one in range(place + 1, min(ceiling, place + 4)))
            if not (word in scene.language.finite_verbs or word.endswith("ly") or word in self.telling.times):
                return False
        return False
