"""Invented pages for the tests of extraction: a builder with sane defaults, and texts in several languages."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from lxml import html
from lxml.html import HtmlElement

from variorum.model import Outlet, OutletKind, Page
from variorum.outlets import Directory, build_directory

NOW = datetime(2031, 5, 20, 12, 0, tzinfo=UTC)
URL = "https://www.quayherald.example/world/2031/05/19/dam-at-sel-holds"

PARAGRAPHS = (
    "The dam above the village of Sel held through the night, engineers said on Monday, although water was still "
    "seeping through two cracks in its western wall.",
    "About 1,400 people slept in schools and churches on the other side of the valley. The mayor, Ilka Brandt, said "
    "that nobody would be allowed to return before the level of the lake had fallen by three metres.",
    "Pumps were brought in from the coast by rail. They can move some forty cubic metres a second, which is less than "
    "half of what the river brings down at this time of the year.",
)
ABSAETZE = (
    "Der Damm oberhalb des Dorfes Sel hat die Nacht überstanden, sagten Ingenieure am Montag. Durch zwei Risse in der "
    "westlichen Mauer dringt allerdings weiterhin Wasser in das Tal.",
    "Rund 1400 Menschen schliefen in Schulen und Kirchen auf der anderen Talseite. Bürgermeisterin Ilka Brandt sagte, "
    "niemand dürfe zurückkehren, bevor der See um drei Meter gesunken sei.",
)
DANRAKU = (
    "セル村の上流にあるダムは一晩持ちこたえたと、技術者らが月曜日に明らかにした。西側の壁にある二つのひび割れからは今も水が染み出している。",
    "谷の反対側の学校や教会では約千四百人が夜を明かした。村長は湖の水位が三メートル下がるまで誰も帰宅できないと述べた。",
)

WIRE = Outlet(
    id="no/northwire",
    name="Northwire",
    country="NO",
    languages=("en",),
    kind=OutletKind.AGENCY,
    homepage="https://northwire.example/",
    domains=("northwire.example",),
    credits=("Northwire", "NW"),
)
SOUTHPRESS = Outlet(
    id="cl/southpress",
    name="Southpress",
    country="CL",
    languages=("es",),
    kind=OutletKind.AGENCY,
    homepage="https://southpress.example/",
    domains=("southpress.example",),
    credits=("Southpress", "南方社"),
)
HERALD = Outlet(
    id="ie/quay-herald",
    name="The Quay Herald",
    country="IE",
    languages=("en",),
    kind=OutletKind.PAPER,
    homepage="https://www.quayherald.example/",
    domains=("quayherald.example",),
)


def directory() -> Directory:
    return build_directory([WIRE, SOUTHPRESS, HERALD])


def markup(
    *paragraphs: str,
    title: str = "Dam at Sel holds",
    head: str = "",
    before: str = "",
    after: str = "",
    language: str = "en",
) -> str:
    """A plain article page; `head` goes into the head, `before` and `after` around the paragraphs."""
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or PARAGRAPHS)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        f"<nav><a href='/'>Home</a> <a href='/world'>World</a></nav>"
        f"<main><article><h1>{title}</h1>{before}<div class='article-body'>{body}</div>{after}</article></main>"
        f"<footer><p>Imprint</p></footer></body></html>"
    )


def linked(**facts: Any) -> str:
    """A JSON-LD script of an article."""
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **facts}
    return f'<script type="application/ld+json">{json.dumps(node, ensure_ascii=False)}</script>'


def page(text: str | bytes, *, url: str = URL, status: int = 200, content_type: str = "text/html") -> Page:
    body = text if isinstance(text, bytes) else text.encode()
    headers = (("Content-Type", content_type),)
    return Page(url=url, final_url=url, status=status, headers=headers, body=body, fetched_at=NOW)


def tree(text: str) -> HtmlElement:
    return html.document_fromstring(text)
