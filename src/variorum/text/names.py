"""Names in a text, found by how they are written and where: no gazetteer, no model, no download."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cache, lru_cache
from itertools import compress, repeat
from typing import NamedTuple

from anyascii import anyascii
from babel import Locale

from variorum.languages import Language, get_language
from variorum.model import LanguageTag, Span
from variorum.text.sentences import sentences
from variorum.text.words import Cut, cut_words, fold, whole


class Name(NamedTuple):
    span: Span
    text: str  # as written, with the title: "Foreign Minister Ada Model"
    key: str  # of the bare name, folded ASCII: the same in several scripts where transliteration agrees
    bare: Span  # without titles


class _Piece(NamedTuple):
    """A word of a name, without a possessive ending."""

    start: int
    end: int
    folded: str
    ends: bool  # nothing may follow it in the same name: "Russia's", "London-based"


class _Shape(NamedTuple):
    """What a piece is made of, wherever the word stands."""

    length: int
    folded: str
    ends: bool


class _Reading(NamedTuple):
    """A text laid out for finding names; words are addressed by their places in `cut`."""

    text: str
    known: Language
    cut: Cut
    starts: Set[int]  # of the sentences, in characters
    capital: list[bool]  # of each word, whether it may belong to a name by how it is written
    small: Set[str]  # folded words that the text also writes with a small letter


# fmt: off
_PARTICLES = frozenset({
    "de", "da", "do", "dos", "das", "del", "della", "di", "von", "van", "der", "den", "zu", "bin", "binti", "ibn", "al",
    "el", "la", "le", "du", "of", "the", "and", "und", "et", "y", "i", "a",
})
# fmt: on
_JOINING = _PARTICLES - {"the", "and", "und", "et", "y", "i", "a"}
_GAP = re.compile(r"[ \u00a0]?[’']? ?|[ \u00a0]{1,2}|-|’|\. ?")
_POSSESSIVE = re.compile(r"['’ʼ]s$", re.IGNORECASE)
_FAMILY = re.compile(r"\b[A-Z]\w+ $")  # what may stand before a family name
_OPENING = re.compile(r"[\"“«„‘'(]\Z|[:–—«„“]\s*\Z")  # what makes a capital of the word behind it
_AMOUNT = re.compile(r"([^\W\d_]+)\d[\d.,]*")  # "RM3.5"
_LETTERS, _SHORT = re.compile(r"[^\W\d_]+"), 3
_SHOUTING = 5  # capital words in a row: a headline rather than a name
_LONGEST_TITLE = 3  # words


@lru_cache(maxsize=100_000)
def name_key(text: str) -> str:
    """What two spellings of one name share: "Кiшинів" and "Chișinău" do not, "Müller" and "Muller" do."""
    return re.sub(r"[^a-z0-9]+", " ", fold(anyascii(whole(_POSSESSIVE.sub("", text))))).strip()


def is_title_case(line: str) -> bool:
    """Whether most long words of a line begin with a capital, as in English headlines: there it tells no name."""
    long = [word for word in _LETTERS.findall(line) if len(word) > _SHORT]
    return len(long) > 2 and sum(word[0].isupper() for word in long) > 0.7 * len(long)


@lru_cache(maxsize=256)
def find_names(text: str, language: LanguageTag | None) -> tuple[Name, ...]:
    """Runs of capitalised words inside one sentence, days and months left out.

    The first word of a sentence counts only when it also stands capitalised elsewhere, or begins a run of names.
    """
    reading = _read(text, language)
    owners = _owners(reading) if reading.known.nouns_are_capital else frozenset()
    return tuple([name for run in _runs(reading) if (name := _name(reading, run, owners))])


def _read(text: str, language: LanguageTag | None) -> _Reading:
    known, cut = get_language(language), cut_words(text)
    looks = list(map(_looks_capital, cut.written, cut.folded, repeat(known.tag)))
    return _Reading(
        text=text,
        known=known,
        cut=cut,
        starts={span.start for span in sentences(text, language)},
        capital=[
            _FAMILY.search(text[: cut.starts[index]][-40:]) is not None if look is None else look
            for index, look in enumerate(looks)
        ],
        small={folded for written, folded in zip(cut.written, cut.folded, strict=True) if written[0].islower()},
    )


@lru_cache(maxsize=100_000)
def _looks_capital(written: str, folded: str, language: LanguageTag) -> bool | None:
    """Whether a word may belong to a name; None for a day or month that is one behind a first name: "Paul Avril"."""
    if not (written[0].isupper() or written[0].istitle()):
        return False
    known = get_language(language)
    if known.nouns_are_capital and (folded in known.people or folded in known.scales):
        return False
    amount = _AMOUNT.fullmatch(folded)
    if folded in known.units or (amount and amount[1] in known.units):
        return False
    if folded in known.calendar:
        return False if known.calendar_is_capital else None
    return True


def _runs(reading: _Reading) -> Iterator[list[_Piece]]:
    good = _good(reading)
    words, end = len(reading.capital), 0
    for first in sorted(good):
        if first < end:
            continue
        run, end = [_piece(reading, first)], first + 1
        while end < words and _joins(reading, run[-1], end):
            if end in good:
                run.append(_piece(reading, end))
            elif _is_joint(reading.cut.folded[end], run[-1], reading.known):
                start = reading.cut.starts[end]
                run.append(_Piece(start, start + len(reading.cut.written[end]), reading.cut.folded[end], ends=False))
            else:
                break
            end += 1
        yield run


def _good(reading: _Reading) -> Set[int]:
    """The capital words but those that are so only because they open a sentence or a quotation."""
    folded, capital = reading.cut.folded, list(compress(range(len(reading.capital)), reading.capital))
    opening = {index for index in capital if _opens(reading, index)}
    sure = {folded[index] for index in capital if index not in opening} - reading.known.stop_words
    return {index for index in capital if index not in opening or folded[index] in sure or _leads(reading, index)}


def _opens(reading: _Reading, index: int) -> bool:
    """Whether the word is the first of its sentence, or follows an opening quotation mark or a colon."""
    gap = reading.cut.gaps[index]
    return reading.cut.starts[index] in reading.starts or (gap != " " and bool(_OPENING.search(gap[-2:])))


def _leads(reading: _Reading, index: int) -> bool:
    """Whether a first word begins a run of names: "Ada Model said", but not "Police Monday"."""
    known, capital, folded = reading.known, reading.capital, reading.cut.folded
    word, *following = folded[index : index + 3]
    if word not in known.titles and (word in known.stop_words or word in reading.small or word in known.speech_cues):
        return False
    if following and following[0] in known.speech_cues and following[0] not in known.ambiguous_cues:
        return not any(word in nouns for nouns in (known.source_people, known.source_bodies, known.people))
    if known.nouns_are_capital and word not in known.titles and word.endswith(_ADJECTIVE_ENDINGS):
        return False
    if len(following) > 1 and following[0] in known.name_joints and following[0] != "of":
        return capital[index + 2] or following[1] in known.name_joints
    if not following or not capital[index + 1]:
        return False
    gap = reading.cut.gaps[index + 1]
    return gap in (" ", "-") or (gap == ". " and len(word) < 4)


def _joins(reading: _Reading, last: _Piece, index: int) -> bool:
    """Whether a word goes on with the name: a stop lies between them only after an initial or a title."""
    gap = reading.cut.gaps[index]
    if last.ends or reading.cut.starts[index] in reading.starts or not (gap == " " or _GAP.fullmatch(gap)):
        return False
    titles = reading.known.titles
    return (
        "." not in gap
        or len(last.folded) == 1
        or "." in last.folded
        or last.folded in titles
        or f"{last.folded}." in titles
    )


def _is_joint(word: str, last: _Piece, known: Language) -> bool:
    """Whether a small word goes on with a name; an article does in French "de la" and German "von der" only."""
    joints = known.name_joints or _JOINING
    return word in joints and (word not in known.articles or last.folded in joints)


def _piece(reading: _Reading, index: int) -> _Piece:
    start, shape = reading.cut.starts[index], _shape(reading.cut.written[index], reading.known.tag)
    return _Piece(start, start + shape.length, shape.folded, shape.ends)


@lru_cache(maxsize=100_000)
def _shape(written: str, language: LanguageTag) -> _Shape:
    bare = _POSSESSIVE.sub("", written)
    head, hyphen, tail = bare.partition("-")
    if hyphen and fold(tail) in get_language(language).adjective_tails:
        return _Shape(len(head), fold(head), ends=True)
    return _Shape(len(bare), fold(bare), ends=bare != written)


def _name(reading: _Reading, run: list[_Piece], owners: Set[str]) -> Name | None:
    text, known = reading.text, reading.known
    while run and run[-1].folded in _PARTICLES:
        run = run[:-1]
    if not run or (len(run) == 1 and len(run[0].folded) < 2):
        return None
    if len(run) >= _SHOUTING and all(text[p.start : p.end].isupper() for p in run):
        return None
    if known.nouns_are_capital and len(run) > 1 and _owned(text, run[0]):
        run = run[1:]
    folded = tuple([piece.folded for piece in run])
    part = _bare(folded, known.tag)
    bare = run[part]
    if not bare or (known.nouns_are_capital and _is_noun(reading, bare, owners)):
        return None
    key = name_key(" ".join(folded[part]))
    span = Span(run[0].start, run[-1].end)
    return Name(span, span.cut(text), key, Span(bare[0].start, bare[-1].end)) if key else None


def _owned(text: str, piece: _Piece) -> bool:
    """ "Des Versorgers Beispiel": a common noun in the genitive stands before the name."""
    return piece.folded.endswith("s") and text[: piece.start][-5:].strip().lower() == "des"


@lru_cache(maxsize=100_000)
def _bare(run: tuple[str, ...], language: LanguageTag) -> slice:
    """What follows the last title of the run; where nothing follows, what stands before it.

    Behind a title stands a person: "Senator Exemple of Illinois" is not called "of Illinois".
    """
    for start in range(len(run)):
        for size in range(min(_LONGEST_TITLE, len(run) - start), 0, -1):
            if not _is_title(" ".join(run[start : start + size]), get_language(language)):
                continue
            after = _bare(run[start + size :], language)
            first, last = start + size + after.start, start + size + after.stop
            place = next((index for index in range(first + 1, last) if run[index] == "of"), last)
            return slice(first, place) if first < place else slice(0, start)
    return slice(0, len(run))


def _is_title(phrase: str, known: Language) -> bool:
    """Whether words stand before a name as its title: "hafenmeisterin" ends like one, "lieutenant-commander" is two."""
    if phrase in known.titles:
        return True
    if " " in phrase:
        return False
    parts = phrase.split("-")
    if len(parts) > 1 and all(part in known.titles for part in parts):
        return True
    return any(phrase.endswith(ending) for ending in known.title_endings)


# --- German: a capital letter alone makes no name ------------------------------------------------------------------

_ADJECTIVE_ENDINGS = ("e", "er", "es", "en", "em")
_NOUN_ENDINGS = (
    "ung", "heit", "keit", "schaft", "tion", "tät", "tat", "nis", "tum", "ismus", "ungen", "heiten", "keiten",
    "schaften", "tionen", "täten", "chen", "lein", "ling", "enz", "anz", "ment", "ik", "ur", "ion", "ie", "ien",
)  # fmt: skip


def _is_noun(reading: _Reading, run: list[_Piece], owners: Set[str]) -> bool:
    """Whether a run of one word looks like a common noun: by its ending, an article or an adjective before it.

    Countries and what the language's file lists are names behind an article too, and so is what owns something
    elsewhere in the text without one: "die Ukraine", "der Kreml", "Tamsins Folgen".
    """
    if len(run) > 1:
        return False
    word, text = run[0], reading.text
    if text[word.start : word.end].isupper():
        return False
    if _is_known(word.folded, reading.known) or word.folded in owners:
        return False
    if word.folded in reading.small or (len(word.folded) > 5 and word.folded.endswith(_NOUN_ENDINGS)):
        return True
    before = text[: word.start].rstrip()[-16:].split()
    return bool(before) and bool(_ARTICLE.fullmatch(before[-1]))


def _is_known(word: str, known: Language) -> bool:
    """Whether a word, or the word without its genitive ending, is the name of a country or one of the listed names."""
    listed = known.proper_nouns | _territories(known.tag)
    return word in listed or (word.endswith("s") and word[:-1] in listed)


@cache
def _territories(tag: LanguageTag) -> frozenset[str]:
    """The names of countries and continents in a language, from the CLDR."""
    return frozenset(fold(name) for name in Locale(tag).territories.values() if " " not in name)


def _owners(reading: _Reading) -> Set[str]:
    """Words that own what follows them with an "s" and no article: "Tamsins Folgen" makes a name of "Tamsin"."""
    known, folded, written = reading.known, reading.cut.folded, reading.cut.written
    owners = set()
    for index in range(1, len(folded) - 1):
        word = folded[index]
        if not word.endswith("s") or word in known.stop_words or not written[index][0].isupper():
            continue
        alone = folded[index - 1] in known.stop_words and folded[index - 1] not in known.articles
        if alone and reading.cut.gaps[index + 1] == " " and written[index + 1][0].isupper():
            owners.add(word[:-1])
    return owners


_ARTICLE = re.compile(
    r"(?:[Dd](?:er|ie|as|em|en|es)|[Ee]in(?:e[rmns]?)?|[Kk]ein(?:e[rmns]?)?|[Zz]u[rm]|[Ii]m|[Aa]m|[Vv]om|[Bb]eim|[Ii]ns"
    r"|[Ii]hre[rmns]?|[Ss]eine[rmns]?|[Uu]nsere[rmns]?|[Vv]iele|[Mm]ehrere|[Aa]lle[rn]?|[Dd]iese[rmns]?|[\d.,:]+"
    r"|[\w-]{3,}(?:e|en|er|es|em|hundert|tausend|zig|zwölf|zehn))"
)
