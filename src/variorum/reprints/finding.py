"""Who carries whose text: copies measured word by word, and agencies named in credits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from variorum.model import Article, Basis, Reprint
from variorum.outlets import Directory
from variorum.reprints.copies import Copies, Overlap
from variorum.reprints.credits import agency_id, credited, own_agency, publisher, wrote_it

MADE_BY = "reprints/1"
_NEVER = datetime.max.replace(tzinfo=UTC)


def find_reprints(articles: Iterable[Article], *, directory: Directory | None = None) -> Iterator[Reprint]:
    """A reprint for each article that carries the text of an earlier one, or of an agency by its credit alone.

    The origin is the earliest article of the text, but the agency's own article where it is among them: a copy often
    bears an earlier time than the text that it was made from. Undated articles count as later than dated ones.
    """
    ordered = by_time(articles)
    known = {article.id: article for article in ordered}
    copies = Copies()
    root: dict[str, str] = {}
    for article in ordered:
        overlaps = copies.add(article)
        root[article.id] = _root(article, overlaps, root, known, directory) or article.id
    agency_first = _agency_articles(root, known, directory)
    for article in ordered:
        origin = agency_first.get(root[article.id], root[article.id])
        if origin != article.id:
            yield _copy(article, known[origin], copies.overlap(article.id, origin), directory)
        elif agency := wrote_it(article, directory):
            yield Reprint(article=article.id, origin=None, agency=agency, basis=Basis.CREDIT, made_by=MADE_BY)


def by_time(articles: Iterable[Article]) -> list[Article]:
    """The articles, earliest first; those without a time after the others, in the order given."""
    return sorted(articles, key=lambda article: article.published or _NEVER)


def same_house(left: Article, right: Article, directory: Directory | None) -> bool:
    """Whether two articles are of one outlet or of one family."""
    return house(left, directory) == house(right, directory)


def house(article: Article, directory: Directory | None) -> str:
    """What counts as one voice with an article's outlet: family, outlet, host or name; else the article alone."""
    outlet = publisher(article, directory)
    if directory and outlet:
        return directory.family(outlet.id)
    return article.outlet or article.domain or article.outlet_name or f"article {article.id}"


def _root(
    article: Article,
    overlaps: Sequence[Overlap],
    root: Mapping[str, str],
    known: Mapping[str, Article],
    directory: Directory | None,
) -> str | None:
    """The origin of the text that the article shares most with; among several, one of an agency that it credits."""
    if not overlaps:
        return None
    agencies = set(credited(article, directory))
    best = max(overlaps[0].of_left, overlaps[0].of_right)
    for overlap in overlaps:
        named = agencies & {own_agency(known[overlap.right], directory), *credited(known[overlap.right], directory)}
        if named and max(overlap.of_left, overlap.of_right) >= best / 2:
            return root[overlap.right]
    return root[overlaps[0].right]


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


def _copy(article: Article, origin: Article, overlap: float, directory: Directory | None) -> Reprint:
    agencies = credited(article, directory)
    wire = own_agency(origin, directory)
    shared = [agency for agency in agencies if agency == wire or agency in _names(origin, directory)]
    agency = wire or (shared[0] if shared else agencies[0] if agencies else None)
    basis = Basis.FAMILY if same_house(article, origin, directory) else Basis.TEXT
    return Reprint(
        article=article.id, origin=origin.id, agency=agency, overlap=round(overlap, 4), basis=basis, made_by=MADE_BY
    )


def _names(article: Article, directory: Directory | None) -> tuple[str, ...]:
    return tuple(agency_id(credit, directory) for credit in article.agencies)
