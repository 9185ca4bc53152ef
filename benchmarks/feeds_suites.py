"""The suites of feeds, read: what each file expects, and what of it was met."""

from __future__ import annotations

import codecs
import html
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.feeds_expectations import Expectation, met, read_expectations, shown

from variorum.errors import FeedError
from variorum.feeds import FeedHeaders, ParsedFeed, parse_feed, read_opml, write_opml
from variorum.feeds.plain import one_line
from variorum.urls import canonical_url

BASE = "http://127.0.0.1:8097/"  # where feedparser's own tests serve their files
_ENCODINGS = {  # by how the declaration of XML begins in them
    "<?xml".encode(name): name for name in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp037")
}
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins alike
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(slots=True, kw_only=True)
class Suite:
    """What was asked for in one set of files, by field, and what was not met."""

    name: str
    files: int = 0
    met: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    wordless: int = 0  # the expectation is markup without words: nothing to compare
    others: int = 0  # expectations on fields that our records do not have
    failures: list[tuple[str, str, str]] = field(default_factory=list)  # file, field, what was read

    @property
    def share(self) -> float:
        return self.met.total() / max(1, self.met.total() + self.missed.total())

    def count(self, outcome: bool | None, what: str, file: str, seen: str = "") -> None:
        if outcome is None:
            self.wordless += 1
        elif outcome:
            self.met[what] += 1
        else:
            self.missed[what] += 1
            self.failures.append((file, what, seen))


def feedparser_suites(folder: Path) -> Iterator[Suite]:
    """feedparser's tests by their folders: well-formed, ill-formed, encodings, entities."""
    root = folder / "tests"
    for name in ("wellformed", "illformed", "encoding", "entities"):
        suite = Suite(name=f"feedparser, {name}")
        for path in sorted((root / name).rglob("*.xml")):
            _feedparser_file(suite, path, str(path.relative_to(root)))
        yield suite


def _feedparser_file(suite: Suite, path: Path, file: str) -> None:
    body = path.read_bytes()
    text = body.decode(encoding_of(body) or "utf-8", "replace")
    try:
        asked = read_expectations(text)
    except (SyntaxError, ValueError):
        return  # no expectation that could be read; the file still counts among those that must not crash
    if asked is None:
        return
    suite.files += 1
    suite.others += len(asked.others)
    headers = _headers_of(text)
    for expectation in asked.kept:
        feed = _feed_with(body, expectation, url=BASE + file, headers=headers)
        outcome = met(expectation, feed) if feed else False
        suite.count(outcome, expectation.field, file, shown(expectation, feed) if feed else "refused")


def _headers_of(text: str) -> FeedHeaders:
    """What the server of feedparser's tests would send with a file, as the comment at its head states it."""
    said = {name.lower(): value.strip() for name, value in re.findall(r"^Header:\s*([\w-]+):(.*)$", text, re.MULTILINE)}
    return FeedHeaders(
        content_type=said.get("content-type"),
        content_location=said.get("content-location"),
        content_language=said.get("content-language"),
    )


def _feed_with(
    body: bytes, expectation: Expectation, *, url: str, headers: FeedHeaders | None = None
) -> ParsedFeed | None:
    """The feed; where the entry in question leads nowhere, so that we leave it out, once more with an address in it."""
    for attempt in (body, with_addresses(body)):
        try:
            feed = parse_feed(attempt, url=url, headers=headers)
        except FeedError:
            continue
        if expectation.entry is None or expectation.entry < len(feed.entries):
            return feed
    return None


def with_addresses(body: bytes) -> bytes:
    """The same feed with an address in each entry, and an entry where there is none."""
    encoding = encoding_of(body) or "latin-1"
    text = body.decode(encoding, "replace")
    if not re.search(r"<(?:\w+:)?(?:item|entry)\b", text, re.IGNORECASE):
        text = re.sub(r"<channel[^>]*>", lambda match: f"{match[0]}<item></item>", text)
        text = re.sub(r"<feed[^>]*>", lambda match: f"{match[0]}<entry></entry>", text)

    def addressed(match: re.Match[str]) -> str:
        prefix, address = match[1] or "", f"http://no.address.example/{match.start()}"
        if match[2].lower() == "entry":
            return f'{match[0]}<{prefix}link href="{address}"/>'
        return f"{match[0]}<{prefix}link>{address}</{prefix}link>"

    found = re.sub(r"<(\w+:)?(item|entry)\b(?:[^>]*[^/>])?>", addressed, text, flags=re.IGNORECASE)
    return found.encode(encoding, "replace")


def encoding_of(body: bytes) -> str | None:
    """The encoding where it is none that holds ASCII as it is."""
    marked = next((name for mark, name in _MARKS if body.startswith(mark)), None)
    return marked or next((name for start, name in _ENCODINGS.items() if body.startswith(start)), None)


