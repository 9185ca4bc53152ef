"""Who said it: the source beside a cue, before it or behind it, and behind "according to"."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from variorum.claims.cast import pronoun_kind
from variorum.claims.mentions import BREAK, PHRASE, Mentions, Source
from variorum.claims.scene import Cue, Scene
from variorum.model import Attribution, Stance
from variorum.text.names import Name

_JOINED = 3  # verbs of one subject that are followed back from one to the next
_EARLIER = 4  # cues that may be the earlier verb


class _Phrase(NamedTuple):
    """A noun phrase behind a cue: where it ends, the last noun that may speak, and the last name."""

    end: int
    noun: int | None
    name: Name | None
    ends_with_name: bool = False


@dataclass(frozen=True, slots=True)
class Sources:
    """Finds the source of a cue among the mentions of an article."""

    mentions: Mentions

    @property
    def scene(self) -> Scene:
        return self.mentions.scene

    def of_cue(self, cue: Cue, *, floor: int, ceiling: int, strict: bool = False) -> Source | None:
        """The source of a cue among the words floor to ceiling: before it, else behind it.

        A strict look takes only what stands right beside the cue.
        """
        if self.is_passive(cue):
            return None
        if "-" in self.scene.words[cue.first].folded and pronoun_kind(self.scene.words[cue.first].folded, self.scene):
            return self.mentions.pronoun(cue.first)
        found = self._inverted(cue, floor=floor, ceiling=ceiling)
        found = found or self.before(cue, floor=floor, strict=strict) or self.after(cue, ceiling=ceiling)
        if found is None and self.scene.language.drops_subject:
            return self._unsaid(cue)
        return found

    def _inverted(self, cue: Cue, *, floor: int, ceiling: int) -> Source | None:
        """ "..., sagte die Ministerin", "In Berlin sagte die Ministerin": in German the subject stands behind a verb
        that follows a comma, a preposition's phrase or an adverb."""
        if not self.scene.language.verb_second or cue.first <= floor:
            return None
        begins = "," in self.scene.before(cue.first) or self._opens_oblique(cue, floor)
        return self.after(cue, ceiling=ceiling) if begins else None

    def _opens_oblique(self, cue: Cue, floor: int) -> bool:
        """Whether the clause of a cue opens with a small word that is neither article nor pronoun."""
        scene, known = self.scene, self.scene.language
        start = next((place for place in range(cue.first, floor, -1) if "," in scene.before(place)), floor)
        word = scene.words[start].folded
        if start in scene.name_at or word in known.articles or pronoun_kind(word, scene):
            return False
        return word in known.stop_words and word not in known.that_words

    def _unsaid(self, cue: Cue) -> Source | None:
        """Whom a verb without a subject means: who spoke last, or whom the sentence before is about."""
        sentence = self.scene.sentence_at(self.scene.words[cue.first].span.start)
        span = self.scene.cut(cue.first, cue.last)
        found = self.mentions.last_about(sentence)
        return found._replace(span=span) if found else None

    def before(self, cue: Cue, *, floor: int, strict: bool = False, depth: int = 0) -> Source | None:
        """The subject in front of the cue: "Model, on Friday, said"."""
        index, comma = self._skip_back(cue.first - 1, floor)
        if comma or index < floor:
            return self._joined(cue, floor, depth=depth) or (self._before_comma(index, floor) if comma else None)
        found = self.mentions.ending_at(index, floor)
        if found and self._is_document(cue, index):
            return self.mentions.first_mention(floor, index) or found
        if found or strict:
            return found
        return (
            self._joined(cue, floor, near=True, depth=depth)
            or self._definite(index, floor)
            or self.mentions.nearest(index, floor)
        )

    def after(self, cue: Cue, *, ceiling: int) -> Source | None:
        """The subject behind the cue: "said Harbour Minister Teo Vasku"."""
        scene, first = self.scene, cue.last + 1
        if first >= ceiling or scene.is_quoted(scene.starts[first]):
            return None
        if pronoun_kind(scene.words[first].folded, scene) and first not in scene.name_at and not self._owns(first):
            return self.mentions.pronoun(first)
        phrase = self._phrase_behind(first, ceiling)
        if phrase.name and phrase.ends_with_name:
            return self.mentions.named(phrase.name)
        if phrase.noun is not None and not self._is_object(cue, phrase.noun):
            return self._apposed(phrase.end, ceiling) or self.mentions.phrase(first, phrase.noun)
        if phrase.name or scene.words[first].folded in scene.language.articles:
            fallback = self.mentions.named(phrase.name) if phrase.name else self._common(first, ceiling)
            return self._apposed(phrase.end, ceiling) or fallback
        return self._common(first, ceiling)

    def _common(self, first: int, ceiling: int) -> Source | None:
        """ "Sagte der Oberarzt", "sagte Muster": where nouns are capital, any noun phrase behind a verb may speak."""
        scene, known = self.scene, self.scene.language
        if not known.nouns_are_capital:
            return None
        last = first
        while last < ceiling and last - first < PHRASE:
            word = scene.words[last]
            if last > first and (scene.before(last).strip() or word.folded in known.stop_words - known.articles):
                break
            last += 1
        return self.capital_phrase(first, last)

    def capital_phrase(self, first: int, last: int) -> Source | None:
        """A noun phrase of a language whose nouns are capital; none where a small word opens it."""
        scene, known = self.scene, self.scene.language
        if first >= last or not any(scene.text[scene.starts[i]].isupper() for i in range(first, last)):
            return None
        opening = scene.words[first].folded
        capital = scene.text[scene.starts[first]].isupper()
        if scene.is_quoted(scene.starts[first]) or (opening in known.stop_words and opening not in known.articles):
            return None
        if not capital and opening not in known.articles and not opening.endswith(("e", "er", "en", "es")):
            return None
        span = scene.cut(first + (opening in known.articles and last - first > 1), last - 1)
        written = span.cut(scene.text)
        fuller = self.mentions.cast.by_last_word(written)
        return Source(fuller or written, span, person=fuller is not None)

    def _owns(self, index: int) -> bool:
        """Whether a word that may be a pronoun opens a noun phrase here: "said its leader"."""
        scene, known = self.scene, self.scene.language
        if scene.words[index].folded not in known.articles or index + 1 >= len(scene.words):
            return False
        following = scene.words[index + 1].folded
        return scene.before(index + 1).isspace() and following not in known.stop_words | known.calendar

    def _phrase_behind(self, index: int, ceiling: int) -> _Phrase:
        """The noun phrase that begins at a word: up to a mark, a small word, or the name that it ends with."""
        scene, first = self.scene, index
        noun: int | None = None
        name: Name | None = None
        while index < ceiling and not scene.is_quoted(scene.starts[index]):
            if index > first and (BREAK.search(scene.before(index)) or "," in scene.before(index)):
                break
            if index in scene.name_at:
                name = scene.names[scene.name_at[index]]
                index = scene.word_at(name.span.end)
                if self._ends_phrase(name, index, noun=noun, ceiling=ceiling):
                    return _Phrase(index, noun, name, ends_with_name=True)
                continue
            if self._ends_before(index, ceiling):
                break
            noun = index if self.mentions.is_noun(scene.words[index].folded) else noun
            index += 1
        return _Phrase(index, noun, name)

    def _ends_before(self, index: int, ceiling: int) -> bool:
        """Whether a small word ends the phrase; not one that opens it, nor one before a day: "disse na terça-feira"."""
        known, words = self.scene.language, self.scene.words
        word = words[index].folded
        if word not in known.stop_words or word in known.articles or word in known.of_words:
            return False
        return index + 1 >= ceiling or words[index + 1].folded not in known.calendar

    def _ends_phrase(self, name: Name, index: int, *, noun: int | None, ceiling: int) -> bool:
        """Whether a phrase ends with a name, rather than going on: "Varian spokesman", "Varia's minister"."""
        if self.scene.text.startswith(("'s ", "’s "), name.span.end):
            return False
        adjective = index < ceiling and self._word_follows(index) and not self._is_titled(name, noun)
        return not (adjective or self._noun_follows(index, ceiling))

    def _is_titled(self, name: Name, noun: int | None) -> bool:
        """Whether a title or a noun like "spokesman" stands right before a name: the phrase ends with it."""
        return name.bare.start > name.span.start or noun == self.scene.word_at(name.span.start) - 1

    def _word_follows(self, index: int) -> bool:
        """Whether the phrase goes on behind a name: the name is an adjective of what follows."""
        scene, known = self.scene, self.scene.language
        if not scene.before(index).isspace() or index in scene.cues:
            return False
        if index in scene.name_at:
            return True
        word = scene.words[index].folded
        return not (
            word in known.stop_words
            or word in known.calendar
            or word in known.head_stoppers
            or word.endswith("ly")
            or word in known.attribution_prefixes
        )

    def prefixed(self, first: int, last: int) -> Source | None:
        """The source behind "according to", whose words end before `first`."""
        cue = Cue(first - 1, first - 1, "said")
        found = self.after(cue, ceiling=last)
        if found:
            return self._whole(found, first, last) or found
        end, known = first, self.scene.language
        while end < min(last, first + PHRASE) and (end == first or scene_joins(self.scene, end)):
            word = self.scene.words[end].folded
            if end > first and word in known.stop_words and word not in known.articles | known.of_words:
                break
            end += 1
        return self.mentions.phrase(first, end - 1) if end > first else None

    def _whole(self, found: Source, first: int, last: int) -> Source | None:
        """ "Según la cámara de comercio de Villa Ejemplo": the body speaks, and not the place that it belongs to."""
        scene, known = self.scene, self.scene.language
        begin = scene.word_at(found.span.start)
        end = scene.word_at(found.span.end)
        if found.person or begin not in scene.name_at or not first < begin < end <= last:
            return None
        before = self._without_elision(scene.words[begin - 1].folded)
        lead = range(first + (scene.words[first].folded in known.articles), begin)
        if (
            not lead
            or lead[0] in scene.name_at
            or (before not in known.of_words | known.name_joints | known.source_bodies)
        ):
            return None
        span = scene.cut(lead[0], end - 1)
        opening = scene.words[lead[0]].folded
        elided = len(opening) - len(self._without_elision(opening))
        return Source(span.cut(scene.text)[elided:], span, person=False)

    def _without_elision(self, word: str) -> str:
        """ "L'hôpital" is a hospital."""
        head, apostrophe, tail = word.partition("'")
        return tail if apostrophe and head in self.scene.language.elisions else word

    def prefixed_among(self, first: int, last: int) -> Source | None:
        """The source behind "according to" among some words."""
        scene = self.scene
        place = bisect_left(scene.prefix_places, first)
        if place == len(scene.prefix_places) or scene.prefix_places[place] >= last:
            return None
        return self.prefixed(scene.prefixes[scene.prefix_places[place]], last)

    def _is_document(self, cue: Cue, index: int) -> bool:
        """ "Issued a statement calling": the paper speaks for whoever issued it."""
        scene, known = self.scene, self.scene.language
        word = scene.words[index].folded
        return (
            scene.words[cue.first].folded.endswith("ing")
            and index not in scene.name_at
            and word in known.source_bodies
            and scene.words[self.mentions.phrase_start(index, 0)].folded in ("a", "an")
        )

    def _definite(self, index: int, floor: int) -> Source | None:
        """A short phrase with an article right before the cue, at the start of its clause: "the suit says"."""
        start = self.mentions.phrase_start(index, floor)
        if start == floor and self.scene.words[start].folded in self.scene.language.articles and start < index:
            return self.mentions.phrase(start, index)
        return None

    def is_passive(self, cue: Cue) -> bool:
        following = cue.last + 1
        if following < len(self.scene.words) and self.scene.words[following].folded in self.scene.language.agent_words:
            return not self.scene.before(following).strip()
        if cue.first == 0 or self.scene.words[cue.first].folded.endswith("ing"):
            return False
        return self.scene.words[cue.first - 1].folded in self.scene.language.passive_before

    def _skip_back(self, index: int, floor: int) -> tuple[int, bool]:
        """Past auxiliaries, adverbs and days, to what may be the subject; and whether a comma was passed."""
        scene, known = self.scene, self.scene.language
        comma = False
        while index >= floor:
            gap = scene.before(index + 1)
            comma = comma or "," in gap or "—" in gap or "–" in gap or ")" in gap
            if BREAK.search(gap.replace(")", "").replace("—", "").replace("–", "")) and not gap.startswith("."):
                return floor - 1, comma
            word = scene.words[index].folded
            if index in scene.name_at or pronoun_kind(word, scene) or self.mentions.is_noun(word):
                break
            if not (
                word in known.stop_words
                or word in known.calendar
                or word in known.head_stoppers
                or word.endswith("ly")
                or word.isdigit()
                or index in scene.cues
            ):
                break
            index -= 1
        return index, comma

    def _joined(self, cue: Cue, floor: int, *, near: bool = False, depth: int = 0) -> Source | None:
        """Two verbs of one subject: "said that ..., adding", "said ... and predicted", "and last month threatened"."""
        scene = self.scene
        joint = self._joint(cue, floor)
        is_participle = scene.words[cue.first].folded.endswith("ing")
        if depth == _JOINED or (joint is None and (near or not is_participle)):
            return None
        earlier = (index for index in range((joint or cue.first) - 1, floor - 1, -1) if index in scene.cues)
        for index in islice(earlier, _EARLIER):
            if not self.is_passive(scene.cues[index]):
                if is_participle and scene.words[index].folded.endswith("ing"):
                    continue
                found = self.before(scene.cues[index], floor=floor, strict=True, depth=depth + 1)
                if found:
                    return found
        return self.mentions.first_mention(floor, cue.first)

    def _joint(self, cue: Cue, floor: int) -> int | None:
        """The "and" that joins the cue to an earlier verb: no mention stands between them."""
        scene = self.scene
        for index in range(cue.first - 1, max(floor, cue.first - PHRASE) - 1, -1):
            word = scene.words[index].folded
            if word in scene.language.conjunctions:
                return index
            if index in scene.name_at or self.mentions.is_noun(word) or pronoun_kind(word, scene):
                return None
        return None

    def _before_comma(self, index: int, floor: int) -> Source | None:
        """The mention that an apposition follows: "Model, who came by boat, told"."""
        scene = self.scene
        for place in range(floor, index + 1):
            ends = place == index or not self.mentions.same_mention(place, place + 1)
            if not ends or (
                "," not in scene.before(place + 1)
                and not scene.before(place + 1).strip(" ,").startswith(("(", "—", "–"))
            ):
                continue
            if place in scene.name_at and self.mentions.is_oblique(place):
                continue
            if place in scene.name_at or self.mentions.is_noun(scene.words[place].folded):
                found = self.mentions.ending_at(place, floor)
                if found:
                    return (None if found.person and place in scene.name_at else self._named_behind(place)) or found
        return self.mentions.nearest(index, floor)

    def _named_behind(self, place: int) -> Source | None:
        """ "One of her lawyers, Anna Exemple, says": the name behind the comma is who speaks."""
        scene = self.scene
        following = place + 1
        if following not in scene.name_at or "," not in scene.before(following):
            return None
        name = scene.names[scene.name_at[following]]
        return self.mentions.named(name) if scene.text[name.span.end : name.span.end + 1] in (",", " ") else None

    def _noun_follows(self, index: int, ceiling: int) -> bool:
        """Whether small words of the same phrase follow, up to a noun that speaks: "Chinese ministry spokeswoman X"."""
        scene = self.scene
        for place in range(index, min(ceiling, index + 4)):
            if scene.before(place).strip():
                return False
            if place in scene.name_at or self.mentions.is_noun(scene.words[place].folded):
                return True
            if scene.words[place].folded in scene.language.stop_words:
                return False
        return False

    def _is_object(self, cue: Cue, noun: int) -> bool:
        """ "Told reporters": a bare plural right behind the cue hears and does not speak."""
        return noun == cue.last + 1 and self.scene.words[cue.first].folded in self.scene.language.addressing_cues

    def _apposed(self, index: int, ceiling: int) -> Source | None:
        """ "Said the local prefect, Jean Exemple": the name behind the comma."""
        scene = self.scene
        limit = min(ceiling, index + PHRASE)
        while index < limit and not scene.before(index).strip(" '’\u00a0"):
            index += 1
        if index < ceiling and scene.before(index).strip() == "," and index in scene.name_at:
            name = scene.names[scene.name_at[index]]
            if not self.mentions.is_place(index):
                self.mentions.cast.persons.add(name.key)
                return self.mentions.named(name)
        return None


def attribution(source: Source | None, cue: Cue | None, scene: Scene) -> Attribution:
    """Source and cue as a record."""
    span = scene.cut(cue.first, cue.last) if cue else None
    return Attribution(
        source=(source.name or None) if source else None,
        source_span=source.span if source else None,
        cue=span.cut(scene.text) if span else None,
        cue_span=span,
        stance=Stance(cue.stance) if cue else Stance.SAID,
    )


def scene_joins(scene: Scene, index: int) -> bool:
    """Whether a word goes on with the phrase before it."""
    return not scene.before(index).strip(" '’s\u00a0")
