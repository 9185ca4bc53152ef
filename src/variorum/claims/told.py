"""What is told as somebody's words without marks: "X said that ...", "..., X said", "according to X, ..."."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace

from variorum.claims.cast import pronoun_kind
from variorum.claims.clauses import CommaClauses
from variorum.claims.content import Content, Contents
from variorum.claims.mentions import BREAK, Source
from variorum.claims.scene import Cue, Scene
from variorum.claims.sources import Sources, attribution
from variorum.languages import Telling, get_telling
from variorum.model import Quotation, Span, Stance

_OPENING = "\"“„«‘' \u00a0\u202f"
_CLOSING = "\"”“»’' \u00a0\u202f"
_BEFORE_COLON = 4  # words of a statement before a colon
_LONG_SUBJECT = 25  # words of a subject that opens its sentence
_SUBJECT = 9  # words of a subject that is neither name nor known noun


@dataclass(frozen=True, slots=True)
class Teller:
    """Reads the told statements of one article."""

    scene: Scene
    sources: Sources
    telling: Telling
    acts: Mapping[int, Cue]
    contents: Contents | CommaClauses
    nouns: Contents

    def in_sentence(self, sentence: Span) -> Iterator[Quotation]:
        """All that a sentence tells as somebody's."""
        scene = self.scene
        floor, ceiling = scene.word_at(sentence.start), scene.word_at(sentence.end)
        told = [
            one
            for index in range(floor, ceiling)
            if index in self.acts
            for one in self._by_cue(self.acts[index], floor=floor, ceiling=ceiling)
        ]
        nouns = (i for i in range(floor, ceiling) if scene.words[i].folded in self.telling.saying_nouns)
        told += filter(None, (self._by_noun(i, floor=floor, ceiling=ceiling) for i in nouns if i not in self.acts))
        if not told and floor < ceiling and scene.words[floor].folded in self.telling.backward and floor + 1 in scene.cues:
            told += self._backward(scene.cues[floor + 1], floor=floor, ceiling=ceiling)
        told += self._prefixed(sentence, floor=floor, ceiling=ceiling)
        for one in told:
            if not any(_holds(other, one) for other in told):
                yield one
            elif one.statement and one.attribution and one.attribution.cue_span:
                if scene.word_at(one.attribution.cue_span.start) in scene.cues:
                    yield replace(one, nested=True)

    def carried(self, index: int, previous: Quotation | None) -> Quotation | None:
        """A sentence in the mood of told speech, without a cue: it goes on with what was told before it."""
        scene, contents, sentence = self.scene, self.contents, self.scene.sentences[index]
        if not self.telling.reporting_moods or not isinstance(contents, CommaClauses):
            return None
        follows = previous is not None and index - scene.sentence_at(max(0, previous.span.end - 1)) <= 1
        floor, ceiling = scene.word_at(sentence.start), scene.word_at(sentence.end)
        for word in range(floor, ceiling):
            if not contents.is_told_verb(word, weak=follows):
                continue
            if not contents.in_side_clause(word, floor):
                speaker = self.sources.mentions.last_spoken(index, reach=1) or self.sources.mentions.last_about(index)
                said = attribution(speaker, None, scene) if speaker else None
                return Quotation(span=scene.cut(floor, ceiling - 1), direct=False, attribution=said)
            clause = contents.that_clause(word, floor, ceiling) if contents.is_told_verb(word, weak=False) else None
            if clause:
                return Quotation(span=scene.cut(clause.first, clause.last - 1), direct=False)
        return None

    def _by_cue(self, cue: Cue, *, floor: int, ceiling: int) -> Iterator[Quotation]:
        source = self._source(cue, floor=floor, ceiling=ceiling)
        if source is None:
            yield from self._unsourced(cue, floor=floor, ceiling=ceiling)
            return
        for content in self.contents.of_cue(cue, source, floor=floor, ceiling=ceiling):
            span = self._span(content)
            if span and is_direct(self.scene, span):
                span = self._before_colon(span)
                if span is None:
                    return
            if span and not span.overlaps(source.span):
                yield Quotation(
                    span=span,
                    direct=False,
                    statement=content.statement,
                    attribution=attribution(source, cue, self.scene),
                )

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

    def _backward(self, cue: Cue, *, floor: int, ceiling: int) -> Iterator[Quotation]:
        """ "Dies teilte X mit": what is told is the sentence before, in the same paragraph."""
        scene = self.scene
        sentence = scene.sentence_at(scene.starts[floor])
        source = self._source(cue, floor=floor, ceiling=ceiling)
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

    def _span(self, content: Content) -> Span | None:
        return self.scene.cut(content.first, content.last - 1) if content.last > content.first else None

    def _source(self, cue: Cue, *, floor: int, ceiling: int) -> Source | None:
        if self.sources.is_passive(cue) and self.scene.words[cue.first].folded not in self.telling.states:
            return None
        relative = self._relative(cue, floor)
        if relative:
            return relative
        known = self.scene.language
        found = self.sources.of_cue(cue, floor=floor, ceiling=ceiling, strict=True)
        if found is None and known.verb_second:
            return self._noun_before(cue, floor) or self._unknown(cue, ceiling)
        if found is None:
            return self._subject(cue, floor) or self._unknown(cue, ceiling)
        inverts = known.verb_second or known.drops_subject or cue.first == floor or self.scene.before(cue.first).strip()
        if found.span.start < self.scene.starts[cue.first] or inverts:
            return found
        return self._subject(cue, floor)

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

    def _unknown(self, cue: Cue, ceiling: int) -> Source | None:
        """A pronoun beside a cue that stands for nobody known: the place is kept, without a name."""
        scene = self.scene
        for place in (cue.first - 1, cue.last + 1):
            if 0 <= place < ceiling and pronoun_kind(scene.words[place].folded, scene):
                return Source("", scene.words[place].span, person=True)
        return None

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

    def _by_noun(self, noun: int, *, floor: int, ceiling: int) -> Quotation | None:
        """ "The ministry's claim that the dam was safe"."""
        scene = self.scene
        content = self.nouns.of_noun(noun, ceiling)
        span = self._span(content) if content else None
        if span is None or is_direct(scene, span):
            return None
        source = self.sources.mentions.ending_at(noun - 1, floor) if noun > floor else None
        cue = Cue(noun, noun, self.telling.saying_nouns[scene.words[noun].folded])
        return Quotation(span=span, direct=False, attribution=attribution(source, cue, scene))

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
        last = cue.first - 1
        while last > floor and (
            scene.words[last].folded in known.finite_verbs
            or scene.words[last].folded.endswith("ly")
            or scene.words[last].folded in self.telling.times
        ):
            last -= 1
        first = last
        while first > floor and last - first < _SUBJECT and not scene.before(first).strip(" '’\u00a0"):
            word = scene.words[first - 1].folded
            if word in known.that_words | known.conjunctions or word in known.finite_verbs or first - 1 in self.acts:
                break
            first -= 1
        opens = first == floor or BREAK.search(scene.before(first)) or "," in scene.before(first)
        opens = opens or scene.words[first - 1].folded in known.that_words | known.conjunctions
        if not opens and cue.first - floor <= _LONG_SUBJECT and not any(i in self.acts for i in range(floor, cue.first)):
            return self._long_subject(cue, floor)
        if not opens and scene.words[cue.first].folded.endswith("ing"):
            first = self.sources.mentions.phrase_start(last, floor)
            opens = scene.words[first].folded in known.articles
        if scene.words[first].folded in known.that_words:
            first += 1
        if first > last or not opens or last - first >= _SUBJECT or last < floor:
            return None
        head, opening = scene.words[last].folded, scene.words[first].folded
        if head in known.stop_words or scene.is_quoted(scene.starts[last]) or pronoun_kind(head, scene):
            return None
        if head in self.telling.times or head in known.calendar or head.endswith(tuple(known.verb_endings)):
            return None
        small = opening in known.stop_words and first not in scene.name_at
        if small and opening not in known.articles | self.telling.quantifiers:
            return None
        span = scene.cut(first, last)
        return Source(span.cut(scene.text), span, person=False)

    def _prefixed(self, sentence: Span, *, floor: int, ceiling: int) -> Iterator[Quotation]:
        """What stands beside an "according to", on either side of it."""
        scene = self.scene
        if self.telling.comma_clauses:
            for place, source in self._prefixes(floor, ceiling):
                for span in _around(scene, source, place, self.telling.suffixes, floor=floor, ceiling=ceiling):
                    if not is_direct(scene, span):
                        yield Quotation(span=span, direct=False, attribution=attribution(source, None, scene))
                return
            return
        source = self.sources.prefixed_among(floor, ceiling)
        if source is None:
            return
        span = _beside(scene, source.span, sentence)
        if span and not is_direct(scene, span):
            yield Quotation(span=span, direct=False, attribution=attribution(source, None, scene))

    def _prefixes(self, floor: int, ceiling: int) -> Iterator[tuple[int, Source]]:
        """Each "nach Angaben von X", "X zufolge" and ", so X" among some words: where it begins, and its source."""
        scene, told = self.scene, self.telling
        for index in range(floor, ceiling):
            word = scene.words[index].folded
            if scene.is_quoted(scene.starts[index]):
                continue
            named = self._headed(index, ceiling) if word in told.prefix_heads else None
            if named:
                yield index, named
            elif index in scene.prefixes and scene.prefixes[index] < ceiling:
                behind = scene.prefixes[index]
                gap = scene.before(index)
                if word in told.closing_prefixes and not ("," in gap or "-" in gap or "–" in gap):
                    continue
                if self._opens_name(behind) and (source := self.sources.prefixed(behind, ceiling)):
                    yield index, source
            elif word in told.suffixes and index > floor:
                start = self.sources.mentions.phrase_start(index - 1, floor)
                yield start, self.sources.mentions.phrase(start, index - 1)

    def _headed(self, index: int, ceiling: int) -> Source | None:
        """ "Nach Angaben informierter Kreise", "laut einem Bericht des Senders": who is behind the noun, else the noun."""
        scene, known = self.scene, self.scene.language
        nouns = range(index + 1, min(ceiling, index + 4))
        noun = next((i for i in nouns if scene.words[i].folded.endswith(self.telling.prefix_tails)), None)
        if noun is None:
            return None
        last = first = noun + 1
        while last < ceiling and last - first < _SUBJECT and not scene.before(last).strip(" „“'’"):
            word = scene.words[last]
            if scene.text[word.span.start].isupper():
                last += 1
            elif last == first and (word.folded in known.articles or word.folded in known.of_words | {"von", "aus"}):
                last += 1
            elif last - first < 2 and word.folded.endswith(("er", "en")) and word.folded not in known.stop_words:
                last += 1
            else:
                break
        while last > first and not scene.text[scene.starts[last - 1]].isupper():
            last -= 1
        if last > first + 1 and scene.words[first].folded in known.articles | {"von", "aus"}:
            first += 1
        if last == first:
            span = scene.cut(index + 1, noun)
            return Source(span.cut(scene.text), span, person=False)
        name = scene.names[scene.name_at[last - 1]] if last - 1 in scene.name_at else None
        span = scene.cut(first, last - 1)
        return self.sources.mentions.named(name) if name and name.span.end == span.end else Source(span.cut(scene.text), span, person=False)

    def _opens_name(self, index: int) -> bool:
        """Whether a name, a noun or an article stands at a word."""
        scene = self.scene
        word = scene.words[index]
        return scene.text[word.span.start].isupper() or word.folded in scene.language.articles or word.folded.endswith(("en", "er"))


