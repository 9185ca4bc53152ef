"""What goes into the codec comes out equal."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from variorum.model import (
    ArticleClaims,
    Attribution,
    Breakdown,
    Claim,
    Comparison,
    Evidence,
    Origin,
    Outcome,
    Position,
    Quantity,
    QuestionKind,
    Quotation,
    Reason,
    Role,
    Span,
    Statement,
    Summary,
)
from variorum_site.news.store.codec import from_json, to_json

EVIDENCE = Evidence(article="a", span=Span(3, 9))
SAID = Quotation(
    span=Span(0, 4),
    direct=True,
    attribution=Attribution(source="Ana Dorrit", source_span=Span(6, 9), cue="said", cue_span=Span(5, 6)),
)
TOLL = Quantity(
    span=Span(1, 2), low=12.0, high=None, unit="person", counted="people", role=Role.KILLED, as_of=date(2026, 3, 4)
)
RECORDS: list[Any] = [
    Reason(feature="names", weight=0.5, detail="Orla"),
    Origin(key="agency:Nordwire", label="Nordwire", first="a", members=("a", "b")),
    Summary(sentences=(EVIDENCE,), key_points=(), keywords=("橋", "الجسر"), made_by="summarize/1"),
    ArticleClaims(
        article="a",
        revision=2,
        claims=(
            Claim(span=Span(0, 9), names=("orla",), quantities=(TOLL,), quotations=(SAID,)),
            Claim(span=Span(10, 12), attribution=Attribution(source=None)),
        ),
        made_by="claims/1",
    ),
    Breakdown(
        statements=(Statement(members=(EVIDENCE,), score=1.0, shown=False),),
        comparisons=(
            Comparison(
                kind=QuestionKind.DATE,
                question="when",
                outcome=Outcome.UPDATE,
                positions=(
                    Position(value="Monday", members=(EVIDENCE,), first_at=datetime(2026, 3, 4, 5, 6, tzinfo=UTC)),
                ),
                made_by="compare/1",
            ),
        ),
        quotations=(("a", SAID),),
        omissions=(EVIDENCE,),
        made_by="compare/1",
    ),
]


@pytest.mark.unit
@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_a_record_comes_back_equal_from_json(record: Any) -> None:
    written = json.loads(json.dumps(to_json(record)))
    assert from_json(type(record), written) == record


@pytest.mark.unit
def test_fields_that_are_none_by_default_are_left_out() -> None:
    assert to_json(Attribution(source=None)) == {"source": None, "stance": "said"}


@pytest.mark.unit
def test_a_whole_number_where_a_fraction_is_due_comes_back_as_one() -> None:
    read = from_json(Reason, {"feature": "names", "weight": 1, "detail": ""})
    assert isinstance(read.weight, float)


@pytest.mark.unit
def test_what_is_no_record_is_refused() -> None:
    with pytest.raises(TypeError, match="set is no part of a record"):
        to_json({1, 2})
