"""Bytes of a page to text: the header's charset, a byte order mark, the page's own meta element, then a guess."""

from __future__ import annotations

import codecs
import re

from trafilatura.utils import decode_file

from variorum.model import Page
from variorum.text.charsets import find_charset, read_charset

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_IN_SEVEN_BITS = ("iso2022_", "hz")  # Python's names: other scripts' letters out of the bytes of plain ones
_LOOK_AT = 4096  # the standard says 1024; real pages put scripts before the meta element


def decode(page: Page) -> str:
    """The text of a page's body. A charset that cannot read the bytes is not believed."""
    for mark, encoding in _MARKS:
        if page.body.startswith(mark):
            return page.body[len(mark) :].decode(encoding, errors="replace")
    for name in _declared(page):
        try:
            return page.body.decode(name)
        except UnicodeError:
            continue
    return str(decode_file(page.body))


def _declared(page: Page) -> list[str]:
    """Charsets in the order in which they are tried. UTF-8 that decodes strictly is hardly ever anything else but a
    charset of seven bits, whose bytes are all ASCII too: one that is named goes first, and it reads no other UTF-8.
    """
    head = page.body[:_LOOK_AT]
    own = (read_charset(m[1].decode("ascii")) for pattern in (_XML, _META) if (m := pattern.search(head)))
    named = [name for name in (find_charset(page.header("content-type")), *own) if name]
    return [*(name for name in named if name.startswith(_IN_SEVEN_BITS)), "utf-8", *named]
