"""Home pages and feeds on a web of loopback, where every host name leads to one server."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from variorum.cli.outlets import outlets

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>{title}</title><link>https://harbour.example/</link><language>{language}</language>
<item><title>One</title><link>https://harbour.example/1</link><pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate></item>
<item><title>Two</title><link>https://harbour.example/2</link><pubDate>Tue, 03 Mar 2026 09:30:00 GMT</pubDate></item>
</channel></rss>"""
EMPTY = '<rss version="2.0"><channel><title>Nothing</title></channel></rss>'
FEED_LINK = '<link rel="alternate" type="application/rss+xml" href="{href}">'
WORDS = {
    "en": "The harbour council votes on the new ferry after a long night of talks about the price of tickets",
    "es": "El consejo del puerto vota sobre el nuevo transbordador tras una larga noche de negociaciones",
    "uk": "Портова рада голосує за новий пором після довгої ночі переговорів про ціну квитків на причалі",
    "ja": "港湾評議会は夜通しの協議の末に新しい渡し船の料金について採決を行うと発表しました",
    "ar": "مجلس الميناء يصوت على العبارة الجديدة بعد ليلة طويلة من المحادثات حول سعر التذاكر",
}

GERMAN = "Der Hafenrat stimmt nach einer langen Nacht voller Gespräche über den Preis der neuen Fähre ab"


def serve(server: HTTPServer, pages: dict[str, str | int]) -> None:
    """Pages by host and path; a number is a status, all else is not found."""

    def answer(request: Request) -> Response:
        found = pages.get(f"{request.host}{request.path}", 404)
        if isinstance(found, int):
            return Response("", status=found)
        if found.startswith("-> "):
            return Response("", status=301, headers={"Location": found[3:]})
        kind = "text/html" if found.lstrip().startswith("<!doctype html>") else "application/xml"
        kind = "application/pdf" if found.startswith("%PDF") else kind
        kind = "text/plain" if request.path == "/robots.txt" else kind
        return Response(found, content_type=f"{kind}; charset=utf-8")

    server.expect_request(re.compile(".*")).respond_with_handler(answer)


def page(head: str, *, language: str = "en", words: str | None = None, attribute: str | None = None) -> str:
    text = words or WORDS[language]
    return (
        f'<!doctype html>\n<html lang="{attribute or language}"><head><meta charset="utf-8">{head}</head>'
        f"<body><h1>{text}</h1><h2><a href='/1'>{text}</a></h2></body></html>"
    )


def run(*words: str) -> Result:
    return CliRunner().invoke(outlets, list(words))


def added(home: Path, outlet_id: str) -> dict[str, Any]:
    return tomllib.loads((home / "directory" / f"{outlet_id}.toml").read_text(encoding="utf-8"))


def own(home: Path, *, feeds: tuple[str, ...], languages: str = '["en"]') -> None:
    """One outlet of the owner's, with these feeds."""
    path = home / "directory" / "ie" / "quay-herald.toml"
    path.parent.mkdir(parents=True)
    tables = "".join(f'\n[[feeds]]\nurl = "{url}"\n' for url in feeds) or "feeds = []\n"
    path.write_text(
        f'name = "The Quay Herald"\ncountry = "IE"\nlanguages = {languages}\nkind = "paper"\n'
        f'homepage = "https://quayherald.example/"\n{tables}',
        encoding="utf-8",
    )
