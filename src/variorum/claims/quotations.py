"""Quotations with their speakers: what stands between marks, and what is told with "said that"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from variorum.claims.bearing import with_roles
from variorum.claims.cast import gather
from variorum.claims.mentions import Mentions, Source
from variorum.claims.scene import Cue, Scene
from variorum.claims.sources import Sources, attribution
from variorum.claims.told import teller
from variorum.claims.unspaced import attributed_unspaced
from variorum.claims.utterances import with_utterances
from variorum.model import Quotation, Span
from variorum.text.marks import Quoted

_FAR = 16  # words between a quotation and the verb that says whose it is
_ENDS_OPEN = ",?!—–-;"
_MARKS = re.compile(r"[\"“”„«»‘’'‚‹›「」『』\s]+")
_HEADING = 100  # letters
_NAME_WORDS = 3
_WHOLE = 5  # words: a shorter stretch without a speaker is a term or a title, not speech


@dataclass(frozen=True, slots=True)
class _Frame:
    """The words around one quotation: of its first sentence before it, of its last sentence behind it."""

    floor: int  # first word of the sentence
    first: int  # first word of the quotation
    last: int  # first word behind it
    ceiling: int  # first word behind the sentence or of the next quotation


def find_quotations(scene: Scene) -> tuple[Quotation, ...]:
    """All quotations of a text in order: direct ones by sentence, so that each lies in one claim, and told ones."""
    sources = Sources(Mentions(scene, gather(scene)))
    found: list[Quotation] = []
    quotes = _by_sentence(scene)
    previous: Quotation | None = None
    tells = teller(scene, sources)
    for index, sentence in enumerate(scene.sentences):
        left: list[Quoted] = []
        for quote in quotes.get(index, ()):
            quotation = _attributed(scene, quote, sources, previous)
            if quotation is None:
                left.append(quote)
                continue
            found += _pieces(scene, quotation)
            previous = quotation
            _remember(scene, sources, quotation)
        told = tuple(tells.in_sentence(sentence))
        if not told and (carried := tells.carried(index, found[-1] if found else None)):
            told = (carried,)
        found += told
        found += _inside(scene, left, told) if left and told else ()
        for one in told:
            if one.statement:
                _remember(scene, sources, one)
                break
    ordered = sorted(found, key=lambda quotation: (quotation.span.start, quotation.direct))
    return with_roles(scene, sources.mentions, with_utterances(scene, ordered))


def _inside(scene: Scene, left: Sequence[Quoted], told: Sequence[Quotation]) -> Iterator[Quotation]:
    """Words in marks without a cue of their own inside of what is told: they are the teller's words too."""
    for quote in left:
        holder = next((one for one in told if one.statement and one.span.holds(quote.span)), None)
        if holder is None or quote.span.cut(scene.text).isupper():  # in capitals it is a headline
            continue
        frame = _frame(scene, quote)
        if not _is_heading(scene, quote) and not _is_name(scene, quote, frame) and not _is_title(scene, quote, frame):
            yield Quotation(span=quote.span, direct=True, attribution=holder.attribution)


def _by_sentence(scene: Scene) -> dict[int, list[Quoted]]:
    groups: dict[int, list[Quoted]] = {}
    for quote in scene.quotes:
        groups.setdefault(scene.sentence_at(quote.span.start), []).append(quote)
    return groups


def _attributed(scene: Scene, quote: Quoted, sources: Sources, previous: Quotation | None) -> Quotation | None:
    """One direct quotation; None where the marks hold a title, a nickname or a term."""
    if unspaced := attributed_unspaced(scene, quote):
        return Quotation(span=quote.span, direct=True, attribution=unspaced)
    frame = _frame(scene, quote)
    if _is_heading(scene, quote) or _is_name(scene, quote, frame):
        return None
    cue, source = _find_source(scene, quote, frame, sources)
    if cue is None and source is None:
        if _is_term(scene, quote, frame):
            return None
        spoken = _carried_on(scene, quote, sources, previous)
        return Quotation(span=quote.span, direct=True, attribution=attribution(spoken, None, scene) if spoken else None)
    if _is_title(scene, quote, frame):
        return None
    return Quotation(span=quote.span, direct=True, attribution=attribution(source, cue, scene))


