"""`variorum revisions`: two versions in, the most telling change first, or one sentence that says what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.compare.newsroom import FERRY, report

from variorum.cli.revisions import revisions
from variorum.jsonl import article_row, dump

pytestmark = pytest.mark.unit

OLD = f"Ferry aground off Halvik\n{FERRY}"
NEW = OLD.replace("31 people", "34 people") + "\nCorrection: an earlier version gave a wrong toll."


def run(folder: Path, *arguments: str, old: str = OLD, new: str = NEW) -> Result:
    for name, text in (("old.txt", old), ("new.txt", new)):
        (folder / name).write_text(text, encoding="utf-8")
    return CliRunner().invoke(revisions, [str(folder / "old.txt"), str(folder / "new.txt"), *arguments])


def test_the_terminal_shows_the_notice_first_and_both_numbers(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.exit_code == 0
    assert done.output.index("Says that it was corrected") < done.output.index("Number (injured)")
    assert "- HALVIK – At least 31 people" in done.output
    assert "+ HALVIK – At least 34 people" in done.output


def test_every_span_of_the_json_cuts_its_words_out_of_the_text(tmp_path: Path) -> None:
    shown = json.loads(run(tmp_path, "--format", "json").output)
    assert shown["revision"] is True
    texts = {"before": OLD.partition("\n")[2], "after": NEW.partition("\n")[2]}
    cuts = [(side, change[side]) for change in shown["changes"] for side in texts if change[side]]
    assert len(cuts) == 3
    assert all(texts[side][slice(*cut["span"])] == cut["text"] for side, cut in cuts)


def test_the_same_text_in_other_marks_is_no_change(tmp_path: Path) -> None:
    assert "Nothing that matters reads differently." in run(tmp_path, new=OLD.replace("–", "-")).output


def test_a_text_cut_down_is_said_to_be(tmp_path: Path) -> None:
    assert (
        "The text is shorter by" in run(tmp_path, old=OLD + " Rain fell." * 20, new="A\nSubscribe to read on.").output
    )


def test_two_saved_pages_of_one_name_in_two_folders_are_two_versions(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    for folder, text in (("a", OLD), ("b", NEW)):
        (tmp_path / folder / "page.txt").write_text(text, encoding="utf-8")
    done = CliRunner().invoke(revisions, [str(tmp_path / "a" / "page.txt"), str(tmp_path / "b" / "page.txt")])
    assert done.exit_code == 0


def test_a_file_of_several_articles_is_refused(tmp_path: Path) -> None:
    several = tmp_path / "several.jsonl"
    several.write_text("".join(dump(article_row(report(name, FERRY))) + "\n" for name in "ab"), encoding="utf-8")
    done = CliRunner().invoke(revisions, [str(several), str(several)])
    assert done.exit_code == 2
    assert "holds 2 articles: name a file that holds one version of one article." in done.stderr


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(revisions, [str(tmp_path / "no.txt"), str(tmp_path / "no.txt")])
    assert (done.exit_code, "cannot be read" in done.stderr) == (2, True)
