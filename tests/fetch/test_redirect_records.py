"""Redirects on the way to a page: kept before it byte for byte, passed over when our files are taken in."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from tests.fetch.web import FakeTime
from warcio.archiveiterator import ArchiveIterator
from warcio.cli import main as warcio_cli

from variorum.errors import FetchError
from variorum.fetch import Client, WarcCaptures, read_warc
from variorum.fetch.evidence import body_digest, raw_records
from variorum.interfaces import Hop
from variorum.model import Page

pytestmark = pytest.mark.contract
MakeClient = Callable[..., Client]

AT = datetime(2026, 3, 1, 12, 0, 1, 500, tzinfo=UTC)
ASKED = "http://paper.example/räder"


@pytest.fixture
def captures(tmp_path: Path, time: FakeTime) -> WarcCaptures:
    return WarcCaptures(tmp_path / "captures", clock=time.clock)


def page(**facts: object) -> Page:
    known: dict[str, object] = {
        "url": ASKED,
        "final_url": "https://paper.example/r%C3%A4der",
        "status": 200,
        "headers": (("Content-Type", "text/html"),),
        "body": "<p>Über Räder</p>".encode(),
        "fetched_at": AT,
    }
    return Page(**(known | facts))  # type: ignore[arg-type]


def hop(final_url: str, location: str, *, status: int = 301, **headers: str) -> Hop:
    said = (("Location", location), *((name.replace("_", "-"), value) for name, value in headers.items()))
    answer = page(final_url=final_url, status=status, headers=said, body=b"")
    return Hop(answer=answer, request_headers=(("User-Agent", "Variorum/0.1"),))


HOPS = (
    hop("http://paper.example/r%C3%A4der", "https://paper.example/räder", Content_Length="178", X_Ort="Köln"),
    hop("https://paper.example/old", "/r%C3%A4der", status=302, Content_Length="0"),
)


def members(path: Path) -> Iterator[bytes]:
    """The records of a file, unpacked."""
    rest = path.read_bytes()
    while rest:
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        yield member.decompress(rest)
        rest = member.unused_data


def id_of(record: bytes) -> bytes:
    found = re.search(rb"WARC-Record-ID: (<urn:uuid:[0-9a-f-]{36}>)", record)
    assert found
    return found[1]


FIRST = """\
WARC/1.1
WARC-Record-ID: {first}
WARC-Date: 2026-03-01T12:00:01.000500Z
Variorum-Asked-URI: http://paper.example/räder
Variorum-Leads-To: {final}
WARC-Truncated: unspecified
WARC-Type: response
WARC-Target-URI: http://paper.example/r%C3%A4der
WARC-Payload-Digest: sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ
WARC-Block-Digest: {first_digest}
Content-Type: application/http; msgtype=response
Content-Length: 143

HTTP/1.1 301 Moved Permanently
Location: https://paper.example/räder
X-Archive-Orig-Content-Length: 178
X-Ort: Köln
Content-Length: 0

"""
FIRST_REQUEST = """\
WARC/1.1
WARC-Date: 2026-03-01T12:00:01.000500Z
WARC-Concurrent-To: {first}
WARC-Type: request
WARC-Record-ID: {first_request}
WARC-Target-URI: http://paper.example/r%C3%A4der
WARC-Payload-Digest: sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ
WARC-Block-Digest: {first_request_digest}
Content-Type: application/http; msgtype=request
Content-Length: 54

GET /r%C3%A4der HTTP/1.1
User-Agent: Variorum/0.1

"""


def test_a_redirect_is_written_byte_for_byte_as_the_standard_has_it(captures: WarcCaptures) -> None:
    kept = captures.keep(page(), hops=HOPS, request_headers=(("User-Agent", "Variorum/0.1"),))
    _, first, first_request, second, second_request, final, final_request = members(captures.path(kept))
    named = {
        "first": id_of(first).decode(),
        "first_request": id_of(first_request).decode(),
        "final": id_of(final).decode(),
        "first_digest": digest_of(first),
        "first_request_digest": digest_of(first_request),
    }
    assert first.decode() == f"{FIRST.format(**named)}\n\n".replace("\n", "\r\n")
    assert first_request.decode() == f"{FIRST_REQUEST.format(**named)}\n\n".replace("\n", "\r\n")
    assert (b"HTTP/1.1 302 Found\r\nLocation: /r%C3%A4der\r\n" in second, b"WARC-Truncated" in second) == (True, False)
    for response, request in ((second, second_request), (final, final_request)):
        assert b"WARC-Concurrent-To: " + id_of(response) in request
    assert b"Variorum-Leads-To: " + id_of(final) in second
    assert id_of(final).decode() == kept.record_id


def digest_of(record: bytes) -> str:
    """Of the record's block: what stands between its own headers and the two line ends that close it."""
    return body_digest(record.partition(b"\r\n\r\n")[2][:-4])


