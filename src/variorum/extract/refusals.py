"""Which pages are no articles: fronts, walls, players and lists of links."""

from __future__ import annotations

from variorum.extract.metadata import Metadata
from variorum.extract.parsing import Refusal
from variorum.text.words import is_spaceless

_SHORTEST = 140  # characters of text (half of it in scripts without spaces): less is a caption, a teaser or a wall
_LOOK_AT = 300  # characters that tell which script a text is in
_LONG_LINE = 100  # characters of a paragraph; a teaser's headline is shorter


def refuse_what_is_none(text: str, *, title: str | None, url: str, metadata: Metadata) -> None:
    """Raise Refusal for fronts, walls and players: hardly any text, or short lines on what is not called an article."""
    if not text:
        raise Refusal("no article text was found on it; it may be a section front, a player or a wall")
    if not title:
        raise Refusal("it names no headline; it is hardly an article")
    dense = 2 if is_spaceless(text[:_LOOK_AT]) else 1
    if len(text) * dense < _SHORTEST:
        raise Refusal(f"only {len(text)} characters of text were found on it; the rest may stand behind a wall")
    if not "".join(url.split("/", 3)[3:]).split("?")[0]:
        raise Refusal("it is the front page of its host; give the address of an article")
    long_lines = sum(len(line) * dense >= _LONG_LINE for line in text.split("\n"))
    if not long_lines and not _is_called_an_article(metadata):
        raise Refusal("it is not called an article and holds no paragraph; it looks like a list of links")


def _is_called_an_article(metadata: Metadata) -> bool:
    declared = metadata.meta("og:type", "article:published_time") or ""
    return bool(metadata.linked.article) or "article" in declared or declared[:2] in {"19", "20"}
