"""An article laid out for reading: its words, sentences, quotations, names and cues."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from typing import NamedTuple

from variorum.claims.dialogue import find_dialogue
from variorum.languages import Language, get_language
from variorum.model import LanguageTag, Span
from variorum.text.marks import Quoted, quoted
from variorum.text.names import Name, find_names
from variorum.text.sentences import sentences
from variorum.text.words import Word, words

_MOST_CUES = 30  # of one sentence that are read
_MOST_QUOTES = 40


class Cue(NamedTuple):
    """A verb that brings in what somebody said, as the words first to last of the article."""

    first: int
    last: int
    stance: str


@dataclass(frozen=True, slots=True)
class Scene:
    """One text with everything found in it; words are addressed by their place in `words`."""

    text: str
    language: Language
    words: tuple[Word, ...]
    starts: tuple[int, ...]  # of the words
    sentences: tuple[Span, ...]
    sentence_starts: tuple[int, ...]
    quotes: tuple[Quoted, ...]
    quote_starts: tuple[int, ...]
    names: tuple[Name, ...]
    name_at: dict[int, int]  # word -> name that it belongs to
    cues: dict[int, Cue]  # first word -> cue, outside of quotations
    prefixes: dict[int, int]  # first word of an "according to" outside of quotations -> the word behind it
    prefix_places: tuple[int, ...]  # its keys, in order

    def word_at(self, position: int) -> int:
        """The first word that starts at or after a place in the text."""
        return bisect_left(self.starts, position)

    def sentence_at(self, position: int) -> int:
        """The sentence that holds a place, or the last one before it; 0 where there is none before."""
        return max(0, bisect_right(self.sentence_starts, position) - 1)

    def same_paragraph(self, left: int, right: int) -> bool:
        """Whether two sentences, the earlier first, stand in one paragraph."""
        return "\n" not in self.text[self.sentences[left].start : self.sentences[right].start]

    def is_opening(self, position: int) -> bool:
        """Whether a sentence begins at a place."""
        return self.sentences[self.sentence_at(position)].start == position if self.sentences else False

    def is_quoted(self, position: int) -> bool:
        index = bisect_right(self.quote_starts, position) - 1
        return index >= 0 and position < self.quotes[index].span.end

    def between(self, left: int, right: int) -> str:
        """What stands between two words, or behind the last one."""
        end = self.words[right].span.start if right < len(self.words) else len(self.text)
        return self.text[self.words[left].span.end : end]

    def before(self, word: int) -> str:
        """What stands between a word and the one before it."""
        start = self.words[word - 1].span.end if word else 0
        return self.text[start : self.words[word].span.start]

    def cut(self, first: int, last: int) -> Span:
        return Span(self.words[first].span.start, self.words[last].span.end)


def lay_out(text: str, language: LanguageTag | None) -> Scene:
    """Everything that the reading of claims looks at, found once."""
    known = get_language(language)
    found = words(text)
    starts = tuple(word.span.start for word in found)
    names = find_names(text, language)
    name_at: dict[int, int] = {}
    for index, name in enumerate(names):
        for place in range(bisect_left(starts, name.span.start), bisect_left(starts, name.span.end)):
            name_at[place] = index
    split = sentences(text, language)
    sentence_starts = tuple(span.start for span in split)
    marked = quoted(text)
    spoken = (one for one in find_dialogue(text, found, known) if not any(one.span.overlaps(q.span) for q in marked))
    quotes = _sane(tuple(sorted((*marked, *spoken))), sentence_starts)
    scene = Scene(
        text=text,
        language=known,
        words=found,
        starts=starts,
        sentences=split,
        sentence_starts=sentence_starts,
        quotes=quotes,
        quote_starts=tuple(quote.span.start for quote in quotes),
        names=names,
        name_at=name_at,
        cues={},
        prefixes={},
        prefix_places=(),
    )
    scene.cues.update(_find_cues(scene))
    prefixes = _find_prefixes(scene)
    return replace(scene, prefixes=prefixes, prefix_places=tuple(prefixes))


def _sane(quotes: tuple[Quoted, ...], sentence_starts: tuple[int, ...]) -> tuple[Quoted, ...]:
    """The first quotations of each sentence: no writer sets dozens, and reading them takes time for each pair."""
    seen: Counter[int] = Counter()
    kept = []
    for quote in quotes:
        sentence = bisect_right(sentence_starts, quote.span.start)
        seen[sentence] += 1
        if seen[sentence] <= _MOST_QUOTES:
            kept.append(quote)
    return tuple(kept)


def _find_prefixes(scene: Scene) -> dict[int, int]:
    """Where "according to" and its like stand, the longest first."""
    prefixes = scene.language.attribution_prefixes
    heads = {phrase.partition(" ")[0] for phrase in prefixes}
    found: dict[int, int] = {}
    for index, word in enumerate(scene.words):
        if word.folded not in heads or scene.is_quoted(word.span.start):
            continue
        for size in (3, 2, 1):
            following = scene.words[index : index + size]
            if len(following) == size and " ".join(one.folded for one in following) in prefixes:
                found[index] = index + size
                break
    return found


def _brings_in(scene: Scene, word: int) -> bool:
    """Whether a statement follows right behind a word: "that", a quotation, a comma or a colon."""
    following = word + 1
    if following >= len(scene.words):
        return True
    return bool(scene.before(following).strip()) or scene.words[following].folded in scene.language.that_words


def _find_cues(scene: Scene) -> dict[int, Cue]:
    cues = scene.language.speech_cues
    heads = {phrase.partition(" ")[0] for phrase in cues if " " in phrase}
    found: dict[int, Cue] = {}
    in_sentence: Counter[int] = Counter()
    for index, word in enumerate(scene.words):
        last = index
        stance = cues.get(word.folded)
        if stance is None and "-" in word.folded:
            stance = cues.get(word.folded.partition("-")[0])  # "dit-il"
        if word.folded in heads and index + 1 < len(scene.words):
            longer = cues.get(f"{word.folded} {scene.words[index + 1].folded}")
            stance, last = (longer, index + 1) if longer else (stance, last)
        if word.folded in scene.language.ambiguous_cues and not _brings_in(scene, last):
            continue
        if stance and index not in scene.name_at and not scene.is_quoted(word.span.start):
            sentence = scene.sentence_at(word.span.start)
            in_sentence[sentence] += 1
            if in_sentence[sentence] <= _MOST_CUES:
                found[index] = Cue(index, last, stance)
    return found
