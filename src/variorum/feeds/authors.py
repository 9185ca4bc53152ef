"""Names of authors as feeds write them: "press@paper.example (Jo Doe)", "By Jo Doe", or just the name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from variorum.feeds.plain import plain_text


def read_authors(values: Iterable[str | None]) -> tuple[str, ...]:
    """The names, each once, without mail addresses; what is only an address is left out."""
    names = (_name(plain_text(value) or "") for value in values)
    return tuple(dict.fromkeys(name for name in names if name))


def _name(text: str) -> str:
    if match := _MAIL_AND_NAME.fullmatch(text):
        return match[1].strip()
    return _MAIL.sub("", text).strip(" \t<>()[],;-")


_MAIL = re.compile(r"(?:mailto:)?(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_MAIL_AND_NAME = re.compile(r"[^\s@(]+@[^\s@(]+ ?\(([^)]+)\)")
