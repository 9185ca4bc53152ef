"""A story's reading as JSON: the schema is described in docs/compare-json.md."""

from __future__ import annotations

from typing import Any

from variorum.cli.tellers_json import evidence_rows, place_row, tellers_row
from variorum.compare import outlet_label
from variorum.jsonl import iso
from variorum.model import Article, Comparison, Outcome, QuestionKind, Quotation, Utterance
from variorum.pipeline import StoryReading

VERSION = 1


def reading_row(reading: StoryReading) -> dict[str, Any]:
    """One JSON object with all that was found; every statement carries the span that it stands on."""
    texts = {report.id: report.text for report in reading.reports}
    breakdown, summary = reading.breakdown, reading.summary
    divergences = [_comparison(comparison, texts) for comparison in breakdown.divergences]
    return {
        "version": VERSION,
        "made_by": [breakdown.made_by, summary.made_by],
        "reports": [_report(report) for report in reading.reports],
        "origins": [
            {"key": o.key, "label": o.label, "first": o.first, "members": list(o.members)} for o in reading.origins
        ],
        "title": {"report": reading.title.id, "headline": reading.title.headline},
        "summary": {
            "sentences": evidence_rows(summary.sentences, texts),
            "key_points": evidence_rows(summary.key_points, texts),
            "keywords": list(summary.keywords),
            "places": [
                {
                    "country": place.country,
                    "share": place.share,
                    "cities": list(place.cities),
                    "members": evidence_rows(place.evidence, texts),
                }
                for place in summary.places
            ],
        },
        "claims": [
            {
                "score": s.score,
                "shown": s.shown,
                "origins": s.origins,
                "source": s.source,
                "members": evidence_rows(s.members, texts),
            }
            for s in breakdown.statements
        ],
        "divergences": divergences,
        "agreements": [
            _comparison(comparison, texts)
            for comparison in breakdown.comparisons
            if comparison.outcome is Outcome.AGREEMENT
        ],
        "wording": [row for row in divergences if row["kind"] == QuestionKind.WORDING.value],
        "quotations": [_quotation(article, quotation, texts[article]) for article, quotation in breakdown.quotations],
        "utterances": [_utterance(one, texts) for one in breakdown.utterances],
        "omissions": evidence_rows(breakdown.omissions, texts),
        **tellers_row(breakdown, texts),
    }


def _report(report: Article) -> dict[str, Any]:
    return {
        "id": report.id,
        "url": report.url,
        "outlet": outlet_label(report),
        "country": report.country,
        "language": report.language,
        "published": iso(report.published, report.precision),
        "headline": report.headline,
    }


def _comparison(comparison: Comparison, texts: dict[str, str]) -> dict[str, Any]:
    positions = [
        {
            "value": position.value,
            "origins": position.origins,
            "countries": list(position.countries),
            "outlets": list(position.outlets),
            "first_at": iso(position.first_at),
            "source": position.source,
            "members": evidence_rows(position.members, texts),
        }
        for position in comparison.positions
    ]
    return {
        "kind": comparison.kind.value,
        "outcome": comparison.outcome.value,
        "question": comparison.question,
        "positions": positions,
        "members": [
            place_row(member.article, member.span) | {"value": member.span.cut(texts[member.article])}
            for position in comparison.positions
            for member in position.members
        ],
    }


def _quotation(article: str, quotation: Quotation, text: str) -> dict[str, Any]:
    attribution = quotation.attribution
    return place_row(article, quotation.span) | {
        "text": quotation.span.cut(text),
        "direct": quotation.direct,
        "speaker": attribution.source if attribution else None,
        "role": attribution.role if attribution else None,
        "cue": attribution.cue if attribution else None,
        "stance": attribution.stance.value if attribution else None,
        "utterance": quotation.utterance,
    }


def _utterance(utterance: Utterance, texts: dict[str, str]) -> dict[str, Any]:
    return {
        "speaker": utterance.speaker,
        "role": utterance.role,
        "stance": utterance.stance.value,
        "text": utterance.wording.span.cut(texts[utterance.wording.article]) if utterance.wording else None,
        "origins": utterance.origins,
        "first": utterance.first.article if utterance.first else None,
        "members": evidence_rows(utterance.members, texts),
    }
