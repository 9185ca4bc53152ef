"""Sentences of a text as spans: paragraphs never run together, abbreviations stay whole, quotations are split too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain

from sentencex import get_sentence_boundaries

from variorum.languages import Language, get_language
from variorum.model import LanguageTag, Span
from variorum.text.marks import quoted
from variorum.text.word_lists import read_words
from variorum.text.words import fold, whole

_CLOSING = "\"'”’»)]）」』"
_OPENING = "(\"'“‘„«»‚[¿¡"
_END = re.compile(r"[.!?…。｡！？؟।॥۔။។៕።፨։།༎]|፡፡")
# Urdu, Burmese, Khmer (whose "etc." holds two stops), Ethiopic (also typed as two word marks), Armenian and Tibetan
# (whose sentences end in one stop, or two with a blank between them), Japanese in half width: unknown to the splitter.
_OTHER_END = re.compile(r"(?:[۔။៕።፨։｡]|។(?!ល។)|፡፡|[།༎](?: *[།༎])*)[\"'”’»)\]」]*")
_SHORT = 25  # letters: a Thai or Lao opener so near to the last end, or to the end of all, begins a clause
_ABBREVIATED = re.compile(r"(?<![฀-๿])[฀-๿]{1,4}\.$")  # Thai: a stop behind so few letters, as in "พ.ศ."
_BEFORE_QUOTATION = re.compile(r"(?<=[.!?…])\s+(?=[\"“«„][^\W\d_])")
_ASKED = re.compile(r"[!?！？][\"'”’»“‘」』]+$")
_CUE_WITHIN = 6  # words between a quotation that ends in ? or ! and the verb that says who asked: "Mr. X of Y asked"


@lru_cache(maxsize=256)
def sentences(text: str, language: LanguageTag | None) -> tuple[Span, ...]:
    """Spans of the sentences of a text whose paragraphs are separated by newlines; white space lies outside of them."""
    return tuple(span for paragraph in paragraphs(text) for span in _split(text, paragraph, language))


def paragraphs(text: str) -> Iterator[Span]:
    """Spans of the non-empty lines, without the white space around them."""
    start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            left = start + line.index(stripped[0])
            yield Span(left, left + len(stripped))
        start += len(line) + 1


def _split(text: str, paragraph: Span, language: LanguageTag | None) -> Iterator[Span]:
    piece = whole(paragraph.cut(text))
    start = 0
    for end in _boundaries(piece, language):
        if end < len(piece) and _runs_on(piece[start:end], piece[end:], get_language(language)):
            continue
        yield from _trimmed(piece, start, end, paragraph.start)
        start = end


def _boundaries(piece: str, language: LanguageTag | None) -> list[int]:
    """Where sentences may end. The splitter keeps quotations whole, so it also reads each one by itself."""
    tag = language or "en"
    found = {len(piece)}
    found |= _before_openers(piece)
    if not _END.search(piece, 0, len(piece) - 1):
        return sorted(found)
    inside = [quote.span for quote in quoted(piece)]
    found |= {m.start() for m in _BEFORE_QUOTATION.finditer(piece)} | {m.end() for m in _OTHER_END.finditer(piece)}
    for boundary in get_sentence_boundaries(tag, piece):
        found.add(_after_closing(piece, boundary["end_index"]))
    for span in inside:
        inner = span.cut(piece)
        if _END.search(inner, 0, len(inner) - 1):
            found |= {span.start + b["end_index"] for b in get_sentence_boundaries(tag, inner)} - {span.end}
    return sorted(found)


def _before_openers(piece: str) -> set[int]:
    """Where a blank of a Thai or Lao text parts two sentences: before a word that opens one, enough on both sides."""
    found, last = set[int](), 0
    for match in _opener().finditer(piece):
        if match.start() - last >= _SHORT and len(piece) - match.end() >= _SHORT:
            last = match.start()
            found.add(last)
    return found


@cache
def _opener() -> re.Pattern[str]:
    openers = sorted(chain.from_iterable(read_words("sentence_openers.txt").values()))
    return re.compile(rf"(?<=[฀-๿຀-໿0-9)”\"])\s+(?=(?:{'|'.join(openers)}))")


def _after_closing(piece: str, end: int) -> int:
    """A closing mark that stands alone behind the boundary belongs to the sentence before it."""
    rest = piece[end:]
    match = re.match(r"\s*[”’»)\]）」』]+(?=\s|$)", rest)
    if match and not piece[:end].rstrip().endswith((" “", " „")):
        return end + match.end()
    stray = re.search(r"\s[\"“„«‘]\s*$", piece[:end])  # “... he said. “ | And so on.
    return stray.start() if stray and rest and end - stray.start() < 4 else end


def _runs_on(sentence: str, rest: str, language: Language) -> bool:
    """Whether the splitter cut too early: after an abbreviation, or before what belongs to the sentence still."""
    head = rest.lstrip()
    if not head or not sentence.strip():
        return True
    if head[0] in ")]）」』”—–:;,":
        return True
    if sentence[-1] == "." and not rest[0].isspace() and rest[0].isalnum():
        return True  # "non-U.S."
    if sentence.rstrip().endswith(("」", "』")) and head[0] == "と":
        return True  # 「…。」と述べた: the quotation stands inside the sentence that says whose it is
    if _ABBREVIATED.search(sentence[-8:].rstrip()):
        return True
    last = sentence.rsplit(maxsplit=1)[-1].lstrip(_OPENING)
    first = head.lstrip(_OPENING)
    if last.endswith(".") and (first[:1].islower() or _is_abbreviation(fold(last), first, language)):
        return True
    return bool(_ASKED.search(sentence.rstrip())) and _says_who(head, language)


def _is_abbreviation(last: str, following: str, language: Language) -> bool:
    """Short titles never end a sentence; others do where a capitalised small word comes next: "the U.S. He"."""
    bare = last.rstrip(".")
    if not last.isascii() and not bare.isalnum():
        return False
    word = re.split(r"[\s,;:]", following, maxsplit=1)[0]
    if last in language.clock_words:
        return word.isupper() or fold(word) in language.calendar or not word[:1].isupper()
    if bare in language.titles and last in language.abbreviations:
        return True
    if len(bare) == 1 and bare.isalpha() and last not in language.stop_words:
        return last in language.abbreviations or fold(word) not in language.stop_words
    if last in _numeric(language.tag):
        return word[:1].isdigit()
    tail = last.rsplit("-", 1)[-1]
    if last not in language.abbreviations and tail not in language.abbreviations:
        return False
    return fold(word.rstrip(".'’")) not in language.stop_words


@cache
def _numeric(tag: LanguageTag) -> frozenset[str]:
    """Abbreviations that stand before a number and are words of their own otherwise: "no."."""
    language = get_language(tag)
    return frozenset(a for a in language.abbreviations if a.rstrip(".") in language.stop_words and a.count(".") == 1)


def _says_who(head: str, language: Language) -> bool:
    """Whether the text goes on with who asked or shouted what stands in the quotation: "Mr. Model asked." """
    if head[0] in _OPENING:
        return False
    following = [fold(word.strip(",.;:")) for word in head.split(maxsplit=_CUE_WITHIN)[:_CUE_WITHIN]]
    return any(word in language.speech_cues for word in following)


def _trimmed(piece: str, start: int, end: int, offset: int) -> Iterator[Span]:
    sentence = piece[start:end]
    stripped = sentence.strip()
    if stripped:
        left = start + sentence.index(stripped[0])
        yield Span(offset + left, offset + left + len(stripped))
