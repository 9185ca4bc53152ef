"""Who tells, where neither a name nor a known noun stands beside the cue: relative clauses, common nouns, pronouns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from variorum.claims.cast import pronoun_kind
from variorum.claims.mentions import Source
from variorum.claims.scene import Cue, Scene
from variorum.claims.sources import Sources
from variorum.languages import Telling

_LONGEST = 25  # words of a subject that opens its sentence
_SUBJECT = 9  # words of a subject that is neither name nor known noun


@dataclass(frozen=True, slots=True)
class Subjects:
    """Finds the source of a told statement."""

    sources: Sources
    telling: Telling
    acts: Mapping[int, Cue]

    @property
    def scene(self) -> Scene:
        return self.sources.scene

    def of_cue(self, cue: Cue, *, floor: int, ceiling: int) -> Source | None:
        """The source of a cue; one whose name nobody knows keeps its place and has an empty name."""
        if self.sources.is_passive(cue) and self.scene.words[cue.first].folded not in self.telling.states:
            return None
        relative = self._relative(cue, floor)
        if relative:
            return relative
        known = self.scene.language
        found = self.sources.of_cue(cue, floor=floor, ceiling=ceiling, strict=True)
        begins = min(cue.first, self._before_helpers(cue, floor) + 1)
        marked = any(self.scene.before(index).strip() for index in (begins, cue.first))
        inverts = known.verb_second or known.drops_subject or begins == floor or marked
        if found and (found.span.start < self.scene.starts[cue.first] or inverts):
            return found
        common = self._noun_before(cue, floor) if known.verb_second else self._subject(cue, floor)
        return common or (None if found else self._unknown(cue, ceiling))

    def _relative(self, cue: Cue, floor: int) -> Source | None:
        """ "Who said": the name or noun right before the relative pronoun."""
        scene = self.scene
        index = cue.first - 1
        while index > floor and (
            scene.words[index].folded in scene.language.finite_verbs or scene.words[index].folded.endswith("ly")
        ):
            index -= 1
        if index <= floor or scene.words[index].folded not in self.telling.relatives:
            return None
        before = self.sources.mentions.ending_at(index - 1, floor)
        return before._replace(span=scene.words[index].span) if before else None

    def _subject(self, cue: Cue, floor: int) -> Source | None:
        """A subject of common nouns right before a cue: "three voters in the port say"."""
        scene, known = self.scene, self.scene.language
        if cue.first <= floor:
            return None
        last = self._before_helpers(cue, floor)
        first = last
        while first > floor and last - first < _SUBJECT and not self._bounds(first) and not self._is_verb(first - 1):
            first -= 1
        opens = first == floor or self._bounds(first)
        is_participle = scene.words[cue.first].folded.endswith("ing")
        if not opens and cue.first - floor <= _LONGEST and not any(i in self.acts for i in range(floor, cue.first)):
            return self._long_subject(cue, floor)
        if not opens and is_participle:
            first = self.sources.mentions.phrase_start(last, floor)
            opens = scene.words[first].folded in known.articles
        first += scene.words[first].folded in known.that_words
        if not opens or not floor <= first <= last < first + _SUBJECT or not self._may_speak(first, last):
            return None
        span = scene.cut(first, last)
        return Source(span.cut(scene.text), span, person=False)

    def _before_helpers(self, cue: Cue, floor: int) -> int:
        """The last word before a cue that is no auxiliary, adverb or time."""
        scene, last = self.scene, cue.first - 1
        while last > floor:
            word = scene.words[last].folded
            if not (word in scene.language.finite_verbs or word.endswith("ly") or word in self.telling.times):
                break
            last -= 1
        return last

    def _bounds(self, first: int) -> bool:
        """Whether a noun phrase begins at a word: a mark, "that" or "and" stands before it."""
        scene, known = self.scene, self.scene.language
        word = scene.words[first - 1].folded
        return bool(scene.before(first).strip(" '’\u00a0")) or word in known.that_words | known.conjunctions

    def _is_verb(self, index: int) -> bool:
        """Whether a verb that shows stands at a word."""
        return index in self.acts or self.scene.words[index].folded in self.scene.language.finite_verbs

    def _may_speak(self, first: int, last: int) -> bool:
        """Whether some words are a noun phrase: by what opens them and by their last word."""
        scene, known = self.scene, self.scene.language
        head, opening = scene.words[last].folded, scene.words[first].folded
        if head in known.stop_words or scene.is_quoted(scene.starts[last]) or pronoun_kind(head, scene):
            return False
        if head in self.telling.times or head in known.calendar or head.endswith(tuple(known.verb_endings)):
            return False
        small = opening in known.stop_words and first not in scene.name_at
        if opening.rpartition("'")[2] in known.finite_verbs:
            return False
        return not small or opening in known.articles | self.telling.quantifiers

    def _long_subject(self, cue: Cue, floor: int) -> Source | None:
        """A subject with clauses of its own at the start of a sentence: "many of the men who had waited said"."""
        scene, known = self.scene, self.scene.language
        opening = scene.words[floor].folded
        if opening not in known.articles | self.telling.quantifiers and not scene.words[floor].folded[0].isdigit():
            return None
        last = floor
        while last + 1 < cue.first and not scene.before(last + 1).strip(" '’"):
            if scene.words[last + 1].folded in self.telling.relatives | known.finite_verbs:
                break
            last += 1
        span = scene.cut(floor, last)
        return Source(span.cut(scene.text), span, person=False) if last > floor else None

    def _noun_before(self, cue: Cue, floor: int) -> Source | None:
        """ "Der Oberarzt sagte": the noun phrase at the start of the clause, up to the verb."""
        scene, known = self.scene, self.scene.language
        last = cue.first
        while last > floor and scene.words[last - 1].folded in known.finite_verbs | self.telling.times:
            last -= 1
        first = last
        while first > floor and last - first < _SUBJECT and not scene.before(first).strip(" ’'"):
            first -= 1
        if scene.words[first].folded in known.that_words:
            first += 1
        return self.sources.capital_phrase(first, last)

    def _unknown(self, cue: Cue, ceiling: int) -> Source | None:
        """A pronoun beside a cue that stands for nobody known: the place is kept, without a name."""
        scene = self.scene
        for place in (cue.first - 1, cue.last + 1):
            if 0 <= place < ceiling and pronoun_kind(scene.words[place].folded, scene):
                return Source("", scene.words[place].span, person=True)
        return None
