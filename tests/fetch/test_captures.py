"""Captures: what is kept is read again as it was."""

import gzip
import io
import os
import resource
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from pytest_httpserver import HTTPServer
from tests.fetch.web import FakeTime, asked
from warcio.archiveiterator import ArchiveIterator
from warcio.cli import main as warcio_cli

from variorum.errors import InputError, StorageError
from variorum.fetch import Client, WarcCaptures, read_warc
from variorum.fetch.evidence import raw_records
from variorum.model import Capture, Page, Rejected

pytestmark = pytest.mark.contract


def page(**facts: object) -> Page:
    sane = Page(
        url="http://paper.example/räder?b=1#top",
        final_url="https://paper.example/r%C3%A4der?b=1",
        status=200,
        headers=(("Content-Type", "text/html"), ("Content-Encoding", "br"), ("content-length", "3"), ("X-Ort", "Köln")),
        body="<p>Über Räder</p>".encode(),
        fetched_at=datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC),
    )
    return replace(sane, **facts)  # type: ignore[arg-type]


@pytest.fixture
def captures(tmp_path: Path, time: FakeTime) -> WarcCaptures:
    return WarcCaptures(tmp_path / "captures", clock=time.clock)


PAGES = {
    "a page with headers about its encoding": page(),
    "an empty page": page(body=b"", headers=()),
    "a page that moved for good": page(permanent_url="https://paper.example/neu"),
    "bytes that look like a record": page(body=b"\r\n\r\nWARC/1.1\r\nWARC-Type: response\r\n\r\n" * 3),
    "repeated headers": page(headers=(("Link", "<a>"), ("Link", "<b>"), ("Transfer-Encoding", "chunked"))),
    "an unknown status": page(status=299),
}


@pytest.mark.parametrize("kept", PAGES.values(), ids=PAGES)
def test_a_page_is_read_as_it_was_kept(captures: WarcCaptures, kept: Page) -> None:
    capture = captures.keep(kept, request_headers=(("User-Agent", "Variorum"),))
    assert captures.read(capture) == replace(kept, capture=capture)


def test_a_header_never_begins_a_second_line(captures: WarcCaptures) -> None:
    capture = captures.keep(page(headers=(("X-A", "one\r\nX-B: two"),)))
    assert captures.read(capture).headers == (("X-A", "one X-B: two"),)


def test_many_threads_share_one_file(captures: WarcCaptures) -> None:
    pages = [page(body=str(number).encode() * 1000) for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(captures.keep, pages))
    assert len({capture.file for capture in kept}) == 1
    assert [captures.read(capture).body for capture in kept] == [page.body for page in pages]


def test_each_day_has_its_own_file(captures: WarcCaptures, time: FakeTime) -> None:
    first = captures.keep(page())
    time.now += timedelta(days=1)
    second = captures.keep(page())
    assert first.file.startswith("variorum-2026-03-01-")
    assert second.file.startswith("variorum-2026-03-02-")
    assert captures.read(first).body == captures.read(second).body


def test_two_writers_never_meet_in_one_file(tmp_path: Path, time: FakeTime) -> None:
    kept = [WarcCaptures(tmp_path, clock=time.clock).keep(page()) for _ in range(3)]
    assert len({capture.file for capture in kept}) == 3


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_child_process_begins_its_own_file(captures: WarcCaptures, tmp_path: Path) -> None:
    captures.keep(page())
    child = os.fork()
    if child == 0:
        captures.keep(page())
        os._exit(0)
    os.waitpid(child, 0)
    assert len(list((tmp_path / "captures").iterdir())) == 2


