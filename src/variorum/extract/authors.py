"""Who wrote an article, as a list of names: no "By", no duties, no addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from lxml.html import HtmlElement

from variorum.extract.jsonld import Author
from variorum.extract.lines import fold_line, plain
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
    "twitter:misc:written by",
)
_CARD = 9  # "twitter:label1" says what "twitter:data1" holds
_CLASS = 'translate(@class, "ABHIKLNORTUWY", "abhiklnortuwy")'
_WRITER = f'(contains({_CLASS}, "author") or contains({_CLASS}, "byline") or @rel="author" or @itemprop="author")'
# The innermost elements of that class; pictures, lists of other articles and comments have authors of their own.
_BYLINE = (
    f"//body//*[self::a or self::span or self::p or self::div or self::li or self::address][{_WRITER}]"
    f"[not(.//*[{_WRITER}])]"
)
_BY_LINK = (
    '//body//a[contains(@href, "/author/") or contains(@href, "/authors/") or contains(@href, "/autor/") or '
    'contains(@href, "/autores/") or contains(@href, "/autoren/") or contains(@href, "/auteur/") or '
    'contains(@href, "/auteurs/") or contains(@href, "/autore/") or contains(@href, "/autori/")]'
)
_ELSEWHERE = "ancestor::figure|ancestor::footer|ancestor::nav|ancestor::aside|ancestor::*[contains(@class, 'comment')]"
_LONGEST = 60  # characters of one name; a longer one is a sentence
_LONGEST_BYLINE = 1_000  # characters that are read
_MOST = 12
_OTHERS = re.compile(
    r"[;,]?\s*\b(?:with (?:additional )?reporting|additional|further|writing|editing|edited|graphics?)\b.*$",
    re.IGNORECASE,
)
_PLACE = re.compile(r" (?:in|from) [^,;]{2,40}?(?=,| and |[)\]]?$)")  # "Ann Example in Port Selane and Bo Sample"
_HEAD, _TAIL = 4, 3  # paragraphs at either end of a text that may be a byline
_LONGEST_LINE = 160
_MOST_BYLINES = 200  # elements that are looked at
_NOISE = re.compile(r"https?://|www\.|@\w|\.html?$|\d{3}", re.IGNORECASE)
# All of these read one line with single spaces.
_LIST = re.compile(r" ?[;|•·] ?| ?, ?| / | ?[、，] ?| & ")
_SIGNATURE = re.compile(r" ?\([^()]{1,8}\)")  # "Ann Example (aex)"
_ADDRESS = re.compile(r" ?[(<\[]?(?<![^\s(<\[])[^\s@]{1,64}@[\w.-]{1,190}\.\w{1,30}[)>\]]?")


def read_authors(
    metadata: Metadata, tree: HtmlElement, *, language: LanguageTag | None, site_names: Iterable[str]
) -> tuple[str, ...]:
    """The authors that the page declares or shows. An organisation counts only where no person is named."""
    sites = {folded for name in site_names if (folded := fold_line(name))}
    others: list[str] = []
    for declared in _declared(metadata, tree, language):
        people = [
            name
            for author in declared
            if not author.organisation and not _is_of_site(author.name.split(",")[0], sites)
            for name in split_names(author.name, language)
        ]
        named = [name for name in people if not _is_of_site(name, sites)]
        if named:
            return tuple(dict.fromkeys(named))[:_MOST]
        others = others or [
            author.name
            for author in declared
            if len(author.name) <= 2 * _LONGEST and not _is_nobody(author.name, language)
        ]
    return tuple(dict.fromkeys(others))[:_MOST]


def split_names(byline: str, language: LanguageTag | None) -> Iterator[str]:
    """The names of a byline such as "By Ann Example and Bo Sample, City"; nothing where it names nobody."""
    start, joint, _ = _patterns(language)
    text = _SIGNATURE.sub("", _ADDRESS.sub("", plain(byline)[:_LONGEST_BYLINE]))
    text = start.sub("", " ".join(text.split()))
    for piece in _LIST.split(text):
        names = [start.sub("", one.strip(" .,;:-–—()（）")).strip() for one in _LIST.split(joint.sub(", ", piece))]
        if len(piece) > _LONGEST and not all(map(_reads_like_a_person, names)):
            continue  # what somebody is: "professor at the faculty of law and history of ..."
        yield from (name for name in names if name and len(name) <= _LONGEST and not _is_nobody(name, language))


def without_bylines(
    paragraphs: Sequence[str], authors: Iterable[str], *, language: LanguageTag | None
) -> tuple[str, ...]:
    """The paragraphs but those at either end that only name the authors: "Ann Example", "By Ann Example, Berlin"."""
    known = {fold_line(author) for author in authors}
    inner = range(_HEAD, len(paragraphs) - _TAIL)
    return tuple(
        line
        for index, line in enumerate(paragraphs)
        if index in inner or len(line) > _LONGEST_LINE or not _is_byline(line, known, language)
    )


def reporters(paragraphs: Sequence[str], *, language: LanguageTag | None) -> tuple[str, ...]:
    """Who wrote, as lines at either end of a text say: "(Reporting by Ann Example; Editing by Bo Sample)"."""
    pattern = _house_line(language)
    for line in (*paragraphs[:_HEAD], *paragraphs[-_TAIL:]):
        match = pattern.match(line) if len(line) <= 2 * _LONGEST_LINE else None
        names = split_names(_PLACE.sub("", _OTHERS.sub("", match["people"])), language) if match else ()
        people = [name for name in names if _reads_like_a_person(name)]
        if people:
            return tuple(dict.fromkeys(people))[:_MOST]
    return ()


def _is_byline(line: str, known: set[str], language: LanguageTag | None) -> bool:
    folded = fold_line(line)
    if not any(name in folded for name in known):
        return False
    names = [fold_line(name) for name in split_names(line, language)]
    strangers = [name for name in names if name not in known]
    start, _, _ = _patterns(language)
    return len(strangers) < len(names) and len(strangers) <= bool(start.match(line))  # behind "by" also a place


def _is_nobody(name: str, language: LanguageTag | None) -> bool:
    _, _, nobody = _patterns(language)
    return bool(_NOISE.search(name) or nobody.fullmatch(name) or not any(c.isalpha() for c in name))


def _declared(metadata: Metadata, tree: HtmlElement, language: LanguageTag | None) -> Iterator[Sequence[Author]]:
    """The sources of names, the most trusted first; each is used whole or not at all."""
    yield metadata.linked.authors()
    for name in _METAS:
        yield [Author(name=value) for value in metadata.metas.get(name, ())]
    yield metadata.item.authors()
    yield from _of_card(metadata, language)
    yield [Author(name=name) for name in _shown(tree, _BYLINE, language)]
    yield [Author(name=name) for name in _shown(tree, _BY_LINK, language)]


def _of_card(metadata: Metadata, language: LanguageTag | None) -> Iterator[Sequence[Author]]:
    """What a card for sharing labels as the author: "Written by" and a name."""
    start, _, _ = _patterns(language)
    for number in range(1, _CARD):
        label = metadata.meta(f"twitter:label{number}")
        if label and start.fullmatch(label):
            yield [Author(name=value) for value in metadata.metas.get(f"twitter:data{number}", ())]


def _is_of_site(name: str, sites: set[str]) -> bool:
    """Whether a name is the site's, or begins with one in capitals or with a dot: "MDR THÜRINGEN", "mdr.de, Erfurt"."""
    if fold_line(name) in sites:
        return True
    first = name.split(maxsplit=1)[:1]
    return any((word.isupper() or "." in word) and fold_line(word) in sites for word in first)


