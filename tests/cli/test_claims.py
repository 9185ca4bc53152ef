"""`variorum claims` on JSON lines: objects for programs, a marked view for readers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from variorum.cli.claims import claims

pytestmark = pytest.mark.unit

TEXT = "Mayor Ada Model sent 12 boats. “We wait,” she said. Model said that the dam was safe."
LINE = json.dumps({"id": "a", "headline": "Dam at Sel holds", "language": "en", "outlet": "Sel Post", "text": TEXT})


def run(*arguments: str, stdin: str = LINE) -> Result:
    return CliRunner().invoke(claims, ["-", *arguments], input=stdin)


def row() -> Any:
    return json.loads(run("--format", "jsonl").stdout)


def test_an_object_is_printed_for_each_article() -> None:
    two = LINE + "\n" + LINE.replace('"a"', '"b"')
    lines = run("--format", "jsonl", stdin=two).stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["a", "b"]


def test_places_cut_the_text_as_given() -> None:
    found = row()
    content = [q["content"] for q in (*found["quotations"], *found["attributions"])]
    for place in (*found["sentences"], *found["quantities"], *content):
        assert TEXT[place["start"] : place["end"]] == place["text"]


def test_quantities_say_how_many_of_what() -> None:
    (quantity,) = row()["quantities"]
    assert (quantity["low"], quantity["high"], quantity["counted"], quantity["role"]) == (12, 12, "boats", "count")


def test_quotations_and_told_statements_stand_apart() -> None:
    found = row()
    (quotation,) = found["quotations"]
    (told,) = found["attributions"]
    assert (quotation["content"]["text"], quotation["speaker"], quotation["cue"]["text"]) == (
        "We wait,",
        "Ada Model",
        "said",
    )
    assert (told["content"]["text"], told["speaker"]) == ("the dam was safe", "Ada Model")


def test_the_view_for_readers_names_speaker_and_amount() -> None:
    shown = run().stdout
    assert "Dam at Sel holds" in shown
    assert "12 boats → 12 boats" in shown
    assert "quoted: We wait, — Ada Model" in shown
    assert "3 statements, 1 quantities, 1 quotations" in shown


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("They sent thousands of boats.", "at least 2,000 boats"),
        ("They sent up to 300 boats.", "at most 300 boats"),
        ("They sent about 300 boats.", "about 300 boats"),
        ("They sent 5 to 7 boats.", "5 to 7 boats"),
        ("The storm killed 25 people.", "25 people (killed)"),
    ],
)
def test_amounts_are_put_into_words(text: str, meaning: str) -> None:
    assert f"→ {meaning}" in run(stdin=json.dumps({"id": "a", "language": "en", "text": text})).stdout


def test_bad_input_is_refused_in_one_sentence_that_names_the_line() -> None:
    result = run(stdin=LINE + "\nnot json")
    assert result.exit_code == 2
    assert "line 2" in result.stderr
    assert result.stdout == ""


def test_a_file_that_is_not_there_is_refused() -> None:
    result = CliRunner().invoke(claims, ["no-such-file.jsonl"])
    assert result.exit_code == 2
    assert "no-such-file.jsonl" in result.stderr
