"""What a site keeps for itself: text and data mining (W3C TDMRep), use by AI (noai, ai.txt), listing (noindex).

Variorum reads pages by machine to find patterns in many of them: that is text and data mining, which Article 4 of
Directive (EU) 2019/790 lets a publisher reserve in machine-readable form. It lists pages with an excerpt, as a search
engine does, so noindex concerns it; and its models, where it uses any, are fed with the texts. ai.txt (Spawning) says
in the grammar of robots.txt of which paths and kinds of files no model is to be made.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from typing import Any

from variorum.errors import FetchError
from variorum.fetch.origins import Known, Origins
from variorum.fetch.rules import SiteRules, product_token, read_rules
from variorum.fetch.wire import Answer
from variorum.interfaces import Clock
from variorum.urls import parse_url

MAX_FILE_BYTES = 512_000
_HEAD = 200_000  # bytes of a page in which its meta elements are looked for: those of real pages stand far before
_KEEP = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """That a page is reserved: which words say so, and where the publisher's terms are."""

    words: str  # "tdm-reservation: 1", "noai", "noindex"
    policy: str | None = None

    def __str__(self) -> str:
        terms = f", on terms at {self.policy}" if self.policy else ""
        return f"{self.words}{terms}"


def find_reservation(
    headers: Sequence[tuple[str, str]], body: bytes, *, agent: str, links_only: bool = False
) -> Reservation | None:
    """What the headers of a page and the meta elements of its head reserve from the agent of this product token.

    A meta element wins over a header (TDMRep, 4). noindex and none hold for HTML only: feeds carry them lest search
    engines list the feed itself. Of a page that is asked for the sake of its links only, noindex says nothing and
    nofollow all: it is not listed itself, but what it leads to is.
    """
    kind = " ".join(value for name, value in headers if name.lower() == "content-type").lower()
    is_page = "html" in kind and not _FEED.search(body[:1000])  # many a feed calls itself HTML
    named = _meta(body[:_HEAD]) if is_page or not kind else []
    for said in (named, [(name.lower(), value) for name, value in headers]):
        if (answer := _mining(said)) is not None:
            if answer.words:
                return answer
            break
    robots = [*named, *((name.lower(), value) for name, value in headers if name.lower() == "x-robots-tag")]
    heard = _FOR_ALL if not is_page and not named else _FOR_LINKS if links_only else _FOR_PAGES
    refused = _robots_words(robots, agent.lower()) & heard
    return Reservation(words=min(refused)) if refused else None


def read_tdmrep(body: bytes) -> tuple[SiteRules, tuple[tuple[str, str], ...]]:
    """A /.well-known/tdmrep.json: which paths are open, and (location, policy) of the others.

    Locations are patterns as in robots.txt (TDMRep, 3.2.1), so the same library matches them, and the longest counts.
    What is no such file reserves nothing.
    """
    try:
        listed: Any = json.loads(body)
    except (ValueError, RecursionError):
        return SiteRules(), ()
    lines, policies = ["User-agent: *"], []
    for entry in listed if isinstance(listed, list) else [listed]:
        location = entry.get("location") if isinstance(entry, dict) else None
        if not isinstance(location, str) or not _LOCATION.fullmatch(location):
            continue
        reserved = _is_one(entry.get("tdm-reservation"))
        lines.append(f"{'Disallow' if reserved else 'Allow'}: {location}")
        if reserved and isinstance(policy := entry.get("tdm-policy"), str):
            policies.append((location, policy))
    return read_rules("\n".join(lines).encode(), agent="any"), tuple(policies)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Files:
    """What the files of an origin reserve: tdmrep.json with the terms of its locations, and ai.txt."""

    mining: SiteRules
    policies: tuple[tuple[str, str], ...]
    training: SiteRules


