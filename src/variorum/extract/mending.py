"""JSON as templates write it by hand: with comments, single quotes, bare quotation marks and commas too many."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

_LONGEST = 300_000  # characters that are mended; what is longer is data
_OPENING = re.compile(
    r"\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)"
)  # what closes it is never read
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_TOKEN = re.compile(
    r"(?P<comment>//[^\n]*|/\*.{0,500}?\*/|<!--|-->|<!\[CDATA\[|\]\]>)"
    r"|(?P<double>\")|(?P<single>')|(?P<bare>\b(?:undefined|NaN|None)\b)",
    re.DOTALL,
)
_SINGLE_END = re.compile(r"(?<!(?<!\\)\\)'(?=\s*(?:[,:}\]]|$|/[/*]))")
# A quotation mark ends a string only where JSON goes on behind it: 'the "Jewels", a light' holds two that do not.
_DOUBLE_END = re.compile(
    r"(?<!(?<!\\)\\)\"(?=\s*(?:[:}\]]|$|/[/*]|,\s*(?:[\"'{\[}\]]|-?\d|(?:true|false|null)\b|/[/*])))"
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_KNOWN = frozenset('"\\/bfnrtu')
_ENTITY = re.compile(r"&(?:quot|#0?34|#x22);")


def read_json(text: str) -> Any:
    """The first JSON value of a script; None where none can be read. Control characters in strings are forgiven."""
    text = text.strip().removeprefix("\ufeff").strip()
    opening = _OPENING.match(text)
    for attempt in _attempts(text[opening.end() :] if opening else text):
        try:
            return json.JSONDecoder(strict=False).raw_decode(attempt.lstrip())[0]
        except (ValueError, RecursionError):
            continue
    return None


def _attempts(text: str) -> Iterator[str]:
    """The text as it is, and then more and more freely read."""
    yield text
    yield _TRAILING_COMMA.sub("", text)
    if _ENTITY.search(text):
        yield html.unescape(_TRAILING_COMMA.sub("", text))
    if len(text) <= _LONGEST:
        yield mended(text)


def mended(text: str) -> str:
    """The text without comments and superfluous commas, every string in double quotes, every inner one escaped."""
    pieces: list[str] = []
    place = 0
    while token := _TOKEN.search(text, place):
        pieces.append(text[place : token.start()])
        place = token.end()
        if token["bare"]:
            pieces.append("null")
        elif not token["comment"]:
            end = (_DOUBLE_END if token["double"] else _SINGLE_END).search(text, place)
            if end is None:
                break
            pieces.append(_string(text[place : end.start()]))
            place = end.end()
    pieces.append(text[place:])
    return _TRAILING_COMMA.sub("", "".join(pieces))


def _string(written: str) -> str:
    """A JSON string of what stood between quotes: escapes that JSON does not know lose their stroke."""
    known = _ESCAPED.sub(lambda one: one[0] if one[1] in _KNOWN else one[1], written)
    return '"' + re.sub(r'(?<!\\)"', r"\"", known) + '"'