def test_the_tools_of_archives_find_no_fault_in_them(captures: WarcCaptures) -> None:
    path = captures.path(captures.keep(page(), hops=HOPS))
    with path.open("rb") as file:
        kinds = [record.rec_type for record in ArchiveIterator(file, check_digests="raise")]
    assert kinds == ["warcinfo", *["response", "request"] * 3]
    with pytest.raises(SystemExit) as ended:
        warcio_cli(["check", str(path)])
    assert ended.value.code == 0


def test_a_page_is_read_and_taken_in_as_if_there_were_no_redirects(captures: WarcCaptures) -> None:
    kept = [captures.keep(page(), hops=HOPS), captures.keep(page(), hops=HOPS), captures.keep(page())]
    assert [captures.read(one).body for one in kept] == [page().body] * 3
    assert list(read_warc(captures.path(kept[0]))) == [page()] * 3


def test_a_capture_is_handed_over_with_the_redirects_that_led_to_it(captures: WarcCaptures) -> None:
    captures.keep(page(body=b"before"), hops=HOPS)
    first, again = captures.keep(page(), hops=HOPS), captures.keep(page(), hops=HOPS[:1])
    for one, kinds in (
        (first, ["response", "request"] * 3),
        (again, ["response", "response", "request", "revisit", "request"]),
    ):
        raw = raw_records(captures.path(one), one)
        assert [record.rec_type for record in ArchiveIterator(io.BytesIO(raw), check_digests="raise")] == kinds
        assert list(read_warc(io.BytesIO(raw)))[-1] == page()


def test_the_client_keeps_every_redirect_as_its_server_sent_it(
    httpserver: HTTPServer, open_robots: None, make_client: MakeClient, captures: WarcCaptures
) -> None:
    httpserver.expect_request("/old").respond_with_data("moved", status=301, headers={"Location": "/new"})
    httpserver.expect_request("/new").respond_with_data("", status=307, headers={"Location": "/day/1", "X-Ort": "Köln"})
    httpserver.expect_request("/day/1").respond_with_data("<p>text</p>")
    fetched = make_client(captures=captures, host_delay=0).get("https://paper.example/old")
    assert fetched.capture is not None
    assert fetched.permanent_url == "https://paper.example/new"
    with captures.path(fetched.capture).open("rb") as file:
        seen = [
            (
                record.rec_type,
                record.rec_headers.get_header("WARC-Target-URI"),
                record.http_headers.get_statuscode() if record.rec_type == "response" else None,
                record.http_headers.get_header("Location") if record.rec_type == "response" else None,
            )
            for record in ArchiveIterator(file)
        ][1:]
    request = ("request", None, None)
    assert [one for one in seen if one[0] == "response"] == [
        ("response", "https://paper.example/old", "301", "/new"),
        ("response", "https://paper.example/new", "307", "/day/1"),
        ("response", "https://paper.example/day/1", "200", None),
    ]
    assert [(kind, status, location) for kind, _, status, location in seen[1::2]] == [request] * 3
    assert [one.body for one in read_warc(captures.path(fetched.capture)) if isinstance(one, Page)] == [b"<p>text</p>"]


def test_redirects_that_lead_to_no_page_leave_nothing(
    httpserver: HTTPServer, open_robots: None, make_client: MakeClient, captures: WarcCaptures, tmp_path: Path
) -> None:
    httpserver.expect_request("/old").respond_with_data("", status=301, headers={"Location": "/gone"})
    httpserver.expect_request("/gone").respond_with_data("", status=404)
    with pytest.raises(FetchError, match="404"):
        make_client(captures=captures).get("https://paper.example/old")
    assert not (tmp_path / "captures").exists()
