"""Archives that other programs wrote: revisits, resources, cut bodies, odd first lines and dates, broken places."""

from __future__ import annotations

import gzip
import io
import random
import time as real_time
import zlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest
from fastwarc import GzipWriter, ZstdWriter
from fastwarc.warc import WarcRecord, WarcRecordType
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from variorum.errors import InputError
from variorum.fetch import read_warc
from variorum.model import Page, Rejected

pytestmark = pytest.mark.unit

ADDRESS = "https://paper.example/a"
BODY = "<p>Ein langer Text über die Fähre.</p>".encode() * 20
HTML = ("Content-Type", "text/html")
DATE = "2026-03-01T12:30:15Z"


def written(
    kind: str = "response",
    *,
    address: str = ADDRESS,
    body: bytes = BODY,
    line: str = "HTTP/1.1 200 OK",
    headers: Sequence[tuple[str, str]] = (HTML,),
    packed: bool = True,
    version: str = "1.1",
    **facts: str,
) -> bytes:
    """A record as warcio writes it. Facts are headers of the record: WARC_Date=..."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed, warc_version=version)
    protocol, _, status = line.partition(" ")
    head = StatusAndHeaders(status, list(headers), protocol=protocol) if kind != "resource" else None
    named = {"WARC-Date": DATE} | {name.replace("_", "-"): value for name, value in facts.items()}
    record = writer.create_warc_record(
        address, kind, payload=io.BytesIO(body), http_headers=head, length=len(body), warc_headers_dict=named
    )
    writer.write_record(record)
    return out.getvalue()


def revisit(*, address: str = ADDRESS, digest: str = "sha1:UNKNOWN", to: str = ADDRESS, at: str = DATE) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    head = StatusAndHeaders("200 OK", [HTML, ("X-Visit", "second")], protocol="HTTP/1.1")
    facts = {"WARC-Date": "2026-03-02T08:00:00Z"}
    writer.write_record(
        writer.create_revisit_record(address, digest, to, at, http_headers=head, warc_headers_dict=facts)
    )
    return out.getvalue()


def by_fastwarc(packer: Callable[[io.BytesIO], Any] | None) -> bytes:
    """Two records as fastwarc writes them."""
    out = io.BytesIO()
    stream: Any = packer(out) if packer else out
    for _ in range(2):
        record = WarcRecord()
        record.init_headers(WarcRecordType.response)
        record.headers["WARC-Target-URI"] = ADDRESS
        record.is_http = True
        record.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + BODY)
        record.write(stream, checksum_data=True)
    if packer:
        stream.close()
    return out.getvalue()


def found(raw: bytes) -> list[Page | Rejected]:
    return list(read_warc(io.BytesIO(raw)))


def only_page(raw: bytes) -> Page:
    [page] = found(raw)
    assert isinstance(page, Page), page.reason
    return page


def digest_in(raw: bytes) -> str:
    plain = gzip.decompress(raw)
    return plain.partition(b"WARC-Payload-Digest: ")[2].partition(b"\r\n")[0].decode()


@pytest.mark.parametrize("packer", [None, GzipWriter, ZstdWriter], ids=["plain", "gzip", "zstd"])
def test_files_of_fastwarc_are_read(packer: Callable[[io.BytesIO], Any] | None) -> None:
    pages = found(by_fastwarc(packer))
    assert [getattr(page, "body", page) for page in pages] == [BODY, BODY]


def test_files_of_the_older_version_are_read() -> None:
    assert only_page(written(version="1.0")).body == BODY


def test_a_revisit_has_the_body_of_its_original_and_headers_and_time_of_its_own() -> None:
    first, second = found(written() + written(address="https://paper.example/b", body=b"other") + revisit())[::2]
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert (second.body, second.header("x-visit"), second.status) == (first.body, "second", 200)
    assert second.fetched_at == datetime(2026, 3, 2, 8, tzinfo=UTC)


def test_a_revisit_without_an_address_of_its_original_is_found_by_the_digest() -> None:
    original = written()
    second = found(original + revisit(address="https://paper.example/copy", digest=digest_in(original), to="", at=""))[
        1
    ]
    assert isinstance(second, Page)
    assert (second.final_url, second.body) == ("https://paper.example/copy", BODY)


def test_a_revisit_whose_original_is_in_another_file_is_refused_with_its_address() -> None:
    [refusal] = found(revisit(to="https://paper.example/elsewhere"))
    assert isinstance(refusal, Rejected)
    assert "its body lies with https://paper.example/elsewhere" in refusal.reason


def test_a_revisit_that_only_says_not_modified_is_no_page() -> None:
    profile = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    plain = gzip.decompress(revisit())
    at = plain.index(b"WARC-Profile: ")
    raw = plain[:at] + f"WARC-Profile: {profile}".encode() + plain[plain.index(b"\r\n", at) :]
    assert len(found(written() + gzip.compress(raw))) == 1


def test_a_resource_is_a_page_by_its_own_content_type() -> None:
    page = only_page(written("resource", Content_Type="text/html; charset=utf-8"))
    assert (page.status, page.header("content-type"), page.body) == (200, "text/html; charset=utf-8", BODY)


@pytest.mark.parametrize(
    "address", ["dns:paper.example", "ftp://paper.example/a", "urn:uuid:7", "metadata://crawl/log"]
)
def test_what_is_not_of_the_web_is_passed_over(address: str) -> None:
    assert len(found(written("resource", address=address) + written())) == 1


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("HTTP/2 200", 200),
        ("HTTP/2.0 404 Not Found", 404),
        ("HTTP/3 200 ", 200),
        ("HTTP/1.1 200", 200),
        ("ICY 200 OK", 200),
        ("HTTP/1.1 OK", 0),
    ],
)
def test_the_status_is_read_out_of_many_first_lines(line: str, status: int) -> None:
    assert only_page(written(line=line)).status == status


def test_a_head_whose_lines_end_with_a_mere_newline_is_read() -> None:
    block = b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + BODY
    facts = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {ADDRESS}\r\nWARC-Date: {DATE}\r\n"
    raw = facts.encode() + f"Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"
    page = only_page(raw)
    assert (page.status, page.body.strip()) == (200, BODY)


def _raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        pytest.param("x-gzip", gzip.compress(BODY), id="an old name of gzip"),
        pytest.param("GZIP", gzip.compress(BODY), id="capital letters"),
        pytest.param("deflate", _raw_deflate(BODY), id="deflate without its frame"),
        pytest.param("gzip, br", brotli.compress(gzip.compress(BODY)), id="two, one in the other"),
        pytest.param("identity", BODY, id="none, in words"),
        pytest.param("compress", BODY, id="one that nobody knows, over what was decoded before it was stored"),
    ],
)
def test_content_encodings_are_taken_off(coding: str, body: bytes) -> None:
    page = only_page(written(body=body, headers=[HTML, ("Content-Encoding", coding)]))
    assert (page.body, page.truncated) == (BODY, None)


@pytest.mark.parametrize(
    ("coding", "body", "whole"),
    [
        pytest.param("gzip", gzip.compress(b""), b"", id="gzip of nothing"),
        pytest.param("deflate", zlib.compress(b""), b"", id="deflate of nothing"),
        pytest.param("br", brotli.compress(b""), b"", id="brotli of nothing"),
        pytest.param("gzip", b"", b"", id="nothing at all"),
        pytest.param("gzip", gzip.compress(BODY[:9]) + gzip.compress(BODY[9:]), BODY, id="two members"),
        pytest.param("deflate", _raw_deflate(b"a" * 33_026), b"a" * 33_026, id="a rest that zlib holds back"),
        pytest.param("gzip", gzip.compress(BODY) + b"\r\n", BODY, id="a blank line after the end"),
    ],
)
def test_a_whole_body_is_whole(coding: str, body: bytes, whole: bytes) -> None:
    page = only_page(written(body=body, headers=[HTML, ("Content-Encoding", coding)]))
    assert (page.body, page.truncated) == (whole, None)


def test_a_chunk_may_have_an_extension() -> None:
    body = b"7;name=value\r\n" + BODY[:7] + b"\r\n" + f"{len(BODY) - 7:X}\r\n".encode() + BODY[7:] + b"\r\n0\r\n\r\n"
    assert only_page(written(body=body, headers=[HTML, ("Transfer-Encoding", "chunked")])).body == BODY


LONG = b"".join(b"<p>Paragraph %d of a long page.</p>" % number for number in range(2000))


@pytest.mark.parametrize(
    ("headers", "body", "facts"),
    [
        pytest.param([HTML], LONG[:9000], {"WARC_Truncated": "length"}, id="the archive says so"),
        pytest.param([HTML, ("Content-Encoding", "gzip")], gzip.compress(LONG)[:-900], {}, id="gzip breaks off"),
        pytest.param([HTML, ("Transfer-Encoding", "chunked")], b"%x\r\n" % len(LONG) + LONG[:9000], {}, id="a chunk"),
        pytest.param([HTML], LONG[:9000], {"WARC_Segment_Number": "1"}, id="the rest stands in other records"),
    ],
)
def test_of_a_page_that_was_cut_the_beginning_is_read_and_marked(
    headers: list[tuple[str, str]], body: bytes, facts: dict[str, Any]
) -> None:
    page = only_page(written(headers=headers, body=body, **facts))
    assert page.truncated == facts.get("WARC_Truncated", "unspecified")
    assert len(page.body) > 1000
    assert LONG.startswith(page.body)


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("2026-03-01T12:30:15.123456Z", datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)),
        ("2026-03-01T12:30Z", datetime(2026, 3, 1, 12, 30, tzinfo=UTC)),
        ("2026-03-01T12:30:15+08:00", datetime(2026, 3, 1, 4, 30, 15, tzinfo=UTC)),
        ("2026-03", datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026", datetime(2026, 1, 1, tzinfo=UTC)),
        ("20260301123015", datetime(2026, 3, 1, 12, 30, 15, tzinfo=UTC)),
    ],
)
def test_dates_are_read_as_both_versions_write_them(date: str, moment: datetime) -> None:
    assert only_page(written(WARC_Date=date)).fetched_at == moment


def test_where_the_date_is_none_the_servers_is_taken() -> None:
    said = ("Date", "Sun, 01 Mar 2026 12:30:15 GMT")
    assert only_page(written(WARC_Date="yesterday", headers=[HTML, said])).fetched_at.isoformat() == (
        "2026-03-01T12:30:15+00:00"
    )


def test_where_no_date_can_be_read_the_record_is_refused() -> None:
    [refusal] = found(written(WARC_Date="yesterday"))
    assert isinstance(refusal, Rejected)
    assert "its WARC-Date is 'yesterday'" in refusal.reason


PLAIN = written(packed=False)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(written() + b"not a record\r\n" * 9 + written(), id="rubbish between two records"),
        pytest.param(PLAIN + b"not a record\r\n" * 9 + PLAIN, id="rubbish between two plain ones"),
        pytest.param(written() + written()[:-30] + written(), id="a torn end, and another file stuck to it"),
        pytest.param(PLAIN + PLAIN[:-300] + PLAIN, id="a torn end of a plain file"),
        pytest.param(PLAIN + written(), id="a packed file stuck to a plain one"),
        pytest.param(written() + PLAIN, id="a plain file stuck to a packed one"),
    ],
)
def test_what_stands_before_and_after_a_broken_place_is_read(raw: bytes) -> None:
    pages = [one for one in found(raw) if isinstance(one, Page)]
    [refusal] = [one for one in found(raw) if isinstance(one, Rejected)]
    assert len(pages) >= 2
    assert "it goes on at byte" in refusal.reason


def test_a_torn_beginning_is_said_and_the_rest_is_read() -> None:
    refusal, page = found(written()[100:] + written())
    assert isinstance(refusal, Rejected)
    assert isinstance(page, Page)
    assert "begins with no WARC record" in refusal.reason


@pytest.mark.parametrize("padding", [b"\0" * 512, b"\r\n\r\n", b"\n"])
def test_padding_at_the_end_is_no_fault(padding: bytes) -> None:
    assert only_page(written() + padding).body == BODY


def test_an_archive_that_can_be_read_only_once_is_refused() -> None:
    class Pipe(io.RawIOBase):
        """Bytes that come once."""

        def readable(self) -> bool:
            return True

    with pytest.raises(InputError, match="save it as a file first"):
        list(read_warc(Pipe()))  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(4))
def test_no_damage_makes_the_reader_fail(seed: int) -> None:
    """Bytes changed, cut out and doubled at random: there are pages and reasons, and nothing else."""
    chance, whole = random.Random(seed), written() + revisit() + written("resource", Content_Type="text/html") + PLAIN
    for _ in range(60):
        raw = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(raw))
            raw[at : at + chance.randint(0, 9)] = chance.choice([b"", b"\0", chance.randbytes(5), raw[at : at + 40]])
        assert all(isinstance(one, Page | Rejected) for one in found(bytes(raw)))


def head(*, length: int) -> bytes:
    return b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n" % length


@pytest.mark.parametrize(
    "piece",
    [
        b"\x1f\x8b\x08",
        b"\x1f\x8b\x08\x08",
        b"WARC/1.",
        b"WARC/1.1\r\n",
        b"x:WARC/1.1\r\n" * 2_700 + b"\r\n",
        b"WARC/1.1\r\n\r\n",
        head(length=1_000_000),
        gzip.compress(head(length=1_000_000))[:-9],
    ],
    ids=[
        "gzip",
        "gzip with a name",
        "plain",
        "first lines",
        "first lines in a head",
        "no heads",
        "heads",
        "packed heads",
    ],
)
def test_what_looks_like_records_takes_a_time_that_grows_with_the_file(piece: bytes) -> None:
    began = real_time.process_time()
    first, *others = found(written() + piece * (240_000 // len(piece)))
    assert real_time.process_time() - began < 5  # many times what it takes; what grows quadratically took longer
    assert isinstance(first, Page)
    assert others
    assert all(isinstance(one, Rejected) for one in others)


def test_a_file_that_is_broken_everywhere_is_left() -> None:
    result = found((written() + b"rubbish\r\n") * 1_200)
    refusals = [one for one in result if isinstance(one, Rejected)]
    assert (len(result) - len(refusals), len(refusals)) == (1_001, 1_001)
    assert "broken in more than 1000 places, and not read further: get it again" in refusals[-1].reason
