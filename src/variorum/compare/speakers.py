"""Who had which quotation first: direct quotations of several reports that are one utterance, each told once.

Two quotations are one where nearly all words of the shorter stand in the longer and nothing says that two people spoke.
Across languages nothing is matched: words of a translation prove nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from variorum.compare.voices import Voices, read_voices, told_at
from variorum.model import Article, Evidence, Origin, Quotation
from variorum.text.names import name_key
from variorum.text.words import content_words, words

_ENOUGH = 4  # content words under which two quotations are alike by chance, unless they are the same letter for letter
_SAME = 0.8  # share of the shorter one's content words that stand in the longer


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One utterance, in the fullest wording, and all reports that carry it."""

    speaker: str | None
    cue: str | None
    said: Evidence
    members: tuple[Evidence, ...]  # one a report, the earliest first
    origins: int
    first_at: datetime | None  # of the earliest member

    @property
    def first(self) -> Evidence:
        """Where it was quoted first, as far as the times tell."""
        return self.members[0]


@dataclass(frozen=True, slots=True)
class _Quoted:
    evidence: Evidence
    quotation: Quotation
    content: frozenset[str]
    letters: str
    speaker: tuple[str, ...]


def group_utterances(
    reports: Sequence[Article], quotations: Sequence[tuple[str, Quotation]], *, origins: Sequence[Origin] = ()
) -> tuple[Utterance, ...]:
    """The direct quotations, each utterance once: those of most origins first, then the longest."""
    voices = read_voices(reports, origins)
    quoted = [
        _read(article, quotation, voices)
        for article, quotation in quotations
        if quotation.direct and article in voices.reports
    ]
    found = [_utterance([quoted[number] for number in group], voices) for group in _groups(quoted, voices)]
    return tuple(sorted(found, key=lambda one: (-one.origins, one.speaker is None, -len(voices.text(one.said)))))


def _read(article: str, quotation: Quotation, voices: Voices) -> _Quoted:
    evidence = Evidence(article=article, span=quotation.span)
    text = voices.text(evidence)
    source = quotation.attribution.source if quotation.attribution else None
    return _Quoted(
        evidence=evidence,
        quotation=quotation,
        content=frozenset(content_words(text, voices.reports[article].language)),
        letters=" ".join(word.folded for word in words(text)),
        speaker=tuple(name_key(source or "").split()),
    )


def _groups(quoted: Sequence[_Quoted], voices: Voices) -> list[list[int]]:
    """Numbers of quotations that are one utterance; each joins the group of the longest that holds it."""
    order = sorted(range(len(quoted)), key=lambda number: (-len(quoted[number].letters), number))
    holding: dict[str, list[int]] = defaultdict(list)  # word -> heads of groups that have it
    groups: dict[int, list[int]] = {}
    for number in order:
        one = quoted[number]
        shared = Counter(head for word in one.content or {one.letters} for head in holding[word])
        head = next(
            (head for head, _ in shared.most_common() if _is_one(one, quoted[head], voices)),
            None,
        )
        if head is not None:
            groups[head].append(number)
            continue
        groups[number] = [number]
        for word in one.content or {one.letters}:
            holding[word].append(number)
    return list(groups.values())


def _is_one(shorter: _Quoted, longer: _Quoted, voices: Voices) -> bool:
    languages = {voices.reports[one.evidence.article].language for one in (shorter, longer)}
    if len(languages) > 1 or not _may_be_one_mouth(shorter, longer):
        return False
    if shorter.letters == longer.letters:
        return True
    return len(shorter.content) >= _ENOUGH and len(shorter.content & longer.content) >= _SAME * len(shorter.content)


def _may_be_one_mouth(one: _Quoted, other: _Quoted) -> bool:
    left, right = one.speaker, other.speaker
    return not left or not right or left[-1] in right or right[-1] in left


def _utterance(group: Sequence[_Quoted], voices: Voices) -> Utterance:
    earliest: dict[str, Evidence] = {}
    for one in sorted(group, key=lambda one: _when(one.evidence.article, voices)):
        earliest.setdefault(one.evidence.article, one.evidence)
    names = Counter(one.quotation.attribution.source for one in group if one.quotation.attribution)
    speaker = max(filter(None, names), key=lambda name: (len(name.split()), names[name]), default=None)
    cues = (one.quotation.attribution.cue for one in group if one.quotation.attribution)
    members = tuple(earliest.values())
    return Utterance(
        speaker=speaker,
        cue=next(filter(None, cues), None),
        said=group[0].evidence,
        members=members,
        origins=voices.count(earliest),
        first_at=told_at(voices.reports[members[0].article]).at,
    )


def _when(article: str, voices: Voices) -> tuple[bool, float, int]:
    at = told_at(voices.reports[article]).at
    return at is None, at.timestamp() if at else 0.0, voices.in_order.index(article)


def by_speaker(utterances: Sequence[Utterance]) -> Iterator[tuple[str | None, tuple[Utterance, ...]]]:
    """Utterances by who is quoted, under the fullest name: whom most origins quote first, the unnamed last."""
    names = _fullest({one.speaker for one in utterances if one.speaker})
    spoken: dict[str | None, list[Utterance]] = defaultdict(list)
    for one in utterances:
        spoken[names.get(one.speaker or "")].append(one)

    def weight(name: str | None) -> tuple[bool, int, int]:
        return name is None, -max(one.origins for one in spoken[name]), -len(spoken[name])

    for name in sorted(spoken, key=weight):
        yield name, tuple(spoken[name])


def _fullest(names: Iterable[str]) -> dict[str, str]:
    """Each name with the fullest one that holds it and ends alike: "Shehu" and "Garba Shehu" are one speaker."""
    longest = sorted(names, key=lambda name: (-len(name_key(name).split()), name))
    found: dict[str, str] = {}
    for name in longest:
        own = name_key(name).split()
        fuller = [other for other in found.values() if _ends_in(name_key(other).split(), own)]
        found[name] = fuller[0] if len(set(fuller)) == 1 else name
    return found


def _ends_in(fuller: Sequence[str], name: Sequence[str]) -> bool:
    return bool(name) and fuller[-1:] == name[-1:] and set(name) <= set(fuller)
