"""What a page does to its report: breaks it into several containers, or lets other reports follow it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy

from lxml.html import HtmlElement

from variorum.extract.lines import fold_line

_BODY = re.compile(r"(?:^|[ _-])(?:article|story|entry|post)[_-]{0,2}body\b|articleBody\b|body__container\b")
_MOST = 30  # containers; more are a list of something
_LONG = 60  # letters of a paragraph
_ENOUGH = 2  # long paragraphs of a container that belongs to a report
_WELL_FOUND = 0.2  # of its long paragraphs; below, a container was passed over


def without_other_reports(tree: HtmlElement, title: str | None) -> HtmlElement:
    """The page without reports that follow its own, as endless pages load them: articles with a first heading each."""
    articles = [one for one in tree.iter("article") if next(one.iter("h1"), None) is not None]
    own = [
        one for one in articles if any(fold_line(h.text_content()) == fold_line(title or "") for h in one.iter("h1"))
    ]
    others = [
        one for one in articles if own and one is not own[0] and not _holds(own[0], one) and not _holds(one, own[0])
    ]
    if not others:
        return tree
    places = [tree.getroottree().getpath(one) for one in others]
    pruned = deepcopy(tree)
    for found in [pruned.getroottree().xpath(place) for place in places]:
        for element in found:
            element.drop_tree()
    return pruned


def rejoined(tree: HtmlElement, paragraphs: Iterable[str]) -> HtmlElement | None:
    """A copy of the page with the pieces of its report in one container, if only the first was found; else None."""
    group = _passed_over(tree, {fold_line(line) for line in paragraphs})
    if not group:
        return None
    places = [tree.getroottree().getpath(one) for one in group]
    joined = deepcopy(tree)
    first, *rest = [found[0] for place in places if (found := joined.getroottree().xpath(place))]
    for container in rest:
        first.extend(list(container))
    return joined


def _passed_over(tree: HtmlElement, found: set[str]) -> Sequence[HtmlElement]:
    """Containers of one class within one article, of which the first was found and others were not."""
    groups: dict[tuple[str, HtmlElement | None], list[HtmlElement]] = {}
    for element in tree.iter("div", "section"):
        name = element.get("class") or ""
        if "body" in name.lower() and _BODY.search(name):
            article = next(element.iterancestors("article"), None)
            groups.setdefault((name, article), []).append(element)
    for group in groups.values():
        if not 1 < len(group) <= _MOST or _holds(group[0], group[1]):
            continue
        shares = [share for one in group if (share := _share(one, found)) is not None]
        if len(shares) > 1 and shares[0] > _WELL_FOUND and min(shares) <= _WELL_FOUND:
            return group
    return ()


def _share(container: HtmlElement, found: set[str]) -> float | None:
    """How much of a container's long paragraphs was found; None where it has hardly any."""
    lines = [line for p in container.iter("p") if len(line := fold_line(p.text_content())) >= _LONG]
    return sum(line in found for line in lines) / len(lines) if len(lines) >= _ENOUGH else None


def _holds(outer: HtmlElement, inner: HtmlElement) -> bool:
    return any(one is outer for one in inner.iterancestors())
