"""The pictures of an article with their captions, which are no part of its text, and with who made them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from lxml.html import HtmlElement

from variorum.errors import InputError
from variorum.extract.jsonld import Node
from variorum.extract.lines import plain
from variorum.extract.metadata import Metadata
from variorum.languages import get_labels
from variorum.model import LanguageTag, Picture
from variorum.urls import LONGEST_URL, join_url

_MOST = 20
_LONGEST = 600  # characters of a caption; longer ones are the text of a gallery
_LONGEST_CREDIT = 160
_SMALLEST = 100  # pixels in width, where the page declares it: less is an icon
_CREDIT_CLASS = re.compile(r"credit|copyright|photographer|source|attribution|byline|author|agency", re.IGNORECASE)
_NO_PICTURE = re.compile(
    r"^data:|\.svg(?:$|\?)|/(?:logo|icon|sprite|placeholder|blank|pixel|avatar|lazyload|no-thumb|opengraph[_-]default)s?[./_-]",
    re.IGNORECASE,
)
# "Ann Example, editor 19.05.2031, 09:58": under the portrait of who wrote. Of 24 captions by eye 3 were such.
_PORTRAIT = re.compile(r"\b\d{1,2}\.\s?\d{1,2}\.\s?\d{4},? (?:um )?\d{1,2}[:.]\d{2}(?: ?uhr)?$", re.IGNORECASE)
_ELSEWHERE = "ancestor::footer|ancestor::nav|ancestor::aside|ancestor::header[parent::body]"
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src")


def read_pictures(
    metadata: Metadata, tree: HtmlElement, *, url: str, language: LanguageTag | None
) -> tuple[Picture, ...]:
    """The pictures that the page declares or shows in figures, the lead first, each address once; at most 20."""
    found: dict[str, Picture] = {}
    for picture in (*_declared(metadata, language), *_shown(tree, language)):
        address = _address(url, picture.url)
        if not address:
            continue
        known = found.get(_key(address))
        if known is None:
            found[_key(address)] = Picture(url=address, caption=picture.caption, credit=picture.credit)
        elif not (known.caption and known.credit):
            caption, credit = known.caption or picture.caption, known.credit or picture.credit
            found[_key(address)] = Picture(url=known.url, caption=caption, credit=credit)
    return tuple(found.values())[:_MOST]


def caption_lines(tree: HtmlElement) -> tuple[str, ...]:
    """The captions of all figures as single lines, credits included: what a report's paragraphs must not repeat."""
    captions = (plain(" ".join(caption.itertext())) for caption in tree.iter("figcaption"))
    return tuple(dict.fromkeys(caption for caption in captions if caption))


def without_captions(paragraphs: Sequence[str], captions: Iterable[str]) -> tuple[str, ...]:
    """The paragraphs but those that are a caption as a whole; one that is only like a caption stays."""
    known = {_folded(caption) for caption in captions} - {""}
    return tuple(paragraph for paragraph in paragraphs if not known or _folded(paragraph) not in known)


def split_credit(caption: str, language: LanguageTag | None) -> tuple[str | None, str | None]:
    """Caption and credit of a line such as "The dam at dusk. Photo: Ada Model / Example Agency"; either may be None."""
    for pattern in _patterns(language):
        if match := pattern.search(caption):
            credit = _line(match["credit"].strip(" ()[]（）.:：|/©"), _LONGEST_CREDIT)
            return _line(caption[: match.start()].rstrip(" ([（|–—-"), _LONGEST), credit
    return _line(caption, _LONGEST), None


def _declared(metadata: Metadata, language: LanguageTag | None) -> Iterator[Picture]:
    for address in metadata.all_metas(("og:image", "og:image:url", "twitter:image"))[:1]:
        yield Picture(url=address, caption=None)
    images = metadata.linked.article.get("image")
    listed = images if isinstance(images, list) else [images]
    for number, image in enumerate(listed):
        if isinstance(image, str) and number == 0:  # a list of mere addresses is one picture in several sizes
            yield Picture(url=image)
        elif isinstance(image, dict):
            node = {**metadata.linked.by_id.get(str(image.get("@id")), {}), **image}
            yield from _declared_picture(node, language)


