"""What is told as somebody's words without marks: "X said that ...", "..., X said", "according to X, ..."."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from variorum.claims.acts import find_acts
from variorum.claims.clauses import CommaClauses
from variorum.claims.content import Content, Contents
from variorum.claims.prefixes import Prefixes
from variorum.claims.scene import Cue, Scene
from variorum.claims.sources import Sources, attribution
from variorum.claims.subjects import Subjects
from variorum.languages import Telling, get_telling
from variorum.model import Quotation, Span

_OPENING = "\"“„«‘' \u00a0\u202f"
_CLOSING = "\"”“»’' \u00a0\u202f"
_BEFORE_COLON = 3  # words of a statement before a colon
_MOST = 30  # nouns and verbs of one sentence that are looked at


@dataclass(frozen=True, slots=True)
class Teller:
    """Reads the told statements of one article."""

    scene: Scene
    sources: Sources
    telling: Telling
    acts: Mapping[int, Cue]
    subjects: Subjects
    prefixes: Prefixes
    contents: Contents | CommaClauses
    nouns: Contents
    is_silent: bool = False  # nothing in the whole text brings in told words

    def in_sentence(self, sentence: Span) -> Iterator[Quotation]:
        """All that a sentence tells as somebody's; what is told inside of what is told is marked as nested."""
        told = [] if self.is_silent else list(self._all(sentence))
        for one in told:
            if not any(_holds(other, one) for other in told):
                yield one
            elif one.statement and self._is_spoken(one):
                yield replace(one, nested=True)

    def _all(self, sentence: Span) -> Iterator[Quotation]:
        scene = self.scene
        floor, ceiling = scene.word_at(sentence.start), scene.word_at(sentence.end)
        cues = [self.acts[index] for index in range(floor, ceiling) if index in self.acts]
        found = [one for cue in cues for one in self._by_cue(cue, floor=floor, ceiling=ceiling)]
        nouns = (i for i in range(floor, ceiling) if scene.words[i].folded in self.telling.saying_nouns)
        for noun in islice(nouns, _MOST):
            told = self._by_noun(noun, floor=floor, ceiling=ceiling) if noun not in self.acts else None
            found += [told] if told else []
        yield from found or self._backward(floor=floor, ceiling=ceiling)
        source, spans = self.prefixes.in_sentence(sentence) or (None, ())
        for span in spans:
            if not is_direct(scene, span):
                yield Quotation(span=span, direct=False, attribution=attribution(source, None, scene))

    def _is_spoken(self, told: Quotation) -> bool:
        """Whether a verb of speech, and not one of thought, brings it in."""
        cue = told.attribution.cue_span if told.attribution else None
        return bool(cue and self.scene.word_at(cue.start) in self.scene.cues)

    def carried(self, index: int, previous: Quotation | None) -> Quotation | None:
        """A sentence in the mood of told speech, without a cue: it goes on with what was told before it."""
        scene, contents, sentence = self.scene, self.contents, self.scene.sentences[index]
        if not self.telling.reporting_moods or not isinstance(contents, CommaClauses):
            return None
        follows = previous is not None and index - scene.sentence_at(max(0, previous.span.end - 1)) <= 1
        floor, ceiling = scene.word_at(sentence.start), scene.word_at(sentence.end)
        verbs = (word for word in range(floor, ceiling) if contents.is_told_verb(word, weak=follows))
        for verb in islice(verbs, _MOST):
            if not contents.in_side_clause(verb, floor):
                speaker = self.sources.mentions.last_spoken(index, reach=1) or self.sources.mentions.last_about(index)
                said = attribution(speaker, None, scene) if speaker else None
                return Quotation(span=scene.cut(floor, ceiling - 1), direct=False, attribution=said)
            clause = contents.that_clause(verb, floor, ceiling) if contents.is_told_verb(verb, weak=False) else None
            if clause:
                return Quotation(span=scene.cut(clause.first, clause.last - 1), direct=False)
        return None

    def _by_cue(self, cue: Cue, *, floor: int, ceiling: int) -> Iterator[Quotation]:
        source = self.subjects.of_cue(cue, floor=floor, ceiling=ceiling)
        if source is None:
            yield from self._unsourced(cue, floor=floor, ceiling=ceiling)
            return
        said = attribution(source, cue, self.scene)
        for content in self.contents.of_cue(cue, source, floor=floor, ceiling=ceiling):
            whole = self._span(content)
            span = self._before_colon(whole) if whole and is_direct(self.scene, whole) else whole
            if whole and span is None:
                return
            if span and not span.overlaps(source.span):
                yield Quotation(span=span, direct=False, statement=content.statement, attribution=said)

    def _before_colon(self, span: Span) -> Span | None:
        """What is told before a colon that brings in a quotation: "said that two things count: “...”"."""
        scene = self.scene
        quote = next((quote for quote in scene.quotes if span.start < quote.span.start < span.end), None)
        if quote is None:
            return None
        first, last = scene.word_at(span.start), scene.word_at(quote.span.start)
        if ":" not in scene.before(last) or last - first < _BEFORE_COLON:
            return None
        return scene.cut(first, last - 1)

    def _backward(self, *, floor: int, ceiling: int) -> Iterator[Quotation]:
        """ "Dies teilte X mit": what is told is the sentence before, in the same paragraph."""
        scene = self.scene
        cue = scene.cues.get(floor + 1)
        if cue is None or floor >= ceiling or scene.words[floor].folded not in self.telling.backward:
            return
        sentence = scene.sentence_at(scene.starts[floor])
        source = self.subjects.of_cue(cue, floor=floor, ceiling=ceiling)
        if source and sentence and scene.same_paragraph(sentence - 1, sentence):
            span = scene.sentences[sentence - 1]
            if not is_direct(scene, span):
                yield Quotation(span=span, direct=False, attribution=attribution(source, cue, scene))

    def _unsourced(self, cue: Cue, *, floor: int, ceiling: int) -> Iterator[Quotation]:
        """ "It was reported that ...": a clause that nobody is named for."""
        contents: list[Content] = []
        if isinstance(self.contents, CommaClauses) and cue.first in self.scene.cues:
            contents = self.contents.of_cue(cue, None, floor=floor, ceiling=ceiling)
        elif self.sources.is_passive(cue) and (that := self.contents.of_that(cue, ceiling)):
            contents = [that]
        span = self._span(contents[0]) if contents else None
        if span and not is_direct(self.scene, span):
            yield Quotation(span=span, direct=False, attribution=attribution(None, cue, self.scene))

    def _by_noun(self, noun: int, *, floor: int, ceiling: int) -> Quotation | None:
        """ "The ministry's claim that the dam was safe"."""
        scene = self.scene
        content = self.nouns.of_noun(noun, ceiling)
        span = self._span(content) if content else None
        if span is None or is_direct(scene, span):
            return None
        source = self.sources.mentions.ending_at(noun - 1, floor) if noun > floor else None
        if source is None and content and not content.statement:
            return None
        cue = Cue(noun, noun, self.telling.saying_nouns[scene.words[noun].folded])
        return Quotation(span=span, direct=False, attribution=attribution(source, cue, scene))

    def _span(self, content: Content) -> Span | None:
        if content.last <= content.first:
            return None
        span = self.scene.cut(content.first, content.last - 1)
        opens = self.scene.is_quoted(span.start) and not self.scene.is_quoted(span.end - 1)
        return Span(span.start - 1, span.end) if opens else span  # with the mark that a part of it closes