def _frame(scene: Scene, quote: Quoted) -> _Frame:
    opening = scene.sentences[scene.sentence_at(quote.span.start)]
    ending = scene.sentences[scene.sentence_at(max(quote.span.start, quote.span.end - 1))]
    last = scene.word_at(quote.span.end)
    ceiling = scene.word_at(ending.end)
    following = bisect_left(scene.quote_starts, quote.span.end)
    if following < len(scene.quotes):
        ceiling = min(ceiling, scene.word_at(scene.quote_starts[following]))
    return _Frame(scene.word_at(opening.start), scene.word_at(quote.span.start), last, max(last, ceiling))


def _find_source(scene: Scene, quote: Quoted, frame: _Frame, sources: Sources) -> tuple[Cue | None, Source | None]:
    """The cue and source beside a quotation: behind it where it ends in a comma, else before it first."""
    tail = _tail_cue(scene, frame)
    leads = _lead_cues(scene, frame)
    prefixed = sources.prefixed_among(frame.last, frame.ceiling)
    if prefixed and not _lead_is_close(scene, frame):
        return None, prefixed
    looks: list[tuple[Cue, bool, bool]] = [(cue, False, True) for cue in leads]
    looks += [(cue, False, False) for cue in leads]
    tails = [(tail, True, False)] if tail else []
    for cue, is_tail, strict in tails + looks if _points_on(scene, quote, frame) else looks + tails:
        floor = frame.last if is_tail else frame.floor
        ceiling = frame.ceiling if is_tail else frame.first
        source = sources.of_cue(cue, floor=floor, ceiling=ceiling, strict=strict)
        if source is None and is_tail and cue.first == frame.last and frame.first > frame.floor:
            source = sources.before(cue, floor=frame.floor)
        if source:
            return cue, source
    prefixed = prefixed or sources.prefixed_among(frame.floor, frame.first)
    if prefixed is None and _after_colon(scene, quote, frame):
        prefixed = sources.mentions.subject(scene.sentence_at(quote.span.start))
    return tail or next(iter(leads), None), prefixed


def _points_on(scene: Scene, quote: Quoted, frame: _Frame) -> bool:
    """Whether the words behind the quotation say whose it is."""
    if frame.last >= frame.ceiling:
        return False
    before = scene.text[max(0, quote.span.start - 9) : quote.span.start].rstrip("\"“„«‘' \u00a0")[-1:]
    lead = frame.first > frame.floor
    follows = scene.text[quote.span.end : scene.words[frame.last].span.start]
    ends_open = scene.text[quote.span.end - 1] in _ENDS_OPEN or "," in follows
    if lead and before in ",:" and scene.words[frame.last].folded in scene.language.conjunctions:
        return False
    if lead and before == ":":
        return False
    if not ends_open:
        return not lead
    return not lead or (scene.text[quote.span.end - 1] in _ENDS_OPEN and not _lead_is_close(scene, frame))


def _lead_is_close(scene: Scene, frame: _Frame) -> bool:
    """Whether a cue stands right before the quotation: 'said Tuesday, "..."', 'described him as "..."'."""
    return any(index in scene.cues for index in range(max(frame.floor, frame.first - 4), frame.first))


def _tail_cue(scene: Scene, frame: _Frame) -> Cue | None:
    """The first cue behind a quotation, unless it brings in the next one."""
    for index in range(frame.last, min(frame.ceiling, frame.last + _FAR)):
        if index in scene.cues:
            cue = scene.cues[index]
            joined = scene.words[frame.last].folded in scene.language.conjunctions
            return None if joined and index > frame.last + 6 else cue
    return None


def _lead_cues(scene: Scene, frame: _Frame) -> list[Cue]:
    """The cues before a quotation in its sentence, the nearest first."""
    return [scene.cues[index] for index in range(frame.first - 1, frame.floor - 1, -1) if index in scene.cues]


def _after_colon(scene: Scene, quote: Quoted, frame: _Frame) -> bool:
    before = scene.text[max(0, quote.span.start - 5) : quote.span.start].rstrip("\"“„«‘' \u00a0")
    return frame.first > frame.floor and (
        before.endswith(":") or (before.endswith(",") and scene.text[quote.span.end - 1] in ".!?")
    )


def _carried_on(scene: Scene, quote: Quoted, sources: Sources, previous: Quotation | None) -> Source | None:
    """Who goes on speaking: the speaker of the quotation before, else whom the sentence before is about."""
    sentence = scene.sentence_at(quote.span.start)
    found = sources.mentions.last_spoken(sentence + 1, reach=4)
    if found is None and sentence:
        found = sources.mentions.subject(sentence - 1)
    if found is None and previous and previous.attribution and previous.attribution.source:
        found = Source(previous.attribution.source, quote.span, person=True)
    return found


