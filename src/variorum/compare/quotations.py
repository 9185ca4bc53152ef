"""One utterance that several reports quote: listed once, and set side by side where words or speakers differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from variorum.compare.utterances import Quoted, apart, collect_quoted, is_one_mouth, speaker_words
from variorum.compare.voices import Voices, told_at
from variorum.model import Article, ArticleClaims, Comparison, Evidence, Outcome, QuestionKind, Quotation, Utterance
from variorum.text.times import is_earlier

MADE_BY = "compare/4"
_ENOUGH = 4  # content words without which two quotations are alike by chance
_ALIKE = 0.6  # share of the shorter one's content words that the longer one must hold
_SAME = 0.8  # of its words in a row, too, so that two reports carry the same utterance
_UNLIKE = 0.15  # share of the shorter one's words that the longer one lacks: fewer is a matter of cutting
_FEW = 2  # marks in common that make two quotations worth a look
_SURE = 6  # content words of a quotation that two speakers can hardly have said alike


def collect_quotations(
    reports: Sequence[Article], claims: Mapping[str, ArticleClaims]
) -> tuple[tuple[str, Quotation], ...]:
    """All quotations and told statements of all reports, in the order of the reports and their texts."""
    return tuple(
        (report.id, quotation)
        for report in reports
        for quotation in claims[report.id].quotations
        if quotation.direct or quotation.statement
    )


def compare_quotations(quotations: Sequence[tuple[str, Quotation]], voices: Voices) -> tuple[Comparison, ...]:
    """One comparison for each utterance that two reports render differently, or put into two mouths."""
    quoted = collect_quoted(quotations, voices)
    found: list[Comparison] = []
    told: set[int] = set()
    for one, other in _pairs(quoted):
        if told & {id(one), id(other)} or len(one.content) < _ENOUGH or len(other.content) < _ENOUGH:
            continue
        kind = _difference(one, other, voices)
        if kind:
            told |= {id(one), id(other)}
            found.append(_comparison(kind, one, other, voices))
    return tuple(found)


def group_utterances(quotations: Sequence[tuple[str, Quotation]], voices: Voices) -> tuple[Utterance, ...]:
    """The direct quotations, each once with all reports that carry its words, the most carried first."""
    quoted = collect_quoted(quotations, voices)
    group_of = {id(one): number for number, one in enumerate(quoted)}
    for one, other in _pairs(quoted):
        if is_same(one, other) and _may_be_one_utterance(one, other):
            kept, gone = sorted((group_of[id(one)], group_of[id(other)]))
            if kept != gone:
                group_of.update((key, kept) for key, number in group_of.items() if number == gone)
    groups: dict[int, list[Quoted]] = defaultdict(list)
    for one in quoted:
        groups[group_of[id(one)]].append(one)
    found = [_utterance(members, voices) for members in groups.values()]
    return tuple(sorted(found, key=lambda utterance: (utterance.speaker is None, -utterance.origins)))


def _may_be_one_utterance(one: Quoted, other: Quoted) -> bool:
    """Whether no two speakers are named, and enough is said to be nobody else's words where one is not named."""
    if one.speaker and other.speaker:
        return not apart(one, other)
    return min(len(one.content), len(other.content)) >= _ENOUGH


def is_same(one: Quoted, other: Quoted) -> bool:
    """Whether two quotations are the same words, one perhaps cut shorter; what is in brackets may differ."""
    shorter, longer = sorted((one, other), key=lambda quoted: len(quoted.wording))
    if not shorter.wording:
        return False
    if shorter.wording == longer.wording:
        return True
    if len(shorter.content) < _ENOUGH - 1:
        return False
    shared = len(shorter.content & longer.content) / len(shorter.content)
    rows = len(shorter.rows & longer.rows) / max(1, len(shorter.rows))
    return shared >= _SAME and rows >= _ALIKE


