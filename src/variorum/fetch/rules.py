"""What a robots.txt says to us (RFC 9309), by protego; docs/benchmarks/robots.md measures what is mended before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from protego import Protego

MAX_ROBOTS_BYTES = 512_000  # RFC 9309 asks for 500 KiB at least; what follows is not read
_LONGEST_DELAY = 60.0  # seconds: a longer Crawl-delay is kept as this


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRules:
    """The rules of one site for one agent; without any, everything is allowed."""

    parsed: Protego | None = None

    def allow(self, url: str) -> bool:
        """Whether an address may be read, given as it goes over the wire."""
        return self.parsed is None or bool(self.parsed.can_fetch(url, _US))

    @property
    def delay(self) -> float:
        """The pause between two requests that the site asks for, in seconds, within bounds.

        A Request-rate for some hours of the day is kept all day: slower than asked for offends nobody.
        """
        if self.parsed is None:
            return 0.0
        rate = self.parsed.request_rate(_US)
        asked = max(self.parsed.crawl_delay(_US) or 0.0, rate.seconds / rate.requests if rate else 0.0)
        return min(asked, _LONGEST_DELAY)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that the file names, as they are written there."""
        return tuple(self.parsed.sitemaps) if self.parsed else ()


def read_rules(body: bytes, *, agent: str) -> SiteRules:
    """The rules for the agent of this product token. No bytes are refused: what is no rule is passed over."""
    text = _read_text(body[:MAX_ROBOTS_BYTES], cut=len(body) >= MAX_ROBOTS_BYTES)
    named = agent.lower()

    def renamed(line: re.Match[str]) -> str:
        value = line[1].strip()
        if value == "*" or value.startswith(("* ", "*\t")):
            return "User-agent: *"
        if not value:
            return "User-agent:"
        return f"User-agent: {_US if product_token(value).lower() == named else _OTHERS}"

    return SiteRules(parsed=Protego.parse(_AGENT_LINE.sub(renamed, text)))


def product_token(user_agent: str) -> str:
    """The name that robots.txt calls an agent by: its leading letters, "-" and "_" (RFC 9309, 2.2.1)."""
    return _TOKEN.match(user_agent.strip())[0]  # type: ignore[index]  # it matches nothing, too


def _read_text(body: bytes, *, cut: bool) -> str:
    """ASCII with "\\n" at the ends of lines; other bytes become percent codes, as RFC 9309, 2.2.2 compares them.

    So a path matches in any encoding in which links to it are written. A line that was cut in two is left out: half a
    path would close more than the site wrote.
    """
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):  # an editor's "Unicode"
        body = body.decode("utf-16", errors="replace").encode("utf-8")
    if cut:
        body = body[: max(body.rfind(b"\n"), body.rfind(b"\r")) + 1]
    body = _BYTE_ORDER_MARK.sub(b"", body, count=1).replace(b"\xc2\xa0", b" ")
    text = _BEYOND_ASCII.sub(lambda byte: b"%%%02X" % ord(byte[0]), body).decode("ascii")
    return _LINE_END.sub("\n", text).translate(_NO_LINE_ENDS)


# To protego there are three agents: us, everybody, and all others. Left to itself it takes "User-agent: Vario" for
# the beginning of Variorum, and a name with a version or a comment behind it ("Foo/2", "Foo Bar") for another's.
_US = "us"
_OTHERS = "another"
_TOKEN = re.compile(r"[A-Za-z_-]*")
_AGENT_LINE = re.compile(r"^[ \t]*user[- ]?agent(?:[ \t]*:|[ \t]|$)([^\n#]*)", re.IGNORECASE | re.MULTILINE)
_BYTE_ORDER_MARK = re.compile(rb"\A\xef(?:\xbb\xbf?)?")  # also a torn one
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_LINE_END = re.compile(r"\r\n?")
_NO_LINE_ENDS = dict.fromkeys((11, 12, 28, 29, 30), " ")  # splitlines() breaks at them, RFC 9309 does not