def test_a_record_that_could_not_be_written_whole_is_taken_away(captures: WarcCaptures, tmp_path: Path) -> None:
    """A limit on the size of files stands in for a full disk."""
    first = captures.keep(page())
    path = tmp_path / "captures" / first.file
    size = path.stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 1000, hard))
    try:
        with pytest.raises(StorageError, match=r"File too large\): make room there"):
            captures.keep(page(body=os.urandom(50_000)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.stat().st_size == size
    assert captures.read(captures.keep(page())).body == page().body


@pytest.mark.parametrize(
    "change",
    [
        {"file": "gone.warc.gz"},
        {"file": "../outside.warc.gz"},
        {"offset": 0},
        {"offset": 7},
        {"offset": 10**9},
        {"record_id": "<urn:uuid:other>"},
    ],
)
def test_a_record_that_is_not_there_is_an_input_error(captures: WarcCaptures, change: dict[str, object]) -> None:
    capture = captures.keep(page())
    with pytest.raises(InputError):
        captures.read(replace(capture, **change))  # type: ignore[arg-type]


def test_a_record_that_breaks_off_is_an_input_error(captures: WarcCaptures, tmp_path: Path) -> None:
    capture = captures.keep(page(body=os.urandom(5000)))
    path = tmp_path / "captures" / capture.file
    path.write_bytes(path.read_bytes()[: capture.offset + 1500])
    with pytest.raises(InputError, match="fetch the page again"):
        captures.read(capture)


def test_another_program_reads_our_files(captures: WarcCaptures, tmp_path: Path) -> None:
    capture = captures.keep(page(), request_headers=(("User-Agent", "Variorum"),))
    with (tmp_path / "captures" / capture.file).open("rb") as file:
        records = [
            (r.rec_type, r.http_headers, r.content_stream().read())
            for r in ArchiveIterator(file, check_digests="raise")
        ]
    assert [kind for kind, _, _ in records] == ["warcinfo", "response", "request"]
    assert records[1][2] == page().body
    assert records[2][1].protocol == "GET"


def test_the_tools_of_archives_find_no_fault_in_our_files(captures: WarcCaptures, tmp_path: Path) -> None:
    for kept in (*PAGES.values(), page()):
        captures.keep(kept, request_headers=(("User-Agent", "Variorum"),))
    [path] = (tmp_path / "captures").iterdir()
    with path.open("rb") as file:
        records = [(one.record_type, one.verify_block_digest()) for one in FastIterator(file, parse_http=False)]
    assert all(right for _, right in records)
    with path.open("rb") as file:
        assert len([record.content_stream().read() for record in ArchiveIterator(file, check_digests="raise")]) == 15
    with pytest.raises(SystemExit) as ended:
        warcio_cli(["check", str(path)])
    assert ended.value.code == 0


def test_our_files_are_read_like_anybodys(captures: WarcCaptures, tmp_path: Path) -> None:
    capture = captures.keep(page())
    assert list(read_warc(tmp_path / "captures" / capture.file)) == [page()]


def test_a_client_that_keeps_shares_robots_with_one_that_does_not(
    httpserver: HTTPServer, make_client: Callable[..., Client], captures: WarcCaptures
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/feed").respond_with_data("<rss/>")
    feeds = make_client()
    pages = feeds.keeping(captures)
    assert feeds.get("https://paper.example/feed").capture is None
    assert pages.get("https://paper.example/feed").capture is not None
    assert asked(httpserver).count("paper.example/robots.txt") == 1


def test_the_client_keeps_what_it_fetches(
    httpserver: HTTPServer, make_client: Callable[..., Client], captures: WarcCaptures
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    packed = gzip.compress(b"<p>text</p>")
    httpserver.expect_request("/a").respond_with_data(packed, headers={"Content-Encoding": "gzip"})
    fetched = make_client(captures=captures).get("https://paper.example/a")
    assert isinstance(fetched.capture, Capture)
    assert captures.read(fetched.capture) == fetched
    assert fetched.body == b"<p>text</p>"


def test_a_body_that_lies_in_the_file_already_is_not_written_again(captures: WarcCaptures, tmp_path: Path) -> None:
    body = os.urandom(50_000)
    first = captures.keep(page(body=body))
    again = page(body=body, headers=(("X-Visit", "second"),), fetched_at=page().fetched_at + timedelta(hours=1))
    second = captures.keep(again)
    assert captures.read(second) == replace(again, capture=second)
    assert captures.read(first).body == body
    assert (tmp_path / "captures" / first.file).stat().st_size < 60_000


def test_another_program_finds_the_body_of_a_revisit(captures: WarcCaptures, tmp_path: Path) -> None:
    first = captures.keep(page())
    captures.keep(page())
    with (tmp_path / "captures" / first.file).open("rb") as file:
        [revisit] = [record for record in ArchiveIterator(file) if record.rec_type == "revisit"]
    facts = revisit.rec_headers
    assert facts.get_header("WARC-Refers-To") == first.record_id
    assert facts.get_header("WARC-Refers-To-Target-URI") == page().final_url
    assert facts.get_header("WARC-Profile").endswith("identical-payload-digest")
    found = list(read_warc(tmp_path / "captures" / first.file))
    assert found == [page(), page()]


def test_a_new_file_does_not_refer_to_an_old_one(captures: WarcCaptures, tmp_path: Path, time: FakeTime) -> None:
    first = captures.keep(page())
    time.now += timedelta(days=1)
    second = captures.keep(page())
    captures.discard([first.file])
    assert captures.read(second).body == page().body


def test_a_file_that_has_grown_large_is_followed_by_another(tmp_path: Path, time: FakeTime) -> None:
    captures = WarcCaptures(tmp_path, clock=time.clock, largest_file=20_000)
    kept = [captures.keep(page(body=os.urandom(9_000))) for _ in range(6)]
    assert [one.file.rpartition("-")[2] for one in kept] == [f"{number}.warc.gz" for number in (0, 0, 1, 1, 2, 2)]
    assert all(captures.read(one).body for one in kept)


def test_a_file_that_somebody_deleted_is_not_begun_again_in_its_midst(captures: WarcCaptures, tmp_path: Path) -> None:
    first = captures.keep(page())
    (tmp_path / "captures" / first.file).unlink()
    second = captures.keep(page())
    assert captures.read(second).body == page().body
    with (tmp_path / "captures" / second.file).open("rb") as file:
        assert next(iter(ArchiveIterator(file))).rec_type == "warcinfo"


def test_the_mark_of_a_cut_page_is_kept(captures: WarcCaptures, tmp_path: Path) -> None:
    cut = page(headers=(("Content-Type", "text/html"),), truncated="length")
    capture = captures.keep(cut)
    assert captures.read(capture) == replace(cut, capture=capture)
    with (tmp_path / "captures" / capture.file).open("rb") as file:
        assert list(ArchiveIterator(file))[1].rec_headers.get_header("WARC-Truncated") == "length"


def test_what_a_server_calls_its_headers_is_no_fact_of_the_record(captures: WarcCaptures, tmp_path: Path) -> None:
    sent = (
        ("Content-Type", "text/html"),
        ("WARC-Truncated", "length"),
        ("Variorum-Asked-URI", "https://other.example/"),
        ("X-Archive-Orig-Foo", "bar"),
        ("x-archive-orig-content-encoding", "gzip"),
        ("X-Archive-Orig-X-Archive-Orig-Date", "gestern"),
    )
    whole = page(headers=sent)
    capture = captures.keep(whole)
    assert captures.read(capture) == replace(whole, capture=capture)
    assert list(read_warc(tmp_path / "captures" / capture.file)) == [whole]
    with (tmp_path / "captures" / capture.file).open("rb") as file:
        assert list(ArchiveIterator(file))[1].rec_headers.get_header("WARC-Truncated") is None


EVIL = "\r\nWARC-Type: metadata\r\n\r\nHTTP/1.1 404 Gone"


@pytest.mark.parametrize(
    "changed",
    [
        {"url": f"http://paper.example/räder{EVIL}"},
        {"final_url": f"http://paper.example/r{EVIL}"},
        {"permanent_url": f"http://paper.example/r{EVIL}"},
        {"headers": (("X", f"y{EVIL}"), (f"Z{EVIL}", "z"))},
        {"truncated": f"length{EVIL}"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_line_feed_begins_no_header_of_a_record(
    captures: WarcCaptures, tmp_path: Path, changed: dict[str, object]
) -> None:
    for number in range(2):  # the second is a revisit of the first
        kept = captures.keep(page(**changed), request_headers=(("Host", f"paper.example{EVIL}"),))
        found = captures.read(kept)
        assert (found.status, found.body, found.fetched_at) == (200, page().body, page().fetched_at), number
        assert found.url.startswith("http://paper.example/räder")
    with (tmp_path / "captures" / kept.file).open("rb") as file:
        kinds = [
            (record.rec_type, record.http_headers and record.http_headers.statusline)
            for record in ArchiveIterator(file)
        ]
    assert [kind for kind, _ in kinds] == ["warcinfo", "response", "request", "revisit", "request"]
    assert kinds[1][1] == "200 OK"


def test_after_a_kill_in_the_midst_of_a_record_all_others_are_read(tmp_path: Path, time: FakeTime) -> None:
    killed = WarcCaptures(tmp_path, clock=time.clock)
    first = killed.keep(page(body=os.urandom(5_000)))
    torn = killed.keep(page(body=os.urandom(5_000)))
    path = tmp_path / torn.file
    path.write_bytes(path.read_bytes()[: torn.offset + 2_000])
    later = WarcCaptures(tmp_path, clock=time.clock)
    second = later.keep(page())
    assert second.file != first.file
    assert [len(later.read(one).body) for one in (first, second)] == [5_000, len(page().body)]
    *pages, refusal = read_warc(path)
    assert len(pages) == 1
    assert isinstance(refusal, Rejected)


def test_a_capture_is_handed_over_as_a_small_archive_of_its_own(captures: WarcCaptures, tmp_path: Path) -> None:
    captures.keep(page(body=b"before"))
    first = captures.keep(page())
    captures.keep(page(body=b"after"))
    second = captures.keep(page(headers=(("X-Visit", "second"),)))
    for one, records in ((first, ["response", "request"]), (second, ["response", "revisit", "request"])):
        raw = raw_records(captures.path(one), one)
        assert [record.rec_type for record in ArchiveIterator(io.BytesIO(raw), check_digests="raise")] == records
        found = [item for item in read_warc(io.BytesIO(raw)) if isinstance(item, Page)]
        assert found[-1] == replace(captures.read(one), capture=None)


def test_only_files_of_ours_are_counted_and_deleted(captures: WarcCaptures, tmp_path: Path) -> None:
    kept = captures.keep(page())
    (tmp_path / "captures" / "notes.txt").write_text("mine")
    (tmp_path / "captures" / "variorum-of-last-year.warc.gz").write_bytes(b"theirs")
    [file] = captures.files()
    assert (file.name, file.day.isoformat()) == (kept.file, "2026-03-01")
    captures.discard([file.name])
    assert captures.files() == []
    assert len(list((tmp_path / "captures").iterdir())) == 2
