"""What a server says of a feed beside its bytes: their encoding, their language, and what their links begin at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from variorum.feeds.links import read_link
from variorum.model import LanguageTag, Page
from variorum.text.language import read_tag
from variorum.urls import join_url, parse_url


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHeaders:
    """The headers of an answer that a reader of feeds needs, as they came."""

    content_type: str | None = None
    content_location: str | None = None
    content_language: str | None = None

    @classmethod
    def of(cls, page: Page) -> Self:
        """Those of a fetched page."""
        return cls(
            content_type=page.header("content-type"),
            content_location=page.header("content-location"),
            content_language=page.header("content-language"),
        )

    @property
    def language(self) -> LanguageTag | None:
        """The language that the server names; None where it names several, for those are its readers'."""
        return read_tag(self.content_language)

    def base(self, url: str) -> str:
        """What relative links are joined to: where the server says that the feed lives, else `url`.

        RFC 7231 no longer has Content-Location make a base, since servers behind others name addresses there that only
        their own network knows; but feeds are written for readers that heed it. So a host without a public name, or
        another port, is passed over, and of an address at the feed's own host only the path counts.
        """
        said = read_link(self.content_location, base=url)
        if said is None:
            return url
        there, here = parse_url(said), parse_url(url)
        if there.hostname == here.hostname:
            return join_url(url, there.pathname + there.search)
        return said if _is_public_name(there.hostname) and not there.port else url


def _is_public_name(host: str) -> bool:
    """Whether it is a name that all the web may know, and no number, nor the name of a machine within a network."""
    return "." in host and not host.endswith(_WITHIN) and not _NUMBER.fullmatch(host)


_NUMBER = re.compile(r"[\d.]+|\[.*\]")
_WITHIN = (".local", ".localdomain", ".internal", ".lan", ".intranet", ".corp", ".home.arpa")
