"""The smallest pieces of a page: a report's words with their marks and language, who tells them, and folded lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from babel import Locale, UnknownLocaleError
from lxml.html import HtmlElement
from lxml.html.builder import CLASS, E

from variorum.cli.view import Said, Teller
from variorum.model import LanguageTag

_NAMED = 6  # outlets or countries that are named in a line; the table of the matrix names all
_NAMES = Locale.parse("en").territories


def marked(said: Said) -> Iterator[HtmlElement | str]:
    """The words, with marks on those that matter."""
    end = 0
    for mark in said.marks:
        yield said.text[end : mark.start]
        yield E.mark(said.text[mark.start : mark.end])
        end = mark.end
    yield said.text[end:]


def cited(said: Said) -> list[HtmlElement | str]:
    """A sentence with its outlet behind it."""
    return [E.span(*marked(said), **language_of(said.teller.language)), " ", E.cite(said.teller.outlet)]


def tellers_of(tellers: Sequence[Teller], *, dated: bool = False) -> Iterator[HtmlElement | str]:
    """The first few outlets with their countries, each a link to its report where it has one; and how many more."""
    for number, teller in enumerate(tellers[:_NAMED]):
        yield ", " if number else ""
        yield E.a(teller.outlet, href=teller.url, rel="noreferrer") if is_link(teller.url) else E.bdi(teller.outlet)
        if teller.country:
            yield f" ({teller.country})"
        if dated and teller.at:
            yield f", {moment(teller.at, day_only=teller.day_only)}"
    if len(tellers) > _NAMED:
        yield f" and {len(tellers) - _NAMED} more"


def folded(rows: Sequence[HtmlElement]) -> list[HtmlElement]:
    """Rows that are shown when asked for."""
    return [E.details(E.summary(f"{len(rows)} more"), *rows)] if rows else []


def language_of(language: LanguageTag | None) -> dict[str, str]:
    """Attributes that tell the browser how to read words of another language."""
    if not language:
        return {"dir": "auto"}
    try:
        direction = "rtl" if Locale.parse(language).text_direction == "rtl" else "ltr"
    except (UnknownLocaleError, ValueError):
        direction = "auto"
    return {"lang": language, "dir": direction}


def countries_line(codes: Sequence[str]) -> str:
    """The first few countries by name, and how many more."""
    named = ", ".join(map(country_name, codes[:_NAMED]))
    return f"{named} and {len(codes) - _NAMED} more" if len(codes) > _NAMED else named


def country_name(code: str) -> str:
    """A country's English name; what is no country of ISO 3166 stays as it is."""
    return str(_NAMES.get(code, code))


def moment(at: datetime, *, day_only: bool) -> str:
    """A day, or a day and the hour in UTC."""
    day = f"{at.day} {at:%B %Y}"
    return day if day_only else f"{day}, {at:%H:%M} UTC"


def plural(count: int, noun: str) -> str:
    """A count with its noun."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def is_link(url: str | None) -> bool:
    """Whether an address is one of the web: nothing else becomes a link."""
    return bool(url) and url is not None and url.startswith(("http://", "https://"))


def tag(text: str, kind: str) -> HtmlElement:
    """A small coloured label."""
    return E.span(text, CLASS(f"tag {kind}"))
