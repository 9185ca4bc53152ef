"""`variorum reprints`: groups as the contract has them, a tree for readers, and refusals in one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.reprints.wires import OWN, WIRE, article

from variorum.cli.main import cli
from variorum.jsonl import article_row, dump
from variorum.outlets import load_directory
from variorum.pipeline import with_credits

pytestmark = pytest.mark.unit


def lines() -> str:
    told = [
        article("first", outlet_name="Quay Herald", country="IE", headline="Bridge gives way"),
        article("copy", hours=1, outlet_name="Fenwick Courier", country="GB"),
        article("own", OWN, hours=2, outlet_name="Der Lotse"),
    ]
    return "\n".join(dump(article_row(one)) for one in told)


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["reprints", *arguments], input=given)


def test_json_lists_origins_with_their_members(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text(lines(), encoding="utf-8")
    (group,) = json.loads(run(str(path), "--format", "json").stdout)["groups"]
    assert group["origin"] == "first"
    members = [{key: member[key] for key in ("id", "overlap", "basis")} for member in group["members"]]
    assert members == [
        {"id": "first", "overlap": 1.0, "basis": "text"},
        {"id": "copy", "overlap": 1.0, "basis": "text"},
    ]


def test_readers_see_a_tree_with_the_overlap() -> None:
    shown = run("-", given=lines()).stdout
    assert "Quay Herald (IE)" in shown
    assert "Fenwick Courier (GB)" in shown
    assert "100% of its text" in shown
    assert "3 articles, 1 copy of 1 text." in shown


def test_no_articles_make_no_groups() -> None:
    assert json.loads(run("-", "--format", "json", given="\n").stdout) == {"groups": []}


def test_a_bad_line_is_named_and_nothing_is_printed() -> None:
    result = run("-", "--format", "json", given='{"text": "no id"}')
    assert (result.exit_code, result.stdout) == (2, "")
    assert "line 1" in result.stderr


def test_credits_are_read_from_the_text_where_the_line_names_none() -> None:
    directory = load_directory()
    assert with_credits(article("a", WIRE + "\n- Reuters"), directory).agencies == ("Reuters",)
    assert with_credits(article("a", WIRE + "\n- Reuters", agencies=("AFP",)), directory).agencies == ("AFP",)
    assert with_credits(article("a", ""), directory).agencies == ()


def test_a_text_credited_to_an_agency_alone_is_shown_as_its_text() -> None:
    given = dump(article_row(article("a", WIRE + "\n- Reuters", outlet_name="Quay Herald")))
    (group,) = json.loads(run("-", "--format", "json", given=given).stdout)["groups"]
    assert (group["agency"], group["members"]) == (
        "gb/reuters",
        [{"id": "a", "overlap": None, "basis": "credit"}],
    )
    assert "text of Reuters" in run("-", given=given).stdout
