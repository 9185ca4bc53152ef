"""Bytes of a page to text: the header's charset, a byte order mark, the page's own meta element, then a guess."""

from __future__ import annotations

import codecs
import re

from trafilatura.utils import decode_file

from variorum.model import Page

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LOOK_AT = 4096  # the standard says 1024; real pages put scripts before the meta element
# What browsers read when a page names these (WHATWG encoding standard); the keys are Python's names.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}


def decode(page: Page) -> str:
    """The text of a page's body. A charset that cannot read the bytes is not believed."""
    for mark, encoding in _MARKS:
        if page.body.startswith(mark):
            return page.body[len(mark) :].decode(encoding, errors="replace")
    for name in _declared(page):
        try:
            known = codecs.lookup(name).name
            return page.body.decode(_WIDER.get(known, known))
        except (LookupError, UnicodeError):
            continue
    return str(decode_file(page.body))


def _declared(page: Page) -> list[str]:
    """Charsets in the order in which they are tried. UTF-8 that decodes strictly is hardly ever anything else."""
    head = page.body[:_LOOK_AT]
    found = [m.group(1).decode("ascii") for pattern in (_XML, _META) if (m := pattern.search(head))]
    header = _HEADER.search(page.header("content-type") or "")
    return ["utf-8", *([header[1]] if header else []), *found]
