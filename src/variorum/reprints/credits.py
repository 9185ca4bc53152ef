"""Whether a credited agency wrote the text, or only helped."""

from __future__ import annotations

import re

from variorum.model import Article, Outlet, OutletKind
from variorum.outlets import Directory

# "with" before an agency's name: the outlet wrote, the agency helped. English, German, French, Spanish and Italian,
# Portuguese, Dutch, the Scandinavian languages, Malay and Indonesian, Russian, Polish.
_WITH = re.compile(
    r"\b(?:with|mit|avec|con|com|met|med|dengan|с|z)\b[^\n.]{0,40}$|\b(?:agencies|contributed|beigetragen)\b",
    re.IGNORECASE,
)
_EDGE = 250  # characters at either end of a text in which credits stand


def agency_id(credit: str, directory: Directory | None) -> str:
    """One name for an agency, whatever it is called in credits: its outlet's id where the directory knows it."""
    agency = directory.agency(credit) if directory else None
    return agency.id if agency else credit.strip()


def publisher(article: Article, directory: Directory | None) -> Outlet | None:
    """The outlet of an article: as recorded, else by its address, its host or its name."""
    if directory is None:
        return None
    address = article.url or (f"https://{article.domain}/" if article.domain else None)
    return (
        directory.outlets.get(article.outlet or "")
        or (directory.by_url(address) if address else None)
        or (directory.by_name(article.outlet_name) if article.outlet_name else None)
    )


def own_agency(article: Article, directory: Directory | None) -> str | None:
    """The agency that publishes this article itself."""
    outlet = publisher(article, directory)
    return outlet.id if outlet and outlet.kind is OutletKind.AGENCY else None


def credited(article: Article, directory: Directory | None) -> tuple[str, ...]:
    """The agencies that an article credits, its own publisher left out."""
    own = own_agency(article, directory)
    found = dict.fromkeys(agency_id(credit, directory) for credit in article.agencies)
    return tuple(agency for agency in found if agency != own)


def wrote_it(article: Article, directory: Directory | None) -> str | None:
    """The agency whose text this is by its credit alone, without a copy to compare.

    Only when one agency is credited and nobody else: a named author wrote a text of their own, two agencies make a
    digest of the desk, and "with AFP" says that AFP helped. A wrong yes would take away an independent voice; a wrong
    no adds one only until a second copy shows up and is measured.
    """
    agencies = credited(article, directory)
    if len(agencies) != 1 or own_agency(article, directory) or _persons(article, directory):
        return None
    return None if _helped(article, directory) else agencies[0]


def _persons(article: Article, directory: Directory | None) -> bool:
    """Whether an author is named who is neither an agency nor the outlet itself."""
    known = {credit.casefold() for credit in article.agencies} | {(article.outlet_name or "").casefold()}
    return any(
        author.casefold() not in known and not (directory and directory.agency(author)) for author in article.authors
    )


def _helped(article: Article, directory: Directory | None) -> bool:
    """Whether the credit at the edge of the text says that the agency only helped."""
    agency = directory.agency(article.agencies[0]) if directory else None
    names = "|".join(map(re.escape, (*(agency.credits if agency else ()), *article.agencies)))
    for edge in (article.text[:_EDGE], article.text[-_EDGE:]):
        for match in re.finditer(rf"(?<!\w)(?:{names})(?!\w)", edge):
            line = edge[: match.end()].rsplit("\n", 1)[-1]
            if _WITH.search(line[: len(line) - len(match[0])]) or "contributed" in edge[match.end() : match.end() + 40]:
                return True
    return False
