"""Pages out of anybody's WARC files."""

import gzip
import io
import os
import re
import zlib
from collections.abc import Sequence
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from variorum.errors import InputError
from variorum.fetch import read_warc
from variorum.model import Page, Rejected

pytestmark = pytest.mark.unit
BODY = b"<p>Ein langer Text.</p>" * 20


def record(
    payload: bytes = BODY, headers: Sequence[tuple[str, str]] = (), *, kind: str = "response", packed: bool = True
) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed, warc_version="1.1")
    head = StatusAndHeaders("200 OK", list(headers), protocol="HTTP/1.1")
    made = writer.create_warc_record(
        "https://paper.example/a",
        kind,
        payload=io.BytesIO(payload),
        http_headers=head if kind == "response" else None,
        length=len(payload),
    )
    writer.write_record(made)
    return out.getvalue()


def chunked(payload: bytes) -> bytes:
    return b"7\r\n" + payload[:7] + b"\r\n" + f"{len(payload) - 7:x}\r\n".encode() + payload[7:] + b"\r\n0\r\n\r\n"


def read(raw: bytes, *, max_bytes: int = 10_000_000) -> list[bytes | str]:
    found = read_warc(io.BytesIO(raw), max_bytes=max_bytes)
    return [item.body if isinstance(item, Page) else item.reason for item in found]


ENCODINGS = {
    "as it is": record(),
    "without compression of the file": record(packed=False),
    "compressed as one piece": gzip.compress(record(packed=False)),
    "gzip": record(gzip.compress(BODY), [("Content-Encoding", "gzip")]),
    "brotli": record(brotli.compress(BODY), [("Content-Encoding", "br")]),
    "deflate": record(zlib.compress(BODY), [("Content-Encoding", "deflate")]),
    "chunked": record(chunked(BODY), [("Transfer-Encoding", "chunked")]),
    "chunked gzip": record(
        chunked(gzip.compress(BODY)), [("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")]
    ),
    "decoded under headers that say otherwise": record(
        BODY, [("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")]
    ),
}


@pytest.mark.parametrize("raw", ENCODINGS.values(), ids=ENCODINGS)
def test_bodies_are_decoded(raw: bytes) -> None:
    assert read(raw) == [BODY]


def test_only_responses_are_pages() -> None:
    assert read(record(b"GET / HTTP/1.1\r\n\r\n", kind="request") + record() + record(b"x", kind="metadata")) == [BODY]


def test_a_file_is_read_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "archive.warc.gz"
    path.write_bytes(record())
    (page,) = read_warc(path)
    assert isinstance(page, Page)
    assert (page.url, page.final_url, page.status) == ("https://paper.example/a", "https://paper.example/a", 200)


def test_a_file_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="check the name"):
        list(read_warc(tmp_path / "gone.warc.gz"))


def test_a_record_that_gzip_could_not_shrink_is_read_once_though_its_end_is_missing() -> None:
    stored = gzip.compress(record(os.urandom(3000), packed=False), compresslevel=0)
    assert [type(one) for one in read(record() + stored[:-9])] == [bytes, bytes, str]


WHOLE = record() + record(os.urandom(3000))


@pytest.mark.parametrize(
    "missing", [1, 9, 100, 2000, 3000, pytest.param(len(WHOLE) - len(record()) - 5, id="all but the first")]
)
def test_a_file_that_breaks_off_gives_its_whole_records_then_a_reason(missing: int) -> None:
    *pages, reason = read(WHOLE[:-missing])
    assert pages[0] == BODY
    assert isinstance(reason, str)
    assert "breaks off" in reason


@pytest.mark.parametrize(
    "raw", [b"", b"nonsense", gzip.compress(b"nonsense", mtime=0), b"\x1f\x8b\x08", b"%PDF-1.4 " * 100]
)
def test_what_is_no_archive_gives_one_reason(raw: bytes) -> None:
    (reason,) = read_warc(io.BytesIO(raw))
    assert isinstance(reason, Rejected)
    assert "holds no WARC record" in reason.reason


def test_rubbish_after_the_last_record_is_reported() -> None:
    assert read(record() + b"rubbish")[0] == BODY
    assert len(read(record() + b"rubbish")) == 2


@pytest.mark.parametrize(
    "raw",
    [
        record(b"x" * 5000),
        record(gzip.compress(b"\0" * 10_000_000), [("Content-Encoding", "gzip")]),
        record(b"x" * 1500),
    ],
    ids=["a long page", "a compression bomb", "a page just over the limit"],
)
def test_what_is_too_large_is_rejected_and_the_next_page_read(raw: bytes) -> None:
    reason, body = read(raw + record(), max_bytes=1000)
    assert "larger than 1000 bytes" in str(reason)
    assert body == BODY


@pytest.mark.parametrize("line", [b"WARC-Date", b"WARC-Target-URI"])
def test_a_record_without_its_facts_is_rejected(line: bytes) -> None:
    raw = re.sub(line + rb":.*?\r\n", b"", record(packed=False))
    (reason,) = read_warc(io.BytesIO(raw))
    assert isinstance(reason, Rejected)


def test_a_message_that_is_no_http_is_rejected() -> None:
    raw = record(packed=False)
    broken = raw.replace(b"HTTP/1.1 200 OK\r\n", b"\xff\xfe\xfd\xfc 200 OK..\r\n")
    found = list(read_warc(io.BytesIO(broken)))
    assert len(found) == 1
