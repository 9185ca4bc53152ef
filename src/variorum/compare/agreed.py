"""What reports agree on, each thing once: the core that most tell, what else several tell, and figures told alike.

A figure on which all agree is marked in the sentence that is shown anyway; only what no shown sentence holds stands by
itself, under a label such as "21 girls".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from variorum.compare.voices import Voices, read_voices
from variorum.model import Article, Breakdown, Comparison, Core, Evidence, LanguageTag, Origin, Outcome, Statement
from variorum.text.wordings import Wording, excess
from variorum.text.words import words

_PLAIN = 40  # characters under which a sentence is a headline or a fragment and stands badly for a statement
_ENDS = tuple(".!?…。！？؟।")  # what ends a sentence; a line without is a headline or a caption
_QUOTED = tuple("\"'“„«「『‘")
_PARTING = frozenset({Outcome.CONFLICT, Outcome.UPDATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedStatement:
    """A statement of several origins, the wording that stands for it, and the figures in that on which all agree."""

    statement: Statement
    said: Evidence
    figures: tuple[Evidence, ...]  # in its members' sentences
    members: tuple[Evidence, ...]  # without sentences that hold a figure on which reports part
    origins: int
    core: Core | None = None  # None: fewer than half of the origins tell it


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedFigure:
    """A figure that several origins give alike, and no statement shown holds."""

    label: str  # "21 girls": the plainest wording
    said: Evidence  # the figure, in the report that stands for it
    members: tuple[Evidence, ...]
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """All that reports agree on."""

    statements: tuple[AgreedStatement, ...]  # the core first
    figures: tuple[AgreedFigure, ...]

    @property
    def core(self) -> tuple[AgreedStatement, ...]:
        """What most tell."""
        return tuple(one for one in self.statements if one.core)


def read_agreed(
    reports: Sequence[Article],
    breakdown: Breakdown,
    *,
    origins: Sequence[Origin] = (),
    points: Sequence[Evidence] = (),
    above: Collection[Evidence] = (),
    language: LanguageTag | None = None,
    everything: bool = False,
) -> Agreed:
    """What the reports of a breakdown agree on, told by its key points where it has one, else by a plain sentence; in
    the language where a report of it tells the same, and by no sentence that stands `above` already where another does.
    With `everything` the less sure is told too."""
    voices = read_voices(reports, origins)
    alike = [one for one in breakdown.comparisons if one.outcome is Outcome.AGREEMENT]
    pick = _Pick(voices=voices, points=_by_article(points), above=frozenset(above), language=language)
    statements = tuple(
        sorted(_statements(breakdown, pick, alike, everything=everything), key=lambda one: (not one.core, -one.origins))
    )
    covered = _by_article(member for one in statements for member in one.members)
    return Agreed(statements=statements, figures=tuple(_figures(alike, covered, voices)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pick:
    """Chooses the wording that stands for a statement."""

    voices: Voices
    points: Mapping[str, Sequence[Evidence]]
    above: frozenset[Evidence]
    language: LanguageTag | None

    def wording(self, members: Sequence[Evidence]) -> Evidence:
        """A key point among the members, else a whole sentence: the one that says least beyond the others, then the
        shortest; one shown above only if none else is left."""
        points = [point for one in members for point in self.points.get(one.article, ()) if one.span.holds(point.span)]

        def weight(one: Evidence) -> tuple[bool | float | int, ...]:
            beyond = excess(self._told(one), [self._told(other) for other in members if other.article != one.article])
            text = self.voices.text(one)
            foreign = self.language not in (None, self.voices.reports[one.article].language)
            whole = text.rstrip("\"'”’»)").endswith(_ENDS) and not text.startswith(_QUOTED)
            fragment = not whole or len(text) < _PLAIN
            doubts = one in self.above, one not in points, beyond.figures, foreign, fragment, beyond.leans
            return *doubts, beyond.terms, len(text)

        return min([*points, *members], key=weight)

    def _told(self, one: Evidence) -> Wording:
        return Wording(self.voices.text(one), self.voices.reports[one.article].language)


def _statements(
    breakdown: Breakdown,
    pick: _Pick,
    alike: Sequence[Comparison],
    *,
    everything: bool,
) -> Iterator[AgreedStatement]:
    voices = pick.voices
    parted = _by_article(_members(one for one in breakdown.comparisons if one.outcome in _PARTING))
    agreed = _by_article(_members(alike))
    core = {one.statement: one for one in breakdown.core}
    used: set[Evidence] = set()
    for number in _in_order(breakdown):
        statement = breakdown.statements[number]
        if not (statement.shown or everything or number in core):
            continue
        known = [one for one in statement.members if one.article in voices.reports]
        members = tuple(one for one in known if not _holding(one, parted))
        told = voices.count(one.article for one in members)
        if told < 2 or used & set(members):
            continue
        used |= set(members)
        said = pick.wording(members)
        yield AgreedStatement(
            statement=statement,
            said=said,
            figures=tuple(figure for one in members for figure in _holding(one, agreed)),
            members=members,
            origins=told,
            core=core.get(number),
        )


def _in_order(breakdown: Breakdown) -> list[int]:
    """The places of all statements: the core as it comes, then those of most origins."""
    core = [one.statement for one in breakdown.core]
    rest = [number for number in range(len(breakdown.statements)) if number not in core]
    told = breakdown.statements
    return core + sorted(rest, key=lambda number: (-told[number].origins, -told[number].score))


def _figures(
    alike: Iterable[Comparison], covered: Mapping[str, Sequence[Evidence]], voices: Voices
) -> Iterator[AgreedFigure]:
    shown: list[tuple[str, frozenset[str]]] = []
    told = [tuple(one for one in _members([comparison]) if one.article in voices.reports) for comparison in alike]
    for members in sorted(told, key=lambda members: not any(_held(one, covered) for one in members)):
        tellers = frozenset(one.article for one in members)
        said = min(members, key=lambda one: _dullness(voices.text(one)), default=None)
        if said is None:
            continue
        label = voices.text(said)
        if not any(_number(label) == number and tellers <= others for number, others in shown):
            shown.append((_number(label), tellers))
            if not any(_held(one, covered) for one in members):
                yield AgreedFigure(label=label, said=said, members=members, origins=voices.count(tellers))


def _dullness(label: str) -> tuple[bool, int]:
    """A number alone says less than one with what it counts; of those that say it the shortest says it best."""
    return len(words(label)) < 2, len(label)


def _number(label: str) -> str:
    return "".join(filter(str.isdigit, label)) or label.casefold()


def _members(comparisons: Iterable[Comparison]) -> Iterator[Evidence]:
    for comparison in comparisons:
        for position in comparison.positions:
            yield from position.members


def _by_article(evidence: Iterable[Evidence]) -> Mapping[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = defaultdict(list)
    for one in evidence:
        found[one.article].append(one)
    return found


def _holding(sentence: Evidence, figures: Mapping[str, Sequence[Evidence]]) -> list[Evidence]:
    """The figures that stand in a sentence."""
    return [one for one in figures.get(sentence.article, ()) if sentence.span.overlaps(one.span)]


def _held(figure: Evidence, sentences: Mapping[str, Sequence[Evidence]]) -> bool:
    return any(one.span.overlaps(figure.span) for one in sentences.get(figure.article, ()))
