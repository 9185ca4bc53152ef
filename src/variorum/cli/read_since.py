"""What is otherwise since a moment, in words; earlier versions of the reports tell what was changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from variorum.claims import read_claims
from variorum.cli.read_sources import read_headlines
from variorum.cli.view import ChangeWords, Moved, Revised, Said, SinceView, Teller
from variorum.cli.words_of import Cut, WordsOf
from variorum.compare.revisions import Change, Changes, find_changes
from variorum.compare.revisions import Cut as Stretch
from variorum.compare.since import ChangedReport, NewAnswer, Since, changes_since
from variorum.model import Article, Span
from variorum.pipeline import StoryReading

_TOLD = 6


def find_since(moment: datetime, reading: StoryReading, earlier: Sequence[Article]) -> Since:
    """What is otherwise since a moment; `earlier` holds the versions of that moment, under the reports' own ids."""
    return changes_since(
        moment, reading.reports, reading.breakdown, revised=[_revised(one, reading) for one in earlier]
    )


def _revised(before: Article, reading: StoryReading) -> Changes:
    after = next(one for one in reading.reports if one.id == before.id)
    after = replace(after, revision=before.revision + 1)
    return find_changes(before, after, claims=(read_claims(before), reading.claims[after.id]))


def read_since(since: Since, reading: StoryReading, earlier: Sequence[Article], *, everything: bool) -> SinceView:
    """The view of what is otherwise."""
    words = WordsOf(reading)
    versions = {one.id: one for one in earlier}
    told = [words.said(one.members[0]) for one in since.statements] + [words.said(one) for one in since.alone]
    return SinceView(
        moment=since.moment,
        reports=tuple(one for one in read_headlines(words) if one.said.teller.report in since.reports),
        undated=len(since.undated),
        moved=tuple(_moved(one, words) for one in since.answers),
        told=Cut(everything).first(told, _TOLD),
        revised=tuple(_report(one, words, versions[one.changes.article]) for one in since.changed),
    )


def _moved(one: NewAnswer, words: WordsOf) -> Moved:
    return Moved(
        asked=words.asked(one.comparison),
        outcome=one.comparison.outcome,
        before=tuple(map(words.answer, one.before)),
        answers=tuple(map(words.answer, one.answers)),
    )


def _report(changed: ChangedReport, words: WordsOf, before: Article) -> Revised:
    teller = words.teller(before.id)
    after = words.report(before.id)
    return Revised(
        teller=teller,
        withdrawn=tuple(_change(one, before, after, teller) for one in changed.withdrawn),
        changed=tuple(_change(one, before, after, teller) for one in changed.changed),
    )


def _change(change: Change, before: Article, after: Article, teller: Teller) -> ChangeWords:
    return ChangeWords(
        change=change, before=_stretch(change.before, before, teller), after=_stretch(change.after, after, teller)
    )


def _stretch(cut: Stretch | None, article: Article, teller: Teller) -> Said | None:
    if cut is None:
        return None
    text = cut.span.cut((article.headline or "") if cut.of_headline else article.text)
    marks = tuple(Span(one.start - cut.span.start, one.end - cut.span.start) for one in cut.marks)
    return Said(text=text, teller=teller, marks=marks)