def _pairs(quoted: Sequence[Quoted]) -> Iterator[tuple[Quoted, Quoted]]:
    """Pairs of two reports that may be one utterance: they share words in a row, or a few heavy words."""
    by_mark: dict[object, list[int]] = defaultdict(list)
    for number, one in enumerate(quoted):
        for mark in one.marks:
            by_mark[mark].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in by_mark.values():
        if len(numbers) <= len(quoted) // 4 + 8:  # what many quotations share tells nothing of any two
            shared.update((left, right) for place, left in enumerate(numbers) for right in numbers[place + 1 :])
    for (left, right), count in sorted(shared.items()):
        if quoted[left].article != quoted[right].article and (
            count >= _FEW or quoted[left].wording == quoted[right].wording
        ):
            yield quoted[left], quoted[right]


def _difference(one: Quoted, other: Quoted, voices: Voices) -> QuestionKind | None:
    """What differs between two quotations: the speaker of the same words, or the words of the same speaker."""
    long = min(len(one.content), len(other.content)) >= _SURE
    if is_same(one, other) and long and apart(one, other):
        return QuestionKind.ATTRIBUTION if voices.apart(one.article, other.article) else None
    if is_one_mouth(one, other) and _is_rendering(one, other):
        return QuestionKind.WORDING
    return None


def _is_rendering(one: Quoted, other: Quoted) -> bool:
    """Whether two quotations are one utterance in other words, and not one cut from the other."""
    shorter, longer = sorted((one, other), key=lambda quoted: len(quoted.wording))
    shared = len(shorter.content & longer.content) / len(shorter.content)
    lacking = sum(word not in longer.wording for word in shorter.plain) / max(1, len(shorter.plain))
    return shared >= _ALIKE and lacking >= _UNLIKE


def _comparison(kind: QuestionKind, one: Quoted, other: Quoted, voices: Voices) -> Comparison:
    positions = []
    for quoted in (one, other):
        text = voices.text(quoted.evidence)
        value = quoted.speaker or text if kind is QuestionKind.ATTRIBUTION else text
        positions.append(voices.position(value, [quoted.evidence]))
    conflict = kind is QuestionKind.ATTRIBUTION
    return Comparison(
        kind=kind,
        question="who said it" if conflict else f"quotation of {one.speaker}",
        outcome=Outcome.CONFLICT if conflict else Outcome.WORDING,
        positions=tuple(positions),
        made_by=MADE_BY,
    )


def _utterance(members: Sequence[Quoted], voices: Voices) -> Utterance:
    """One utterance with one member of each report: the longest that it has."""
    longest = max(members, key=lambda quoted: len(quoted.wording))
    by_report: dict[str, Quoted] = {}
    for one in sorted(members, key=lambda quoted: -len(quoted.wording)):
        by_report.setdefault(one.article, one)
    ordered = voices.position("", [one.evidence for one in by_report.values()]).members
    named = _speaker([one.speaker for one in members])
    return Utterance(
        speaker=named,
        role=next(
            (one.role for one in members if one.role and one.speaker and is_one_mouth(one, longest)), longest.role
        ),
        members=ordered,
        wording=longest.evidence,
        origins=voices.count(evidence.article for evidence in ordered),
        stance=longest.stance,
        first=_first(ordered, voices),
    )


def _speaker(names: Sequence[str | None]) -> str | None:
    """The name that most reports give, as fully as one of them gives it."""
    given = [name for name in names if name]
    if not given:
        return None
    last = Counter(words[-1] for name in given if (words := speaker_words(name))).most_common(1)
    alike = [name for name in given if last and last[0][0] in speaker_words(name)]
    return max(alike or given, key=lambda name: len(speaker_words(name)))


def _first(ordered: Sequence[Evidence], voices: Voices) -> Evidence | None:
    """The member that surely stood first; None where a time is missing, or is a day on which another stood, too."""
    moments = [told_at(voices.reports[evidence.article]) for evidence in ordered]
    if len(ordered) < 2 or any(moment.at is None for moment in moments):
        return None
    return ordered[0] if all(is_earlier(moments[0], other) for other in moments[1:]) else None