def gofeed_suite(folder: Path) -> Suite:
    """gofeed's translations: beside each feed stands what it is to become, as JSON."""
    suite = Suite(name="gofeed, translations")
    for path in sorted((folder / "testdata" / "translator").rglob("*.json")):
        source = path.with_suffix(".xml")
        if not source.exists():
            continue
        suite.files += 1
        wanted = json.loads(path.read_text(encoding="utf-8"))
        body, file = source.read_bytes(), f"{path.parent.name}/{source.name}"
        for expectation in _gofeed_expectations(wanted):
            feed = _feed_with(body, expectation, url="https://paper.example/feed")
            outcome = met(expectation, feed) if feed else False
            suite.count(outcome, expectation.field, file, shown(expectation, feed) if feed else "refused")
    return suite


def _gofeed_expectations(wanted: Mapping[str, Any]) -> Iterator[Expectation]:
    yield from _expected(wanted, {"title": "feed title", "link": "feed link", "language": "language"}, None)
    names = {"title": "title", "link": "link", "description": "summary", "content": "content", "guid": "id"}
    for number, one in enumerate(wanted.get("items") or ()):
        yield from _expected(one, {**names, "publishedParsed": "date", "updatedParsed": "date"}, number)
        for author in (one.get("authors") or ())[:1]:
            yield from _expected(author, {"name": "author"}, number)


def _expected(table: Mapping[str, Any], names: Mapping[str, str], entry: int | None) -> Iterator[Expectation]:
    for key, name in names.items():
        if table.get(key):
            yield Expectation(field=name, value=table[key], entry=entry)


def encodings_suite(folder: Path) -> Suite:
    """Texts in many encodings, each made the title of a feed that declares its encoding, or whose server does."""
    suite = Suite(name="46 encodings")
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        encoding = path.parent.name
        try:
            text = path.read_bytes().decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue  # not in the encoding that its folder names
        suite.files += 1
        title = one_line(" ".join(re.sub(r"<[^<>]*>|[^\w\s]", " ", text).split()[:40])) or "words"
        for declared in (True, False):
            body = _feed_of(title, encoding, declared=declared)
            kind = None if declared else f"text/xml; charset={encoding}"
            what = "declared in the feed" if declared else "declared by the server"
            suite.count(_title_of(body, kind) == title, what, f"{encoding}/{path.name}")
    return suite


def _feed_of(title: str, encoding: str, *, declared: bool) -> bytes:
    head = f'<?xml version="1.0" encoding="{encoding.replace("_", "-")}"?>' if declared else ""
    feed = (
        f"<rss version='2.0'><channel><item><title>{html.escape(title)}</title><link>/a</link></item></channel></rss>"
    )
    return (head + feed).encode(encoding)


def _title_of(body: bytes, content_type: str | None) -> str | None:
    try:
        headers = FeedHeaders(content_type=content_type)
        entries = parse_feed(body, url="https://paper.example/feed", headers=headers).entries
    except FeedError:
        return None
    return entries[0].title if entries else None


def opml_suite(listparser: Path, lists: Path) -> Suite:
    """listparser's tests and 118 real lists: feeds found, and the same feeds read back from what we write."""
    suite = Suite(name="OPML")
    for path in sorted((*listparser.rglob("opml/**/*.xml"), *listparser.rglob("malformed/*.xml"))):
        suite.files += 1
        text = path.read_text(encoding="utf-8")
        urls = _opml_urls(path.read_bytes())
        if (number := re.search(r"len\(result\['feeds'\]\) == (\d+)", text)) and urls is not None:
            suite.count(len(urls) == int(number[1]), "feeds found", path.name, str(urls))
        for which, url in re.findall(r"""result\[['"]feeds['"]\]\[(\d)\]\[['"]url['"]\] == ['"]([^'"]*)""", text):
            suite.count(bool(urls) and url in (urls or ())[int(which) :], "address", path.name, str(urls))
        suite.count(urls is not None, "is read", path.name)
    for path in sorted(lists.rglob("*.opml")):
        suite.files += 1
        body = path.read_bytes()
        listed = set(re.findall(r'xmlUrl="\s*(https?://[^"]+?)\s*"', body.decode("utf-8", "replace")))
        feeds = read_opml(body)
        found = {html.escape(feed.url, quote=False) for feed in feeds} | {feed.url for feed in feeds}
        suite.count(len(listed - found) <= _twice(listed), "real lists: feeds found", path.name, str(listed - found))
        suite.count(set(read_opml(write_opml(feeds))) == set(feeds), "real lists: read back", path.name)
    return suite


def _twice(listed: set[str]) -> int:
    """How many addresses are there in two spellings of one."""
    return len(listed) - len({canonical_url(html.unescape(url)) for url in listed})


def _opml_urls(body: bytes) -> Sequence[str] | None:
    try:
        return [feed.url for feed in read_opml(body)]
    except FeedError:
        return None