def _shown(tree: HtmlElement, path: str, language: LanguageTag | None) -> Iterator[str]:
    """The names of the first byline that the page shows, with its neighbours of the same class: those of one list."""
    first: HtmlElement | None = None
    for element in tree.xpath(path)[:_MOST_BYLINES]:
        joint = " " if element.tag == "a" else ", "  # a link holds one name, maybe in two pieces
        text = plain(joint.join(part for raw in element.itertext() if (part := raw.strip(" \n\t,"))))
        if not 2 < len(text) <= 2 * _LONGEST:
            continue
        if first is not None and (element.get("class") != first.get("class") or _shelf(element) is not _shelf(first)):
            continue
        names = _people(text, language)
        if not names or element.xpath(_ELSEWHERE):
            continue
        first = element if first is None else first
        yield from names


def _people(byline: str, language: LanguageTag | None) -> list[str]:
    """The names of a byline if all read like people's; of one that begins with "by", those that do."""
    names = list(split_names(byline, language))
    people = [name for name in names if _reads_like_a_person(name)]
    start, _, _ = _patterns(language)
    return people if len(people) == len(names) or start.match(byline) else []


def _reads_like_a_person(name: str) -> bool:
    """Two words or more that begin with capitals, or two to four characters of a script without capitals."""
    words = [word for word in re.split(r"[\s-]+", name) if word]
    if not re.fullmatch(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)*\.?", name):
        return False
    if name.lower() == name.upper():
        return 2 <= len(name.replace(" ", "")) <= 8
    return len(words) >= 2 and words[0][0].isupper() and words[-1][0].isupper()


def _shelf(element: HtmlElement) -> HtmlElement | None:
    parent = element.getparent()
    return parent if parent is None or parent.getparent() is None else parent.getparent()


@cache
def _house_line(language: LanguageTag | None) -> re.Pattern[str]:
    """A line that says who wrote: a word for it with a colon, or with "by"."""
    known = [get_page_rules("en")] + ([get_page_rules(language)] if language not in (None, "en") else [])
    starts = "|".join(p for one in known for p in one.byline_starts)
    return re.compile(rf"[(（\[–—\s-]*(?:{starts})(?:\s?[:：]\s?|(?<=by)\s)(?P<people>[^\n]+)", re.IGNORECASE)


@cache
def _patterns(language: LanguageTag | None) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    known = [get_page_rules("en")] + ([get_page_rules(language)] if language not in (None, "en") else [])
    starts = "|".join(p for one in known for p in one.byline_starts)
    joints = "|".join(p for one in known for p in one.byline_joints)
    nobody = "|".join(p for one in known for p in one.no_person)
    return (
        re.compile(rf"^(?:(?:{starts})(?:\s*:\s*|\s+|$))+", re.IGNORECASE),
        re.compile(rf" (?:{joints}) ", re.IGNORECASE),
        re.compile(nobody, re.IGNORECASE),
    )
