"""Names in a text, found by how they are written and where: no gazetteer, no model, no download."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from anyascii import anyascii
from babel import Locale

from variorum.languages import Language, get_language
from variorum.model import LanguageTag, Span
from variorum.text.sentences import sentences
from variorum.text.words import Word, fold, whole, words


class Name(NamedTuple):
    span: Span
    text: str  # as written, with the title: "Foreign Minister Ada Model"
    key: str  # of the bare name, folded ASCII: the same in several scripts where transliteration agrees
    bare: Span  # without titles


class _Piece(NamedTuple):
    """A capitalised word, without a possessive ending."""

    span: Span
    folded: str
    ends: bool  # nothing may follow it in the same name: "Russia's", "London-based"


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
_AMOUNT = re.compile(r"([^\W\d_]+)\d[\d.,]*")  # "RM3.5"
_SHOUTING = 5  # capital words in a row: a headline rather than a name
_LONGEST_TITLE = 3  # words


def name_key(text: str) -> str:
    """What two spellings of one name share: "Кiшинів" and "Chișinău" do not, "Müller" and "Muller" do."""
    return re.sub(r"[^a-z0-9]+", " ", fold(anyascii(whole(_POSSESSIVE.sub("", text))))).strip()


@lru_cache(maxsize=256)
def find_names(text: str, language: LanguageTag | None) -> tuple[Name, ...]:
    """Runs of capitalised words inside one sentence, days and months left out.

    The first word of a sentence counts only when it also stands capitalised elsewhere, or begins a run of names.
    """
    known = get_language(language)
    found_words = words(text)
    starts = {span.start for span in sentences(text, language)}
    small = {w.folded for w in found_words if text[w.span.start].islower()}
    capital = [_is_capital(text, word, known) for word in found_words]
    sure = {w.folded for w, c in zip(found_words, capital, strict=True) if c and not _opens(text, w, starts)}
    runs: list[list[_Piece]] = [[]]
    for index, (word, is_capital) in enumerate(zip(found_words, capital, strict=True)):
        joined = runs[-1] and not runs[-1][-1].ends and _joins(text, runs[-1][-1], word, starts, known)
        good = is_capital and not (
            _opens(text, word, starts)
            and not (
                (word.folded in sure and word.folded not in known.stop_words)
                or _leads(text, found_words, capital, index, small, known)
            )
        )
        if good and joined:
            runs[-1].append(_piece(text, word, known))
        elif good:
            runs.append([_piece(text, word, known)])
        elif joined and _is_joint(word, runs[-1][-1], known):
            runs[-1].append(_Piece(word.span, word.folded, ends=False))
        elif runs[-1]:
            runs.append([])
    owners = _owners(text, found_words, known) if known.nouns_are_capital else frozenset()
    return tuple(name for run in runs if (name := _name(text, run, known, small, owners)))


def _is_capital(text: str, word: Word, known: Language) -> bool:
    letter = text[word.span.start]
    if not (letter.isupper() or letter.istitle()):
        return False
    if word.folded in known.calendar and (
        known.calendar_is_capital or not _FAMILY.search(text[: word.span.start][-40:])
    ):
        return False
    if known.nouns_are_capital and (word.folded in known.people or word.folded in known.scales):
        return False
    amount = _AMOUNT.fullmatch(word.folded)
    return word.folded not in known.units and not (amount and amount[1] in known.units)


def _opens(text: str, word: Word, starts: set[int]) -> bool:
    """Whether the word is the first of its sentence, or follows an opening quotation mark or a colon."""
    start = word.span.start
    before = text[max(0, start - 2) : start]
    return (
        start in starts
        or (bool(before) and before[-1] in "\"“«„‘'(")
        or before.rstrip().endswith((":", "–", "—", "«", "„", "“"))
    )


def _leads(
    text: str, found: tuple[Word, ...], capital: list[bool], index: int, small: set[str], known: Language
) -> bool:
    """Whether a first word begins a run of names: "Ada Model said", but not "Police Monday"."""
    word = found[index]
    if word.folded not in known.titles and (
        word.folded in known.stop_words or word.folded in small or word.folded in known.speech_cues
    ):
        return False
    if (
        index + 1 < len(found)
        and found[index + 1].folded in known.speech_cues
        and found[index + 1].folded not in known.ambiguous_cues
    ):
        return not any(word.folded in nouns for nouns in (known.source_people, known.source_bodies, known.people))
    if known.nouns_are_capital and word.folded not in known.titles and word.folded.endswith(_ADJECTIVE_ENDINGS):
        return False
    if index + 2 < len(found) and found[index + 1].folded in known.name_joints and found[index + 1].folded != "of":
        return capital[index + 2] or found[index + 2].folded in known.name_joints
    if index + 1 >= len(found) or not capital[index + 1]:
        return False
    gap = text[word.span.end : found[index + 1].span.start]
    return gap in (" ", "-") or (gap == ". " and len(word.folded) < 4)


def _joins(text: str, last: _Piece, word: Word, starts: set[int], known: Language) -> bool:
    """Whether a word goes on with the name: a stop lies between them only after an initial or a title."""
    gap = text[last.span.end : word.span.start]
    if word.span.start in starts or not _GAP.fullmatch(gap):
        return False
    return (
        "." not in gap
        or len(last.folded) == 1
        or "." in last.folded
        or last.folded in known.titles
        or f"{last.folded}." in known.titles
    )


def _is_joint(word: Word, last: _Piece, known: Language) -> bool:
    """Whether a small word goes on with a name; an article does in French "de la" and German "von der" only."""
    joints = known.name_joints or _JOINING
    return word.folded in joints and (word.folded not in known.articles or last.folded in joints)


def _piece(text: str, word: Word, known: Language) -> _Piece:
    written = word.span.cut(text)
    bare = _POSSESSIVE.sub("", written)
    head, hyphen, tail = bare.partition("-")
    if hyphen and fold(tail) in known.adjective_tails:
        return _Piece(Span(word.span.start, word.span.start + len(head)), fold(head), ends=True)
    span = Span(word.span.start, word.span.start + len(bare))
    return _Piece(span, fold(bare), ends=bare != written)


def _name(text: str, run: list[_Piece], known: Language, small: set[str], owners: frozenset[str]) -> Name | None:
    while run and run[-1].folded in _PARTICLES:
        run = run[:-1]
    if not run or (len(run) == 1 and len(run[0].folded) < 2):
        return None
    if len(run) >= _SHOUTING and all(p.span.cut(text).isupper() for p in run):
        return None
    if known.nouns_are_capital and len(run) > 1 and _owned(text, run[0]):
        run = run[1:]
    bare = _bare(run, known)
    if not bare or (known.nouns_are_capital and _is_noun(text, bare, known, small, owners)):
        return None
    span = Span(run[0].span.start, run[-1].span.end)
    key = name_key(" ".join(piece.folded for piece in bare))
    return Name(span, span.cut(text), key, Span(bare[0].span.start, bare[-1].span.end)) if key else None


def _owned(text: str, piece: _Piece) -> bool:
    """ "Des Versorgers Beispiel": a common noun in the genitive stands before the name."""
    return piece.folded.endswith("s") and text[: piece.span.start][-5:].strip().lower() == "des"


def _bare(run: list[_Piece], known: Language) -> list[_Piece]:
    """What follows the last title of the run; where nothing follows, what stands before it."""
    folded = [piece.folded for piece in run]
    for start in range(len(run)):
        for size in range(min(_LONGEST_TITLE, len(run) - start), 0, -1):
            if not _is_title(" ".join(folded[start : start + size]), known):
                continue
            after = _bare(run[start + size :], known)
            return _without_place(after) or run[:start]
    return run


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


def _without_place(run: list[_Piece]) -> list[_Piece]:
    """Behind a title stands a person: "Senator Exemple of Illinois" is not called "of Illinois"."""
    place = next((index for index, piece in enumerate(run) if index and piece.folded == "of"), len(run))
    return run[:place]


# --- German: a capital letter alone makes no name ------------------------------------------------------------------

_ADJECTIVE_ENDINGS = ("e", "er", "es", "en", "em")
_NOUN_ENDINGS = (
    "ung", "heit", "keit", "schaft", "tion", "tät", "tat", "nis", "tum", "ismus", "ungen", "heiten", "keiten",
    "schaften", "tionen", "täten", "chen", "lein", "ling", "enz", "anz", "ment", "ik", "ur", "ion", "ie", "ien",
)  # fmt: skip


def _is_noun(text: str, run: list[_Piece], known: Language, small: set[str], owners: frozenset[str]) -> bool:
    """Whether a run of one word looks like a common noun: by its ending, an article or an adjective before it.

    Countries and what the language's file lists are names behind an article too, and so is what owns something
    elsewhere in the text without one: "die Ukraine", "der Kreml", "Tamsins Folgen".
    """
    if len(run) > 1:
        return False
    word = run[0]
    if word.span.cut(text).isupper():
        return False
    if _is_known(word.folded, known) or word.folded in owners:
        return False
    if word.folded in small or (len(word.folded) > 5 and word.folded.endswith(_NOUN_ENDINGS)):
        return True
    before = text[: word.span.start].rstrip()[-16:].split()
    return bool(before) and bool(_ARTICLE.fullmatch(before[-1]))


def _is_known(word: str, known: Language) -> bool:
    """Whether a word, or the word without its genitive ending, is the name of a country or one of the listed names."""
    listed = known.proper_nouns | _territories(known.tag)
    return word in listed or (word.endswith("s") and word[:-1] in listed)


@cache
def _territories(tag: LanguageTag) -> frozenset[str]:
    """The names of countries and continents in a language, from the CLDR."""
    return frozenset(fold(name) for name in Locale(tag).territories.values() if " " not in name)


def _owners(text: str, found: tuple[Word, ...], known: Language) -> frozenset[str]:
    """Words that own what follows them with an "s" and no article: "Tamsins Folgen" makes a name of "Tamsin"."""
    owners = set()
    for index in range(1, len(found) - 1):
        word, following = found[index], found[index + 1]
        if not word.folded.endswith("s") or word.folded in known.stop_words or not text[word.span.start].isupper():
            continue
        alone = found[index - 1].folded in known.stop_words and found[index - 1].folded not in known.articles
        if alone and text[word.span.end : following.span.start] == " " and text[following.span.start].isupper():
            owners.add(word.folded[:-1])
    return frozenset(owners)


_ARTICLE = re.compile(
    r"(?:[Dd](?:er|ie|as|em|en|es)|[Ee]in(?:e[rmns]?)?|[Kk]ein(?:e[rmns]?)?|[Zz]u[rm]|[Ii]m|[Aa]m|[Vv]om|[Bb]eim|[Ii]ns"
    r"|[Ii]hre[rmns]?|[Ss]eine[rmns]?|[Uu]nsere[rmns]?|[Vv]iele|[Mm]ehrere|[Aa]lle[rn]?|[Dd]iese[rmns]?|[\d.,:]+"
    r"|[\w-]{3,}(?:e|en|er|es|em|hundert|tausend|zig|zwölf|zehn))"
)
