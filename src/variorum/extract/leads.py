"""The lead of a report: its first paragraph, which many pages set apart from the others, under the headline."""

from __future__ import annotations

from collections.abc import Iterable

from lxml.html import HtmlElement

from variorum.extract.lines import fold_line, plain

_SHORTEST = 40  # characters; a shorter one is a kicker or a second headline
_LONGEST = 1_500
_BEGINNING = 12  # characters that tell whether an element is worth a look
_BLOCKS = ("p", "div", "h2", "h3", "span", "strong")
_ELSEWHERE = frozenset({"li", "a", "nav", "aside", "footer", "figure", "figcaption"})
_CUT_OFF = ("...", "…")


def find_lead(tree: HtmlElement, *, descriptions: Iterable[str | None], text: str) -> str | None:
    """What the page both declares as its description and shows as a block of its own, if the text found lacks it."""
    known = fold_line(text)
    wanted = [line for one in descriptions if len(line := plain(one or "")) >= _SHORTEST]
    missing = [line for line in wanted if fold_line(line) not in known]
    if not missing or len(missing) < len(wanted):  # a page that declares two has one of them from its text
        return None
    beginnings = tuple(line[:_BEGINNING] for line in missing)
    for element in tree.iter(*_BLOCKS):
        if not (element.text or "").lstrip().startswith(beginnings):
            continue
        shown = plain(element.text_content())
        if len(shown) <= _LONGEST and _is_one_of(shown, missing) and not _stands_elsewhere(element):
            return shown
    return None


def _is_one_of(shown: str, descriptions: Iterable[str]) -> bool:
    """Whether it is a description; one that was cut off counts where the block begins with it."""
    folded = fold_line(shown)
    return any(
        folded == fold_line(one) or (one.endswith(_CUT_OFF) and folded.startswith(fold_line(one)))
        for one in descriptions
    )


def _stands_elsewhere(element: HtmlElement) -> bool:
    return any(str(one.tag) in _ELSEWHERE for one in element.iterancestors())
