"""The view of a reading: what most tell, where reports part, what only some tell, and who stands behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from variorum.cli.read_sources import read_chains, read_headlines, read_sides
from variorum.cli.view import (
    Alone,
    Figure,
    MatrixLine,
    MatrixView,
    Missing,
    Question,
    Quoted,
    Said,
    Shared,
    SinceView,
    View,
)
from variorum.cli.words_of import Cut, WordsOf
from variorum.compare.agreed import Agreed, AgreedStatement, read_agreed
from variorum.compare.matrix import MatrixRow, read_matrix
from variorum.compare.speakers import utterances_of
from variorum.model import Comparison, Evidence, Outcome, Statement
from variorum.pipeline import StoryReading

_CORE = 5
_SHARED = 6  # without a core; with one, as many fewer as that has rows, but three at least
_FIGURES = 6
_QUESTIONS = 12
_WORDINGS = 6
_ALONE = 2  # statements of one side or report
_QUOTATIONS = 6
_LETTERS = 200  # of a quotation that count for its weight
_PARTING = (Outcome.CONFLICT, Outcome.UPDATE, Outcome.COMPATIBLE)


def read_view(reading: StoryReading, *, everything: bool = False, since: SinceView | None = None) -> View:
    """The view of a reading; with `everything` nothing is left for later."""
    words, cut, breakdown = WordsOf(reading), Cut(everything), reading.breakdown
    agreed = _agreed(reading, everything=everything)
    core = cut.first([_shared(one, words) for one in agreed.core], _CORE)
    others = [_shared(one, words) for one in agreed.statements if not one.core]
    headlines = read_headlines(words)
    return View(
        title=reading.title.headline or reading.title.text.split("\n", 1)[0][:120],
        title_language=reading.title.language,
        origins=len(reading.origins),
        reports=tuple(sorted(headlines, key=lambda one: (not one.said.teller.at, str(one.said.teller.at)))),
        countries=tuple(dict.fromkeys(one.country for one in reading.reports if one.country)),
        languages=tuple(dict.fromkeys(one.language for one in reading.reports if one.language)),
        days=tuple(sorted(one.published for one in reading.reports if one.published)),
        summary=tuple(words.said(evidence) for evidence in reading.summary.sentences),
        keywords=reading.summary.keywords,
        since=since,
        core=core.shown,
        shared=cut.first([*core.rest, *others], max(_SHARED - len(core.shown), 3)),
        figures=cut.first(list(_figures(agreed, words)), _FIGURES),
        questions=cut.first(_questions(words, *_PARTING), _QUESTIONS),
        wording=cut.first(_questions(words, Outcome.WORDING), _WORDINGS),
        matrix=_matrix(words, agreed),
        alone=tuple(_alone(words, cut)),
        missing=tuple(_missing(words, agreed)),
        quotations=cut.first(list(_quotations(words)), _QUOTATIONS),
        chains=read_chains(words, cut),
        headlines=tuple(headlines) if breakdown.headlines else (),
        sides=tuple(read_sides(words, cut)),
    )


def _agreed(reading: StoryReading, *, everything: bool) -> Agreed:
    return read_agreed(
        reading.reports,
        reading.breakdown,
        origins=reading.origins,
        points=reading.summary.key_points,
        above=reading.summary.sentences,
        language=reading.title.language,
        everything=everything,
    )


def _shared(row: AgreedStatement, words: WordsOf) -> Shared:
    return Shared(
        said=words.said(row.said, marks=[one.span for one in row.figures if one.article == row.said.article]),
        tellers=words.tellers(row.members),
        origins=row.origins,
        of=row.core.of if row.core else None,
        source=row.statement.source,
    )


def _figures(agreed: Agreed, words: WordsOf) -> Iterator[Figure]:
    """Figures told alike, but for those whose sentence stands there already as a statement."""
    for one in agreed.figures:
        yield Figure(
            label=" ".join(one.label.split()),
            said=words.around(one.said),
            tellers=words.tellers(one.members),
            origins=one.origins,
        )


def _questions(words: WordsOf, *outcomes: Outcome) -> list[Question]:
    """Comparisons by outcome, those on which more origins take a stand first."""
    found = [one for one in words.reading.breakdown.comparisons if one.outcome in outcomes]
    found.sort(key=lambda one: (outcomes.index(one.outcome), -sum(answer.origins for answer in one.positions)))
    return [words.question(one) for one in found]


def _matrix(words: WordsOf, agreed: Agreed) -> MatrixView | None:
    reading = words.reading
    found = read_matrix(reading.reports, reading.breakdown, origins=reading.origins)
    said = {one.statement: one.said for one in agreed.statements}
    return MatrixView(matrix=found, lines=tuple(_line(row, words, said) for row in found.rows)) if found else None


def _line(row: MatrixRow, words: WordsOf, wordings: Mapping[Statement, Evidence]) -> MatrixLine:
    """A row in the words in which its statement stands above."""
    told = row.told
    if isinstance(told, Comparison):
        answers = tuple(" ".join(position.value.split()) for position in told.positions)
        return MatrixLine(
            label=words.asked(told), language="en", outcome=told.outcome, answers=answers, cells=row.cells
        )
    said = words.said(wordings.get(told) or _shortest(told, words))
    return MatrixLine(
        label=said.text, language=said.teller.language, outcome=Outcome.AGREEMENT, answers=(), cells=row.cells
    )


def _shortest(told: Statement, words: WordsOf) -> Evidence:
    return min(told.members, key=lambda one: len(words.said(one).text))


def _alone(words: WordsOf, cut: Cut) -> Iterator[Alone]:
    """What one country's reports alone tell, then what one report does."""
    breakdown = words.reading.breakdown
    for country in dict.fromkeys(one.country for one in breakdown.only_in):
        told = [words.said(one.members[0]) for one in breakdown.only_in if one.country == country]
        yield Alone(title=country, country=country, told=cut.first(told, _ALONE), of_country=True)
    by_label: dict[str, list[Said]] = {}
    for evidence in breakdown.omissions:
        said = words.said(evidence)
        by_label.setdefault(said.teller.label, []).append(said)
    for alone in by_label.values():
        yield Alone(title=alone[0].teller.outlet, country=alone[0].teller.country, told=cut.first(alone, _ALONE))


def _missing(words: WordsOf, agreed: Agreed) -> Iterator[Missing]:
    """What reports leave out, in the words in which it stands above."""
    statements = words.reading.breakdown.statements
    wordings = {one.statement: one.said for one in agreed.statements}
    for one in words.reading.breakdown.left_out:
        left = [statements[number] for number in one.statements]
        told = tuple(words.said(wordings.get(statement) or _shortest(statement, words)) for statement in left)
        if told:
            yield Missing(teller=words.teller(one.article), told=told)


def _quotations(words: WordsOf) -> Iterator[Quoted]:
    """Utterances with a speaker: those of most origins first, then the longest."""
    named = [one for one in utterances_of(words.reading.breakdown) if one.speaker and one.members]
    named.sort(key=lambda one: (-one.origins, -min(len(words.said(one.wording or one.members[0]).text), _LETTERS)))
    for one in named:
        yield Quoted(
            speaker=one.speaker,
            role=one.role,
            stance=one.stance,
            said=words.said(one.wording or one.members[0]),
            tellers=words.tellers(one.members),
            first_known=one.first is not None,
            origins=one.origins,
        )
