"""What is new, changed or withdrawn since a moment, told by the command in every form; and the schema of its JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
from click.testing import CliRunner, Result
from tests.cli.test_compare_view import OURS, THEIRS, with_tellers
from tests.compare.newsroom import DAY, FERRY, FERRY_TOO, report

from variorum.cli.compare import compare
from variorum.cli.reading_json import reading_row
from variorum.jsonl import article_row, dump
from variorum.model import Article, Precision
from variorum.pipeline import break_down

pytestmark = pytest.mark.unit

HOUR = timedelta(hours=1)
EARLY = report("fjord", FERRY, headline="Ferry aground", published=DAY + HOUR, precision=Precision.MINUTE)
LATE = report("skerry", FERRY_TOO, country="IS", published=DAY + 5 * HOUR, precision=Precision.MINUTE)
NOON = "2026-03-04T03:00"
SCHEMA = json.loads((files("variorum.cli") / "compare.schema.json").read_text(encoding="utf-8"))
follows = fastjsonschema.compile(SCHEMA)


def lines(*reports: Article) -> str:
    return "".join(dump(article_row(one)) + "\n" for one in reports)


def run(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(compare, list(arguments), input=text)


def as_json(*arguments: str, text: str) -> Any:
    done = run("-", "--format", "json", *arguments, text=text)
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def before_of(folder: Path, *versions: Article) -> str:
    path = folder / "before.jsonl"
    path.write_text(lines(*versions), encoding="utf-8")
    return str(path)


def test_a_later_answer_is_told_with_the_one_that_stood_before() -> None:
    told = as_json("--since", NOON, text=lines(EARLY, LATE))
    assert told["since"]["reports"] == ["skerry"]
    questions = [told["divergences"][one["divergence"]] for one in told["since"]["divergences"]]
    new = [one["positions"] for one in told["since"]["divergences"]]
    passengers = [n for n, one in enumerate(questions) if one["question"] == "aboard"]
    assert [questions[n]["positions"][new[n][0]]["value"] for n in passengers] == ["241 passengers"]


def test_the_terminal_and_the_page_tell_it_first() -> None:
    shown = run("-", "--since", NOON, text=lines(EARLY, LATE)).stdout
    assert shown.index("Since 2026-03-04 03:00 UTC") < shown.index("What they agree on")
    assert "+ now 241 passengers" in shown
    page = run("-", "--since", NOON, "--format", "html", text=lines(EARLY, LATE)).stdout
    assert page.index('id="since"') < page.index('id="agreed"')


def test_a_report_of_a_day_is_not_new_within_that_day() -> None:
    by_day = replace(LATE, published=DAY, precision=Precision.DAY)
    assert as_json("--since", NOON, text=lines(EARLY, by_day))["since"]["reports"] == []
    assert as_json("--since", "2026-03-04", text=lines(EARLY, by_day))["since"]["reports"] == ["skerry", "fjord"]


def test_of_a_report_without_a_time_nobody_can_say() -> None:
    undated = replace(LATE, published=None, precision=None)
    assert as_json("--since", NOON, text=lines(EARLY, undated))["since"]["undated"] == ["skerry"]
    assert "without a time" in run("-", "--since", NOON, text=lines(EARLY, undated)).stdout


def test_a_figure_that_an_earlier_version_had_otherwise_is_a_change_and_a_new_answer(tmp_path: Path) -> None:
    was = replace(EARLY, text=FERRY.replace("214 passengers", "204 passengers"))
    told = as_json("--since", NOON, "--earlier", before_of(tmp_path, was), text=lines(EARLY, LATE))
    [changed] = told["since"]["changed"]
    [change] = changed["changes"]
    assert (change["kind"], change["before"]["marks"] != [], changed["withdrawn"]) == ("number", True, [])
    new = [p for one in told["since"]["divergences"] for p in one["positions"]]
    assert len(new) >= 2  # neither answer stood there at that time


def test_a_sentence_that_is_gone_was_withdrawn_and_both_views_say_so(tmp_path: Path) -> None:
    gone = "The harbour master was drunk, two sailors claimed."
    file = before_of(tmp_path, replace(EARLY, text=f"{FERRY}\n{gone}"))
    told = as_json("--since", NOON, "--earlier", file, text=lines(EARLY, LATE))
    [changed] = told["since"]["changed"]
    assert [one["before"]["text"] for one in changed["withdrawn"]] == [gone]
    for form in ("text", "html"):
        assert gone in run("-", "--since", NOON, "--earlier", file, "--format", form, text=lines(EARLY, LATE)).stdout


def test_where_nothing_is_otherwise_it_says_so() -> None:
    assert "Nothing is new" in run("-", "--since", "2026-03-05", text=lines(EARLY, LATE)).stdout


REFUSED = [
    ("a moment that is none", ["--since", "soon"], "--since: the time is 'soon'"),
    ("versions without a moment", ["--earlier", "x.jsonl"], "--earlier needs --since"),
]


@pytest.mark.parametrize(("options", "named"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_cannot_be_used_is_named(options: list[str], named: str) -> None:
    done = run("-", *options, text=lines(EARLY, LATE))
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert named in done.stderr


def test_a_version_of_a_report_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = run("-", "--since", NOON, "--earlier", before_of(tmp_path, report("x", FERRY)), text=lines(EARLY, LATE))
    assert done.exit_code == 2
    assert "'x'" in done.stderr


def test_the_schema_is_printed_without_any_report() -> None:
    done = run("--schema")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == SCHEMA


def test_what_is_printed_follows_the_schema(tmp_path: Path) -> None:
    was = replace(EARLY, text=FERRY.replace("214", "204"), headline="Ferry sunk")
    follows(as_json(text=lines(EARLY, LATE)))
    follows(as_json("--since", NOON, "--earlier", before_of(tmp_path, was), text=lines(EARLY, LATE)))
    follows(json.loads(dump(reading_row(with_tellers(break_down([OURS, THEIRS]))))))


def test_the_schema_names_every_key_that_is_printed() -> None:
    printed = as_json("--since", NOON, text=lines(EARLY, LATE))
    assert printed.keys() == SCHEMA["properties"].keys()


def test_every_key_of_the_schema_is_explained() -> None:
    text = (Path(__file__).parents[2] / "docs" / "compare-json.md").read_text(encoding="utf-8")
    assert [key for key in SCHEMA["properties"] if f"| `{key}` |" not in text] == []


def test_the_schema_refuses_what_is_no_breakdown() -> None:
    row = as_json(text=lines(EARLY, LATE))
    for broken in (row | {"version": 2}, row | {"claims": [{}]}, {k: v for k, v in row.items() if k != "core"}):
        with pytest.raises(fastjsonschema.JsonSchemaException):
            follows(broken)


def test_an_empty_time_is_no_time() -> None:
    done = run("-", "--since", "", text=lines(EARLY, LATE))
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--since is empty" in done.stderr


def test_a_report_without_a_text_is_named() -> None:
    done = run("-", "--format", "json", text=lines(EARLY, LATE, report("bare", " ")))
    assert done.exit_code == 0
    assert "bare has no text" in done.stderr
