"""What one report tells with a hedge, in quotation marks or with a word that judges, and another tells plainly."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from variorum.compare.alike import Alike, OwnWord, OwnWords
from variorum.compare.terms import ClaimTerms
from variorum.compare.voices import Voices
from variorum.languages import get_language
from variorum.model import Comparison, Evidence, LanguageTag, Outcome, QuestionKind, Span
from variorum.text.names import name_key
from variorum.text.words import Word, fold, stem, words

MADE_BY = "compare/4"
_REACH = {"hedged": 2, "judged": 1}  # words to what is meant: "allegedly had set"; but not "illegal under federal law"
_SHORT = 3  # words in quotation marks that are a term and no utterance


@dataclass(frozen=True, slots=True)
class _Shades:
    """The words of one language that hedge or judge: whole words and beginnings."""

    hedging: frozenset[str] = frozenset()
    judging: frozenset[str] = frozenset()
    hedging_starts: tuple[str, ...] = ()
    judging_starts: tuple[str, ...] = ()

    def of(self, word: str) -> str | None:
        """What a word does to what stands beside it."""
        if word in self.hedging or word.startswith(self.hedging_starts or ("\0",)):
            return "hedged"
        if word in self.judging or word.startswith(self.judging_starts or ("\0",)):
            return "judged"
        return None


class _Shaded(NamedTuple):
    """A thing that a report tells with a shade, or the same thing plainly."""

    shade: str  # "hedged", "judged", "in quotation marks"
    things: tuple[str, ...]  # stems, of the one word and what belongs to it, or of the words of the term
    evidence: Evidence
    words: str  # that shade, for the question
    size: int  # of these so many are shown
    capital: bool = True  # what is shaded may be a name: "rogue state" is none of the United States


def compare_hedges(alike: Sequence[Alike], own: OwnWords) -> tuple[Comparison, ...]:
    """One comparison for each thing that a report shades and another, which states the same, does not."""
    found: dict[tuple[str, tuple[str, ...]], tuple[list[_Shaded], list[Evidence]]] = defaultdict(lambda: ([], []))
    known: dict[tuple[str, int], tuple[_Shaded, ...]] = {}
    for pair in alike:
        for one, other in ((pair.left, pair.right), (pair.right, pair.left)):
            if (key := (one.article, one.place)) not in known:
                known[key] = tuple(_shaded(one, own))
            for shaded in known[key]:
                plain = _plainly(shaded, other, own)
                if plain:
                    shades, bare = found[shaded.shade, shaded.things]
                    shades.append(shaded)
                    bare.append(plain)
    return tuple(
        comparison
        for (shade, _), (shades, bare) in found.items()
        if (comparison := _compare(shade, shades, bare, own.voices))
    )


def _shaded(claim: ClaimTerms, own: OwnWords) -> Iterator[_Shaded]:
    """The things in a claim that the report itself shades."""
    told = own.of(claim)
    shades = _shades(claim.language)
    for place, word in enumerate(told):
        shade = None if word.key else shades.of(word.folded)
        if shade and (thing := _beside(told, place, claim.language, reach=_REACH[shade])) is not None:
            near = told[thing]
            span = Span(min(word.span.start, near.span.start), max(word.span.end, near.span.end))
            follower = _follower(told, thing, claim, own) if thing > place else ()
            stems = (stem(near.folded, claim.language), *follower)
            evidence = Evidence(article=claim.article, span=span)
            shown = word.span.cut(own.voices.reports[claim.article].text)
            yield _Shaded(shade, stems, evidence, shown, size=1, capital=near.capital)
    yield from _in_marks(claim, own)


def _beside(told: Sequence[OwnWord], place: int, language: LanguageTag | None, *, reach: int) -> int | None:
    """What a word shades: the next word of weight, else in languages whose adjectives follow the one before."""
    known, shades = get_language(language), _shades(language)
    for step in range(1, reach + 1):
        near = [place + step, place - step] if not known.adjectives_follow else [place - step, place + step]
        for index in near if known.adjectives_follow else near[:1]:
            if not 0 <= index < len(told) or told[index].key:
                continue
            word = told[index].folded
            if word not in known.stop_words and not word[0].isdigit() and shades.of(word) is None:
                return index
    return None


def _follower(told: Sequence[OwnWord], place: int, claim: ClaimTerms, own: OwnWords) -> tuple[str, ...]:
    """The word that makes one term with a word before it, so that "massive data breach" is not held against "data"."""
    known, text = get_language(claim.language), own.voices.reports[claim.article].text
    if place + 1 >= len(told):
        return ()
    word = told[place + 1]
    joined = text[told[place].span.end : word.span.start] == " " and not word.key
    light = word.folded in known.stop_words | known.head_stoppers | known.finite_verbs or word.folded[0].isdigit()
    verb = word.folded in known.speech_cues or word.folded.endswith(tuple(known.verb_endings) or ("\0",))
    return () if not joined or light or verb else (stem(word.folded, claim.language),)


def _in_marks(claim: ClaimTerms, own: OwnWords) -> Iterator[_Shaded]:
    """Terms in quotation marks that nobody is said to say, and that are no names."""
    known = get_language(claim.language)
    names = {part for key in claim.claim.names for part in key.split()}
    said = [quotation.span for quotation in claim.claim.quotations if quotation.attribution]
    for span in own.marked(claim):
        evidence = Evidence(article=claim.article, span=span)
        text = own.voices.text(evidence)
        told = words(text)
        if not 0 < len(told) <= _SHORT or any(span.overlaps(one) for one in said):
            continue
        weighty = [word for word in told if word.folded not in known.stop_words]
        if any(not _is_name(word, text, names, claim.language) for word in weighty):
            things = tuple(stem(word.folded, claim.language) for word in told)
            yield _Shaded("in quotation marks", things, evidence, text.rstrip(".,;:!?"), size=len(things))


def _is_name(word: Word, text: str, names: Set[str], language: LanguageTag | None) -> bool:
    """Whether a word belongs to a name, of a ship or a film: known as one, or capital where only names are."""
    capital = text[word.span.start].isupper() and not get_language(language).nouns_are_capital
    return capital or name_key(word.folded) in names


def _plainly(shaded: _Shaded, other: ClaimTerms, own: OwnWords) -> Evidence | None:
    """Where the other claim has the same thing without any shade; None where it has none, or shades it too."""
    stems, told = own.stems(other), own.of(other)
    if shaded.things[0] not in stems:
        return None
    shades = _shades(other.language)
    if any(not word.key and shades.of(word.folded) == shaded.shade for word in told):
        return None
    size = len(shaded.things)
    for place in range(len(stems) - size + 1):
        if stems[place : place + size] == shaded.things and told[place].capital <= shaded.capital:
            span = Span(told[place].span.start, told[place + shaded.size - 1].span.end)
            return Evidence(article=other.article, span=span)
    return None


def _compare(shade: str, shades: Sequence[_Shaded], bare: Sequence[Evidence], voices: Voices) -> Comparison | None:
    """Who shades it against who does not; a report that does both is on neither side."""
    shading = {one.evidence.article for one in shades}
    plain = {one.article for one in bare}
    left = _first([one.evidence for one in shades if one.evidence.article not in plain])
    right = _first([one for one in bare if one.article not in shading])
    if not left or not right:
        return None
    positions = [voices.position("", told) for told in (left, right)]
    return Comparison(
        kind=QuestionKind.WORDING,
        question=f"{shade}: {shades[0].words}",
        outcome=Outcome.WORDING,
        positions=tuple(voices.position(voices.text(one.members[0]), one.members) for one in positions),
        made_by=MADE_BY,
    )


def _first(members: Sequence[Evidence]) -> list[Evidence]:
    """The first place in each report."""
    found: dict[str, Evidence] = {}
    for one in sorted(members, key=lambda one: one.span):
        found.setdefault(one.article, one)
    return list(found.values())


@cache
def _shades(language: LanguageTag | None) -> _Shades:
    tag = (language or "").split("-")[0]
    table = tomllib.loads((files("variorum.compare") / "hedges.toml").read_text(encoding="utf-8")).get(tag, {})
    listed = {name: [fold(word) for word in table.get(name, ())] for name in ("hedging", "judging")}
    return _Shades(
        hedging=frozenset(word for word in listed["hedging"] if not word.endswith("*")),
        judging=frozenset(word for word in listed["judging"] if not word.endswith("*")),
        hedging_starts=tuple(word[:-1] for word in listed["hedging"] if word.endswith("*")),
        judging_starts=tuple(word[:-1] for word in listed["judging"] if word.endswith("*")),
    )