def teller(scene: Scene, sources: Sources) -> Teller:
    """The reader of what an article tells."""
    telling = get_telling(scene.language.tag)
    capital = scene.language.nouns_are_capital
    spoken = {index: cue for index, cue in scene.cues.items() if not _is_noun_here(scene, index, telling)}
    if capital:
        spoken = {index: cue for index, cue in spoken.items() if scene.text[scene.starts[index]].islower()}
    acts = {**_find_thoughts(scene, telling), **spoken}
    plain = Contents(scene, telling, acts)
    contents = CommaClauses(scene, telling, acts, plain) if telling.comma_clauses else plain
    return Teller(scene, sources, telling, acts, contents, plain)


def _find_thoughts(scene: Scene, telling: Telling) -> dict[int, Cue]:
    """Verbs of thought and will outside of quotations and names, the longer phrase first."""
    found: dict[int, Cue] = {}
    for index, word in enumerate(scene.words):
        if index in scene.name_at or scene.is_quoted(word.span.start):
            continue
        following = scene.words[index + 1].folded if index + 1 < len(scene.words) else ""
        longer = telling.thinking.get(f"{word.folded} {following}")
        stance = longer or telling.thinking.get(word.folded)
        if word.folded in telling.states:
            stance = Stance.BELIEVED
        if stance and not _is_noun_here(scene, index, telling):
            found[index] = Cue(index, index + 1 if longer else index, stance)
    return found


