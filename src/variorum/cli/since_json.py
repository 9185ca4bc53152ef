"""What is otherwise since a moment, as JSON: the key `since` of docs/compare-json.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from variorum.cli.tellers_json import evidence_rows
from variorum.compare.revisions import Change, Cut
from variorum.compare.since import ChangedReport, NewAnswer, Since
from variorum.jsonl import iso
from variorum.model import Article, Comparison
from variorum.pipeline import StoryReading


def since_row(since: Since, reading: StoryReading, earlier: Sequence[Article]) -> dict[str, Any]:
    """The object under `since`; claims, divergences and agreements are named by their places in those lists."""
    texts = {report.id: report.text for report in reading.reports}
    before = {version.id: version for version in earlier}
    now = {report.id: report for report in reading.reports}
    places = {id(one): number for number, one in enumerate(reading.breakdown.statements)}
    return {
        "moment": iso(since.moment),
        "reports": list(since.reports),
        "undated": list(since.undated),
        "divergences": [_answer(one, reading.breakdown.divergences) for one in since.answers],
        "claims": [places[id(one)] for one in since.statements],
        "omissions": evidence_rows(since.alone, texts),
        "changed": [_changed(one, before[one.changes.article], now[one.changes.article]) for one in since.changed],
        "made_by": since.made_by,
    }


def _answer(one: NewAnswer, divergences: Sequence[Comparison]) -> dict[str, Any]:
    """Which divergence, and the places of the positions that are new in it."""
    comparison = one.comparison
    return {
        "divergence": next(number for number, other in enumerate(divergences) if other is comparison),
        "positions": [number for number, other in enumerate(comparison.positions) if other in one.answers],
    }


def _changed(one: ChangedReport, before: Article, after: Article) -> dict[str, Any]:
    return {
        "report": after.id,
        "lost": one.changes.lost,
        "withdrawn": [_change(change, before, after) for change in one.withdrawn],
        "changes": [_change(change, before, after) for change in one.changed],
    }


def _change(change: Change, before: Article, after: Article) -> Mapping[str, Any]:
    return {
        "kind": change.kind.value,
        "role": change.role.value if change.role else None,
        "before": cut_row(change.before, before),
        "after": cut_row(change.after, after),
    }


def cut_row(cut: Cut | None, article: Article) -> dict[str, Any] | None:
    """A stretch of a version, and what in it is otherwise."""
    if cut is None:
        return None
    whole = (article.headline or "") if cut.of_headline else article.text
    return {
        "of": "headline" if cut.of_headline else "text",
        "span": list(cut.span),
        "text": cut.span.cut(whole),
        "marks": [list(mark) for mark in cut.marks],
    }
