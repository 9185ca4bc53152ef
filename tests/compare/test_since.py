"""What is new, changed or withdrawn since a moment, by the times of reports and of their revisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.compare.newsroom import DAY, FERRY, FERRY_TOO, compared, report

from variorum.claims import read_claims
from variorum.compare.revisions import Changes, find_changes
from variorum.compare.since import Since, changes_since
from variorum.model import Article, Precision

pytestmark = pytest.mark.unit

HOUR = timedelta(hours=1)


def timed(identity: str, text: str, hours: float, **facts: object) -> Article:
    return report(identity, text, published=DAY + hours * HOUR, precision=Precision.MINUTE, **facts)


EARLY = timed("fjord", FERRY, 1)
LATE = timed("skerry", FERRY_TOO, 6, country="IS")


def changed(before: Article, after: Article) -> Changes:
    after = replace(after, revision=before.revision + 1)
    return find_changes(before, after, claims=(read_claims(before), read_claims(after)))


def since(hours: float, *reports: Article, revised: tuple[Changes, ...] = ()) -> Since:
    return changes_since(DAY + hours * HOUR, reports, compared(*reports), revised=revised)


def new_values(found: Since) -> set[str]:
    return {position.value for one in found.answers for position in one.answers}


def test_a_report_is_new_from_its_very_minute_on() -> None:
    assert since(6, EARLY, LATE).reports == ("skerry",)
    assert since(6.01, EARLY, LATE).reports == ()


def test_new_reports_stand_oldest_first() -> None:
    assert since(0, LATE, EARLY).reports == ("fjord", "skerry")


def test_an_answer_that_only_new_reports_give_is_new() -> None:
    found = since(3, EARLY, LATE)
    assert "241 passengers" in new_values(found)
    assert "214 passengers" not in new_values(found)


def test_where_all_was_told_before_nothing_is_new() -> None:
    assert since(7, EARLY, LATE).nothing
    assert since(7, EARLY, LATE).answers == ()


def test_a_figure_that_an_old_report_was_changed_to_is_a_new_answer() -> None:
    was = replace(EARLY, text=FERRY.replace("214 passengers", "204 passengers"))
    found = since(7, EARLY, LATE, revised=(changed(was, EARLY),))
    assert "214 passengers" in new_values(found)
    assert [one.changes.article for one in found.changed] == ["fjord"]


def test_what_a_change_left_alone_stood_before() -> None:
    was = replace(EARLY, text=FERRY.replace("Divers will inspect the hull on Thursday.", "Divers wait."))
    assert "214 passengers" not in new_values(since(7, EARLY, LATE, revised=(changed(was, EARLY),)))


def test_a_sentence_that_was_taken_out_is_withdrawn_and_one_that_came_is_not() -> None:
    was = replace(EARLY, text=FERRY + "\nTwo sailors claimed that the harbour master was drunk.")
    [gone] = since(7, EARLY, LATE, revised=(changed(was, EARLY),)).changed
    assert (len(gone.withdrawn), gone.changed) == (1, ())
    [came] = since(7, was, LATE, revised=(changed(EARLY, was),)).changed
    assert (came.withdrawn, len(came.changed)) == ((), 1)


def test_what_one_new_report_alone_tells_is_told_and_of_an_old_one_is_not() -> None:
    assert {one.article for one in since(3, EARLY, LATE).alone} == {"skerry"}


def test_a_report_without_a_time_is_neither_new_nor_forgotten() -> None:
    undated = replace(LATE, published=None, precision=None)
    found = since(0, EARLY, undated)
    assert (found.reports, found.undated) == (("fjord",), ("skerry",))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Паром сел на мель у Халвика.\nНа борту было 214 пассажиров.", "ru"),
        ("جنحت العبارة قرب هالفيك.\nكان على متنها 214 راكبا.", "ar"),
        ("フェリーがハルビク沖で座礁した。\n乗客は214人だった。", "ja"),
    ],
)
def test_it_is_so_in_every_script(text: str, language: str) -> None:
    was = timed("fjord", text.replace("214", "204"), 1, language=language)
    now = replace(was, text=text)
    other = timed("skerry", text, 5, language=language)
    found = since(3, now, other, revised=(changed(was, now),))
    assert found.reports == ("skerry",)
    assert [one.changed[0].kind.value for one in found.changed] == ["number"]