def _holds(outer: Quotation, inner: Quotation) -> bool:
    """Whether one is told to have said that the other said it."""
    cue = inner.attribution.cue_span if inner.attribution else None
    return outer is not inner and outer.span.holds(inner.span) and bool(cue and outer.span.holds(cue))


def _is_noun_here(scene: Scene, index: int, telling: Telling) -> bool:
    """Whether a word that may be a verb is a noun by what stands before it: "the support", "of need"."""
    if not index or scene.before(index).strip(" \u00a0"):
        return bool(index) and scene.before(index).startswith(("'s", "’s"))
    before = scene.words[index - 1].folded
    return before in telling.noun_before or before.endswith("'s") or before in ("'s", "s")


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


def _around(scene: Scene, source: Source, first: int, suffixes: Set[str], *, floor: int, ceiling: int) -> Iterator[Span]:
    """All of a sentence around its "nach Angaben von X", which begins at a word."""
    last = max(first, scene.word_at(source.span.end))
    begin = next((place for place in range(first - 1, floor, -1) if ";" in scene.before(place)), floor)
    if first > begin and ";" not in scene.before(first):
        yield scene.cut(begin, first - 1)
    if last < ceiling and scene.words[last].folded in suffixes:
        last += 1
    if ceiling - last > 1:
        yield scene.cut(last, ceiling - 1)


def _beside(scene: Scene, source: Span, sentence: Span) -> Span | None:
    """The larger part of a sentence beside its "according to X"."""
    first, last = scene.word_at(sentence.start), scene.word_at(sentence.end)
    begin, end = scene.word_at(source.start), scene.word_at(source.end)
    before = next((i for i in range(begin - 1, first - 1, -1) if "," in scene.before(i)), None)
    left = (first, (before if before is not None else begin) - 1)
    right = (end, last - 1)
    chosen = left if left[1] - left[0] >= right[1] - right[0] else right
    return scene.cut(*chosen) if chosen[1] > chosen[0] else None
