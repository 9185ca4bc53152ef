"""`variorum capture`: from an article to its bytes; and what the other commands say of captures."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.site.test_command import variorum

from variorum.config import Settings
from variorum.fetch import WarcCaptures, read_warc
from variorum.model import Page
from variorum_site.news import store

pytestmark = [pytest.mark.site, pytest.mark.django_db]

NOW = datetime(2026, 3, 4, 12, 30, tzinfo=UTC)
ADDRESS = "https://harbour-post.example/bridge"
TEXT = (
    "The bridge at Orla opened on Monday, nine years after the first stone of it was laid in the shallow water.",
    "Nine people had waited there since dawn, and the mayor, Ana Dorrit, said that each of them would be remembered.",
    "Le pont mesure 412 mètres, a précisé le bureau du port, et il restera gratuit pour les habitants des îles.",
)
HTML = (
    f'<!doctype html><html lang="en"><head><title>Bridge opens at Orla</title><link rel="canonical" href="{ADDRESS}">'
    f"</head><body><article><h1>Bridge opens at Orla</h1>{''.join(f'<p>{line}</p>' for line in TEXT)}</article></body>"
)


@pytest.fixture
def archive(tmp_path: Path, settings: Any) -> Path:
    """A WARC file of somebody's with the page; the site has a home of its own."""
    settings.VARIORUM = replace(settings.VARIORUM, home=tmp_path / "home")
    theirs = WarcCaptures(tmp_path / "theirs", clock=lambda: NOW)
    page = Page(url=ADDRESS, final_url=ADDRESS, status=200, headers=(), body=HTML.encode(), fetched_at=NOW)
    return tmp_path / "theirs" / theirs.keep(page).file


@pytest.fixture
def article(archive: Path) -> str:
    """The id of the article that was read from it."""
    variorum("ingest", str(archive))
    [found] = store.iter_articles()
    return found.id


def shown(*words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(variorum("capture", *words, "--format", "json").output)
    return found


def test_an_article_leads_to_its_record_and_the_bytes_give_the_text(article: str, settings: Any) -> None:
    found = shown(article)
    assert found["verdict"] == "the bytes give the stored text"
    assert found["digest"].endswith(", right")
    assert Path(found["file"]).parent == settings.VARIORUM.captures
    assert (found["address"], found["status"], found["bytes"]) == (ADDRESS, 200, len(HTML.encode()))


def test_an_article_is_found_by_its_address_too(article: str) -> None:
    assert shown(ADDRESS)["article"] == shown(f"/articles/{article}/")["article"] == article


def test_an_address_on_this_site_is_told_from_one_elsewhere(article: str, settings: Any) -> None:
    settings.VARIORUM = replace(settings.VARIORUM, public_url="https://news.example")
    for here in (f"https://news.example/articles/{article}/", f"http://127.0.0.1:8000/articles/{article}/versions/1/"):
        assert shown(here)["article"] == article
    for elsewhere in (f"https://paper.example/articles/{article}/", f"https://news.example/{article}", f"//[{article}"):
        assert "There is no article" in variorum("capture", elsewhere).stderr


def test_a_span_is_shown_in_its_words(article: str) -> None:
    [stored] = store.iter_articles()
    start = stored.text.index("412 mètres")
    assert shown(article, "--span", f"{start}:{start + 10}")["words"] == "412 mètres"
    assert "412 mètres" in variorum("capture", article, "--span", f"{start}:{start + 10}").output


@pytest.mark.parametrize("span", ["7", "9:7", "0:99999", "a:b", "-1:4"])
def test_a_span_that_cuts_nothing_is_refused(article: str, span: str) -> None:
    refused = variorum("capture", article, f"--span={span}")
    assert (refused.exit_code, "write START:END" in refused.stderr) == (2, True)


def test_the_bytes_are_printed_as_they_came(article: str) -> None:
    assert variorum("capture", article, "--body").stdout_bytes == HTML.encode()


def test_the_records_are_printed_as_an_archive_that_can_be_taken_in(article: str) -> None:
    raw = variorum("capture", article, "--record").stdout_bytes
    [page] = read_warc(io.BytesIO(raw))
    assert isinstance(page, Page)
    assert (page.url, page.body) == (ADDRESS, HTML.encode())


def test_an_article_without_a_page_has_no_bytes() -> None:
    variorum("ingest", "-", stdin='{"id": "a", "text": "Une digue a cédé."}\n')
    refused = variorum("capture", "a")
    assert (refused.exit_code, "without a page" in refused.stderr) == (2, True)


@pytest.mark.parametrize("words", [["nothing"], ["https://harbour-post.example/never"], ["a", "--revision", "9"]])
def test_an_article_that_is_not_there_is_refused_in_a_sentence(words: list[str]) -> None:
    variorum("ingest", "-", stdin='{"id": "a", "text": "Une digue a cédé."}\n')
    refused = variorum("capture", *words)
    assert (refused.exit_code, "There is no article" in refused.stderr) == (2, True)


def test_bytes_that_were_changed_are_told_of(article: str, settings: Any) -> None:
    known = shown(article)
    path = Path(known["file"])
    whole = bytearray(path.read_bytes())
    whole[known["offset"] + 600] ^= 0xFF
    path.write_bytes(bytes(whole))
    assert shown(article)["verdict"] != "the bytes give the stored text"


def test_bytes_that_are_no_longer_kept_are_told_of(article: str) -> None:
    Path(shown(article)["file"]).unlink()
    assert shown(article)["verdict"].startswith("the bytes are no longer kept")
    refused = variorum("capture", article, "--body")
    assert (refused.exit_code, "is gone" in refused.stderr) == (2, True)


def test_an_archive_comes_through_standard_input(archive: Path) -> None:
    assert "1 page, 1 article new" in variorum("ingest", "-", stdin=archive.read_bytes()).output


def test_of_a_broken_archive_the_rest_is_stored_and_the_command_says_so(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes() + b"\x1f\x8b\x08 torn")
    done = variorum("ingest", str(archive))
    assert done.exit_code == 2
    assert "is stored: 1 page, 1 article new or changed" in done.stderr
    assert "1 article found its story" in done.stdout


def test_doctor_says_how_much_is_kept_and_for_how_long(article: str, settings: Settings) -> None:
    findings = {one["name"]: one for one in json.loads(variorum("doctor", "--format", "json").output)}
    assert "kept for good" in findings["captures"]["said"]
    assert "GB free" in findings["disk"]["said"]


def test_an_earlier_text_leads_to_its_own_bytes(article: str, tmp_path: Path) -> None:
    theirs = WarcCaptures(tmp_path / "later", clock=lambda: NOW)
    changed = HTML.replace("412", "415")
    page = Page(
        url=ADDRESS,
        final_url=ADDRESS,
        status=200,
        headers=(),
        body=changed.encode(),
        fetched_at=NOW + timedelta(hours=1),
    )
    variorum("ingest", str(tmp_path / "later" / theirs.keep(page).file))
    assert variorum("capture", article, "--body").stdout_bytes == changed.encode()
    assert variorum("capture", article, "--body", "--revision", "1").stdout_bytes == HTML.encode()