def _is_term(scene: Scene, quote: Quoted, frame: _Frame) -> bool:
    """Whether words in marks are no speech, when no cue stands with them: a name, a term, a scare quotation."""
    count = frame.last - frame.first
    whole = frame.first == frame.floor and (frame.last >= frame.ceiling or not quote.closed)
    return not whole or (count < _WHOLE and scene.text[quote.span.end - 1] not in ".!?…")


def _is_name(scene: Scene, quote: Quoted, frame: _Frame) -> bool:
    """Whether marks set off the name of a ship or thing: « Lindora », „Dorn 6“. A cue right beside them makes speech.

    A colon before it, or a mark of the end of a sentence inside it, makes speech too.
    """
    words = scene.words[frame.first : frame.last]
    if not 1 <= len(words) <= _NAME_WORDS or not quote.closed or scene.text[quote.span.end - 1] in ".,!?…":
        return False
    starts = [scene.text[word.span.start] for word in words]
    if not starts[0].isupper() or not all(letter.isupper() or letter.isdigit() for letter in starts):
        return False
    articled = frame.first > frame.floor and scene.words[frame.first - 1].folded in scene.language.articles
    if (_lead_is_close(scene, frame) and not articled) or frame.last in scene.cues:
        return False
    if frame.first == frame.floor or scene.text[: quote.span.start].rstrip("\"“„«‘' \u00a0").endswith((":", ",")):
        return False
    before = scene.words[frame.first - 1]
    follows_noun = scene.text[before.span.start].islower() or articled or scene.language.nouns_are_capital
    return follows_noun or len(re.findall(re.escape(quote.span.cut(scene.text)), scene.text)) > 1


def _is_title(scene: Scene, quote: Quoted, frame: _Frame) -> bool:
    """Whether marks hold a title or the name of a thing: written like one, or brought in like one."""
    if frame.first == frame.floor:
        return False
    before = scene.words[frame.first - 1].folded
    if before in scene.language.naming_cues and before not in scene.language.articles:
        return True
    owned = scene.text[: scene.words[frame.first - 1].span.end].endswith(("'s", "’s"))
    words = scene.words[frame.first : frame.last]
    known = scene.language
    heavy = [w for w in words if w.folded not in known.stop_words]
    return (
        len(words) > 1
        and bool(heavy)
        and all(scene.text[w.span.start].isupper() for w in heavy)
        and scene.text[quote.span.end - 1] not in "!?"
        and (owned or not _lead_is_close(scene, frame))
    )


def _is_heading(scene: Scene, quote: Quoted) -> bool:
    """Whether the quotation is a whole paragraph without the end of a sentence: a heading between paragraphs."""
    start = scene.text.rfind("\n", 0, quote.span.start) + 1
    end = scene.text.find("\n", quote.span.end)
    line = scene.text[start : end if end >= 0 else len(scene.text)]
    if len(line) > 2 * _HEADING:
        return False
    inner = quote.span.cut(scene.text)
    rest = _MARKS.sub("", line.replace(inner, "", 1)).strip("-–— ")
    return not rest and inner[-1] not in ".!?…," and len(inner) < _HEADING and quote.closed


def _pieces(scene: Scene, quotation: Quotation) -> Iterator[Quotation]:
    """The quotation cut at the ends of sentences, so that each piece lies in one claim."""
    first = scene.sentence_at(quotation.span.start)
    last = scene.sentence_at(max(quotation.span.start, quotation.span.end - 1))
    for sentence in scene.sentences[first : last + 1]:
        span = Span(max(sentence.start, quotation.span.start), min(sentence.end, quotation.span.end))
        if span.start < span.end:
            yield Quotation(span=span, direct=quotation.direct, attribution=quotation.attribution)


def _remember(scene: Scene, sources: Sources, quotation: Quotation) -> None:
    attributed = quotation.attribution
    if attributed and attributed.source and attributed.source_span:
        cast = sources.mentions.cast
        is_person = any(cast.is_person(name) for name in cast.written.get(attributed.source, ()))
        source = Source(attributed.source, attributed.source_span, is_person)
        first = scene.sentence_at(quotation.span.start)
        last = scene.sentence_at(max(quotation.span.start, quotation.span.end - 1))
        for index in range(first, last + 1):
            sources.mentions.spoke[index] = source
