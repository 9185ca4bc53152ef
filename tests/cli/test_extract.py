"""`variorum extract` on saved pages and lists of pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.extract.pages import PARAGRAPHS, URL, linked, markup

from variorum.cli.extract import extract

pytestmark = pytest.mark.unit

HEAD = linked(headline="Dam at Sel holds", datePublished="2024-05-19T06:00Z", author="Ann Example")


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(extract, list(arguments), input=stdin)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "dam.html"
    path.write_text(markup(head=HEAD), encoding="utf-8")
    return path


@pytest.fixture
def listing(saved: Path) -> Path:
    (saved.parent / "front.html").write_text("<html><title>Front</title><body></body></html>", encoding="utf-8")
    rows = [
        {"id": "a", "path": "dam.html", "url": URL},
        {"id": "b", "path": "front.html", "url": "https://q.example/w"},
    ]
    path = saved.parent / "pages.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8")
    return path


def test_one_page_is_one_json_object(saved: Path) -> None:
    found = json.loads(run(str(saved), "--url", URL, "--format", "json").stdout)
    assert found["title"] == found["headline"] == "Dam at Sel holds"
    assert found["text"] == "\n".join(PARAGRAPHS)
    assert (found["authors"], found["published"]) == (["Ann Example"], "2024-05-19T06:00:00+00:00")
    assert (found["language"], found["canonical_url"]) == ("en", URL)


def test_it_says_how_sure_a_time_is_and_who_read_it(saved: Path) -> None:
    found = json.loads(run(str(saved), "--url", URL, "--format", "json").stdout)
    assert found["precision"] in {"day", "minute"}
    assert found["confidence"] in {"declared", "shown"}
    assert found["made_by"].startswith("extract/")
    assert found["outlet_id"] is None, "the outlet of the test is not in the directory"


def test_standard_input_reads_like_a_file(saved: Path) -> None:
    text = saved.read_text(encoding="utf-8")
    from_stdin = run("-", "--url", URL, "--format", "json", stdin=text)
    assert from_stdin.stdout == run(str(saved), "--url", URL, "--format", "json").stdout


def test_a_reader_sees_headline_facts_and_paragraphs(saved: Path) -> None:
    shown = run(str(saved), "--url", URL).stdout
    assert shown.startswith("Dam at Sel holds\n")
    assert "Ann Example" in shown
    assert "Pumps were brought in from the coast by rail." in shown


def test_the_page_may_name_its_own_address(tmp_path: Path) -> None:
    path = tmp_path / "dam.html"
    path.write_text(markup(head=HEAD + f'<link rel="canonical" href="{URL}">'), encoding="utf-8")
    assert json.loads(run(str(path), "--format", "json").stdout)["url"] == URL


def test_a_list_gives_a_line_a_page_and_the_reason_where_there_is_no_article(listing: Path) -> None:
    rows = [json.loads(line) for line in run(str(listing), "--format", "jsonl").stdout.splitlines()]
    assert [row["id"] for row in rows] == ["a", "b"]
    assert rows[0]["title"] == "Dam at Sel holds"
    assert rows[1]["text"] is None
    assert "no article text" in rows[1]["reason"]


def test_a_list_is_one_json_array_or_a_table(listing: Path) -> None:
    assert len(json.loads(run(str(listing), "--format", "json").stdout)) == 2
    shown = run(str(listing)).stdout
    assert "2024-05-19" in shown
    assert "Articles: 1. Pages without one: 1." in shown


def test_a_long_list_is_read_by_several_workers_in_its_order(saved: Path) -> None:
    rows = [{"id": n, "path": "dam.html", "url": f"{URL}-{n}"} for n in range(40)]
    path = saved.parent / "many.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = [json.loads(line) for line in run(str(path), "--format", "jsonl").stdout.splitlines()]
    assert [row["id"] for row in found] == list(range(40))
    assert all(row["title"] for row in found)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "line 2: this is no JSON"),
        ("[1]", "line 2: this is a JSON list, not an object"),
        ("[" * 100_000, "line 2: this JSON is nested too deeply"),
        ('{"id": "港", "path": ' + "[" * 100_000, "line 2: this JSON is nested too deeply"),
        ('{"id": "c", "path": "dam.html"}', 'line 2: a page needs "path" and "url"'),
        ('{"id": "c", "path": "gone.html", "url": "https://q.example/x"}', "line 2: there is no file"),
        ('{"id": "c", "path": "dam.html", "url": "ftp://q.example/x"}', "line 2: "),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_printed(listing: Path, line: str, sentence: str) -> None:
    good = listing.read_text(encoding="utf-8").splitlines()[0]
    listing.write_text(f"{good}\n{line}\n", encoding="utf-8")
    done = run(str(listing), "--format", "jsonl")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert sentence in done.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("gone.html", "--url", URL), "cannot be read"),
        (("-",), "add --url"),
        (("-", "--url", "nowhere"), "no address"),
    ],
)
def test_input_that_cannot_be_used_is_refused_in_one_sentence(arguments: tuple[str, ...], sentence: str) -> None:
    done = run(*arguments, stdin=markup())
    assert done.exit_code == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.output


def test_a_page_without_an_article_is_refused_on_the_terminal_and_a_result_in_json(tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    path.write_text("<html><body></body></html>", encoding="utf-8")
    shown = run(str(path), "--url", URL)
    assert shown.exit_code == 2
    assert "no article text" in shown.stderr
    row = json.loads(run(str(path), "--url", URL, "--format", "json").stdout)
    assert row["text"] is None


def test_a_list_takes_no_address_for_all(listing: Path) -> None:
    assert run(str(listing), "--url", URL).exit_code == 2


def test_an_archive_is_read_the_fast_way(listing: Path) -> None:
    lines = run(str(listing), "--fast", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["title"] for line in lines] == ["Dam at Sel holds", None]
