"""Who carries whose text: copies measured word by word, and agencies named in credits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from variorum.model import Article, Basis, Reprint
from variorum.outlets import Directory
from variorum.reprints.credits import agency_id, credited, own_agency, publisher, wrote_it
from variorum.reprints.kinship import Kinship, read_kinship

MADE_BY = "reprints/2"


def find_reprints(articles: Iterable[Article], *, directory: Directory | None = None) -> Iterator[Reprint]:
    """A reprint for each article that carries the text of an earlier one, or of an agency by its credit alone.

    The origin is the earliest article of the text, but the agency's own article where it is among them. An article that
    was merged out of two texts has the origin of the one that it shares most with; its tree names both.
    """
    return reprints_of(read_kinship(articles, directory=directory), directory=directory)


def reprints_of(kinship: Kinship, *, directory: Directory | None = None) -> Iterator[Reprint]:
    """The reprints among articles that were compared, the earliest first."""
    known = kinship.articles
    for article in known.values():
        origin = kinship.origins[article.id]
        if origin != article.id:
            yield _copy(article, known[origin], kinship.copies.overlap(article, known[origin]), directory)
        elif agency := wrote_it(article, directory):
            yield Reprint(article=article.id, origin=None, agency=agency, basis=Basis.CREDIT, made_by=MADE_BY)


def same_house(left: Article, right: Article, directory: Directory | None) -> bool:
    """Whether two articles are of one outlet or of one family."""
    return house(left, directory) == house(right, directory)


def house(article: Article, directory: Directory | None) -> str:
    """What counts as one voice with an article's outlet: family, outlet, host or name; else the article alone."""
    outlet = publisher(article, directory)
    if directory and outlet:
        return directory.family(outlet.id)
    return article.outlet or article.domain or article.outlet_name or f"article {article.id}"


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
