"""`variorum compare`: any mixture of reports in; a terminal view, JSON or a page out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from lxml import html
from pytest_httpserver import HTTPServer
from rich.console import Console
from tests.compare.newsroom import ALONE, FERRY, FERRY_TOO, report

from variorum.cli.compare import compare
from variorum.cli.page import render_page
from variorum.cli.read_view import read_view
from variorum.cli.terminal import render_terminal
from variorum.cli.view import View
from variorum.jsonl import article_row, dump
from variorum.model import Article
from variorum.pipeline import break_down

pytestmark = pytest.mark.unit

OURS = report("fjord", FERRY, headline="Ferry runs aground off Halvik", url="https://fjord.example/ferry")
THEIRS = report("skerry", FERRY_TOO, headline="31 hurt as ferry hits rocks off Halvik", country="IS")


def run(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(compare, list(arguments), input=text)


def lines(*reports: Article) -> str:
    return "".join(dump(article_row(one)) + "\n" for one in reports)


def as_json(*reports: Article) -> Any:
    done = run("-", "--format", "json", text=lines(*reports))
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def view(*reports: Article, everything: bool = False) -> View:
    return read_view(break_down(reports), everything=everything)


def drawn(shown: View, *, width: int) -> str:
    console = Console(width=width, highlight=False)
    with console.capture() as captured:
        console.print(render_terminal(shown))
    return captured.get()


def find(page: str, path: str) -> list[str]:
    """What an XPath finds in a page, as strings."""
    found = html.document_fromstring(page).xpath(path)
    assert isinstance(found, list)
    return [str(one) for one in found]


def words_of(page: str) -> str:
    return str(html.document_fromstring(page).xpath("string()"))


def test_the_json_has_every_part_and_spans_that_cut_the_words() -> None:
    out = as_json(OURS, THEIRS)
    texts = {"fjord": FERRY, "skerry": FERRY_TOO}
    assert {"version", "reports", "origins", "summary", "claims", "divergences", "agreements"} <= out.keys()
    assert {"wording", "quotations", "omissions"} <= out.keys()
    members = [m for part in ("claims", "divergences", "agreements") for row in out[part] for m in row["members"]]
    for member in members:
        cut = texts[member["report"]][member["start"] : member["end"]]
        assert cut == member.get("value", member.get("text"))


def test_the_json_names_the_conflict_with_both_values() -> None:
    conflicts = [row for row in as_json(OURS, THEIRS)["divergences"] if row["outcome"] == "conflict"]
    assert [{m["value"] for m in row["members"]} for row in conflicts] == [{"214 passengers", "241 passengers"}]
    assert conflicts[0]["positions"][0]["countries"] in (["NO"], ["IS"])


def test_files_of_several_kinds_are_compared_together(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("Ferry aground\n\n" + FERRY, encoding="utf-8")
    (tmp_path / "lines.jsonl").write_text(lines(THEIRS), encoding="utf-8")
    done = run(str(tmp_path / "plain.txt"), str(tmp_path / "lines.jsonl"), "--format", "json")
    told = {row["id"]: row["headline"] for row in json.loads(done.stdout)["reports"]}
    assert told == {"plain": "Ferry aground", "skerry": THEIRS.headline}


def test_a_saved_page_is_read_as_an_article(tmp_path: Path) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in FERRY.split("\n"))
    title = "Ferry aground off Halvik"
    page = f"<html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article>"
    (tmp_path / "saved.html").write_text(page, encoding="utf-8")
    done = run(str(tmp_path / "saved.html"), "-", "--format", "json", text=lines(THEIRS))
    assert done.exit_code == 0, done.stderr
    assert [(row["id"], row["url"]) for row in json.loads(done.stdout)["reports"]] == [
        ("saved", None),
        ("skerry", None),
    ]


def test_an_address_is_fetched_politely_and_compared(httpserver: HTTPServer, tmp_path: Path) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in FERRY.split("\n"))
    page = f"<html lang=en><head><title>Ferry aground</title></head><body><article>{body}</article></body></html>"
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nAllow: /")
    httpserver.expect_request("/2026/ferry-aground-off-halvik").respond_with_data(page, content_type="text/html")
    hosts = f"fjord.example=127.0.0.1:{httpserver.port}"
    done = CliRunner().invoke(
        compare,
        ["http://fjord.example/2026/ferry-aground-off-halvik", "-", "--format", "json"],
        input=lines(THEIRS),
        env={"VARIORUM_FETCH_HOSTS": hosts, "VARIORUM_FETCH_HOST_DELAY": "0", "VARIORUM_HOME": str(tmp_path)},
    )
    assert done.exit_code == 0, done.stderr
    assert "31 people" in done.stdout
    assert "/robots.txt" in [request.path for request, _ in httpserver.log]


def test_the_terminal_view_is_the_default() -> None:
    done = run("-", text=lines(OURS, THEIRS))
    assert done.exit_code == 0
    assert "2 independent origins (2 reports)" in done.stdout
    assert "214 passengers" in done.stdout
    assert "CONFLICT" in done.stdout


@pytest.mark.parametrize("width", [60, 80, 140])
def test_the_terminal_view_fits_any_width(width: int) -> None:
    shown = drawn(view(OURS, THEIRS), width=width)
    assert all(len(line) <= width for line in shown.splitlines())
    places = [shown.index(title) for title in ("What they agree on", "Where they part", "Who tells what", "Only here")]
    assert places == sorted(places)


def test_what_is_left_out_is_counted_and_can_be_asked_for() -> None:
    long = "\n".join(f"Witness number {n} saw lights over the harbour of Halvik at {n} o'clock." for n in range(3, 12))
    few, all_of_it = view(OURS, report("long", long)), view(OURS, report("long", long), everything=True)
    assert few.hidden > 0
    assert all_of_it.hidden == 0
    assert f"{few.hidden} more findings with --all" in drawn(few, width=100)


def test_the_page_folds_what_the_terminal_leaves_out() -> None:
    long = "\n".join(f"Witness number {n} heard a flute {n} times above the market of Lusk." for n in range(31, 40))
    page = render_page(view(OURS, report("long", long)))
    assert all(f"Witness number {n} " in words_of(page) for n in range(31, 40))
    assert find(page, "//section[@id='only-here']//details/summary/text()")


def test_the_page_stands_alone() -> None:
    done = run("-", "--format", "html", text=lines(OURS, THEIRS))
    assert done.stdout.startswith("<!DOCTYPE html>")
    assert not find(done.stdout, "//script | //link | //img | //iframe | //@src | //@onclick")
    assert {one for one in find(done.stdout, "//a/@href") if one[0] != "#"} == {"https://fjord.example/ferry"}
    assert "prefers-color-scheme: dark" in find(done.stdout, "//style/text()")[0]


def test_the_page_shows_what_the_terminal_shows() -> None:
    told = words_of(render_page(view(OURS, THEIRS)))
    assert "2 independent origins (2 reports)" in told
    assert ALONE in told
    assert "241 passengers" in told


def test_markup_in_a_report_stays_text_on_the_page() -> None:
    evil = "The ferry <script>alert(1)</script> ran aground off Halvik harbour on Tuesday, police said & confirmed."
    page = render_page(view(report("a", evil, headline="<b>x</b>", url="javascript:alert(1)"), THEIRS))
    assert not find(page, "//script | //b | //a[starts-with(@href, 'javascript')]")
    assert "<script>alert(1)</script>" in words_of(page)


def test_words_of_another_script_carry_their_language_and_direction() -> None:
    arabic = "قال متحدث باسم خفر السواحل إن العبارة جنحت يوم الثلاثاء وعلى متنها 214 راكبا."
    page = render_page(view(report("a", arabic, language="ar"), report("b", arabic, language="ar")))
    assert "rtl" in find(page, "//*[@lang='ar']/@dir")


REFUSED = [
    ("one report is too few", lines(OURS), "a comparison needs at least two"),
    ("no report is too few", "", "a comparison needs at least two"),
    ("a broken line is named", lines(OURS) + "{", "line 2"),
    ("an id given twice is named", lines(OURS, OURS), "'fjord'"),
]


@pytest.mark.parametrize(("text", "named"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_cannot_be_used_ends_with_one_sentence_and_status_2(text: str, named: str) -> None:
    done = run("-", "--format", "json", text=text)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert named in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_missing_file_and_a_binary_one_are_named(tmp_path: Path) -> None:
    (tmp_path / "noise.txt").write_bytes(b"\xff\xfe\x00\x81")
    for name in ("none.txt", "noise.txt"):
        done = run(str(tmp_path / name), "-", text=lines(THEIRS))
        assert done.exit_code == 2
        assert name in done.stderr


def test_one_id_in_two_sources_is_refused(tmp_path: Path) -> None:
    (tmp_path / "fjord.txt").write_text(FERRY, encoding="utf-8")
    done = run(str(tmp_path / "fjord.txt"), "-", text=lines(OURS))
    assert done.exit_code == 2
    assert "given twice" in done.stderr
