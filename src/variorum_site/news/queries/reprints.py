"""Who carries whose text, as it is shown."""

from __future__ import annotations

from collections.abc import Sequence

from variorum.model import Basis, Reprint
from variorum.reprints.records import Alignment
from variorum_site.news import models as rows
from variorum_site.news.queries.records import ReprintView
from variorum_site.news.queries.shelf import Shelf


def reprint_view(reprint: Reprint | None, shelf: Shelf, *, parents: Sequence[Alignment] = ()) -> ReprintView | None:
    """A reprint with the article that it was made from, as its tree has it; without a tree the one it goes back to."""
    if reprint is None:
        return None
    first = shelf.refs.get(reprint.origin) if reprint.origin else None
    near = [one for one in parents if one.origin in shelf.refs]
    parent = shelf.refs[near[0].origin] if near else first
    return ReprintView(
        basis=reprint.basis if parent == first else Basis.TEXT,
        origin=parent,
        first=first if first != parent else None,
        others=tuple(shelf.refs[one.origin] for one in near[1:]),
        agency=agency_name(reprint.agency),
        overlap=near[0].overlap if near else reprint.overlap,
    )


def agency_name(agency: str | None) -> str | None:
    """An agency is an outlet's id where it is one that we know, else the name as credited."""
    known = rows.Outlet.objects.filter(id=agency).values_list("name", flat=True).first() if agency else None
    return known or agency