def _declared_picture(node: Node, language: LanguageTag | None) -> Iterator[Picture]:
    address = next(iter(_texts(node.get("url"), node.get("contentUrl"))), None)
    if not address or _is_small(str(node.get("width") or "")):
        return
    written = next(iter(_texts(node.get("caption"))), "")
    caption, credit = split_credit(written, language)
    named = _texts(node.get("creditText"), node.get("author"), node.get("creator"), node.get("copyrightHolder"))
    yield Picture(url=address, caption=caption, credit=_line(next(iter(named), ""), _LONGEST_CREDIT) or credit)


def _texts(*values: Any) -> Iterator[str]:
    for value in values:
        for one in value if isinstance(value, list) else [value]:
            written = (one.get("name") or one.get("url")) if isinstance(one, dict) else one
            if isinstance(written, str) and (line := plain(written)):
                yield line


def _shown(tree: HtmlElement, language: LanguageTag | None) -> Iterator[Picture]:
    for figure in tree.iter("figure"):
        if figure.xpath(_ELSEWHERE):
            continue
        image = next((one for one in figure.iter("img") if not _is_small(one.get("width") or "")), None)
        address = next((value for key in _SOURCES if image is not None and (value := image.get(key))), None)
        if address is None:
            continue
        caption, credit = _caption(figure, language)
        if caption and _PORTRAIT.search(caption):
            continue
        yield Picture(url=address, caption=caption, credit=credit)


def _caption(figure: HtmlElement, language: LanguageTag | None) -> tuple[str | None, str | None]:
    """Caption and credit of a figure: elements whose class says so hold the credit, else the caption's last words."""
    element = next(figure.iter("figcaption"), None)
    if element is None:
        return None, None
    marked = [
        one for one in element.iter() if isinstance(one.tag, str) and _CREDIT_CLASS.search(one.get("class") or "")
    ]
    credits_ = [plain(" ".join(one.itertext())) for one in marked if one is not element]
    whole = plain(" ".join(element.itertext()))
    credit = next((line for line in credits_ if 1 < len(line) <= _LONGEST_CREDIT), None)
    if not credit:
        return split_credit(whole, language)
    rest = whole.replace(credit, " ").strip(" |–—-")
    return _line(rest, _LONGEST), split_credit(credit, language)[1] or _line(credit, _LONGEST_CREDIT)


def _is_small(width: str) -> bool:
    digits = re.match(r"\d{1,5}", width)
    return bool(digits) and int(digits[0] if digits else 0) < _SMALLEST


def _address(page: str, written: str) -> str | None:
    if _NO_PICTURE.search(written):
        return None
    try:
        address = join_url(page, written)
    except InputError:  # a picture without an address is no picture
        return None
    return address if len(address) <= LONGEST_URL else None


def _key(address: str) -> str:
    """Sizes of one picture differ in the query or in the scheme."""
    return address.split("?", maxsplit=1)[0].split("//", maxsplit=1)[-1]


def _line(text: str, longest: int) -> str | None:
    line = " ".join(text.split())
    return line if line and len(line) <= longest else None


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


@cache
def _patterns(language: LanguageTag | None) -> tuple[re.Pattern[str], ...]:
    """English labels count everywhere: agencies label their pictures alike."""
    tags = dict.fromkeys(("en", language or "en"))
    labels = "|".join(one for tag in tags for one in get_labels(tag).picture_credits)
    return (
        re.compile(rf"(?:^|(?<=[\s(（\[|.。]))(?:{labels})\s?[:：/]\s?(?P<credit>[^\n]{{2,160}})$", re.IGNORECASE),
        re.compile(r"(?:^|(?<=[\s(（\[|.。]))(?:©|\(c\)|copyright\b)\s?(?P<credit>[^\n]{2,160})$", re.IGNORECASE),
        re.compile(r"[(（\[](?P<credit>[^()（）\[\]\n]{2,60}/[^()（）\[\]\n]{2,60})[)）\]]\.?$"),
        re.compile(
            r"[(（\[](?P<credit>(?:[^()（）\[\]\n]{2,60} )?(?:via|photo) [^()（）\[\]\n]{2,60})[)）\]]\.?$",
            re.IGNORECASE,
        ),
    )
