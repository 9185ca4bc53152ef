"""Who carries whose text, as it is shown."""

from __future__ import annotations

from variorum.model import Reprint
from variorum_site.news import models as rows
from variorum_site.news.queries.records import ReprintView
from variorum_site.news.queries.shelf import Shelf


def reprint_view(reprint: Reprint | None, shelf: Shelf) -> ReprintView | None:
    """A reprint with the article it goes back to, where that is at hand."""
    if reprint is None:
        return None
    return ReprintView(
        basis=reprint.basis,
        origin=shelf.refs.get(reprint.origin) if reprint.origin else None,
        agency=_name(reprint.agency),
        overlap=reprint.overlap,
    )


def _name(agency: str | None) -> str | None:
    """An agency is an outlet's id where it is one that we know, else the name as credited."""
    known = rows.Outlet.objects.filter(id=agency).values_list("name", flat=True).first() if agency else None
    return known or agency
