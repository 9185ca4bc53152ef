"""What servers and documents call an encoding, to the one that is meant; what is no encoding of texts is none."""

from __future__ import annotations

import codecs
import re


def find_charset(content_type: str | None) -> str | None:
    """The encoding that a Content-Type names, by Python's name; None where it names none, or none of texts."""
    named = _PARAMETER.search(content_type or "")
    return read_charset(named[1]) if named else None


def read_charset(label: str) -> str | None:
    """Python's name of an encoding of texts, as browsers understand the label; None for anything else.

    Beside those of texts Python has codecs that any server could name: "punycode" takes time by the square of the
    length, "unicode_escape" makes halves of letters out of plain ones, "utf-7" hides markup.
    """
    label = label.strip().lower()
    try:
        known = codecs.lookup(_LABELS.get(label, label)).name
    except (LookupError, ValueError):
        return None
    return _WIDER.get(known, known) if _OF_TEXTS.fullmatch(known) else None


_PARAMETER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE | re.ASCII)
_OF_TEXTS = re.compile(
    r"ascii|utf-8(?:-sig)?|utf-(?:16|32)(?:-[bl]e)?|cp\d+|iso8859-\d+|iso2022_\w+|koi8-\w|mac-\w+"
    r"|euc_\w+|shift_jis\w*|big5\w*|gb\w+|hz|johab|kz1048|ptcp154|tis-620|hp-roman8"
)
# Labels of the WHATWG's encoding standard that Python does not know.
_LABELS = {
    **dict.fromkeys(("windows-874", "dos-874"), "cp874"),
    **dict.fromkeys(("windows-949", "x-windows-949"), "cp949"),
    **dict.fromkeys(("x-sjis", "x-shift-jis", "windows-31j"), "shift_jis"),
    **dict.fromkeys(("cn-big5", "x-x-big5"), "big5"),
    **dict.fromkeys(("iso-8859-8-i", "iso-8859-8-e", "logical", "visual"), "iso8859-8"),
    **dict.fromkeys(("x-mac-cyrillic", "x-mac-ukrainian"), "mac-cyrillic"),
    **dict.fromkeys(("x-mac-roman", "macintosh"), "mac-roman"),
    **dict.fromkeys(("koi", "koi8"), "koi8-r"),
    **{f"x-cp{number}": f"cp{number}" for number in range(1250, 1259)},
    "koi8-ru": "koi8-u",
    "sun_eu_greek": "iso8859-7",
    "unicode-1-1-utf-8": "utf-8",
    "x-euc-jp": "euc_jp",
    "x-gbk": "gbk",
}
# What browsers read when a page names these (WHATWG encoding standard); the keys are Python's names.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
