"""What was fetched as WARC 1.1 records, each a gzip member of its own: of each answer a response and a request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC
from http import HTTPStatus
from io import BytesIO
from typing import NamedTuple
from urllib.parse import urlsplit
from uuid import uuid4

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from variorum.fetch.archives import ASKED, HOPS, LEADS_TO, ORIGINAL, PERMANENT, TRUNCATED, is_renamed
from variorum.fetch.originals import OFFSET
from variorum.interfaces import Hop
from variorum.model import Page


class Original(NamedTuple):
    """A body that lies in the file in use already."""

    offset: int
    record_id: str
    url: str
    date: str


class Written(NamedTuple):
    """Records ready to be appended to a file; the page's own begins `place` bytes after their beginning."""

    block: bytes
    place: int
    record_id: str


def file_header(name: str) -> bytes:
    """The record that a file begins with."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    facts = {"software": "Variorum", "format": "WARC File Format 1.1", "conformsTo": _STANDARD}
    writer.write_record(writer.create_warcinfo_record(name, facts))
    return out.getvalue()


def write_records(
    page: Page,
    *,
    request_headers: Sequence[tuple[str, str]],
    hops: Sequence[Hop],
    digest: str,
    original: Original | None,
) -> Written:
    """The redirects that led to a page, then the page itself; where its body lies in the file already, a revisit."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    record_id = _new_id()
    for hop in hops:
        _write_hop(writer, hop, record_id)
    place = out.tell()
    facts = _facts(page, record_id) | {name: _one_line(value) for name, value in _more(page, place) if value}
    if original is None:
        response = _response(writer, page, facts)
    else:
        facts |= {"WARC-Refers-To": original.record_id, OFFSET: str(original.offset)}
        response = writer.create_revisit_record(
            _one_line(page.final_url),
            digest,
            _one_line(original.url),
            original.date,
            http_headers=_head(page),
            warc_headers_dict=facts,
        )
    writer.write_record(response)
    writer.write_record(_request(writer, page, request_headers, record_id))
    return Written(out.getvalue(), place, record_id)


def warc_date(page: Page) -> str:
    """When a page came, as WARC writes it."""
    return page.fetched_at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _write_hop(writer: WARCWriter, hop: Hop, leads_to: str) -> None:
    """A redirect: its body, if it had one, was never read."""
    record_id = _new_id()
    facts = _facts(hop.answer, record_id) | {LEADS_TO: leads_to}
    if hop.answer.header("content-length") != "0":
        facts[TRUNCATED] = "unspecified"
    writer.write_record(_response(writer, hop.answer, facts))
    writer.write_record(_request(writer, hop.answer, hop.request_headers, record_id))


def _response(writer: WARCWriter, page: Page, facts: Mapping[str, str]) -> object:
    return writer.create_warc_record(
        _one_line(page.final_url),
        "response",
        payload=BytesIO(page.body),
        length=len(page.body),  # without it, warcio copies the body into a file that it forgets to close
        http_headers=_head(page),
        warc_headers_dict=facts,
    )


def _facts(page: Page, record_id: str) -> dict[str, str]:
    return {"WARC-Record-ID": record_id, "WARC-Date": warc_date(page), ASKED: _one_line(page.url)}


def _head(page: Page) -> _Head:
    return _Head(f"{page.status} {_phrase(page.status)}", _stored_headers(page), protocol="HTTP/1.1")


def _new_id() -> str:
    return f"<urn:uuid:{uuid4()}>"


def _request(writer: WARCWriter, page: Page, headers: Sequence[tuple[str, str]], record_id: str) -> object:
    parts = urlsplit(page.final_url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    asked = _Head(f"GET {_one_line(target)} HTTP/1.1", _in_lines(headers), is_http_request=True)
    return writer.create_warc_record(
        _one_line(page.final_url),
        "request",
        http_headers=asked,
        warc_headers_dict={"WARC-Date": warc_date(page), "WARC-Concurrent-To": record_id},
    )


def _more(page: Page, hops: int) -> list[tuple[str, str | None]]:
    return [
        (PERMANENT, page.permanent_url),
        (HOPS, str(hops) if hops else None),
        (TRUNCATED, page.truncated),
    ]


def _stored_headers(page: Page) -> list[tuple[str, str]]:
    """The headers with those renamed that told of the encoding on the way: the body is stored decoded.

    A server's own X-Archive-Orig- headers are renamed once more, so that each comes back by its own name.
    """
    kept = [(f"{ORIGINAL}{name}" if is_renamed(name) else name, value) for name, value in _in_lines(page.headers)]
    return [*kept, ("Content-Length", str(len(page.body)))]


def _in_lines(headers: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(_one_line(name), _one_line(value)) for name, value in headers]


def _one_line(text: str) -> str:
    """A text as the value of one header: a line feed in it would begin another header, or end them."""
    return " ".join(text.splitlines())


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


class _Head(StatusAndHeaders):  # type: ignore[misc]  # warcio has no types
    """Headers that are written in their own letters, where warcio would write percent codes."""

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        """Keep the headers ready as bytes, each letter as it is."""
        self.headers_buff = self.to_bytes()


_STANDARD = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