def teller(scene: Scene, sources: Sources) -> Teller:
    """The reader of what an article tells."""
    telling = get_telling(scene.language.tag)
    acts = find_acts(scene, telling)
    plain = Contents(scene, telling, acts)
    return Teller(
        scene=scene,
        sources=sources,
        telling=telling,
        acts=acts,
        subjects=Subjects(sources, telling, acts),
        prefixes=Prefixes(sources, telling),
        contents=CommaClauses(scene, telling, acts) if telling.comma_clauses else plain,
        nouns=plain,
        is_silent=not (acts or scene.prefixes or telling.comma_clauses)
        and not any(word.folded in telling.saying_nouns for word in scene.words),
    )


def _holds(outer: Quotation, inner: Quotation) -> bool:
    """Whether one is told to have said that the other said it."""
    cue = inner.attribution.cue_span if inner.attribution else None
    return outer is not inner and outer.span.holds(inner.span) and bool(cue and outer.span.holds(cue))


def is_direct(scene: Scene, span: Span) -> bool:
    """Whether the words are a quotation, alone or with what surrounds it: then they are no told statement.

    One that opens the words and ends in a comma is, and so is one behind a colon; a part quoted inside a clause is not.
    """
    words = scene.words[scene.word_at(span.start) : scene.word_at(span.end)]
    if all(scene.is_quoted(word.span.start) for word in words):
        return True
    for quote in scene.quotes:
        if not span.overlaps(quote.span):
            continue
        opens = quote.span.start <= span.start or scene.text[span.start : quote.span.start].rstrip(_OPENING).endswith(
            ":"
        )
        ends = scene.text[quote.span.end - 1] in ",.?!…" or scene.text[quote.span.end :].lstrip(_CLOSING).startswith(
            ","
        )
        if opens and ends:
            return True
    return False
