"""Archives are taken in a page at a time; what became of a broken one is said; a second time changes nothing."""

from __future__ import annotations

import tempfile
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from tests.site.news.making import NOW, page
from tests.site.news.town import PAGE, QUAY, Town, feed_text, page_text

from variorum.errors import InputError
from variorum.fetch import WarcCaptures, read_warc
from variorum.interfaces import Hop
from variorum.model import Page, Rejected
from variorum_site.news import models as rows
from variorum_site.news import store
from variorum_site.news.intake import Intake
from variorum_site.news.running.turns import turn

pytestmark = [pytest.mark.site]


@pytest.fixture
def theirs(tmp_path: Path) -> WarcCaptures:
    """Somebody's archive."""
    return WarcCaptures(tmp_path / "theirs", clock=lambda: NOW)


def saved(town: Town, number: int = 0) -> Page:
    """A page as the paper has it, each number at an address of its own."""
    address = f"{PAGE}-{number}"
    html = page_text(town.papers["herald.example"], "/quay").replace(PAGE, address).replace(QUAY, f"{QUAY} ({number})")
    return page(address, html.encode())


def file_of(captures: WarcCaptures, tmp_path: Path) -> Path:
    [found] = captures.files()
    return tmp_path / "theirs" / found.name


def test_a_broken_archive_gives_its_whole_pages_and_says_what_became_of_them(
    intake: Intake, paper: Town, theirs: WarcCaptures, tmp_path: Path
) -> None:
    kept = [theirs.keep(saved(paper, number)) for number in range(5)]
    path = file_of(theirs, tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: kept[2].offset + 40] + whole[kept[3].offset :])
    with pytest.raises(InputError) as refused:
        intake.warc(path, name="crawl.warc.gz")
    said = str(refused.value)
    assert "breaks off after the record at" in said
    assert said.endswith("What could be read of crawl.warc.gz is stored: 4 pages, 4 articles new or changed")
    assert rows.Article.objects.count() == 4


def test_an_archive_without_a_page_is_refused(intake: Intake, theirs: WarcCaptures, tmp_path: Path) -> None:
    theirs.keep(page(body=b""))
    path = file_of(theirs, tmp_path)
    path.write_bytes(path.read_bytes()[:335])
    with pytest.raises(InputError, match=r"crawl\.warc\.gz"):
        intake.warc(path, name="crawl.warc.gz")


def test_what_is_no_page_of_text_is_counted_and_not_told_of_one_by_one(
    intake: Intake, paper: Town, theirs: WarcCaptures, tmp_path: Path
) -> None:
    theirs.keep(saved(paper))
    theirs.keep(page("https://herald.example/quay.png", b"\x89PNG", headers=(("Content-Type", "image/png"),)))
    theirs.keep(replace(saved(paper, 1), status=404))
    theirs.keep(page("https://herald.example/empty", b"<p>Nothing.</p>"))
    said = intake.warc(file_of(theirs, tmp_path), name="crawl.warc.gz")
    first, *refused = said.splitlines()
    assert first == (
        "4 pages, 1 article new or changed, 2 left out (pictures, scripts, errors and the like), 1 refused"
    )
    assert len(refused) == 1
    assert [refusal.subject for refusal in store.load_rejections()] == ["https://herald.example/empty"]


def reserved(town: Town) -> list[Page]:
    """Pages that reserve themselves: by a header, for us alone, and in their heads."""
    html = (("Content-Type", "text/html"),)
    by_meta = saved(town, 3)
    marked = by_meta.body.replace(b"<head>", b'<head><meta name="robots" content="noai, noimageai">')
    return [
        replace(saved(town, 1), headers=(*html, ("TDM-Reservation", "1"), ("TDM-Policy", "https://herald.example/t"))),
        replace(saved(town, 2), headers=(*html, ("X-Robots-Tag", "variorum: noindex"))),
        replace(by_meta, body=marked),
    ]


def test_what_its_publisher_reserves_is_left_out_with_the_reason(
    intake: Intake, paper: Town, theirs: WarcCaptures, tmp_path: Path
) -> None:
    for one in (saved(paper), *reserved(paper)):
        theirs.keep(one)
    said = intake.warc(file_of(theirs, tmp_path), name="crawl.warc.gz")
    assert said == (
        "4 pages, 1 article new or changed, 3 left out because their publishers reserve them"
        " (see the setting reservations)"
    )
    reasons = {one.subject: one.reason for one in store.load_rejections()}
    assert "tdm-reservation: 1, on terms at https://herald.example/t" in reasons[f"{PAGE}-1"]
    assert ("noindex" in reasons[f"{PAGE}-2"], "noai" in reasons[f"{PAGE}-3"]) == (True, True)


@pytest.mark.parametrize(("setting", "lines"), [("note", 3), ("ignore", 0)])
def test_the_setting_takes_it_in_and_may_say_so_in_the_log(
    paper: Town, theirs: WarcCaptures, tmp_path: Path, setting: str, lines: int
) -> None:
    for one in reserved(paper):
        theirs.keep(one)
    with paper.tools(reservations=setting) as tools, capture_logs() as logs:
        intake = Intake(tools, told=lambda step, done, total: None)
        said = intake.warc(file_of(theirs, tmp_path), name="crawl.warc.gz")
    assert said == "3 pages, 3 articles new or changed"
    assert [one["event"] for one in logs if one["event"] == "reserved"] == ["reserved"] * lines


def test_the_redirects_in_our_own_files_are_passed_over(
    intake: Intake, paper: Town, theirs: WarcCaptures, tmp_path: Path
) -> None:
    moved = replace(saved(paper, 1), status=301, body=b"", headers=(("Location", f"{PAGE}-0"),))
    theirs.keep(saved(paper), hops=[Hop(answer=moved)])
    assert intake.warc(file_of(theirs, tmp_path), name="ours.warc.gz") == "1 page, 1 article new or changed"
    assert list(store.load_rejections()) == []


