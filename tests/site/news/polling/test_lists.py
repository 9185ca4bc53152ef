"""Lists that are no plain feeds, polled over real HTTP: pages without a feed, sitemaps, queries and portals."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from tests.feeds.test_transports import code
from tests.site.news.town import BODY, LEDE, START, Town
from werkzeug import Request, Response

from variorum.feeds import read_opml
from variorum.model import Article, Feed, FeedKind, OutletKind
from variorum.reprints import count_origins, find_reprints
from variorum_site.news import store
from variorum_site.news.rounds import run_steps

pytestmark = [pytest.mark.site]
QUERY = "https://news.google.com/rss/search?q=quay"


@dataclass
class Web(Town):
    """The town, with answers that are written out by host and path."""

    answers: dict[str, str] = field(default_factory=dict)

    def answer(self, request: Request) -> Response:
        written = self.answers.get(f"{request.host.partition(':')[0]}{request.path}")
        if written is None:
            return super().answer(request)
        self.asked.append(f"{request.host.partition(':')[0]}{request.path}")
        return Response(written, content_type="text/html" if "<html" in written else "application/xml")

    def list_at(self, feed: Feed, written: str) -> None:
        """A list that is polled, and nothing else of its host."""
        host, _, path = feed.url.removeprefix("https://").partition("/")
        self.answers[f"{host}/{path.partition('?')[0]}"] = written
        if host not in self.papers:
            self.add(host, "IE")
        store.save_feed(feed)

    def read(self) -> list[Article]:
        with self.tools() as tools:
            run_steps(tools)
        return list(store.iter_articles())


@pytest.fixture
def web(db: None, httpserver: HTTPServer, tmp_path: Path) -> Web:
    found = Web(server=httpserver, folder=tmp_path / "captures")
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nAllow: /\n")
    httpserver.expect_request(re.compile("/.*")).respond_with_handler(found.answer)
    return found


def report(site: str) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in (LEDE, *BODY))
    return (
        f'<html lang="en"><head><title>Quay burns</title><meta property="og:site_name" content="{site}"></head>'
        f"<body><article><h1>Quay burns</h1>{text}</article></body></html>"
    )


def item(link: str, publisher: str = "", address: str = "") -> str:
    source = f'<source url="{address}">{publisher}</source>' if publisher else ""
    return f"<item><title>Quay burns - {publisher}</title><link>{link}</link>{source}</item>"


def rss(*items: str) -> str:
    return f"<rss><channel><title>T</title>{''.join(items)}</channel></rss>"


def test_a_page_without_a_feed_is_a_list_of_what_it_links_to(web: Web) -> None:
    paper = web.add("herald.example", "MY", quay="Quay of Larran burns down")
    store.save_outlet(replace(paper.outlet, feeds=()))
    front = Feed(url="https://herald.example/news", outlet="my/herald", kind=FeedKind.PAGE, links="/qu[a-z]+")
    web.list_at(front, "<html><a href='/quay'>Quay of Larran burns down</a><a href='/about'>About</a></html>")
    assert [(one.outlet, one.headline) for one in web.read()] == [("my/herald", "Quay of Larran burns down")]
    assert "herald.example/about" not in web.asked


@pytest.mark.parametrize(("words", "found"), [("noindex", 1), ("noindex, nofollow", 0)])
def test_a_page_that_is_not_to_be_indexed_may_list_links_that_may_be_followed(web: Web, words: str, found: int) -> None:
    paper = web.add("herald.example", "MY", quay="Quay of Larran burns down")
    store.save_outlet(replace(paper.outlet, feeds=()))
    front = Feed(url="https://herald.example/news", outlet="my/herald", kind=FeedKind.PAGE, links="/qu[a-z]+")
    head = f'<html><head><meta name="robots" content="{words}"></head>'
    web.list_at(front, f"{head}<a href='/quay'>Quay of Larran burns down</a></html>")
    assert len(list(web.read())) == found
    assert ("nofollow" in (store.load_feed_state(front.url).error or "")) is (found == 0)


def test_a_page_whose_links_match_no_more_is_a_feed_that_fails(web: Web) -> None:
    web.add("herald.example", "MY")
    front = Feed(url="https://herald.example/news", outlet="my/herald", kind=FeedKind.PAGE, links="/old/.+")
    web.list_at(front, "<html><a href='/new/quay'>Quay</a></html>")
    web.read()
    assert "mend the rule" in (store.load_feed_state(front.url).error or "")


def test_of_nested_sitemaps_the_newest_are_read_and_only_their_news(web: Web) -> None:
    paper = web.add("herald.example", "MY", quay="Quay of Larran burns down", old="Quay of Larran opens")
    store.save_outlet(replace(paper.outlet, feeds=()))
    index = "<sitemapindex>{}</sitemapindex>"
    named = "<sitemap><loc>https://herald.example/{}.xml</loc><lastmod>{}</lastmod></sitemap>"
    years = "".join(named.format(year, f"{year}-01-01") for year in range(2019, 2027))
    web.list_at(
        Feed(url="https://herald.example/map.xml", outlet="my/herald", kind=FeedKind.SITEMAP), index.format(years)
    )
    web.answers["herald.example/2026.xml"] = index.format(named.format("march", "2026-03-01"))
    page = "<url><loc>https://herald.example/{}</loc><lastmod>{}</lastmod></url>"
    pages = page.format("quay", START.isoformat()) + page.format("old", (START - timedelta(days=30)).isoformat())
    web.answers["herald.example/march.xml"] = f"<urlset>{pages}</urlset>"
    assert [one.headline for one in web.read()] == ["Quay of Larran burns down"]
    assert "herald.example/2023.xml" not in web.asked


def test_an_item_through_a_query_is_credited_to_its_publisher(web: Web) -> None:
    web.add("herald.example", "MY", quay="Quay of Larran burns down")
    store.save_outlet(replace(web.papers["herald.example"].outlet, feeds=()))
    link = f"https://news.google.com/rss/articles/{code('https://herald.example/quay')}"
    web.list_at(Feed(url=QUERY), rss(item(link, "Herald", "https://herald.example")))
    [article] = web.read()
    assert (article.outlet, article.outlet_name, article.domain) == ("my/herald", "Herald", "herald.example")


def test_the_page_behind_a_link_that_only_its_host_resolves_is_no_report(web: Web) -> None:
    link = f"https://news.google.com/rss/articles/{code('AU_yqLSecret')}"
    web.list_at(Feed(url=QUERY), rss(item(link, "Herald", "https://herald.example")))
    web.answers[link.removeprefix("https://")] = report("The Query")
    assert web.read() == []
    assert [refusal.reason for refusal in store.load_rejections()] == [
        "is a transport's link and not the report itself"
    ]


@pytest.mark.parametrize(
    ("publisher", "address", "credited"),
    [
        ("Herald", "https://herald.example/", ("my/herald", "Herald", "herald.example")),
        ("Courier of Velia", "https://www.velia.example/", (None, "Courier of Velia", "velia.example")),
        ("The Portal", "https://portal.example/", ("ie/portal", "Portal", "portal.example")),
    ],
)
def test_a_portals_page_is_credited_to_the_outlet_that_its_feed_names(
    web: Web, publisher: str, address: str, credited: tuple[str | None, str, str]
) -> None:
    web.add("herald.example", "MY")
    portal = web.add("portal.example", "IE").outlet
    store.save_outlet(replace(portal, kind=OutletKind.PORTAL))
    web.list_at(portal.feeds[0], rss(item("https://portal.example/quay", publisher, address)))
    web.answers["portal.example/quay"] = report("Portal")
    [article] = web.read()
    assert (article.outlet, article.outlet_name, article.domain) == credited


def test_nine_editions_of_one_publisher_behind_a_query_are_one_origin(web: Web) -> None:
    hosts = [f"edition{number}.velia.example" for number in range(1, 10)]
    items = []
    for host in hosts:
        web.papers[host] = replace(web.add("velia.example", "KE"), host=host)
        web.answers[f"{host}/quay"] = report(f"Velia {host}")
        link = f"https://news.google.com/rss/articles/{code(f'https://{host}/quay')}"
        items.append(item(link, f"Velia {host}", f"https://{host}"))
    web.list_at(Feed(url=QUERY), rss(*items))
    read = web.read()
    assert len(read) == 9
    directory = store.load_directory()
    articles = [replace(one, text=" ".join(f"w{n}e{number}" for n in range(60))) for number, one in enumerate(read)]
    reprints = list(find_reprints(articles, directory=directory))
    assert len(count_origins(articles, reprints, directory=directory)) == 1


def test_all_feeds_leave_as_a_list_and_come_back(web: Web) -> None:
    from tests.site.test_command import variorum

    web.add("herald.example", "MY")
    store.save_feed(Feed(url="https://hand.example/feed"))
    exported = variorum("export", "feeds").output
    assert [(feed.url, feed.title, feed.folders) for feed in read_opml(exported.encode())] == [
        ("https://hand.example/feed", None, ()),
        ("https://herald.example/feed.xml", "Herald", ("MY", "Herald")),
    ]
    before = list(store.iter_feeds())
    assert "2 feeds, polled from now on" in variorum("ingest", "-", stdin=exported).output
    assert [one for one in store.iter_feeds() if one in before] == before  # beside those of the bundled outlets
