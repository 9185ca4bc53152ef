"""What stands beside "according to X" and its like, before a source ("laut X") or behind it ("X zufolge")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from variorum.claims.mentions import Source
from variorum.claims.scene import Scene
from variorum.claims.sources import Sources
from variorum.languages import Telling
from variorum.model import Span

_PHRASE = 9  # words of a source behind "nach Angaben"
_NOUN_WITHIN = 3  # words between "nach" and its "Angaben"


@dataclass(frozen=True, slots=True)
class Prefixes:
    """Finds the sources that prepositions bring in, and what they are said to have told."""

    sources: Sources
    telling: Telling

    @property
    def scene(self) -> Scene:
        return self.sources.scene

    def in_sentence(self, sentence: Span) -> tuple[Source, tuple[Span, ...]] | None:
        """The first source of a sentence that a preposition brings in, and the words told beside it."""
        scene = self.scene
        floor, ceiling = scene.word_at(sentence.start), scene.word_at(sentence.end)
        if self.telling.comma_clauses:
            first = next(self._places(floor, ceiling), None)
            return (first[1], tuple(self._around(first[1], first[0], floor=floor, ceiling=ceiling))) if first else None
        source = self.sources.prefixed_among(floor, ceiling)
        span = _beside(scene, source.span, sentence) if source else None
        return (source, (span,)) if source and span else None

    def _places(self, floor: int, ceiling: int) -> Iterator[tuple[int, Source]]:
        """Each "nach Angaben von X", "X zufolge" and ", so X" among some words: where it begins, and its source."""
        scene, told, mentions = self.scene, self.telling, self.sources.mentions
        for index in range(floor, ceiling):
            word = scene.words[index].folded
            if scene.is_quoted(scene.starts[index]):
                continue
            named = self._headed(index, ceiling) if word in told.prefix_heads else None
            named = named or self._prefixed(index, ceiling)
            if named:
                yield index, named
            elif word in told.suffixes and index > floor:
                start = owner = mentions.phrase_start(index - 1, floor)
                if (
                    owner - 1 > floor
                    and scene.words[owner].folded in scene.language.articles
                    and self._is_capital(owner - 1)
                ):
                    start = mentions.phrase_start(owner - 1, floor)  # "einem Bericht des Senders zufolge"
                yield start, mentions.phrase(owner, index - 1)

    def _prefixed(self, index: int, ceiling: int) -> Source | None:
        """ "Laut X"; ", so X" only behind a mark."""
        scene = self.scene
        behind = scene.prefixes.get(index, ceiling)
        if behind >= ceiling or not self._opens_name(behind):
            return None
        gap = scene.before(index)
        if scene.words[index].folded in self.telling.closing_prefixes and not any(mark in gap for mark in ",-–"):
            return None
        return self.sources.prefixed(behind, ceiling)

    def _headed(self, index: int, ceiling: int) -> Source | None:
        """ "Nach Angaben informierter Kreise", "laut einem Bericht des Senders": who stands behind the noun, or it."""
        scene, known, mentions = self.scene, self.scene.language, self.sources.mentions
        nouns = range(index + 1, min(ceiling, index + 1 + _NOUN_WITHIN))
        noun = next((i for i in nouns if scene.words[i].folded.endswith(self.telling.prefix_tails)), None)
        if noun is None:
            return None
        first, last = noun + 1, self._phrase_end(noun + 1, ceiling)
        if last > first + 1 and scene.words[first].folded in known.articles | self.telling.owner_words:
            first += 1
        span = scene.cut(first, last - 1) if last > first else scene.cut(index + 1, noun)
        name = scene.names[scene.name_at[last - 1]] if last > first and last - 1 in scene.name_at else None
        if name and name.span.end == span.end:
            return mentions.named(name)
        return Source(span.cut(scene.text), span, person=False)

    def _phrase_end(self, first: int, ceiling: int) -> int:
        """Where the nouns behind "Angaben" end: capital words, one article or "von" and an adjective before them."""
        scene, known = self.scene, self.scene.language
        last = first
        while last < ceiling and last - first < _PHRASE and not scene.before(last).strip(" „“'’"):
            word = scene.words[last].folded
            small = word in known.stop_words
            opens = last == first and word in known.articles | self.telling.owner_words
            describes = last - first < 2 and word.endswith(("er", "en")) and not small
            if not (scene.text[scene.starts[last]].isupper() or opens or describes):
                break
            last += 1
        while last > first and not scene.text[scene.starts[last - 1]].isupper():
            last -= 1
        return last

    def _is_capital(self, index: int) -> bool:
        return self.scene.text[self.scene.starts[index]].isupper()

    def _opens_name(self, index: int) -> bool:
        """Whether a name, a noun or an article stands at a word."""
        scene, word = self.scene, self.scene.words[index].folded
        if self._is_capital(index) or word in scene.language.articles:
            return True
        return word.endswith(("en", "er")) and index + 1 < len(scene.words) and self._is_capital(index + 1)

    def _around(self, source: Source, first: int, *, floor: int, ceiling: int) -> Iterator[Span]:
        """All of a sentence around its "nach Angaben von X", which begins at a word."""
        scene = self.scene
        last = max(first, scene.word_at(source.span.end))
        begin = next((place for place in range(first - 1, floor, -1) if ";" in scene.before(place)), floor)
        if first > begin and ";" not in scene.before(first):
            yield scene.cut(begin, first - 1)
        if last < ceiling and scene.words[last].folded in self.telling.suffixes:
            last += 1
        if ceiling - last > 1:
            yield scene.cut(last, ceiling - 1)


def _beside(scene: Scene, source: Span, sentence: Span) -> Span | None:
    """The larger part of a sentence beside its "according to X"."""
    first, last = scene.word_at(sentence.start), scene.word_at(sentence.end)
    begin, end = scene.word_at(source.start), scene.word_at(source.end)
    while end + 1 < last and scene.words[end].folded in scene.language.of_words and end + 1 in scene.name_at:
        end = scene.word_at(scene.names[scene.name_at[end + 1]].span.end)  # "of Port Model" belongs to the source
    before = next((i for i in range(begin - 1, first - 1, -1) if "," in scene.before(i)), None)
    places = [place for place in scene.prefix_places if first <= place < begin]
    left = (first, min([before if before is not None else begin, *places]) - 1)
    right = (end, last - 1)
    chosen = left if left[1] - left[0] >= right[1] - right[0] else right
    return scene.cut(*chosen) if chosen[1] > chosen[0] else None
