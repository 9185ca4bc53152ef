"""`variorum stories`: JSON as the contract has it, a view for readers, and refusals in one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.engines.tiny import save_onnx
from tests.stories.press import ferry_reports, other_reports

from variorum.cli.main import cli
from variorum.jsonl import article_row, dump

pytestmark = pytest.mark.unit


def lines() -> str:
    outlets = ("Quay Herald", "Fenwick Courier", "Der Lotse")
    rows = [article_row(one) for one in (*ferry_reports(), *other_reports())]
    for row, outlet in zip(rows, outlets, strict=False):
        row |= {"outlet": outlet, "country": "IE"}
    return "\n".join(dump(row) for row in rows)


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["stories", *arguments], input=given)


def test_json_lists_each_story_with_its_articles(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text(lines(), encoding="utf-8")
    result = run(str(path), "--format", "json")
    found = json.loads(result.stdout)["stories"]
    assert result.exit_code == 0
    assert {frozenset(story["articles"]) for story in found} == {
        frozenset({"ferry-1", "ferry-2", "ferry-3"}),
        frozenset({"cheese-1", "cheese-2"}),
        frozenset({"tunnel-1", "tunnel-2"}),
    }
    assert all(set(story) == {"id", "title", "articles"} and story["title"] for story in found)


def test_standard_input_is_read() -> None:
    result = run("-", "--format", "json", given=lines())
    assert len(json.loads(result.stdout)["stories"]) == 3


def test_readers_see_titles_origins_outlets_and_countries() -> None:
    shown = run("-", given=lines()).stdout
    assert "3 independent origins (3 reports)" in shown
    assert "Quay Herald (IE)" in shown
    assert "7 articles, 3 stories." in shown


def test_each_membership_can_be_explained() -> None:
    found = json.loads(run("-", "--format", "json", "--explain", given=lines()).stdout)["stories"]
    placed = {one["article"]: one for story in found for one in story["memberships"]}
    assert len(placed) == 7
    first, second = placed["ferry-1"], placed["ferry-2"]
    assert (first["near"], first["score"], first["reasons"]) == (None, None, [])
    assert second["near"] == "ferry-1"
    assert 0 < second["score"] <= 1
    assert {"feature", "weight", "detail"} == set(second["reasons"][0])
    shown = run("-", "--explain", given=lines()).stdout
    assert "most like “" in shown
    assert "most like" not in run("-", given=lines()).stdout


def test_no_articles_make_no_stories() -> None:
    assert json.loads(run("-", "--format", "json", given="").stdout) == {"stories": []}


def test_a_bad_line_is_named_and_nothing_is_printed() -> None:
    result = run("-", "--format", "json", given='{"id": "a", "text": "x"}\n{"id": "b"')
    assert (result.exit_code, result.stdout) == (2, "")
    assert "line 2" in result.stderr


def test_a_missing_file_is_named() -> None:
    result = run("no-such-file.jsonl")
    assert result.exit_code == 2
    assert "no-such-file.jsonl" in result.stderr


def test_an_embedder_may_be_named(tmp_path: Path) -> None:
    result = run("-", "--format", "json", "--embedder", str(save_onnx(tmp_path / "tiny")), given=lines())
    assert len(json.loads(result.stdout)["stories"]) == 3


def test_the_embedder_of_the_settings_counts_where_none_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VARIORUM_EMBEDDER", str(tmp_path / "gone"))
    result = run("-", given=lines())
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"The embedder {tmp_path / 'gone'} is no folder" in result.stderr
    assert run("-", "--embedder", str(save_onnx(tmp_path / "tiny")), given=lines()).exit_code == 0
