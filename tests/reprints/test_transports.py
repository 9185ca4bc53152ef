"""An item that came through a news query is its publisher's, from the feed's bytes to the count of voices."""

from __future__ import annotations

from datetime import timedelta
from html import escape

import pytest
from tests.feeds.test_transports import code
from tests.reprints.wires import NOON, OWN, WIRE, directory

from variorum.extract import extract_article
from variorum.feeds import parse_feed
from variorum.model import Article, Origin, Page
from variorum.outlets import Directory
from variorum.reprints import count_origins, find_reprints

pytestmark = pytest.mark.unit

QUERY = "https://news.google.com/rss/search?q=bridge"


def item(host: str, name: str) -> str:
    link = f"https://news.google.com/rss/articles/{code(f'https://{host}/bridge')}"
    return (
        f"<item><title>Bridge gives way - {escape(name)}</title><link>{link}</link>"
        f'<source url="https://{host}">{escape(name)}</source></item>'
    )


def read(papers: dict[str, tuple[str, str]], known: Directory) -> list[Article]:
    """The articles behind the items of one query: host -> name and text."""
    items = "".join(item(host, name) for host, (name, _) in papers.items())
    feed = f'<rss version="2.0"><channel><title>bridge</title>{items}</channel></rss>'
    articles = []
    for number, entry in enumerate(parse_feed(feed.encode(), url=QUERY).entries):
        _, text = papers[entry.url.split("/")[2]]
        paragraphs = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
        head = "<html lang='en'><head><title>Bridge gives way</title></head>"
        page = Page(
            url=entry.url,
            final_url=entry.url,
            status=200,
            headers=(("content-type", "text/html; charset=utf-8"),),
            body=f"{head}<body><article>{paragraphs}</article></body></html>".encode(),
            fetched_at=NOON + timedelta(hours=number),
        )
        article = extract_article(page, entry=entry, directory=known)
        assert isinstance(article, Article)
        articles.append(article)
    return articles


def voices(articles: list[Article], known: Directory) -> tuple[Origin, ...]:
    return count_origins(articles, find_reprints(articles, directory=known), directory=known)


def test_a_report_behind_a_query_is_its_publishers_and_joins_the_publishers_own_voice() -> None:
    known = directory()
    (through,) = read({"valley.example": ("Valley", WIRE)}, known)
    assert (through.outlet, through.domain) == ("ch/valley", "valley.example")
    direct = Article(id="direct", text=OWN, outlet="ch/valley", language="en", published=NOON)
    assert [len(voice.members) for voice in voices([direct, through], known)] == [2]


def test_two_papers_behind_one_query_are_two_voices() -> None:
    known = directory()
    told = read({"valley.example": ("Valley", WIRE), "ridge.example": ("Ridge", OWN)}, known)
    assert sorted(article.outlet or "" for article in told) == ["ch/valley", "it/ridge"]
    assert len(voices(told, known)) == 2


def test_nine_editions_of_one_publisher_behind_a_query_are_one_voice() -> None:
    known = directory()
    told = read({f"edition{n}.morning.example": (f"Morning {n}", WIRE if n % 2 else OWN) for n in range(9)}, known)
    assert len(told) == 9
    assert [len(voice.members) for voice in voices(told, known)] == [9]
