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


def test_json_says_from_whom_each_copy_came_and_what_became_of_it() -> None:
    shorter = "\n".join(WIRE.split("\n")[:2]).replace("nine hikers", "9 walkers")
    told = [article("first"), article("copy", f"{shorter}\n{OWN}", hours=1), article("own", OWN, hours=2)]
    given = "\n".join(dump(article_row(one)) for one in told)
    groups = json.loads(run("-", "--format", "json", given=given).stdout)["groups"]
    copy = next(member for member in groups[0]["members"] if member["id"] == "copy")
    (parent,) = copy["parents"]
    assert {key: parent[key] for key in ("id", "kept", "changed", "cut", "added")} == {
        "id": "first",
        "kept": 1,
        "changed": 1,
        "cut": 2,
        "added": 4,
    }
    assert (copy["kind"], copy["adds_reporting"], copy["own"]["sentences"]) == ("edited", True, 4)


def test_a_merged_copy_is_a_member_of_both_groups() -> None:
    told = [article("left"), article("right", OWN, hours=1), article("both", f"{WIRE}\n{OWN}", hours=2)]
    given = "\n".join(dump(article_row(one)) for one in told)
    groups = json.loads(run("-", "--format", "json", given=given).stdout)["groups"]
    assert [[member["id"] for member in group["members"]] for group in groups] == [["left", "both"], ["right", "both"]]
    assert "also from" in run("-", given=given).stdout


def test_readers_see_what_was_cut_added_and_changed() -> None:
    copy = "\n".join(WIRE.split("\n")[:3]).replace("nine hikers", "9 walkers")
    told = [article("first"), article("copy", f"{copy}\n{OWN}", hours=1)]
    shown = run("-", given="\n".join(dump(article_row(one)) for one in told)).stdout
    assert "− Hikers will have to take" in shown
    assert "~ nine hikers → 9 walkers" in shown
    assert "+ Dorit Amsel has pulled" in shown
    assert "adds reporting" in shown
