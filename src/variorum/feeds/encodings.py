"""Bytes of broken XML in an encoding that is declared wrongly, or not at all, as UTF-8."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from trafilatura.utils import detect_encoding

from variorum.feeds.headers import FeedHeaders


def as_utf8(body: bytes, *, headers: FeedHeaders) -> bytes:
    """The same text in UTF-8: by its mark or first bytes, by what its server or it itself declares, else by a guess.

    feedparser would ask chardet where that happens to be installed, which takes half a minute for 30,000 letters in a
    row, and gives other texts where it is not.
    """
    for encoding in _proposed(body, headers):
        try:
            return body.decode(encoding).lstrip("\ufeff").encode("utf-8")
        except (LookupError, ValueError):  # ValueError: a codec of Python's that is none of letters
            continue
    return body.decode("cp1252", errors="replace").encode("utf-8")


def _proposed(body: bytes, headers: FeedHeaders) -> Iterator[str]:
    yield from (name for start, name in _STARTS if body.startswith(start))
    if body.startswith(
        _EBCDIC
    ):  # whose letters for markup all its pages share, and only the declaration tells them apart
        declared = _DECLARED.search(body[:_HEAD].decode("cp037").encode("utf-8"))
        yield from (declared[1].decode("ascii"), "cp037") if declared else ("cp037",)
    if named := _CHARSET.search(headers.content_type or ""):
        yield _wider(named[1])
    if declared := _DECLARED.search(body[:_HEAD]):
        yield _wider(declared[1].decode("ascii"))
    yield "utf-8"
    yield from sorted(detect_encoding(body), key=lambda guess: guess not in _OF_THE_WEB)


def _wider(name: str) -> str:
    """What is meant by it: who declares GB 2312 writes letters of its extension too."""
    return "gb18030" if name.lower() == "gb2312" else name


# Of several guesses the first of these: short texts in windows-1251 are taken for those of old Macintoshes.
_OF_THE_WEB = frozenset(
    {
        *(f"cp125{number}" for number in range(9)),
        *("big5", "big5hkscs", "cp874", "cp932", "cp949", "euc_jp", "euc_kr", "gb18030", "gbk", "iso2022_jp"),
        *("koi8_r", "koi8_u", "shift_jis", "tis_620"),
    }
)
_HEAD = 1_000  # bytes in which a declaration stands
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
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
