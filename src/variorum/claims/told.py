"""What is told as somebody's words without marks: "X said that ...", "..., X said", "according to X, ..."."""

from __future__ import annotations

from variorum.claims.mentions import Source
from variorum.claims.scene import Cue, Scene
from variorum.claims.sources import Sources, attribution
from variorum.model import Quotation, Span

_VERB_WITHIN = 12  # words after the subject of a statement that has no "that"
_OPENING = "\"“„«‘' \u00a0\u202f"
_CLOSING = "\"”“»’' \u00a0\u202f"
_THAT_WITHIN = 8  # words between a cue and its "that": "told reporters in the capital on Monday that"


def find_told(scene: Scene, sentence: Span, sources: Sources) -> Quotation | None:
    """The first statement that a sentence tells as somebody's."""
    floor, ceiling = scene.word_at(sentence.start), scene.word_at(sentence.end)
    for index in range(floor, ceiling):
        if index not in scene.cues:
            continue
        told = _by_cue(scene, scene.cues[index], sources, floor=floor, ceiling=ceiling)
        if told:
            return told
    source = sources.prefixed_among(floor, ceiling)
    span = _beside(scene, source.span, sentence) if source else None
    if source is None or span is None or _is_direct(scene, span):
        return None
    return Quotation(span=span, direct=False, attribution=attribution(source, None, scene))


def _by_cue(scene: Scene, cue: Cue, sources: Sources, *, floor: int, ceiling: int) -> Quotation | None:
    source = sources.of_cue(cue, floor=floor, ceiling=ceiling, strict=True)
    if source is None:
        return None
    content = _content(scene, cue, source, floor=floor, ceiling=ceiling)
    if content is None or content.overlaps(source.span) or _is_direct(scene, content):
        return None
    return Quotation(span=content, direct=False, attribution=attribution(source, cue, scene))


def _content(scene: Scene, cue: Cue, source: Source, *, floor: int, ceiling: int) -> Span | None:
    """The words of the statement: behind "that", behind the cue where a clause follows, or before "X said"."""
    start = cue.last + 1
    that = _that_behind(scene, start, ceiling)
    if that is not None and that + 1 < ceiling:
        return scene.cut(that + 1, ceiling - 1)
    said = min(_with_titles(scene, scene.word_at(source.span.start), floor), cue.first)
    end = max(scene.word_at(source.span.end), start)
    comma = _comma_before(scene, said, floor)
    if comma is not None and comma - floor > ceiling - end:
        return scene.cut(floor, comma - 1)
    return scene.cut(start, ceiling - 1) if _opens_clause(scene, start, ceiling) else None


def _with_titles(scene: Scene, word: int, floor: int) -> int:
    """The first word of a name with the titles and nouns before it: "coastguard spokesman Ada Model"."""
    known = scene.language
    if word in scene.name_at:
        word = scene.word_at(scene.names[scene.name_at[word]].span.start)
    while word > floor and scene.before(word).isspace():
        before = scene.words[word - 1].folded
        if before not in known.titles | known.source_people | known.source_bodies:
            break
        word -= 1
    return word


def _is_direct(scene: Scene, span: Span) -> bool:
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


def _that_behind(scene: Scene, start: int, ceiling: int) -> int | None:
    """The "that" that belongs to a cue: only who listens, days and small words stand between."""
    known = scene.language
    for index in range(start, min(ceiling, start + _THAT_WITHIN)):
        word = scene.words[index].folded
        if scene.is_quoted(scene.starts[index]):
            return None
        if word in known.that_words:
            return index
        light = index in scene.name_at or word in known.stop_words or word in known.calendar or word in known.people
        if not (light or word in known.source_people or word in known.source_bodies or word.endswith("ly")):
            return None
    return None


def _comma_before(scene: Scene, word: int, floor: int) -> int | None:
    """The word behind the comma right before "X said", auxiliaries passed over: "..., a dit le maire"."""
    for index in (word, word - 1, word - 2):
        if index <= floor + 2:
            return None
        if "," in scene.before(index):
            return index
        if scene.words[index - 1].folded not in scene.language.stop_words:
            return None
    return None


def _opens_clause(scene: Scene, index: int, ceiling: int) -> bool:
    """Whether a statement follows the cue without "that": a subject opens it, and a finite verb comes soon."""
    if index + 2 >= ceiling or scene.is_quoted(scene.starts[index]):
        return False
    following = [word.folded for word in scene.words[index + 1 : min(ceiling, index + _VERB_WITHIN)]]
    return any(word in scene.language.finite_verbs for word in following)


def _beside(scene: Scene, source: Span, sentence: Span) -> Span | None:
    """The larger part of a sentence beside its "according to X"."""
    first, last = scene.word_at(sentence.start), scene.word_at(sentence.end)
    begin, end = scene.word_at(source.start), scene.word_at(source.end)
    before = next((i for i in range(begin - 1, first - 1, -1) if "," in scene.before(i)), None)
    left = (first, (before if before is not None else begin) - 1)
    right = (end, last - 1)
    chosen = left if left[1] - left[0] >= right[1] - right[0] else right
    return scene.cut(*chosen) if chosen[1] > chosen[0] else None
