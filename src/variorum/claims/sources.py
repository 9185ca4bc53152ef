"""Who said it: the source beside a cue, pronouns and short names followed to the person they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from variorum.claims.cast import Cast, pronoun_kind
from variorum.claims.scene import Cue, Scene
from variorum.model import Attribution, Span
from variorum.text.names import Name

_BREAK = re.compile(r"[;:.!?()\[\]\"“”„«»]|—|–| - ")
_LOOK_BACK = 5  # sentences that a pronoun may reach back
_PHRASE = 7  # words of a source without a name: "a senior official of the foreign ministry"


class Source(NamedTuple):
    """Whom the words belong to, and where the article says so."""

    name: str
    span: Span
    person: bool


@dataclass(slots=True)
class Sources:
    """Finds sources, and remembers who spoke last, for the pronouns that follow."""

    scene: Scene
    cast: Cast
    spoke: dict[int, Source] = field(default_factory=dict)  # sentence -> its source

    def of_cue(self, cue: Cue, *, floor: int, ceiling: int, strict: bool = False) -> Source | None:
        """The source of a cue among the words floor to ceiling: before it, else behind it.

        A strict look takes only what stands right beside the cue.
        """
        if self._is_passive(cue):
            return None
        if "-" in self.scene.words[cue.first].folded and pronoun_kind(self.scene.words[cue.first].folded, self.scene):
            return self._pronoun(cue.first)
        found = self.before(cue, floor=floor, strict=strict) or self.after(cue, ceiling=ceiling)
        if found is None and self.scene.language.drops_subject:
            return self._unsaid(cue)
        return found

    def _unsaid(self, cue: Cue) -> Source | None:
        """Whom a verb without a subject means: who spoke last, or whom the sentence before is about."""
        sentence = self.scene.sentence_at(self.scene.words[cue.first].span.start)
        span = self.scene.cut(cue.first, cue.last)
        found = self.last_spoken(sentence) or (self.subject(sentence - 1) if sentence else None)
        return found._replace(span=span) if found else None

    def before(self, cue: Cue, *, floor: int, strict: bool = False) -> Source | None:
        """The subject in front of the cue: "Lavrov, who arrived on Friday, said"."""
        index, comma = self._skip_back(cue.first - 1, floor)
        if comma or index < floor:
            return self._joined(cue, floor) or (self._before_comma(index, floor) if comma else None)
        found = self._ending_at(index, floor)
        if found and self._is_document(cue, index):
            return self._first_mention(floor, index) or found
        if found or strict:
            return found
        return self._joined(cue, floor, near=True) or self._definite(index, floor) or self._nearest(index, floor)

    def after(self, cue: Cue, *, ceiling: int) -> Source | None:
        """The subject behind the cue: "said Culture Minister Hab Touch"."""
        scene, known = self.scene, self.scene.language
        index = cue.last + 1
        noun: int | None = None
        fallback: Source | None = None
        while index < ceiling:
            if index > cue.last + 1 and (_BREAK.search(scene.before(index)) or "," in scene.before(index)):
                break
            word = scene.words[index]
            if scene.is_quoted(word.span.start):
                break
            if index in scene.name_at:
                name = scene.names[scene.name_at[index]]
                index = scene.word_at(name.span.end)
                if not scene.text.startswith(("'s ", "’s "), name.span.end):
                    adjective = index < ceiling and self._word_follows(index)
                    if not (adjective or self._noun_follows(index, ceiling)):
                        return self._named(name)
                    fallback = self._named(name)
                continue
            if pronoun_kind(word.folded, scene) and index == cue.last + 1:
                return self._pronoun(index)
            if word.folded in known.source_people or word.folded in known.source_bodies:
                noun = index
            elif word.folded in known.stop_words and word.folded not in known.articles and word.folded != "of":
                break
            index += 1
        if noun is not None and not self._is_object(cue, noun):
            return self._apposed(index, ceiling) or self._phrase(cue.last + 1, noun)
        return (self._apposed(index, ceiling) or fallback) if fallback else None

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
            return found
        end = first
        while end < min(last, first + _PHRASE) and (end == first or scene_joins(self.scene, end)):
            end += 1
        return self._phrase(first, end - 1) if end > first else None

    def last_spoken(self, sentence: int, *, reach: int = _LOOK_BACK) -> Source | None:
        """Who spoke last before a sentence, or whom the sentence before is about."""
        for index in range(sentence - 1, max(-1, sentence - 1 - reach), -1):
            if index in self.spoke:
                return self.spoke[index]
        return None

    def subject(self, sentence: int) -> Source | None:
        """The first person or body that a sentence names outside of quotations."""
        span = self.scene.sentences[sentence]
        for place in self._words_of(span):
            if place in self.scene.name_at:
                name = self.scene.names[self.scene.name_at[place]]
                if self.cast.is_person(name):
                    return self._named(name)
        return None

    def _words_of(self, span: Span) -> Iterable[int]:
        scene = self.scene
        return (
            place
            for place in range(scene.word_at(span.start), scene.word_at(span.end))
            if not scene.is_quoted(scene.words[place].span.start)
        )

    def _is_document(self, cue: Cue, index: int) -> bool:
        """ "Issued a statement calling": the paper speaks for whoever issued it."""
        scene, known = self.scene, self.scene.language
        word = scene.words[index].folded
        return (
            scene.words[cue.first].folded.endswith("ing")
            and index not in scene.name_at
            and word in known.source_bodies
            and scene.words[self._phrase_start(index, 0)].folded in ("a", "an")
        )

    def _definite(self, index: int, floor: int) -> Source | None:
        """A short phrase with an article right before the cue, at the start of its clause: "the suit says"."""
        start = self._phrase_start(index, floor)
        if start == floor and self.scene.words[start].folded in self.scene.language.articles and start < index:
            return self._phrase(start, index)
        return None

    def _is_passive(self, cue: Cue) -> bool:
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
            if _BREAK.search(gap.replace(")", "").replace("—", "").replace("–", "")) and not gap.startswith("."):
                return floor - 1, comma
            word = scene.words[index].folded
            if index in scene.name_at or pronoun_kind(word, scene) or self._is_noun(word):
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

    def _is_noun(self, word: str) -> bool:
        known = self.scene.language
        return (word in known.source_people or word in known.source_bodies) and word not in known.stop_words

    def _joined(self, cue: Cue, floor: int, *, near: bool = False) -> Source | None:
        """Two verbs of one subject: "said that ..., adding", "said ... and predicted", "and last month threatened"."""
        scene = self.scene
        joint = self._joint(cue, floor)
        is_participle = scene.words[cue.first].folded.endswith("ing")
        if joint is None and (near or not is_participle):
            return None
        for index in range((joint or cue.first) - 1, floor - 1, -1):
            if index in scene.cues and not self._is_passive(scene.cues[index]):
                if is_participle and scene.words[index].folded.endswith("ing"):
                    continue
                found = self.before(scene.cues[index], floor=floor, strict=True)
                if found:
                    return found
        return self._first_mention(floor, cue.first)

    def _joint(self, cue: Cue, floor: int) -> int | None:
        """The "and" that joins the cue to an earlier verb: no mention stands between them."""
        scene = self.scene
        for index in range(cue.first - 1, max(floor, cue.first - _PHRASE) - 1, -1):
            word = scene.words[index].folded
            if word in scene.language.conjunctions:
                return index
            if index in scene.name_at or self._is_noun(word) or pronoun_kind(word, scene):
                return None
        return None

    def _before_comma(self, index: int, floor: int) -> Source | None:
        """The mention that an apposition follows: "Jacques, who owns a restaurant, told"."""
        scene = self.scene
        for place in range(floor, index + 1):
            ends = place == index or not self._same_mention(place, place + 1)
            if not ends or (
                "," not in scene.before(place + 1)
                and not scene.before(place + 1).strip(" ,").startswith(("(", "—", "–"))
            ):
                continue
            if place in scene.name_at and self._is_oblique(place):
                continue
            if place in scene.name_at or self._is_noun(scene.words[place].folded):
                found = self._ending_at(place, floor)
                if found:
                    return (None if found.person and place in scene.name_at else self._named_behind(place)) or found
        return self._nearest(index, floor)

    def _named_behind(self, place: int) -> Source | None:
        """ "One of her lawyers, Anna Exemple, says": the name behind the comma is who speaks."""
        scene = self.scene
        following = place + 1
        if following not in scene.name_at or "," not in scene.before(following):
            return None
        name = scene.names[scene.name_at[following]]
        return self._named(name) if scene.text[name.span.end : name.span.end + 1] in (",", " ") else None

    def _is_oblique(self, place: int) -> bool:
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

    def _is_place(self, place: int) -> bool:
        name = self.scene.names[self.scene.name_at[place]]
        first = self.scene.word_at(name.span.start)
        return first > 0 and self.scene.words[first - 1].folded in self.scene.language.place_prepositions

    def _same_mention(self, left: int, right: int) -> bool:
        at = self.scene.name_at
        return left in at and at.get(right) == at[left]

    def _ending_at(self, index: int, floor: int) -> Source | None:
        """The mention whose last word this is."""
        scene = self.scene
        word = scene.words[index].folded
        if index in scene.name_at:
            name = scene.names[scene.name_at[index]]
            first = scene.word_at(name.span.start)
            head = self._head_before(first, floor)
            return self._phrase(head[0], index, core=head[1]) if head else self._named(name)
        if pronoun_kind(word, scene):
            return self._pronoun(index)
        if self._is_noun(word):
            start = self._phrase_start(index, floor)
            head = self._head_before(start, floor)
            return self._phrase(head[0], index, core=head[1]) if head else self._phrase(start, index)
        return None

    def _head_before(self, first: int, floor: int) -> tuple[int, int] | None:
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
            return self._phrase_start(head, floor), head
        if head in scene.name_at and self.cast.is_person(scene.names[scene.name_at[head]]):
            return scene.word_at(scene.names[scene.name_at[head]].span.start), head
        return None

    def _phrase_start(self, index: int, floor: int) -> int:
        """Where the noun phrase begins that ends at a noun: at its article, or at the first adjective or name."""
        scene, known = self.scene, self.scene.language
        start = index
        while start > floor and index - start < _PHRASE:
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

    def _nearest(self, index: int, floor: int) -> Source | None:
        """The closest mention before a place, in the same clause."""
        scene = self.scene
        for place in range(index, max(floor, index - 2 * _PHRASE) - 1, -1):
            if scene.is_quoted(scene.words[place].span.start) or (
                place < index and _BREAK.search(scene.before(place + 1))
            ):
                return None
            found = self._ending_at(place, floor)
            if found:
                return found
        return None

    def _first_mention(self, floor: int, ceiling: int) -> Source | None:
        """The first person among some words, else the first mention of any kind that no preposition governs."""
        scene = self.scene
        for place in range(floor, ceiling):
            found = self._ending_at(place, floor) if place in scene.name_at or pronoun_kind_at(scene, place) else None
            quoted = scene.is_quoted(scene.words[place].span.start)
            if found and found.person and not quoted and not (place in scene.name_at and self._is_oblique(place)):
                return found
        for place in range(floor, ceiling):
            if scene.is_quoted(scene.words[place].span.start) or self._same_mention(place, place + 1):
                continue
            found = self._ending_at(place, floor)
            if found and not (place in scene.name_at and self._is_place(place)):
                return found
        return None

    def _noun_follows(self, index: int, ceiling: int) -> bool:
        """Whether small words of the same phrase follow, up to a noun that speaks: "Chinese ministry spokeswoman X"."""
        scene = self.scene
        for place in range(index, min(ceiling, index + 4)):
            if scene.before(place).strip():
                return False
            if place in scene.name_at or self._is_noun(scene.words[place].folded):
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
        limit = min(ceiling, index + _PHRASE)
        while index < limit and not scene.before(index).strip(" '’\u00a0"):
            index += 1
        if index < ceiling and scene.before(index).strip() == "," and index in scene.name_at:
            name = scene.names[scene.name_at[index]]
            if not self._is_place(index):
                return self._named(name)
        return None

    def _named(self, name: Name) -> Source:
        return Source(self.cast.full_name(name), name.bare, self.cast.is_person(name))

    def _phrase(self, first: int, last: int, *, core: int | None = None) -> Source:
        scene = self.scene
        if core is not None and core in scene.name_at:
            return self._named(scene.names[scene.name_at[core]])
        head = scene.words[core if core is not None else last].folded
        if core is None and (named := self._bearer(first, last)):
            return named
        start = first
        while start < last and scene.words[start].folded in scene.language.articles:
            start += 1
        span = scene.cut(start, core if core is not None else last)
        return Source(span.cut(scene.text), scene.cut(first, last), head in scene.language.source_people)

    def _bearer(self, first: int, last: int) -> Source | None:
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

    def _pronoun(self, index: int) -> Source | None:
        """Whom a pronoun means: the last speaker whom it fits, or the person whom a sentence before is about."""
        scene = self.scene
        kind = pronoun_kind(scene.words[index].folded, scene)
        sentence = scene.sentence_at(scene.words[index].span.start)
        span = scene.words[index].span
        assert kind is not None
        begin = scene.word_at(scene.sentences[sentence].start)
        for place in range(begin, index):
            found = self._fitting(place, kind)
            if found and not self._is_place(place):
                return Source(found.name, span, found.person)
        for earlier in range(sentence - 1, max(-1, sentence - 1 - _LOOK_BACK), -1):
            source = self._about(earlier, kind)
            if source:
                return Source(source.name, span, source.person)
        return None

    def _about(self, sentence: int, kind: str) -> Source | None:
        spoken = self.spoke.get(sentence)
        if spoken and spoken.person == (kind != "thing"):
            return spoken
        for place in self._words_of(self.scene.sentences[sentence]):
            found = self._fitting(place, kind)
            if found and not self._is_place(place):
                return found
        return None

    def _fitting(self, place: int, kind: str) -> Source | None:
        scene = self.scene
        if place not in scene.name_at or scene.is_quoted(scene.words[place].span.start):
            return None
        name = scene.names[scene.name_at[place]]
        if kind == "thing":
            following = scene.word_at(name.span.end)
            body = following < len(scene.words) and scene.words[following].folded in scene.language.source_bodies
            body = body or any(word in scene.language.source_bodies for word in name.key.split())
            return self._named(name)._replace(person=False) if body else None
        return self._named(name) if kind in ("male", "female", "any") and self.cast.fits(name, kind) else None


def attribution(source: Source | None, cue: Cue | None, scene: Scene) -> Attribution:
    """Source and cue as a record."""
    span = scene.cut(cue.first, cue.last) if cue else None
    return Attribution(
        source=source.name if source else None,
        source_span=source.span if source else None,
        cue=span.cut(scene.text) if span else None,
        cue_span=span,
    )


def pronoun_kind_at(scene: Scene, index: int) -> str | None:
    """Which pronoun stands at a word."""
    return pronoun_kind(scene.words[index].folded, scene)


def scene_joins(scene: Scene, index: int) -> bool:
    """Whether a word goes on with the phrase before it."""
    return not scene.before(index).strip(" '’s\u00a0")
