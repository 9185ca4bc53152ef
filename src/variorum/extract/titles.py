"""The headline of an article, without the site's name where the page itself says that it is the site's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from variorum.extract.lines import fold_line, plain
from variorum.extract.metadata import Metadata

_SEPARATOR = re.compile(r" [|–—•·:»«-]+ | ?[|｜] ?| > ")  # on one line with single spaces
_DATE = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{4}-\d{2}-\d{2}")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})  # as host names write them
_CUT_OFF = re.compile(r"(?:\.{3}|…)$")


def read_title(metadata: Metadata, tree: HtmlElement, *, site_names: Iterable[str]) -> str | None:
    """The first headline that the page declares, else the one that it shows; whole where a longer spelling is found."""
    sections = [*metadata.all_metas(("article:section",)), *metadata.linked.texts("articleSection")]
    names = {fold_line(name) for name in (*site_names, *sections)} - {""}
    found = [title for candidate in _candidates(metadata, tree) if (title := without_site(candidate, names))]
    if not found:
        return None
    title = found[0]
    if _CUT_OFF.search(title):
        start = fold_line(_CUT_OFF.sub("", title))
        title = next(
            (other for other in found[1:] if fold_line(other).startswith(start) and len(other) > len(title)), title
        )
    return title


def without_site(title: str, names: set[str]) -> str:
    """The title without leading or trailing parts that are the site's names; the whole where nothing would be left."""
    parts = _SEPARATOR.split(title)
    marks = [*_SEPARATOR.findall(title), ""]
    first, last = 0, len(parts)
    while last - first > 1 and (_is_site(parts[last - 1], names) or _DATE.fullmatch(parts[last - 1].strip())):
        last -= 1
    while last - first > 1 and _is_site(parts[first], names):
        first += 1
    return "".join(
        part + mark for part, mark in zip(parts[first:last], [*marks[first : last - 1], ""], strict=True)
    ).strip()


def _is_site(part: str, names: set[str]) -> bool:
    folded = fold_line(part)
    return not {folded, folded.translate(_UMLAUTS)}.isdisjoint(names)


def _candidates(metadata: Metadata, tree: HtmlElement) -> Iterator[str]:
    yield from metadata.linked.texts("headline")
    yield from metadata.all_metas(("og:title", "twitter:title"))
    yield from metadata.item.texts("headline")
    headings = [plain(heading.text_content()) for heading in tree.iter("h1")]
    if len(headings) == 1:
        yield from headings
    yield from metadata.all_metas(("dc.title", "title"))
    yield from metadata.linked.texts("name")
    yield from (plain(title.text_content()) for title in tree.iter("title"))
