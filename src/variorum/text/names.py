"""Names in a text, found by how they are written and where: no gazetteer, no model, no download."""

from __future__ import annotations

import re
from typing import NamedTuple

from anyascii import anyascii

from variorum.languages import get_language
from variorum.model import LanguageTag, Span
from variorum.text.sentences import sentences
from variorum.text.words import Word, fold, words


class Name(NamedTuple):
    span: Span
    text: str
    key: str  # folded ASCII, the same for one name in several scripts where transliteration agrees


_PARTICLES = frozenset(
    [
        "de",
        "da",
        "do",
        "del",
        "della",
        "di",
        "von",
        "van",
        "der",
        "den",
        "bin",
        "ibn",
        "al",
        "el",
        "la",
        "le",
        "du",
        "of",
        "the",
        "and",
        "und",
        "et",
        "y",
        "i",
        "a",
    ]
)
_JOINING = frozenset(
    [
        "de",
        "da",
        "do",
        "del",
        "della",
        "di",
        "von",
        "van",
        "der",
        "den",
        "bin",
        "ibn",
        "al",
        "el",
        "la",
        "le",
        "du",
        "of",
    ]
)
_GAP = re.compile(r"[ \u00a0'’-]{1,2}|\. ")


def name_key(text: str) -> str:
    """What two spellings of one name share: "Кiшинів" and "Chișinău" do not, "Müller" and "Muller" do."""
    return re.sub(r"[^a-z0-9]+", " ", fold(anyascii(text))).strip()


def find_names(text: str, language: LanguageTag | None) -> tuple[Name, ...]:
    """Runs of capitalised words. The first word of a sentence counts only when it also stands capitalised elsewhere."""
    found_words = words(text)
    starts = {span.start for span in sentences(text, language)}
    capital = [_is_capital(text, word) for word in found_words]
    sure = {w.folded for w, c in zip(found_words, capital, strict=True) if c and not _opens(text, w, starts)}
    stop = get_language(language).stop_words
    runs: list[list[Word]] = [[]]
    for word, is_capital in zip(found_words, capital, strict=True):
        joined = runs[-1] and _GAP.fullmatch(text[runs[-1][-1].span.end : word.span.start])
        opener = _opens(text, word, starts)
        good = is_capital and not (opener and (word.folded not in sure or word.folded in stop))
        if good and joined:
            runs[-1].append(word)
        elif good:
            runs.append([word])
        elif joined and word.folded in _JOINING:
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    return tuple(name for run in runs if (name := _name(text, run)))


def _is_capital(text: str, word: Word) -> bool:
    letter = text[word.span.start]
    return letter.isupper() or (letter.isalpha() and letter.istitle())


def _opens(text: str, word: Word, starts: set[int]) -> bool:
    """Whether the word is the first of its sentence, or follows an opening quotation mark or a colon."""
    start = word.span.start
    before = text[max(0, start - 2) : start]
    return start in starts or (bool(before) and before[-1] in "\"“«„‘'(") or before.rstrip().endswith((":", "–", "—"))


def _name(text: str, run: list[Word]) -> Name | None:
    while run and run[-1].folded in _PARTICLES:
        run = run[:-1]
    if not run or (len(run) == 1 and len(run[0].folded) < 2):
        return None
    span = Span(run[0].span.start, run[-1].span.end)
    return Name(span, span.cut(text), name_key(" ".join(word.folded for word in run)))
