"""What the articles of a set share, measured once, and the article that each text goes back to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from variorum.model import Article
from variorum.outlets import Directory
from variorum.reprints.copies import Copies, Overlap
from variorum.reprints.credits import credited, own_agency

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinship:
    """Articles, earliest first, with what each shares with earlier ones, nearest first, and the origin of its text."""

    articles: Mapping[str, Article]
    overlaps: Mapping[str, Sequence[Overlap]]
    origins: Mapping[str, str]  # article -> the article that its text goes back to: itself where it copies nobody
    copies: Copies


def by_time(articles: Iterable[Article]) -> list[Article]:
    """The articles, earliest first; those without a time after the others, in the order given."""
    return sorted(articles, key=lambda article: article.published or _NEVER)


def read_kinship(articles: Iterable[Article], *, directory: Directory | None = None) -> Kinship:
    """Compare all articles with the earlier ones.

    The origin is the earliest article of a text, but the agency's own article where it is among them: a copy often
    bears an earlier time than the text that it was made from. Undated articles count as later than dated ones.
    """
    ordered = by_time(articles)
    known = {article.id: article for article in ordered}
    copies = Copies()
    overlaps: dict[str, list[Overlap]] = {}
    root: dict[str, str] = {}
    for article in ordered:
        overlaps[article.id] = copies.add(article)
        root[article.id] = _root(article, overlaps[article.id], root, known, directory)
    agency_first = _agency_articles(root, known, directory)
    origins = {article: agency_first.get(first, first) for article, first in root.items()}
    return Kinship(articles=known, overlaps=overlaps, origins=origins, copies=copies)


def _root(
    article: Article,
    overlaps: Sequence[Overlap],
    root: Mapping[str, str],
    known: Mapping[str, Article],
    directory: Directory | None,
) -> str:
    """The origin of the text that the article shares most with; among several, one of an agency that it credits.

    Where it shares nothing with that origin itself, what it has is the nearer article's own: that is its origin.
    """
    if not overlaps:
        return article.id
    shared = {overlap.right for overlap in overlaps}
    nearest = _credited_one(article, overlaps, known, directory) or overlaps[0]
    return root[nearest.right] if root[nearest.right] in shared else nearest.right


def _credited_one(
    article: Article, overlaps: Sequence[Overlap], known: Mapping[str, Article], directory: Directory | None
) -> Overlap | None:
    """The overlap with an article of, or crediting, an agency that this one credits, if it is half as large as any."""
    agencies = set(credited(article, directory))
    best = max(overlaps[0].of_left, overlaps[0].of_right)
    for overlap in overlaps:
        named = agencies & {own_agency(known[overlap.right], directory), *credited(known[overlap.right], directory)}
        if named and max(overlap.of_left, overlap.of_right) >= best / 2:
            return overlap
    return None


def _agency_articles(
    root: Mapping[str, str], known: Mapping[str, Article], directory: Directory | None
) -> Mapping[str, str]:
    """Root of a text -> the article of the agency that published it, where copies credit that agency."""
    found: dict[str, str] = {}
    groups: dict[str, list[Article]] = {}
    for name, first in root.items():
        groups.setdefault(first, []).append(known[name])
    for first, members in groups.items():
        named = {agency for member in members for agency in credited(member, directory)}
        for member in members:
            if own_agency(member, directory) in named:
                found.setdefault(first, member.id)
    return found
