"""HTTP messages as archives hold them: head and body told apart, the body decoded as far as it goes."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from fastwarc.warc import WarcRecord, WarcRecordType

from variorum.errors import InputError
from variorum.text.unpacking import unpacked

Headers = tuple[tuple[str, str], ...]


class Message(NamedTuple):
    """An HTTP response, its body decoded."""

    status: int  # 0: its first line names none
    headers: Headers
    body: bytes
    cut: bool = False  # the body ends before its encoding does


class _Decoded(NamedTuple):
    body: bytes
    cut: bool = False


def read_message(block: bytes, *, max_bytes: int) -> Message:
    """The message of a record's block. Raises InputError where there is none, or it is larger than max_bytes.

    Some archives store bodies decoded under headers that say otherwise: then they are taken as they are.
    """
    record = _parsed(block)
    headers = tuple((_text(name), _text(value)) for name, value in record.http_headers.items_bytes() if name)
    status = record.http_headers.status_code or _status(record.http_headers.status_line or "")
    try:
        raw = record.reader.read(max_bytes * 2 + 1)
    except OSError as fault:
        raise InputError("its HTTP message cannot be read: leave it out.") from fault
    sent = _dechunked(raw) if "chunked" in _tokens(headers, "transfer-encoding") else _Decoded(raw)
    coded = [name for name in _tokens(headers, "content-encoding") if name != "identity"]
    found = _decoded(sent.body, coded, max_bytes) if coded else sent
    if len(found.body) > max_bytes:
        raise InputError(f"larger than {max_bytes} bytes: raise the limit.")
    return Message(status, headers, found.body, found.cut or sent.cut)


def _parsed(block: bytes) -> WarcRecord:
    """The head, also where some program ended its lines with a mere newline."""
    for form in (block, _with_whole_line_ends(block)):
        record = _record(form)
        try:
            record.parse_http(auto_decode="none")
        except OSError:
            continue
        if "\n" not in (record.http_headers.status_line or ""):
            return record
    raise InputError("its HTTP message cannot be read: leave it out.")


def _with_whole_line_ends(block: bytes) -> bytes:
    head, _, body = block.partition(b"\n\n")
    return head.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") + b"\r\n\r\n" + body


def _record(block: bytes) -> WarcRecord:
    record = WarcRecord()
    record.init_headers(WarcRecordType.response)
    record.is_http = True
    record.set_bytes_content(block)
    return record


def _status(line: str) -> int:
    """The status in a first line that is not quite HTTP: "ICY 200 OK"."""
    found = re.search(r"(?<!\S)[1-5]\d\d(?!\S)", line)
    return int(found[0]) if found else 0


def _tokens(headers: Headers, name: str) -> list[str]:
    values = (value for key, value in headers if key.lower() == name)
    return [token.strip().lower() for value in values for token in value.split(",") if token.strip()]


def _dechunked(raw: bytes) -> _Decoded:
    """The body without the lengths of its chunks, also where it breaks off; as it is where it has none."""
    pieces: list[bytes] = []
    at = 0
    while (line := _CHUNK.match(raw, at)) is not None:
        size = int(line[1], 16)
        if size == 0:
            return _Decoded(b"".join(pieces))
        pieces.append(raw[line.end() : line.end() + size])
        at = line.end() + size
        if at > len(raw):
            break
    return _Decoded(b"".join(pieces), cut=True) if pieces else _Decoded(raw)


def _decoded(raw: bytes, codings: list[str], max_bytes: int) -> _Decoded:
    """The body without its content encodings, an empty one included; as it is where it is not encoded so."""
    if codings in (["gzip"], ["x-gzip"], ["deflate"]):  # fastwarc passes over where these break off
        pieces = unpacked([raw], bare=codings == ["deflate"])
    else:
        pieces = _by_fastwarc(raw, codings)
    found = _collected(pieces, max_bytes)
    return found if found.body or not found.cut else _Decoded(raw)


def _collected(decoded: Iterator[bytes], max_bytes: int) -> _Decoded:
    """All pieces up to the limit, or up to where the encoding is damaged or breaks off."""
    pieces: list[bytes] = []
    size = 0
    try:
        for piece in decoded:
            pieces.append(piece)
            size += len(piece)
            if size > max_bytes:
                break
    except (OSError, EOFError, zlib.error):
        return _Decoded(b"".join(pieces), cut=True)
    return _Decoded(b"".join(pieces))


def _by_fastwarc(raw: bytes, codings: list[str]) -> Iterator[bytes]:
    named = ", ".join(name.removeprefix("x-") for name in codings)
    record = _record(b"HTTP/1.1 200 OK\r\nContent-Encoding: " + named.encode() + b"\r\n\r\n" + raw)
    record.parse_http(auto_decode="content")
    while piece := record.reader.read(_PIECE):
        yield piece


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


_PIECE = 16_384
_CHUNK = re.compile(rb"(?:\r?\n)?[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
