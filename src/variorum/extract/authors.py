"""Who wrote an article, as a list of names: no "By", no duties, no addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from lxml.html import HtmlElement

from variorum.extract.body import fold_line
from variorum.extract.jsonld import Author, plain
from variorum.extract.metadata import Metadata
from variorum.languages import get_page_rules
from variorum.model import LanguageTag

_METAS = (
    "author",
    "article:author",
    "article:author_name",
    "og:article:author",
    "og:author",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "articleauthor",
    "dc.creator",
    "dcsext.author",
)
_BYLINES = (
    '//*[@rel="author"]',
    '//*[contains(@class, "author-name") or contains(@class, "author__name") or contains(@class, "authorName")]',
    '//*[@class="byline" or contains(@class, "byline__name") or contains(@class, "byline-name")]',
)
_LONGEST = 60  # characters of one name; a longer one is a sentence
_MOST = 12
_NOISE = re.compile(r"https?://|www\.|@\w|\.html?$|\d{3}", re.IGNORECASE)
_LIST = re.compile(r"\s*[;|•·]\s*|\s*,\s*|\s+/\s+|\s*[、，]\s*|\s+&\s+")
_ADDRESS = re.compile(r"\s*[(<\[]?\S+@\S+\.\w+[)>\]]?")


def read_authors(
    metadata: Metadata, tree: HtmlElement, *, language: LanguageTag | None, site_names: Iterable[str]
) -> tuple[str, ...]:
    """The authors that the page declares or shows. An organisation counts only where no person is named."""
    sites = {fold_line(name) for name in site_names}
    for declared in _declared(metadata, tree):
        people = [name for author in declared if not author.organisation for name in split_names(author.name, language)]
        people = [name for name in people if fold_line(name) not in sites]
        names = people or [author.name for author in declared if not _is_nobody(author.name, language)]
        if names:
            return tuple(dict.fromkeys(names))[:_MOST]
    return ()


def split_names(byline: str, language: LanguageTag | None) -> Iterator[str]:
    """The names of a byline such as "By Ann Example and Bo Sample, City"; nothing where it names nobody."""
    start, joint, _ = _patterns(language)
    text = _ADDRESS.sub("", plain(byline)).strip()
    text = start.sub("", text)
    for piece in _LIST.split(joint.sub(", ", text)):
        name = start.sub("", piece.strip(" .,;:-–—()")).strip()
        if name and len(name) <= _LONGEST and not _is_nobody(name, language):
            yield name


def _is_nobody(name: str, language: LanguageTag | None) -> bool:
    _, _, nobody = _patterns(language)
    return bool(_NOISE.search(name) or nobody.fullmatch(name) or not any(c.isalpha() for c in name))


def _declared(metadata: Metadata, tree: HtmlElement) -> Iterator[Sequence[Author]]:
    """The sources of names, the most trusted first; each is used whole or not at all."""
    yield metadata.linked.authors()
    for name in _METAS:
        yield [Author(name=value) for value in metadata.metas.get(name, ())]
    yield [Author(name=value) for value in metadata.items.get("author", ())]
    for path in _BYLINES:
        shown = dict.fromkeys(plain(element.text_content()) for element in tree.xpath(path))
        yield [Author(name=text) for text in shown if 2 < len(text) <= 2 * _LONGEST][:_MOST]


@cache
def _patterns(language: LanguageTag | None) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    known = [get_page_rules("en")] + ([get_page_rules(language)] if language not in (None, "en") else [])
    starts = "|".join(p for one in known for p in one.byline_starts)
    joints = "|".join(p for one in known for p in one.byline_joints)
    nobody = "|".join(p for one in known for p in one.no_person)
    return (
        re.compile(rf"^(?:(?:{starts})(?:\s*:\s*|\s+))+", re.IGNORECASE),
        re.compile(rf"\s+(?:{joints})\s+", re.IGNORECASE),
        re.compile(nobody, re.IGNORECASE),
    )
