"""Bytes of broken XML in an encoding that is declared wrongly, or not at all, as UTF-8."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from trafilatura.utils import detect_encoding

from variorum.feeds.headers import FeedHeaders
from variorum.text.charsets import find_charset, read_charset


def as_utf8(body: bytes, *, headers: FeedHeaders) -> bytes:
    """The same text in UTF-8: by its mark or first bytes, by what its server or it itself declares, else by a guess.

    feedparser would ask chardet where that happens to be installed, which takes half a minute for 30,000 letters in a
    row, and gives other texts where it is not.
    """
    for encoding in _proposed(body, headers):
        try:
            return body.decode(encoding).lstrip("\ufeff").encode("utf-8")
        except (LookupError, ValueError):
            continue
    return body.decode("cp1252", errors="replace").encode("utf-8")


def _proposed(body: bytes, headers: FeedHeaders) -> Iterator[str]:
    yield from (name for start, name in _STARTS if body.startswith(start))
    if body.startswith(
        _EBCDIC
    ):  # whose letters for markup all its pages share, and only the declaration tells them apart
        declared = _DECLARED.search(body[:_HEAD].decode("cp037").encode("utf-8"))
        yield from _meant(declared)
        yield "cp037"
    if named := find_charset(headers.content_type):
        yield from _surer(named)
    for name in _meant(_DECLARED.search(body[:_HEAD])):
        yield from _surer(name)
    yield "utf-8"
    yield from sorted(detect_encoding(body), key=lambda guess: guess not in _OF_THE_WEB)


def _meant(declared: re.Match[bytes] | None) -> Iterator[str]:
    if declared and (name := read_charset(declared[1].decode("ascii"))):
        yield name


def _surer(name: str) -> Iterator[str]:
    """Windows-1252 takes nearly any bytes, and is what ASCII and Latin 1 mean: UTF-8 that fits goes before it."""
    yield from ("utf-8", name) if name == "cp1252" else (name,)


# Of several guesses the first of these: short texts in windows-1251 are taken for those of old Macintoshes.
_OF_THE_WEB = frozenset(
    {
        *(f"cp125{number}" for number in range(9)),
        *("big5", "big5hkscs", "cp874", "cp932", "cp949", "euc_jp", "euc_kr", "gb18030", "gbk", "iso2022_jp"),
        *("koi8_r", "koi8_u", "shift_jis", "tis_620"),
    }
)
_HEAD = 1_000  # bytes in which a declaration stands
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z][\w.:-]{0,40})["']""")
_STARTS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins alike
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    *(("<?xm".encode(name), name) for name in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")),
)
_EBCDIC = "<?xm".encode("cp037")
