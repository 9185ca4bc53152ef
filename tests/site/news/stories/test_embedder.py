"""The embedder of the settings on the site: loaded once, when articles are grouped, and missed in a sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.engines.tiny import BAKERS, save_static
from tests.site.news.making import NOW, article

from variorum_site.command import main
from variorum_site.news import jobs, store
from variorum_site.news.stories.live_index import live_index

pytestmark = [pytest.mark.site, pytest.mark.django_db]


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.VARIORUM = replace(settings.VARIORUM, embedder=tmp_path / "tiny")
    return tmp_path / "tiny"


@pytest.fixture
def _queue() -> Iterator[None]:
    jobs.queue.storage.initialize_schema()
    yield
    jobs.stopping.clear()
    jobs.queue.storage.close()


def doctor() -> dict[str, Any]:
    told = CliRunner().invoke(main, ["doctor", "--format", "json"])
    (found,) = [one for one in json.loads(told.stdout) if (one["part"], one["name"]) == ("models", "embedder")]
    return {**found, "exit": told.exit_code}


def test_no_embedder_is_loaded_where_none_is_set() -> None:
    assert live_index.taken(since=NOW, now=NOW).embedder is None


def test_an_index_that_is_built_anew_keeps_the_embedder(folder: Path) -> None:
    save_static(folder)
    first = live_index.taken(since=NOW, now=NOW).embedder
    assert first is not None
    assert live_index.taken(since=NOW, now=NOW).embedder is first
    assert first.embed([BAKERS["ar"][0]]).any()


@pytest.mark.usefixtures("_queue")
def test_while_the_embedder_is_missing_articles_wait_and_the_log_says_why(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store.save_article(article(), now=NOW)
    jobs.look_for_work.call_local()
    told = capsys.readouterr()
    assert f"The embedder {folder} is no folder" in told.out + told.err
    assert list(store.iter_stories()) == []
    save_static(folder)
    jobs.look_for_work.call_local()
    assert [story.articles for story in store.iter_stories()] == [("bridge-1",)]


def test_nothing_is_taken_in_while_the_embedder_is_missing(folder: Path, tmp_path: Path) -> None:
    lines = tmp_path / "articles.jsonl"
    lines.write_text('{"id": "a", "headline": "Quay burns", "text": "The quay burned."}\n')
    result = CliRunner().invoke(main, ["ingest", str(lines)])
    assert result.exit_code == 2
    assert f"The embedder {folder} is no folder" in result.output
    assert store.ungrouped_articles() == []


def test_the_doctor_says_that_none_is_needed() -> None:
    found = doctor()
    assert (found["level"], found["said"]) == ("note", "none, and none is needed")


def test_the_doctor_names_the_embedder_and_its_dimensions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VARIORUM_EMBEDDER", str(save_static(tmp_path / "tiny")))
    found = doctor()
    assert found["said"].startswith("tiny/")
    assert found["said"].endswith(", 24 dimensions")
    assert (found["level"], found["source"], found["exit"]) == ("ok", "VARIORUM_EMBEDDER", 0)


def test_the_doctor_tells_the_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (save_static(tmp_path / "tiny") / "tokenizer.json").unlink()
    monkeypatch.setenv("VARIORUM_EMBEDDER", str(tmp_path / "tiny"))
    found = doctor()
    assert (found["level"], found["exit"]) == ("fault", 1)
    assert "copy the whole model there" in found["said"]
