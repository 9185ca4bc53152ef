"""Which language a text is in: a vote of its letters, its small words, py3langid (BSD) and what page and outlet say."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from operator import mul

from babel import Locale

from variorum.model import LanguageTag
from variorum.text.alphabets import get_script
from variorum.text.language_marks import Marks, may_be_written, read_marks, read_sample, small_words

# Measured on the sets of benchmarks/language.py, November 2026. Halves of papers, articles and messages ask for 2.1 and
# 2.3 of the model, 1.5 and 1.7 of words, 0.1 and -0.6 of strange letters, -3.6 and -4.1 of rarity, and are right on
# 0.992 and 0.985 of the other half's Olympics headlines; these weights on 0.991 and 0.980.
# Strange letters decide among Han shapes, and for three words of Icelandic or Macedonian; foreign names carry them too.
# Rarity is taken at two thirds: nearly all of the sets is in common languages, the world's papers are not.
# What is declared is wrong on 6 of the 84 fundus pages that declare English and on none of the 165 that declare
# another language: half of the logarithms of these odds, because an unsure vote falls back on it anyway.
WEIGHTS = Marks(model=2.1, words=1.7, strange=-0.5, rare=-2.5, declared=3.0, declared_english=1.5, also_declared=1.0)
_SURE = 0.6  # of the vote: at 0.5, of 9,000 titles 38 are unknown and 48 wrong; here 68 and 38; at 0.7, 130 and 22
_LEAD = 3  # small words of a short text: of 2,700 so decided none is wrong; with 2, four of 5,700
_LEAD_OF_PLACES, _PLACES = 4, 2  # in all of a long text, and in so many of its three places: of 2,400 bodies none wrong
_FEW_LETTERS = 8
_WELL_FORMED = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{1,8}){0,8}", re.IGNORECASE)
NO_LANGUAGE = frozenset({"und", "mul", "zxx", "mis"})  # codes that say that it is unknown, several, or none
_FOLDED = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "ji": "yi", "sh": "sr", "mo": "ro", "fil": "tl"}


def identify(text: str, *, declared: Sequence[str | None] = ()) -> LanguageTag | None:
    """The language of a text; what is declared where the text does not tell; None where nobody knows."""
    sample = read_sample(text)
    hints = read_hints(declared, sample.script)
    known = get_script(sample.script)
    if known and len(known.languages) == 1:
        return next(iter(known.languages))
    if sample.size < _FEW_LETTERS:
        return hints[0] if hints else None
    places = small_words(sample)
    ahead = _ahead(places)
    if ahead:
        return ahead
    shares = vote(read_marks(sample, hints, places), WEIGHTS)
    found = max(shares, key=shares.__getitem__, default=None)
    if found and shares[found] >= _SURE:
        return found
    return hints[0] if hints else None


def read_hints(declared: Sequence[str | None], script: str | None) -> tuple[LanguageTag, ...]:
    """The languages that are declared, each once, without codes of no language and languages of another script."""
    tags = dict.fromkeys(tag for written in declared if (tag := read_tag(written)) in _named_languages())
    return tuple(tag for tag in tags if tag and may_be_written(tag, script))


def vote(marks: Mapping[LanguageTag, Marks], weights: Marks) -> dict[LanguageTag, float]:
    """The share of each language: what speaks for it, weighed, beside what speaks for the others; one in all."""
    sums = {tag: sum(map(mul, weights, mark)) for tag, mark in marks.items()}
    top = max(sums.values(), default=0.0)
    powers = {tag: math.exp(value - top) for tag, value in sums.items()}
    total = sum(powers.values())
    return {tag: power / total for tag, power in powers.items()}


@lru_cache(maxsize=1024)
def normal_tag(tag: str) -> LanguageTag:
    """The primary language of a BCP 47 tag in lower case, the Norwegian and old codes folded: "pt-BR" is "pt"."""
    primary = tag.replace("_", "-").split("-")[0].strip().lower()
    return _FOLDED.get(primary, primary)


def read_tag(written: str | None) -> LanguageTag | None:
    """The primary language of a well-formed BCP 47 tag; None for anything else, as for "English (United States)"."""
    written = (written or "").strip()
    if not _WELL_FORMED.fullmatch(written):
        return None
    tag = normal_tag(written)
    return None if tag in NO_LANGUAGE else tag


@cache
def _named_languages() -> frozenset[LanguageTag]:
    """The codes that the CLDR has a name for: pages declare "utf-8" and "gr" too, which are well formed."""
    return frozenset(Locale("en").languages)


def _ahead(places: Sequence[Counter[LanguageTag]]) -> LanguageTag | None:
    """The language whose small words lead by so much that nothing else needs to be asked: the model takes its time.

    In a long text they must lead in two places at least, so that no quotation decides.
    """
    lead = _LEAD if len(places) == 1 else _LEAD_OF_PLACES
    best = _leader(sum(places, Counter()), lead)
    return best if len(places) == 1 or sum(_leader(one, 1) == best for one in places) >= _PLACES else None


def _leader(words: Counter[LanguageTag], lead: int) -> LanguageTag | None:
    best = max(words, key=words.__getitem__, default=None)
    if best is None or words[best] < lead:
        return None
    return best if all(words[best] - count >= lead for tag, count in words.items() if tag != best) else None