class Reservations:
    """Asks each origin for its tdmrep.json and its ai.txt by `ask` once a day, and looks at each page that came."""

    def __init__(self, ask: Callable[[str], Answer], *, agent: str, clock: Clock) -> None:
        self._ask = ask
        self._agent = product_token(agent)
        self._clock = clock
        self._origins: Origins[_Files] = Origins(self._read, clock=clock)

    def of_address(self, url: str) -> Reservation | None:
        """What the site's files reserve of an address."""
        files = self._origins.of(url).said
        if not files.mining.allow(url):
            path = parse_url(url).pathname
            policies = [policy for location, policy in files.policies if path.startswith(location.rstrip("*$"))]
            return Reservation(words="tdm-reservation: 1 in tdmrep.json", policy=policies[-1] if policies else None)
        return None if files.training.allow(url) else Reservation(words="Disallow in ai.txt")

    def of_page(
        self, headers: Sequence[tuple[str, str]], body: bytes, *, links_only: bool = False
    ) -> Reservation | None:
        """What a page reserves of itself."""
        return find_reservation(headers, body, agent=self._agent, links_only=links_only)

    def _read(self, origin: str, _: _Files | None) -> Known[_Files]:
        until = self._clock() + _KEEP
        mining, policies = read_tdmrep(self._body(f"{origin}/.well-known/tdmrep.json"))
        training = read_rules(self._body(f"{origin}/ai.txt"), agent=self._agent)
        return Known(said=_Files(mining=mining, policies=policies, training=training), until=until)

    def _body(self, url: str) -> bytes:
        """The bytes of a file; none where there is none, for no file is no reservation."""
        try:
            answer = self._ask(url)
        except FetchError as fault:
            if fault.kind == "paused":
                raise
            return b""
        return answer.body if 200 <= answer.status < 300 else b""


def _mining(said: Sequence[tuple[str, str]]) -> Reservation | None:
    """What tdm-reservation says: reserved, not reserved (without words), or nothing."""
    values = [value.strip() for name, value in said if name == "tdm-reservation"]
    if not values:
        return None
    policy = next((value.strip() for name, value in said if name == "tdm-policy"), None)
    return Reservation(words="tdm-reservation: 1" if _is_one(values[-1]) else "", policy=policy)


def _robots_words(said: Sequence[tuple[str, str]], agent: str) -> set[str]:
    """The words for all robots and for us: <meta name="robots">, X-Robots-Tag with or without a name before it."""
    words: set[str] = set()
    for name, value in said:
        if name not in {"robots", "x-robots-tag", agent}:
            continue
        heard = True
        for piece in value.lower().split(","):
            before, colon, after = piece.partition(":")
            addressed = name == "x-robots-tag" and colon and before.strip() not in _WITH_VALUES
            heard = before.strip() in {agent, "*"} if addressed else heard  # a name holds for all words after it
            if heard:
                words.add((after if addressed else piece).strip())
    return words


def _meta(head: bytes) -> list[tuple[str, str]]:
    """Names and contents of the meta elements before the body, names in small letters."""
    text = _COMMENT.sub(" ", head.decode("latin-1"))
    text = text[: end.start()] if (end := _BODY.search(text)) else text
    found = []
    for element in _META.finditer(text):
        pairs = {one["name"].lower(): one["quoted"] or one["plain"] or "" for one in _ATTRIBUTE.finditer(element[1])}
        if "name" in pairs and "content" in pairs:
            found.append((unescape(pairs["name"]).strip().lower(), unescape(pairs["content"])))
    return found


def _is_one(value: object) -> bool:
    return not isinstance(value, bool) and str(value).strip() == "1"


_FOR_ALL = frozenset({"noai"})
_FOR_PAGES = frozenset({"noai", "noindex", "none"})
_FOR_LINKS = frozenset({"noai", "nofollow", "none"})
_WITH_VALUES = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|urlset|sitemapindex)[\s>]")
_LOCATION = re.compile(r"[/*][^\s#]*")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BODY = re.compile(r"<body[\s>]", re.IGNORECASE)
_META = re.compile(r"<meta\s([^<>]{1,1000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""(?<![\w-])(?P<name>[\w-]++)\s*+=\s*(?:(?P<mark>["'])(?P<quoted>.*?)(?P=mark)|(?P<plain>[^\s"'>]+))""", re.DOTALL
)
