"""What speaks for and against each language that a text may be in: letters, small words, the model, declarations."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain, takewhile
from typing import NamedTuple

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from variorum.model import LanguageTag
from variorum.text.alphabets import Script, common_languages, get_script, script_of, scripts_of
from variorum.text.words import whole

# The model tells colloquial Arabic and spoken Chinese from the standard, as news does not: its names for our ones.
_FOLDED = {
    "arz": "ar", "ary": "ar", "wuu": "zh", "yue": "zh", "uzs": "uz", "sdh": "ckb", "hbo": "he", "grc": "el", "nb": "no",
    "nn": "no",
}  # fmt: skip
_WHOLE = 360  # characters: up to here a text is read as it is
_PIECE = 110  # a longer one in three pieces: a report may begin with a quotation in another language
_PIECES_AT = (0.0, 0.45, 0.8)
_MOST_OF_A_PLACE = 3  # small words: English has many, and one English quotation would outvote two pieces of Turkish
_HAS_NO_WORDS = re.compile(r"[@#]|://|www")
_NO_WORDS = re.compile(r"https?://\S+|www\.\S+|[@#]\w+|\S+@\S+")
_WORD = re.compile(r"[^\s\d!-@\[-`{-~¡-¿‐-‧‹›、-〟।॥،؛؟۔።፣]+")
_LARGE_LETTERS = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL"})
_LARGE = 3  # each of these says as much as so many letters of an alphabet
_SHAPES = 6  # a Han letter in a shape that the other country does not write says more than an accent in a name
_FOREIGN = 1 / 4  # of the letters: from here on another script than Latin decides, for Latin names stand in all of them
_SOME_KANA = 0.1  # of Han and kana together: Chinese quotes a Japanese name now and then
# Share of the words that begin with a capital: from here on it is the paper's style, as in English headlines, and the
# model, which reads capitals as names and as German nouns, gets small letters. At 0.6, 1 % fewer of the German Wikinews
# titles are right; without it, 2 % fewer of the English news-cluster ones.
_TITLE_CASE = 0.8
_LEAST = 1e-4  # share of the model: it is not believed beyond that
_OTHERS = 20  # languages that share what the model leaves to those it does not know
_DECLARED_UNKNOWN = 0.3  # share of a declared language that the model does not know, whatever it takes the text for
_WORTH_NAMING = 0.002  # share of the model
_FEW_LANGUAGES = 12


class Sample(NamedTuple):
    """What is read of a text: without addresses, from three places where it is long."""

    text: str  # for the model
    pieces: tuple[frozenset[str], ...]  # the words of each place, in small letters
    letters: Counter[str]  # each small one, with its count
    script: str | None  # the one that decides, by the name that Unicode gives it
    size: int  # letters, the large ones counted thrice


class Marks(NamedTuple):
    """What speaks for and against one language, as the vote weighs it."""

    model: float  # logarithm of the model's share
    words: float  # small words of the language, each counted once
    strange: float  # letters that it does not write, each counted once
    rare: float  # 1 where few outlets publish in it, 2 where no table names it either; not where it is declared
    declared: float  # 1 where page, feed or outlet name it first
    declared_english: float  # the same for English, which templates name unasked
    also_declared: float  # 1 where a later one of them names it


def read_sample(text: str) -> Sample:
    """The part of a text, of any length, that the vote looks at."""
    pieces = [unicodedata.normalize("NFKC", whole(piece)) for piece in _pieces(text.strip())]
    pieces = [_NO_WORDS.sub(" ", piece) if _HAS_NO_WORDS.search(piece) else piece for piece in pieces]
    joined = " ".join(pieces)
    letters = Counter(joined.lower())
    sizes = _sizes(letters)
    words = [_WORD.findall(piece) for piece in pieces]
    flat = list(chain.from_iterable(words))
    shouted = sum(word[0].isupper() for word in flat) > _TITLE_CASE * len(flat)
    return Sample(
        joined.lower() if shouted else joined,
        tuple(frozenset(word.lower() for word in one) for one in words),
        letters,
        _decisive(sizes),
        sum(sizes.values()),
    )


def small_words(sample: Sample) -> list[Counter[LanguageTag]]:
    """How many small words of each language of its script the sample holds, for each place that it was taken from."""
    known = get_script(sample.script)
    if not known or not known.words:
        return []
    found = (known.words.keys() & piece for piece in sample.pieces)
    return [Counter(chain.from_iterable(known.words[word] for word in piece)) for piece in found]


def read_marks(
    sample: Sample, hints: Sequence[LanguageTag], places: Sequence[Counter[LanguageTag]]
) -> dict[LanguageTag, Marks]:
    """The marks of each language that the sample may be in; `hints` are the declared ones, the most trusted first."""
    known = get_script(sample.script) or Script(frozenset(), {}, {})
    shares = _model_shares(sample.text)
    telling = sample.letters.keys() & known.letters.keys()
    own = Counter(chain.from_iterable(known.letters[letter] for letter in telling))
    weight = _SHAPES if sample.script == "CJK" else 1
    rest = (1 - max(shares.values(), default=0)) / _OTHERS
    words = _total(places)
    found = {}
    for tag in _candidates(sample.script, known, shares, words) | set(hints):
        first, listed = tag == next(iter(hints), None), tag in known.languages
        unknown = 0 if tag in _labels() else _DECLARED_UNKNOWN if first else rest  # to the model
        found[tag] = Marks(
            model=math.log(max(shares.get(tag, unknown), _LEAST)),
            words=words[tag],
            strange=weight * (len(telling) - own[tag]) if listed else 0,
            rare=0 if first else (tag not in common_languages()) + (not listed),
            declared=float(first and tag != "en"),
            declared_english=float(first and tag == "en"),
            also_declared=float(tag in hints[1:]),
        )
    return found


def may_be_written(language: LanguageTag, script: str | None) -> bool:
    """Whether a language is written in a script, as far as the tables know."""
    scripts = scripts_of(language)
    return not scripts or not script or script in scripts


def _pieces(text: str) -> Sequence[str]:
    if len(text) <= _WHOLE:
        return (text,)
    starts = (int(len(text) * share) for share in _PIECES_AT)
    return [text[start : start + _PIECE] for start in starts]


def _total(places: Sequence[Counter[LanguageTag]]) -> Counter[LanguageTag]:
    if len(places) == 1:
        return places[0]
    return sum((Counter({tag: min(n, _MOST_OF_A_PLACE) for tag, n in one.items()}) for one in places), Counter())


def _candidates(
    script: str | None, known: Script, shares: Mapping[LanguageTag, float], words: Counter[LanguageTag]
) -> set[LanguageTag]:
    """The languages of a small script; of a large one those that somebody names: the others cannot win."""
    named = {tag for tag, share in shares.items() if share >= _WORTH_NAMING and may_be_written(tag, script)}
    if len(known.languages) <= _FEW_LANGUAGES:
        return named | known.languages
    most = max(words.values(), default=0)
    return named | {tag for tag, count in words.items() if count >= max(2, most - 1)}


def _sizes(letters: Counter[str]) -> Counter[str]:
    sizes = Counter[str]()
    for character, count in letters.items():
        script = script_of(character)
        if script:
            sizes[script] += count * (_LARGE if script in _LARGE_LETTERS else 1)
    return sizes


def _decisive(sizes: Counter[str]) -> str | None:
    """The script of most letters, Latin only where the others are few."""
    kana = sizes["HIRAGANA"] + sizes["KATAKANA"]
    japanese = kana + sizes["CJK"]
    if kana and kana >= _SOME_KANA * japanese:
        sizes = Counter({script: size for script, size in sizes.items() if script not in ("CJK", "KATAKANA")})
        sizes["HIRAGANA"] = japanese
    foreign = {script: size for script, size in sizes.items() if script != "LATIN"}
    largest = max(foreign, key=foreign.__getitem__, default=None)
    if largest and foreign[largest] >= _FOREIGN * sizes.total():
        return largest
    return "LATIN" if sizes["LATIN"] else largest


def _model_shares(text: str) -> dict[LanguageTag, float]:
    """The model's shares, as far as it is believed."""
    shares = defaultdict[LanguageTag, float](float)
    for tag, share in takewhile(lambda pair: pair[1] >= _LEAST, _identifier().rank(text)):
        shares[_FOLDED.get(tag, tag)] += share
    return shares


@cache
def _labels() -> frozenset[LanguageTag]:
    return frozenset(_FOLDED.get(tag, tag) for tag in _identifier().labels)


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
