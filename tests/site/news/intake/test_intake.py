"""What a person hands over: each kind is told apart, read whole, and taken in by the same steps."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.site.news.making import NOW, outlet, page
from tests.site.news.town import PAGE, QUAY, Town, feed_text, page_text

from variorum.errors import InputError
from variorum.fetch import WarcCaptures
from variorum.model import Feed, OutletKind
from variorum_site.news import models as rows
from variorum_site.news import store
from variorum_site.news.intake import Intake, address_of

pytestmark = [pytest.mark.site]


def html(town: Town, path: str = "/quay") -> bytes:
    return page_text(town.papers["herald.example"], path).encode()


def lines(*articles: dict[str, object]) -> bytes:
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in articles).encode()


def test_the_address_of_a_feed_is_polled_from_now_on_and_what_it_announces_is_fetched(intake: Intake) -> None:
    rows.Feed.objects.all().delete()
    said = intake.address("https://herald.example/feed.xml")
    assert said == "a feed, polled from now on; 1 entry, 1 page fetched, 1 article new or changed"
    assert store.load_feed("https://herald.example/feed.xml") == store.load_outlet("my/herald").feeds[0]  # type: ignore[union-attr]
    assert intake.digest() == (1, 1)


def test_a_feed_that_is_known_stays_what_its_outlets_file_says(intake: Intake, paper: Town) -> None:
    known = Feed(url="https://feeds.example/herald/feed.xml", outlet="my/herald", section="World")
    paper.papers["feeds.example"] = replace(paper.papers["herald.example"], host="feeds.example")
    store.save_outlet(replace(paper.papers["herald.example"].outlet, feeds=(known,)))
    with paper.tools() as tools:
        said = Intake(tools, told=lambda step, done, total: None).address(known.url)
    assert said.startswith("a feed, polled from now on")
    assert store.load_feed(known.url) == known


def test_a_line_with_neither_headline_nor_text_is_refused(intake: Intake) -> None:
    with pytest.raises(InputError, match=r"quay.jsonl, line 2: it has neither headline nor text; give at least one"):
        intake.json_lines(lines({"id": "a", "headline": "Quay closed"}, {"id": "b"}), name="quay.jsonl")
    assert rows.Article.objects.count() == 0


def test_a_page_that_is_known_is_said_to_be(intake: Intake, paper: Town) -> None:
    assert intake.page(html(paper), url=PAGE, name="quay.html") == "1 page, 1 article new or changed"
    assert intake.page(html(paper), url=PAGE, name="quay.html") == "1 page, 0 articles new or changed, 1 known already"


def test_pages_that_could_not_be_fetched_are_counted_apart(intake: Intake) -> None:
    gone = "".join(f"<item><link>https://herald.example/gone-{number}</link></item>" for number in range(5))
    feed = f'<rss version="2.0"><channel>{gone}<item><link>{PAGE}</link></item></channel></rss>'
    assert intake.feed(feed.encode(), url=None, name="feed.xml") == (
        "a feed; 6 entries, 1 page fetched, 5 could not be fetched, 1 article new or changed"
    )


def test_pages_of_a_busy_server_are_put_off(intake: Intake, paper: Town) -> None:
    paper.papers["herald.example"].down = True
    paper.papers["herald.example"].excuse = {"Retry-After": "3600"}
    links = "".join(f"<item><link>{PAGE}-{number}</link></item>" for number in range(30))
    feed = f'<rss version="2.0"><channel>{links}</channel></rss>'
    said = intake.feed(feed.encode(), url=None, name="feed.xml")
    assert re.search(r"0 pages fetched(, \d could not be fetched)?, \d\d put off for a busy server, 0 articles", said)


@pytest.mark.parametrize(
    "body",
    [
        b"<opml version='2.0'><body></body></opml>",
        "<opml version='2.0'><body><outline text='Газеты'><outline type='rss' xmlUrl='ht".encode(),
        b"<html></html>",
    ],
)
def test_a_list_without_a_feed_is_refused(intake: Intake, body: bytes) -> None:
    with pytest.raises(InputError, match=r"list\.opml.*export the list again|list\.opml: This is no OPML"):
        intake.opml(body, name="list.opml")


def test_the_address_of_a_page_is_taken_in_once_and_its_bytes_are_kept(intake: Intake) -> None:
    assert intake.address(PAGE) == "1 page, 1 article new or changed"
    assert intake.address(PAGE) == "1 page, 0 articles new or changed, 1 known already"
    [article] = store.iter_articles()
    assert (article.headline, article.outlet) == (QUAY, "my/herald")
    assert article.capture is not None


def test_an_address_that_cannot_be_fetched_is_refused_in_a_sentence(intake: Intake) -> None:
    with pytest.raises(InputError, match="404"):
        intake.address("https://herald.example/never")


def test_a_saved_feed_is_read_and_its_pages_are_fetched(intake: Intake, paper: Town) -> None:
    body = feed_text(paper.papers["herald.example"]).encode()
    assert intake.feed(body, url=None, name="feed.xml") == ("a feed; 1 entry, 1 page fetched, 1 article new or changed")
    with pytest.raises(InputError, match=r"feed\.xml"):
        intake.feed(b"<rss", url=None, name="feed.xml")


def test_the_feeds_of_an_opml_list_are_polled_from_now_on(intake: Intake) -> None:
    outline = '<outline type="rss" text="Herald" xmlUrl="https://herald.example/second.xml"/>'
    opml = f'<opml version="2.0"><body><outline text="Papers">{outline}</outline></body></opml>'
    assert intake.opml(opml.encode(), name="list") == "1 feed, polled from now on by `variorum run`"
    added = store.load_feed("https://herald.example/second.xml")
    assert added is not None
    assert added.outlet == "my/herald"


def test_a_saved_page_names_its_own_address(intake: Intake, paper: Town) -> None:
    assert intake.page(html(paper), url=None, name="quay.html") == "1 page, 1 article new or changed"
    [article] = store.iter_articles()
    assert article.canonical_url == PAGE


@pytest.mark.parametrize(
    "written",
    [
        f"<link rel=canonical href={PAGE}>",
        f'<!-- <link rel="canonical" href="https://old.example/x"> --><link rel="canonical" href="{PAGE}">',
        f'<meta property="og:url" content="https://og.example/x"><link rel="canonical" href="{PAGE}">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_saved_page_is_at_the_address_that_a_browser_would_read(written: str, encoding: str) -> None:
    body = f"<html><head>{written}</head><body>Kai, quai, 岸壁</body></html>".encode(encoding)
    assert address_of(body, url=None, name="quay.html") == PAGE


def test_a_saved_page_that_names_no_address_needs_one(intake: Intake, paper: Town) -> None:
    nameless = html(paper).replace(b'rel="canonical"', b'rel="other"')
    with pytest.raises(InputError, match="name it with --url"):
        intake.page(nameless, url=None, name="quay.html")
    assert intake.page(nameless, url=PAGE, name="quay.html") == "1 page, 1 article new or changed"


def test_a_folder_is_read_with_the_folders_below_and_says_what_it_refuses(
    intake: Intake, paper: Town, tmp_path: Path
) -> None:
    (tmp_path / "saved" / "march").mkdir(parents=True)
    (tmp_path / "saved" / "march" / "quay.html").write_bytes(html(paper))
    (tmp_path / "saved" / "nameless.htm").write_text("<html><p>Nothing.</p></html>")
    (tmp_path / "saved" / "notes.txt").write_text("not a page")
    said = intake.folder(tmp_path / "saved")
    assert said.startswith("2 pages, 1 article new or changed, 1 refused\n  refused:")
    assert "nameless.htm" in said
    assert [refusal.step for refusal in store.load_rejections()] == ["ingest/1"]


def test_a_folder_without_pages_is_refused(intake: Intake, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="holds no HTML file"):
        intake.folder(tmp_path / "empty")


def test_the_pages_of_an_archive_are_taken_in_and_kept_among_ours(intake: Intake, paper: Town, tmp_path: Path) -> None:
    archive = WarcCaptures(tmp_path / "theirs", clock=lambda: NOW)
    kept = archive.keep(page(PAGE, html(paper)))
    assert intake.warc(tmp_path / "theirs" / kept.file, name="theirs") == "1 page, 1 article new or changed"
    [article] = store.iter_articles()
    assert article.capture is not None
    assert (paper.folder / article.capture.file).exists()


def test_json_lines_are_taken_in_and_the_same_ones_again_change_nothing(intake: Intake) -> None:
    body = lines({"id": "a", "text": "One.", "headline": "First"}, {"id": "b", "text": "二つ目。", "language": "ja"})
    assert intake.json_lines(body, name="list") == "2 articles, 2 of them new or changed"
    assert intake.json_lines(body, name="list") == "2 articles, 0 of them new or changed"


@pytest.mark.parametrize(
    ("second", "said"),
    [
        pytest.param(b'{"id": 7', "list, line 3: this is no JSON", id="a line that breaks off"),
        pytest.param(b'{"id": "b", "text": 5}', "list, line 3: 'text' is int", id="a number for a text"),
        pytest.param(
            b'{"id": "b", "text": "x", "country": "Orla"}', "list, line 3: The country of b", id="no ISO code"
        ),
    ],
)
def test_one_bad_line_is_named_and_nothing_is_stored(intake: Intake, second: bytes, said: str) -> None:
    body = lines({"id": "a", "text": "One."}) + b"\n\n" + second
    with pytest.raises(InputError, match=said):
        intake.json_lines(body, name="list")
    assert rows.Article.objects.count() == 0


def test_bytes_that_are_no_text_are_named(intake: Intake) -> None:
    with pytest.raises(InputError, match=r"list is not UTF-8 text \(byte 0\)"):
        intake.json_lines(b"\xff\xfe\x00", name="list")


def test_wire_credits_in_given_texts_are_stored(intake: Intake) -> None:
    agency = replace(outlet("xx/nordwire"), name="Nordwire", kind=OutletKind.AGENCY, credits=("Nordwire",), feeds=())
    store.save_outlet(agency)
    with_agency = Intake(intake._tools, told=lambda step, done, total: None)
    text = "ORLA (Nordwire) - The bridge at Orla opened again on Monday.\nNine people had waited there since dawn."
    with_agency.json_lines(lines({"id": "bridge", "language": "en", "text": text}), name="bridge.jsonl")
    article = store.load_article("bridge")
    assert article is not None
    assert (article.agencies, article.dateline) == (("Nordwire",), "Orla")
