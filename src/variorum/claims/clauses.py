"""Told content where a comma parts it from its cue, as in German: "sagte, dass ...", "sagte, der Damm sei ..."."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from variorum.claims.content import Content
from variorum.claims.mentions import Source
from variorum.claims.scene import Cue, Scene
from variorum.languages import Telling

_REACH = 24  # words of a clause in which its verb must stand
_REST = 9  # words behind "sagte X" that say when and where
_SOON = 5  # words between "wurde berichtet" and its clause
_AFTER = 30  # words between a verb of speech and the comma before its clause


@dataclass(frozen=True, slots=True)
class CommaClauses:
    """Finds what the cues of an article tell, in a language whose clauses follow a comma."""

    scene: Scene
    telling: Telling
    acts: Mapping[int, Cue]

    def of_cue(self, cue: Cue, source: Source | None, *, floor: int, ceiling: int) -> list[Content]:
        """The content of one cue: behind a comma, or before "..., sagte X"."""
        how = self._how(cue, floor, ceiling)
        if how is not None:
            return [how]
        for comma in self._commas(cue.last + 1, ceiling):
            if source and comma < self.scene.word_at(source.span.start):
                continue
            found = self._behind(cue, comma, ceiling)
            if found and self._is_subordinate(cue, floor):
                return [found._replace(last=self.end(found.first, found.last, comma=True))]
            if found:
                return [found]
        left = self._before(cue, source, floor, ceiling) if source and cue.first in self.scene.cues else None
        return [left] if left else []

    def _how(self, cue: Cue, floor: int, ceiling: int) -> Content | None:
        """The main clause behind "Wie X mitteilte, ..."."""
        scene = self.scene
        if scene.words[floor].folded not in scene.language.that_words or cue.first not in scene.cues:
            return None
        comma = next((index for index in range(cue.last + 1, ceiling) if "," in scene.before(index)), None)
        if comma is None or comma > cue.last + 3 or ceiling - comma < 3 or scene.is_quoted(scene.starts[comma]):
            return None
        return Content(comma, self.end(comma, ceiling))

    def of_that(self, cue: Cue, ceiling: int) -> Content | None:
        """The clause with "dass" behind a cue, soon."""
        for comma in self._commas(cue.last + 1, min(ceiling, cue.last + _SOON)):
            if self.scene.words[comma].folded in self.scene.language.that_words and comma + 2 < ceiling:
                return Content(comma + 1, self.end(comma + 1, ceiling))
        return None

    def _commas(self, start: int, ceiling: int) -> Iterator[int]:
        """The words behind a comma or colon, a few words at most behind the cue."""
        for index in range(start, min(ceiling, start + _AFTER)):
            gap = self.scene.before(index)
            if ";" in gap:
                return
            if self.scene.is_quoted(self.scene.starts[index]):
                continue
            if "," in gap or ":" in gap:
                yield index

    def _behind(self, cue: Cue, comma: int, ceiling: int) -> Content | None:
        """The clause that a comma opens: with "dass", in the mood of told speech, or with "zu"."""
        scene = self.scene
        if scene.words[comma].folded in scene.language.that_words:
            return Content(comma + 1, self.end(comma + 1, ceiling)) if comma + 2 < ceiling else None
        if self.told_mood(comma, min(ceiling, comma + _REACH)):
            return Content(comma, self.end(comma, ceiling))
        may_aim = cue.first in scene.cues or self._word(cue) in self.telling.aim_cues
        if may_aim and self._has_aim(comma, ceiling):
            return Content(comma, self.end(comma, ceiling), statement=False)
        return None

    def _word(self, cue: Cue) -> str:
        return self.scene.words[cue.first].folded

    def _has_aim(self, start: int, ceiling: int) -> bool:
        """Whether an infinitive with "zu" ends the clause, before its next comma."""
        scene = self.scene
        if scene.words[start].folded in self.telling.purposes or self._is_relative(start, ceiling):
            return False
        for index in range(start, ceiling):
            if index > start and "," in scene.before(index):
                break
            word = scene.words[index].folded
            if word in self.telling.aim_marks and index + 1 < ceiling and scene.words[index + 1].folded.endswith("n"):
                return True
            if word.endswith("n") and word.startswith(tuple(self.telling.aim_particles)):
                return True
        return False

    def told_mood(self, start: int, ceiling: int) -> bool:
        """Whether a verb of a clause stands in the mood of told speech; the clause is no relative one."""
        scene = self.scene
        if start < ceiling and self._is_relative(start, ceiling):
            return False
        for index in range(start, ceiling):
            opens = index > start + 1 and "," in scene.before(index)
            if opens and scene.words[index].folded in scene.language.that_words:
                return False
            if self.is_told_verb(index):
                return True
        return False

    def is_told_verb(self, index: int, *, weak: bool = True) -> bool:
        """Whether a word is a verb in the mood of told speech: "sei", "habe"; not "ich habe"."""
        scene = self.scene
        written = scene.words[index].span.cut(scene.text)
        moods = self.telling.reporting_moods | (self.telling.conditional_moods if weak else frozenset())
        if written not in moods or scene.is_quoted(scene.starts[index]):
            return False
        return not (index and scene.words[index - 1].folded == "ich")

    def that_clause(self, verb: int, floor: int, ceiling: int) -> Content | None:
        """The clause with "dass" that a verb in the mood of told speech stands in."""
        scene = self.scene
        start = next((place for place in range(verb, floor, -1) if "," in scene.before(place)), floor)
        if start == floor or scene.words[start].folded not in self.telling.noun_that or ceiling - start < 3:
            return None
        return Content(start + 1, self.end(start + 1, ceiling))

    def in_side_clause(self, index: int, floor: int) -> bool:
        """Whether a verb stands in a clause with "dass", "der" or "wenn", and not in the main one."""
        scene = self.scene
        start = next((place for place in range(index, floor, -1) if "," in scene.before(place)), floor)
        word = scene.words[start].folded
        if word in scene.language.that_words | self.telling.subordinators:
            return True
        return start > floor and self._is_relative(start, index)

    def _is_relative(self, start: int, ceiling: int) -> bool:
        """Whether "der", "die", "das" opens a relative clause and no noun phrase: no noun and no adjective follows."""
        scene = self.scene
        if scene.words[start].folded not in self.telling.relatives:
            return False
        if start + 1 >= ceiling:
            return True
        following = scene.words[start + 1].span.cut(scene.text)
        return not (following[0].isupper() or following[0].isdigit() or following.endswith(("e", "en", "er", "es")))

    def _before(self, cue: Cue, source: Source, floor: int, ceiling: int) -> Content | None:
        """The words before "..., sagte X" or "..., wie X sagte"; not a side clause before "rechnet X mit ..."."""
        scene = self.scene
        if scene.words[floor].folded in self.telling.subordinators | scene.language.that_words:
            return None
        begin = scene.word_at(source.span.start)
        if begin > cue.first:
            start = cue.first
            rest = ceiling - scene.word_at(source.span.end)
            if rest > _REST and not any("," in scene.before(i) for i in range(ceiling - rest, ceiling - rest + _REST)):
                return None
        else:
            start = next((i for i in range(begin, max(floor, begin - 5), -1) if self._opens_with_how(i)), floor)
        if start - floor < 3 or not ("," in scene.before(start) or self._opens_with_how(start)):
            return None
        return Content(floor, start)

    def _opens_with_how(self, index: int) -> bool:
        """Whether ", wie" stands at a word."""
        scene = self.scene
        return "," in scene.before(index) and scene.words[index].folded in scene.language.that_words

    def end(self, start: int, ceiling: int, *, comma: bool = False) -> int:
        """Where the clause ends: before "und sagte" or ", doch X sagte", at a comma where asked, else its sentence."""
        scene = self.scene
        for index in range(start + 2, ceiling):
            gap, word = scene.before(index), scene.words[index].folded
            if scene.is_quoted(scene.starts[index]):
                continue
            if ";" in gap or (comma and "," in gap and index > start + 2):
                return index
            if word in self.telling.joints:
                reach = 8 if "," in gap else 3
                following = range(index + 1, min(ceiling, index + reach))
                if any(
                    place in self.acts and place in scene.cues and not self.is_told_verb(place) for place in following
                ):
                    return index
        return ceiling

    def _is_subordinate(self, cue: Cue, floor: int) -> bool:
        """Whether the telling itself is a side clause that a comma ends: "Während X ankündigte, zu warten, ..."."""
        scene = self.scene
        start = next((place for place in range(cue.first, floor, -1) if "," in scene.before(place)), floor)
        return scene.words[start].folded in self.telling.subordinators
