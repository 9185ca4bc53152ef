"""Direct quotations read for comparison: whole stretches between marks, their words, and who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from variorum.compare.voices import Voices
from variorum.model import Article, Attribution, Evidence, Quotation, Span, Stance
from variorum.text.names import name_key
from variorum.text.words import content_words, words

_ROW = 3  # words in a row
_BRACKETS = re.compile(r"\[[^\]]*\]|\(\.\.\.\)|…|\.\s?\.\s?\.")  # what an editor put in, or left out


@dataclass(frozen=True, slots=True)
class Quoted:
    """One stretch between marks."""

    evidence: Evidence
    said: Attribution | None
    sure: bool  # a cue and a name stand beside it, rather than a pronoun or nothing
    content: frozenset[str]
    wording: tuple[str, ...]
    plain: tuple[str, ...]  # without what stands in brackets
    rows: frozenset[tuple[str, ...]]

    @property
    def article(self) -> str:
        return self.evidence.article

    @property
    def speaker(self) -> str | None:
        return self.said.source if self.said else None

    @property
    def role(self) -> str | None:
        return self.said.role if self.said else None

    @property
    def stance(self) -> Stance:
        return self.said.stance if self.said else Stance.SAID

    @property
    def marks(self) -> Iterator[object]:
        """What two renderings of one utterance may share."""
        yield from self.rows
        yield from self.content
        yield self.wording


def collect_quoted(quotations: Sequence[tuple[str, Quotation]], voices: Voices) -> list[Quoted]:
    """The direct quotations of the reports, sentences of one stretch between marks joined."""
    found: list[Quoted] = []
    run: list[Quotation] = []
    owner: str | None = None
    for article, quotation in quotations:
        if not quotation.direct:
            continue
        if run and (article != owner or not _goes_on(run[-1], quotation, voices.reports[article].text)):
            found.append(_read(str(owner), run, voices))
            run = []
        owner = article
        run.append(quotation)
    if run:
        found.append(_read(str(owner), run, voices))
    return found


def is_one_mouth(one: Quoted, other: Quoted) -> bool:
    """Whether both are put into one mouth; the last word of either name stands in the other."""
    left, right = speaker_words(one.speaker), speaker_words(other.speaker)
    return bool(left and right) and (left[-1] in right or right[-1] in left)


def apart(one: Quoted, other: Quoted) -> bool:
    """Whether two named persons are surely said to have spoken, and have no word of their names in common."""
    left, right = set(speaker_words(one.speaker)), set(speaker_words(other.speaker))
    return one.sure and other.sure and min(len(left), len(right)) > 1 and not left & right


def speaker_words(name: str | None) -> list[str]:
    """The words of a name by which two spellings of it agree."""
    return name_key(name or "").split()


def _goes_on(last: Quotation, following: Quotation, text: str) -> bool:
    same = last.utterance is not None and last.utterance == following.utterance
    return same and not text[last.span.end : following.span.start].strip()


def _read(article: str, run: Sequence[Quotation], voices: Voices) -> Quoted:
    report = voices.reports[article]
    span = Span(run[0].span.start, run[-1].span.end)
    text = span.cut(report.text)
    wording = tuple(word.folded for word in words(text))
    said = next((one.attribution for one in run if one.attribution), None)
    return Quoted(
        evidence=Evidence(article=article, span=span),
        said=said,
        sure=_is_sure(said, report),
        content=frozenset(content_words(text, report.language)),
        wording=wording,
        plain=tuple(word.folded for word in words(_BRACKETS.sub(" ", text))),
        rows=frozenset(wording[start : start + _ROW] for start in range(len(wording) - _ROW + 1)),
    )


def _is_sure(said: Attribution | None, report: Article) -> bool:
    """Whether a verb and a name stand beside the words."""
    if said is None or not said.source or not said.source_span or not said.cue_span:
        return False
    is_name = all(not word[0].islower() for word in said.source.split())
    return is_name and speaker_words(said.source_span.cut(report.text))[-1:] == speaker_words(said.source)[-1:]


__all__ = ["Quoted", "apart", "collect_quoted", "is_one_mouth", "speaker_words"]
