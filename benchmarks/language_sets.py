"""Texts whose language is known, from the corpus and from the translations of an installed package."""

from __future__ import annotations

import gettext
import json
import lzma
import re
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from babel.languages import get_official_languages
from benchmarks.extract import read_set
from lxml import html
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from variorum.outlets import load_directory
from variorum.text.language import normal_tag, read_tag
from variorum.text.words import whole

_COUNTRIES = {"uk": "GB", "ind": "IN", "isl": "IS"}  # folders of the fundus set that are no ISO code
_STORIES = ("four-languages", "news-cluster", "olympics-headlines", "shootings", "ecb-plus")
_MOST_BODIES = 600  # of a set
_LONG_ENOUGH = 45  # letters of the English original: below that a message is a label on a button
_TOGETHER = 6  # messages that make a text as long as an article's beginning
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{[^}]*\}|<[^>]+>|`[^`]*`")
_IN_LANGUAGE = re.compile(rb'"inLanguage"\s*:\s*"([^"]+)"')
# Pages on which what is declared, the languages of the country and py3langid on the text do not agree, read by eye.
# The first group is published in a language that its country does not speak, or declares nothing; the second, African
# papers, declares English and is written in the language that is given here.
READ_BY_EYE = {
    "www.9news.com.au": "en", "www.politico.eu": "en", "politics.people.com.cn": "zh", "www.mallorcamagazin.com": "de",
    "www.mallorcazeitung.es": "de", "www.sermitsiaq.ag": "da", "www.israel-nachrichten.org": "de",
    "www.tageszeitung.it": "de", "www.nikkan-gendai.com": "ja", "japannews.yomiuri.co.jp": "en",
    "mexiconewsdaily.com": "en", "www.malaymail.com": "en", "www.theportugalnews.com": "en", "wochenblatt.cc": "de",
    "www.taipeitimes.com": "en",
    "habarileo.co.tz": "sw", "dizindaba.co.za": "xh", "isolezwelesixhosa.co.za": "xh", "eyethunews.co.za": "zu",
    "ilanganews.co.za": "zu", "isolezwe.co.za": "zu",
}  # fmt: skip


class Case(NamedTuple):
    """A text with its language; `declared` where the set tells what page and paper say."""

    kind: str  # the set, with "titles" or "bodies"
    key: str  # of the paper, the article or the message: the halves of a cross-validation part here
    text: str
    language: str
    declared: tuple[str, ...] = ()


def read_cases(corpus: Path) -> list[Case]:
    """All cases of all sets."""
    cases = [*_fundus(corpus), *_stories(corpus), *_german(corpus), *_translations()]
    return [case for case in cases if case.text.strip()]


def plain(text: str) -> str:
    """What py3langid says by itself, of as much as is worth reading to it; its variants folded as ours are."""
    tag = normal_tag(_identifier().classify(whole(text[:400]))[0])
    return {"arz": "ar", "ary": "ar", "wuu": "zh", "yue": "zh", "uzs": "uz", "sdh": "ckb"}.get(tag, tag)


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE)


def _fundus(corpus: Path) -> Iterator[Case]:
    with tempfile.TemporaryDirectory() as folder:
        pages, truth = read_set(corpus / "extract", "fundus", Path(folder))
    for row, body in pages:
        host = row["url"].split("/")[2]
        declared = _declared(body)
        title, text = truth[row["id"]].get("title") or "", truth[row["id"]].get("text") or ""
        language = READ_BY_EYE.get(host) or _agreed(row["id"].split("/")[0], declared, text)
        if language is None:
            raise SystemExit(f"{row['id']}: its witnesses disagree; read the page and enter it in READ_BY_EYE.")
        yield Case("fundus titles", host, title, language, declared)
        yield Case("fundus bodies", host, text, language, declared)


def _declared(body: bytes) -> tuple[str, ...]:
    """The languages that a page declares, in the order of the extraction."""
    tree = html.fromstring(body)
    written = [tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""]
    written += [one.decode("utf-8", "replace") for one in _IN_LANGUAGE.findall(body)[:1]]
    for name in ("og:locale", "content-language", "language", "dc.language"):
        for meta in tree.iter("meta"):
            if name in (meta.get("property"), meta.get("name"), (meta.get("http-equiv") or "").lower()):
                written.append(meta.get("content") or "")
    return tuple(one for one in written if one)


def _agreed(folder: str, declared: tuple[str, ...], text: str) -> str | None:
    """The language that page, country and model agree on; None where one of them says something else."""
    tags = [tag for one in declared if (tag := read_tag(one))]
    country = _COUNTRIES.get(folder, folder.upper())
    spoken = {normal_tag(tag) for tag in get_official_languages(country, regional=True, de_facto=True)}
    return tags[0] if tags and tags[0] in spoken and plain(text) == tags[0] else None


def _stories(corpus: Path) -> Iterator[Case]:
    for name in _STORIES:
        lines = (corpus / "stories" / name / "articles.jsonl").read_text(encoding="utf-8").splitlines()
        for place, line in enumerate(lines):
            article = json.loads(line)
            if article["headline"]:
                yield Case(f"{name} titles", article["id"], article["headline"], article["language"])
            if article["text"] and place % -(-len(lines) // _MOST_BODIES) == 0:
                yield Case(f"{name} bodies", article["id"], article["text"], article["language"])


def _german(corpus: Path) -> Iterator[Case]:
    with lzma.open(corpus / "quotes" / "german_quotes.jsonl.xz", "rt", encoding="utf-8") as lines:
        for place, line in enumerate(lines):
            document = json.loads(line)
            name = document["documentName"]
            yield Case("Wikinews titles", name, re.sub(r"^\d+ - | \(\d[^)]*\)$", "", name), "de")
            if place % 2 == 0:
                yield Case("Wikinews bodies", name, document["originalText"], "de")


def _translations() -> Iterator[Case]:
    """Django's messages in the languages that outlets of the directory publish in; none that stayed English."""
    read = {tag for outlet in load_directory().outlets.values() for tag in map(read_tag, outlet.languages) if tag}
    spec = find_spec("django")
    folder = Path(spec.origin or "").parent if spec else Path()
    for path in sorted(folder.rglob("LC_MESSAGES/django.mo")):
        language = normal_tag(path.parts[-3])
        if language not in read or language == "en":
            continue
        with path.open("rb") as packed:
            catalogue: dict[object, str] = gettext.GNUTranslations(packed)._catalog  # type: ignore[attr-defined]
        found = [
            Case("translations", english, " ".join(_PLACEHOLDER.sub(" ", text).split()), language)
            for original, text in catalogue.items()
            if (english := str(original[0] if isinstance(original, tuple) else original)) != text
            and len(english) >= _LONG_ENOUGH
        ]
        yield from found
        for start in range(0, len(found) - _TOGETHER + 1, _TOGETHER):
            joined = "\n".join(case.text for case in found[start : start + _TOGETHER])
            yield Case("translations, six together", found[start].key, joined, language)
