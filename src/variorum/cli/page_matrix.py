"""Which report tells what, as a picture, and behind it as a table in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree
from lxml.html import HtmlElement
from lxml.html.builder import CLASS, E

from variorum.cli.page_words import country_name, language_of
from variorum.cli.view import MatrixLine, MatrixView
from variorum.compare.matrix import MatrixColumn
from variorum.compare.strips import CELL, MANY, Strips, lay_out
from variorum.model import Outcome

# What is drawn into a cell for each answer: told by form, not by colour alone.
_FORMS: tuple[tuple[dict[str, str], ...], ...] = (
    ({"width": "10", "height": "10"},),
    ({"y": "5", "width": "10", "height": "5"},),
    ({"x": "3", "y": "3", "width": "4", "height": "4"},),
    ({"width": "5", "height": "10"},),
    ({"x": "4", "width": "2", "height": "10"},),
    ({"y": "4", "width": "10", "height": "2"},),
)


def matrix_figure(view: MatrixView) -> HtmlElement:
    """The picture, which readers of the screen skip for the table below it."""
    strips = lay_out(view.matrix)
    rows = [E.div(*_label(line), _strip(line, view.matrix.columns, strips), CLASS("row")) for line in view.lines]
    head = E.div(E.span(), _head(strips), CLASS("row head"))
    kind = "matrix" if len(view.matrix.columns) <= MANY else "matrix many"
    return E.figure(
        E.div(head, *rows, {"aria-hidden": "true"}, CLASS(kind)),
        E.details(E.summary("The same as a table"), _table(view)),
    )


def _label(line: MatrixLine) -> list[HtmlElement]:
    """What a row tells; of a question, which form stands for which answer."""
    keys = [E.span(_key(number), E.bdi(answer), CLASS("key")) for number, answer in enumerate(line.answers)]
    return [E.div(E.span(line.label, **language_of(line.language)), *keys, CLASS("label"))]


def _key(number: int) -> HtmlElement:
    return _svg([*_cell(number, 0, "")], "0 0 10 10", 12)


def _svg(parts: Sequence[HtmlElement], view_box: str, width: int) -> HtmlElement:
    root = etree.Element("svg", {"viewBox": f"-0.5 -0.5 {_grown(view_box)}", "width": str(width)})
    root.extend(parts)
    return root


def _grown(view_box: str) -> str:
    """The size of a box with half a stroke around it."""
    _, _, width, height = (float(part) for part in view_box.split())
    return f"{width + 1:g} {height + 1:g}"


def _strip(line: MatrixLine, columns: Sequence[MatrixColumn], strips: Strips) -> HtmlElement:
    parts = [
        shape
        for x, cell, column in zip(strips.xs, line.cells, columns, strict=True)
        for shape in _cell(cell, x, _title(line, cell, column))
    ]
    drawn = _svg(parts, f"0 0 {strips.width:g} {CELL:g}", strips.pixels)
    if len(columns) > MANY:
        drawn.set("preserveAspectRatio", "none")
    drawn.set("class", line.outcome.value if line.answers else Outcome.AGREEMENT.value)
    return drawn


def _title(line: MatrixLine, cell: int | None, column: MatrixColumn) -> str:
    if cell is None:
        return f"{column.outlet}: –"
    return f"{column.outlet}: {line.answers[cell]}" if line.answers else column.outlet


def _cell(cell: int | None, x: float, title: str) -> Iterator[HtmlElement]:
    """A square for a report: empty where it does not tell it."""
    frame = etree.Element("rect", {"class": "none" if cell is None else "told", "width": "10", "height": "10"})
    frame.set("x", f"{x:g}")
    if title:
        etree.SubElement(frame, "title").text = title
    yield frame
    for form in _FORMS[min(cell, len(_FORMS) - 1)] if cell is not None else ():
        yield etree.Element("rect", {**form, "class": "fill", "x": f"{x + float(form.get('x', 0)):g}"})


def _head(strips: Strips) -> HtmlElement:
    """The countries' codes over their reports, and a line over reports that are one voice."""
    parts = []
    for group in strips.groups:
        if group.named:
            text = etree.Element("text", {"x": f"{group.x:g}", "y": "7"})
            text.text = group.country or ""
            etree.SubElement(text, "title").text = country_name(group.country or "")
            parts.append(text)
    for join in strips.joins:
        line = {"x1": f"{join.x1:g}", "x2": f"{join.x2:g}", "y1": "11", "y2": "11"}
        parts.append(etree.Element("line", line))
    return _svg(parts, f"0 0 {strips.width:g} {strips.head:g}", strips.pixels)


def _table(view: MatrixView) -> HtmlElement:
    head = E.tr(E.th("what", scope="col"), E.th("told by", scope="col"), E.th("not told by", scope="col"))
    return E.table(E.thead(head), E.tbody(*[_row(line, view.matrix.columns) for line in view.lines]))


def _row(line: MatrixLine, columns: Sequence[MatrixColumn]) -> HtmlElement:
    told = [
        E.li(f"{answer}: {_outlets(line, columns, number)}" if line.answers else _outlets(line, columns, number))
        for number, answer in enumerate(line.answers or ("",))
    ]
    return E.tr(
        E.th(line.label, scope="row", **language_of(line.language)),
        E.td(E.ul(*told)),
        E.td(_outlets(line, columns, None) or "–"),
    )


def _outlets(line: MatrixLine, columns: Sequence[MatrixColumn], wanted: int | None) -> str:
    found = (column.outlet for column, cell in zip(columns, line.cells, strict=True) if cell == wanted)
    return ", ".join(dict.fromkeys(found))
