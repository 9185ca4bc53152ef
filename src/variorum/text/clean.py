"""Text that every store and every encoding takes: no control characters, no halves of a character."""

from __future__ import annotations

import re

# Control characters but tab and line ends, lone halves of surrogate pairs, and the two that are no characters at all.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BLANK = frozenset("\x0b\x0c\x1c\x1d\x1e\x1f\x85")  # those that part words


def storable(text: str, filling: str = "") -> str:
    """The text without what cannot be stored; with a filling of one character each place keeps its number."""
    return _UNSTORABLE.sub(lambda match: filling or (" " if match[0] in _BLANK else ""), text)