def test_many_refusals_are_told_of_up_to_a_number(intake: Intake, theirs: WarcCaptures, tmp_path: Path) -> None:
    for number in range(30):
        theirs.keep(page(f"https://herald.example/{number}", b"<p>Nothing.</p>"))
    said = intake.warc(file_of(theirs, tmp_path), name="crawl.warc.gz")
    assert len(said.splitlines()) == 22
    assert said.endswith("and 10 more: see the rejections in the admin.")


def test_an_archive_that_is_taken_in_twice_takes_no_more_room(
    intake: Intake, paper: Town, theirs: WarcCaptures, tmp_path: Path
) -> None:
    theirs.keep(saved(paper))
    path = file_of(theirs, tmp_path)
    intake.warc(path, name="crawl.warc.gz")
    size = sum(file.stat().st_size for file in paper.folder.iterdir())
    assert intake.warc(path, name="crawl.warc.gz") == "1 page, 0 articles new or changed, 1 known already"
    assert sum(file.stat().st_size for file in paper.folder.iterdir()) == size


def test_the_text_of_an_archive_leads_back_to_the_archived_bytes(
    intake: Intake, paper: Town, theirs: WarcCaptures, tmp_path: Path
) -> None:
    cut = replace(saved(paper), headers=(("Content-Type", "text/html"),), truncated="length")
    theirs.keep(cut)
    intake.warc(file_of(theirs, tmp_path), name="crawl.warc.gz")
    [article] = store.iter_articles()
    assert article.capture is not None
    with paper.tools() as tools:
        kept = tools.captures.read(article.capture)
    assert (kept.body, kept.truncated) == (cut.body, "length")


def test_beside_a_server_at_work_grouping_is_left_to_it(
    intake: Intake, paper: Town, theirs: WarcCaptures, tmp_path: Path
) -> None:
    theirs.keep(saved(paper))
    with turn():
        assert intake.warc(file_of(theirs, tmp_path), name="crawl.warc.gz") == "1 page, 1 article new or changed"
        assert intake.digest() is None
    assert intake.digest() == (1, 1)


def test_a_large_archive_is_read_a_page_at_a_time(tmp_path: Path, theirs: WarcCaptures) -> None:
    """3,000 pages of 10 kB: 30 MB of text, of which only a few pages may be in memory at once."""
    for number in range(3000):
        theirs.keep(page(f"https://herald.example/{number}", b"%d" % number + b"<p>The quay burned down.</p>" * 380))
    path = file_of(theirs, tmp_path)
    tracemalloc.start()
    count = sum(isinstance(one, Page) for one in read_warc(path))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 3000
    assert most < 5_000_000


def test_taking_a_large_archive_in_holds_a_few_pages_only(
    intake: Intake, paper: Town, theirs: WarcCaptures, tmp_path: Path
) -> None:
    """150 pages of 100 kB that hold no text: 15 MB."""
    for number in range(150):
        theirs.keep(page(f"https://herald.example/{number}", b"<!-- %d" % number + b" nothing to read" * 6500 + b"-->"))
    path = file_of(theirs, tmp_path)
    tracemalloc.start()
    assert intake.warc(path, name="crawl.warc.gz").startswith("150 pages, 0 articles")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 7_000_000


def test_beside_a_server_at_work_the_pages_of_a_feed_are_left_to_it(intake: Intake, paper: Town) -> None:
    body = feed_text(paper.papers["herald.example"]).encode()
    with turn():
        assert intake.feed(body, url=None, name="feed.xml") == (
            "a feed; 1 entry, whose pages the running server fetches"
        )
    assert len(store.due_visits(paper.now)) == 1


@pytest.mark.parametrize("fast", [True, False])
def test_an_archive_is_read_the_way_that_was_asked_for(
    paper: Town, theirs: WarcCaptures, tmp_path: Path, *, fast: bool
) -> None:
    text = "The old ferry quay of Larran burned down in the night, and the harbour office said that nobody was hurt. "
    body = f"<span class='byline'>Ann Example</span><p>{text * 3}</p><p>{text.replace('old', 'new') * 3}</p>"
    html = f"<html lang='en'><head><title>{QUAY}</title></head><body><h1>{QUAY}</h1>{body}</body></html>"
    theirs.keep(page(PAGE, html.encode()))
    with paper.tools() as tools:
        intake = Intake(tools, told=lambda step, done, total: None, fast=fast)
        assert intake.warc(file_of(theirs, tmp_path), name="theirs") == "1 page, 1 article new or changed"
    [article] = store.iter_articles()
    assert article.headline == QUAY
    assert article.authors == (() if fast else ("Ann Example",)), "the fast way reads no byline in plain words"


def test_a_broken_archive_on_standard_input_is_called_so(
    intake: Intake, paper: Town, theirs: WarcCaptures, tmp_path: Path
) -> None:
    kept = [theirs.keep(saved(paper, number)) for number in range(3)]
    whole = file_of(theirs, tmp_path).read_bytes()
    with tempfile.TemporaryFile() as file:  # as standard input is kept: its name is a number
        file.write(whole[: kept[1].offset + 40] + whole[kept[2].offset :])
        file.seek(0)
        with pytest.raises(InputError, match=r"^standard input breaks off after the record at .*: 2 pages"):
            intake.warc(file, name="standard input")
        file.seek(0)
        [broken] = [one for one in read_warc(file) if isinstance(one, Rejected)]
    assert (broken.subject, broken.reason.split(" breaks")[0]) == ("the archive", "the archive")
