"""`variorum outlets`: home pages and feeds on a web of loopback, where every host name leads to one server."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any, ClassVar

import pytest
from click.testing import CliRunner, Result
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from variorum.cli.outlets import outlets
from variorum.outlets import load_directory

pytestmark = pytest.mark.unit

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


@pytest.fixture
def home(httpserver: HTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder whose settings lead every host name to the test's server."""
    monkeypatch.setenv("VARIORUM_HOME", str(tmp_path))
    monkeypatch.setenv("VARIORUM_FETCH_HOSTS", f"*=127.0.0.1:{httpserver.port}")
    monkeypatch.setenv("VARIORUM_FETCH_HOST_DELAY", "0")
    return tmp_path


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


class TestAdd:
    def test_a_home_page_becomes_a_file_that_the_directory_reads(self, home: Path, httpserver: HTTPServer) -> None:
        head = "<title>Harbour Post - News from the quay</title>" + FEED_LINK.format(href="/feed.xml")
        feed = RSS.format(title="Harbour Post", language="en-ie")
        serve(httpserver, {"www.harbourpost.ie/": page(head), "www.harbourpost.ie/feed.xml": feed})
        done = run("add", "http://www.harbourpost.ie/")
        assert done.exit_code == 0, done.stderr
        assert added(home, "ie/harbour-post") == {
            "name": "Harbour Post",
            "country": "IE",
            "languages": ["en"],
            "kind": "portal",
            "homepage": "http://www.harbourpost.ie/",
            "domains": ["harbourpost.ie"],
            "feeds": [{"url": "http://www.harbourpost.ie/feed.xml"}],
        }
        assert load_directory(home / "directory").outlets["ie/harbour-post"].name == "Harbour Post"
        assert done.stderr == (
            f"1 feed can be read: 2 entries.\nWritten to {home / 'directory' / 'ie' / 'harbour-post.toml'}.\n"
        )

    NAMES: ClassVar = {
        "the site's own name wins over the title": (
            '<meta property="og:site_name" content="Harbour Post"><title>Latest news</title>',
            "Harbour Post",
        ),
        "an organisation in JSON-LD is believed": (
            '<script type="application/ld+json">{"@type": "NewsMediaOrganization", "name": "The Harbour Post"}</script>'
            "<title>News</title>",
            "The Harbour Post",
        ),
        "a tagline before the name is cut": (
            "<title>Breaking news, sport and more | Harbour Post</title>",
            "Harbour Post",
        ),
        "a tagline after the name is cut": ("<title>Harbour Post: all news of the quay</title>", "Harbour Post"),
        "quotation marks in a name stay": ('<title>Harbour "Post"</title>', 'Harbour "Post"'),
    }

    @pytest.mark.parametrize(("head", "name"), NAMES.values(), ids=NAMES.keys())
    def test_the_name_is_found_without_its_tagline(
        self, home: Path, httpserver: HTTPServer, head: str, name: str
    ) -> None:
        serve(httpserver, {"harbourpost.ie/": page(head)})
        done = run("add", "http://harbourpost.ie/")
        assert done.exit_code == 0, done.stderr
        assert tomllib.loads(done.stdout)["name"] == name

    @pytest.mark.parametrize(
        ("host", "language", "country", "name"),
        [
            ("correo.mx", "es", "MX", "Correo de Luna"),
            ("prychal.ua", "uk", "UA", "Причал"),
            ("minato.jp", "ja", "JP", "みなと新報"),
            ("almina.eg", "ar", "EG", "الميناء"),
        ],
    )
    def test_languages_and_scripts_of_the_world_are_read(
        self, home: Path, httpserver: HTTPServer, host: str, language: str, country: str, name: str
    ) -> None:
        serve(httpserver, {f"{host}/": page(f"<title>{name}</title>", language=language)})
        done = run("add", f"http://{host}/")
        assert done.exit_code == 0, done.stderr
        file = tomllib.loads(done.stdout)
        assert (file["name"], file["country"], file["languages"]) == (name, country, [language])

    def test_a_name_without_latin_letters_leaves_the_id_to_the_address(
        self, home: Path, httpserver: HTTPServer
    ) -> None:
        serve(httpserver, {"minato.jp/": page("<title>みなと新報</title>", language="ja")})
        assert run("add", "http://minato.jp/").exit_code == 0
        assert added(home, "jp/minato")["name"] == "みなと新報"

    COUNTRIES: ClassVar = {
        "the publisher's postal address": (
            '<script type="application/ld+json">{"@type": "Organization", "name": "Harbour Post",'
            ' "address": {"addressCountry": "Ireland"}}</script>',
            "en",
            "IE",
        ),
        "the region of the language": ("<title>Harbour Post</title>", "en-NZ", "NZ"),
    }

    @pytest.mark.parametrize(("head", "attribute", "country"), COUNTRIES.values(), ids=COUNTRIES.keys())
    def test_where_the_address_tells_no_country_the_page_may(
        self, home: Path, httpserver: HTTPServer, head: str, attribute: str, country: str
    ) -> None:
        serve(httpserver, {"harbourpost.com/": page(head, attribute=attribute)})
        done = run("add", "http://harbourpost.com/")
        assert done.exit_code == 0, done.stderr
        assert tomllib.loads(done.stdout)["country"] == country

    def test_american_english_alone_tells_no_country(self, home: Path, httpserver: HTTPServer) -> None:
        serve(httpserver, {"harbourpost.com/": page("<title>Harbour Post</title>", attribute="en-US")})
        done = run("add", "http://harbourpost.com/")
        assert done.exit_code == 2
        assert "add --country with its two letters" in done.stderr
        assert run("add", "http://harbourpost.com/", "--country", "us").exit_code == 0

    def test_only_feeds_that_can_be_read_and_are_of_the_news_are_taken(
        self, home: Path, httpserver: HTTPServer
    ) -> None:
        links = "".join(
            FEED_LINK.format(href=href) for href in ("/broken", "/empty", "/sport/rss", "/comments/feed", "/ok")
        )
        feed = RSS.format(title="x", language="en")
        pages: dict[str, str | int] = {f"harbour.ie{path}": feed for path in ("/sport/rss", "/comments/feed", "/ok")}
        pages |= {"harbour.ie/": page(f"<title>Harbour</title>{links}"), "harbour.ie/broken": page("")}
        serve(httpserver, pages | {"harbour.ie/empty": EMPTY})
        assert tomllib.loads(run("add", "http://harbour.ie/").stdout)["feeds"] == [{"url": "http://harbour.ie/ok"}]

    def test_a_feed_that_no_page_names_is_looked_for_where_feeds_lie(self, home: Path, httpserver: HTTPServer) -> None:
        feed = RSS.format(title="x", language="en")
        serve(httpserver, {"harbour.ie/": page("<title>Harbour</title>"), "harbour.ie/rss.xml": feed})
        assert tomllib.loads(run("add", "http://harbour.ie/").stdout)["feeds"] == [{"url": "http://harbour.ie/rss.xml"}]

    def test_an_outlet_without_a_feed_says_so(self, home: Path, httpserver: HTTPServer) -> None:
        serve(httpserver, {"harbour.ie/": page("<title>Harbour</title>")})
        done = run("add", "http://harbour.ie/")
        assert tomllib.loads(done.stdout)["feeds"] == []
        assert "No feed was found: nothing is read of it until its file names one" in done.stderr

    def test_one_feed_in_two_formats_is_taken_once(self, home: Path, httpserver: HTTPServer) -> None:
        links = FEED_LINK.format(href="/rss.xml") + FEED_LINK.format(href="/atom.xml")
        feed = RSS.format(title="x", language="en")
        pages: dict[str, str | int] = {"harbour.ie/": page(f"<title>Harbour</title>{links}")}
        serve(httpserver, pages | {"harbour.ie/rss.xml": feed, "harbour.ie/atom.xml": feed.replace("Two", "Second")})
        assert tomllib.loads(run("add", "http://harbour.ie/").stdout)["feeds"] == [{"url": "http://harbour.ie/rss.xml"}]

    PARTS: ClassVar = {
        "a feed of the whole news goes before those of its parts": (
            ("/politik.xml", "/alles.xml"),
            [{"url": "http://hafen.at/alles.xml"}],
        ),
        "a feed that no page names goes before those of parts": (
            ("/politik.xml", "/feed/"),
            [{"url": "http://hafen.at/feed/"}],
        ),
        "parts say which they are": (
            ("/politik.xml", "/wirtschaft.xml"),
            [
                {"url": "http://hafen.at/politik.xml", "section": "Politik"},
                {"url": "http://hafen.at/wirtschaft.xml", "section": "Wirtschaft"},
            ],
        ),
    }

    @pytest.mark.parametrize(("paths", "taken"), PARTS.values(), ids=PARTS.keys())
    def test_the_widest_feed_is_taken(
        self, home: Path, httpserver: HTTPServer, paths: tuple[str, ...], taken: list[dict[str, str]]
    ) -> None:
        links = "".join(FEED_LINK.format(href=path) for path in paths if path != "/feed/")
        pages: dict[str, str | int] = {
            f"hafen.at{path}": RSS.format(title=path, language="de").replace("/1<", f"/1{path}<") for path in paths
        }
        serve(httpserver, pages | {"hafen.at/": page(f"<title>Hafen</title>{links}", words=GERMAN, language="de")})
        done = run("add", "http://hafen.at/")
        assert tomllib.loads(done.stdout)["feeds"] == taken, done.stderr
        assert "Look again" not in done.stderr

    def test_a_feed_that_the_page_only_links_to_is_found(self, home: Path, httpserver: HTTPServer) -> None:
        head = "<title>Harbour</title><a href='/syndicate/sport/rss'>Sport</a><a href='/syndicate/27'>RSS</a>"
        feed = RSS.format(title="Harbour", language="en")
        serve(
            httpserver,
            {"harbour.ie/": page(head), "harbour.ie/syndicate/sport/rss": feed, "harbour.ie/syndicate/27": feed},
        )
        assert tomllib.loads(run("add", "http://harbour.ie/").stdout)["feeds"] == [
            {"url": "http://harbour.ie/syndicate/27"}
        ]

    def test_an_address_that_leads_to_another_host_says_where(self, home: Path, httpserver: HTTPServer) -> None:
        serve(httpserver, {"old.ie/": "-> http://harbour.ie/", "harbour.ie/": page("<title>Harbour</title>")})
        done = run("add", "http://old.ie/")
        assert added(home, "ie/harbour")["homepage"] == "http://harbour.ie/"
        assert done.stderr.startswith("http://old.ie/ leads to harbour.ie, which was taken for its home.\n")

    def test_www_alone_is_no_other_host(self, home: Path, httpserver: HTTPServer) -> None:
        serve(
            httpserver, {"harbour.ie/": "-> http://www.harbour.ie/", "www.harbour.ie/": page("<title>Harbour</title>")}
        )
        assert "leads to" not in run("add", "http://harbour.ie/").stderr

    def test_an_address_that_leads_to_a_known_outlet_is_refused(self, home: Path, httpserver: HTTPServer) -> None:
        serve(httpserver, {"old.ie/": "-> http://harbour.ie/", "harbour.ie/": page("<title>Harbour</title>")})
        assert run("add", "http://harbour.ie/").exit_code == 0
        assert run("add", "http://old.ie/").stderr == (
            "Error: http://harbour.ie/ belongs to Harbour, which is known: see ie/harbour.toml.\n"
        )

    def test_the_language_may_be_told(self, home: Path, httpserver: HTTPServer) -> None:
        serve(httpserver, {"silent.ie/": "<!doctype html><html><head><title>Silent</title></head></html>"})
        file = tomllib.loads(run("add", "http://silent.ie/", "--language", "GA", "--language", "en").stdout)
        assert file["languages"] == ["ga", "en"]

    @pytest.mark.parametrize(
        ("name", "kind", "credit_lines"),
        [
            ("Anadolu Liman Ajansı", "agency", ["Anadolu Liman Ajansı"]),
            ("Радио Причал", "broadcaster", None),
            ("Harbour", "portal", None),
        ],
    )
    def test_what_an_outlet_calls_itself_tells_its_kind(
        self, home: Path, httpserver: HTTPServer, name: str, kind: str, credit_lines: list[str] | None
    ) -> None:
        serve(httpserver, {"harbour.ie/": page(f"<title>{name}</title>")})
        file = tomllib.loads(run("add", "http://harbour.ie/").stdout)
        assert (file["kind"], file.get("credits")) == (kind, credit_lines)

    def test_an_address_is_no_name(self, home: Path, httpserver: HTTPServer) -> None:
        head = '<meta property="og:site_name" content="https://www.harbour.ie"><title>News - The Harbour</title>'
        serve(httpserver, {"harbour.ie/": page(head)})
        assert tomllib.loads(run("add", "http://harbour.ie/").stdout)["name"] == "The Harbour"

    def test_a_family_that_nobody_else_is_of_is_said(self, home: Path, httpserver: HTTPServer) -> None:
        serve(httpserver, {"harbour.ie/": page("<title>Harbour</title>"), "quay.ie/": page("<title>Quay</title>")})
        assert "nobody else is of the family 'dock'" in run("add", "http://harbour.ie/", "--family", "dock").stderr
        assert "Look again" not in run("add", "http://quay.ie/", "--family", "dock").stderr

    def test_a_dry_run_writes_nothing(self, home: Path, httpserver: HTTPServer) -> None:
        serve(httpserver, {"harbour.ie/": page("<title>Harbour</title>")})
        done = run("add", "http://harbour.ie/", "--dry-run")
        assert 'name = "Harbour"' in done.stdout
        assert not (home / "directory").exists()

    def test_what_the_owner_says_wins(self, home: Path, httpserver: HTTPServer) -> None:
        serve(httpserver, {"harbour.ie/": page("<title>Harbour</title>")})
        words = (
            "--name",
            "Harbour Wire",
            "--country",
            "GB",
            "--kind",
            "agency",
            "--credit",
            "HW",
            "--family",
            "harbour",
        )
        file = tomllib.loads(run("add", "http://harbour.ie/", *words).stdout)
        assert (file["name"], file["country"], file["kind"], file["credits"], file["family"]) == (
            "Harbour Wire", "GB", "agency", ["HW"], "harbour",
        )  # fmt: skip

    def test_what_looks_wrong_is_said(self, home: Path, httpserver: HTTPServer) -> None:
        serve(httpserver, {"harbour.ie/": page("<title>Harbour</title>")})
        done = run("add", "http://harbour.ie/", "--country", "NZ")
        assert "Look again: http://harbour.ie/ is an address of IE" in done.stderr

    def test_an_outlet_that_is_known_is_refused(self, home: Path, httpserver: HTTPServer) -> None:
        serve(httpserver, {"harbour.ie/": page("<title>Harbour</title>")})
        assert run("add", "http://harbour.ie/").exit_code == 0
        again = run("add", "http://harbour.ie/")
        assert again.exit_code == 2
        assert again.stderr == "Error: http://harbour.ie/ belongs to Harbour, which is known: see ie/harbour.toml.\n"

    def test_a_name_that_another_outlet_has_is_refused(self, home: Path, httpserver: HTTPServer) -> None:
        pages: dict[str, str | int] = {f"{host}/": page("<title>Harbour</title>") for host in ("harbour.ie", "quay.ie")}
        serve(httpserver, pages)
        assert run("add", "http://harbour.ie/").exit_code == 0
        again = run("add", "http://quay.ie/", "--name", "Harbour")
        assert again.exit_code == 2
        assert "ie/harbour is the id of http://harbour.ie/: add --name with another name" in again.stderr

    REFUSED: ClassVar = {
        "an address that is none": ("nonsense", "nonsense"),
        "a page that is not there": ("http://gone.ie/", "status 404"),
        "a page that robots.txt closes": ("http://closed.ie/", "robots.txt"),
        "a page that does not name itself": ("http://nameless.ie/", "add --name"),
        "a page without words": ("http://silent.ie/", "too few words to tell its language: add --language"),
        "a feed": ("http://feed.ie/", "http://feed.ie/ is a feed: give the address of the outlet's home page"),
        "a file of another type": ("http://paper.ie/", "is no page of HTML (application/pdf)"),
        "a port that the settings do not allow": ("http://harbour.ie:8099/", "asks for port 8099"),
        "a country that is none": ("http://harbour.ie/ --country QQ", "two capital letters of ISO 3166-1"),
        "an agency without credits": ("http://harbour.ie/ --kind agency", "'credits' is missing"),
    }

    @pytest.mark.parametrize(("words", "said"), REFUSED.values(), ids=REFUSED.keys())
    def test_what_cannot_be_added_is_refused_in_one_sentence(
        self, home: Path, httpserver: HTTPServer, words: str, said: str
    ) -> None:
        serve(
            httpserver,
            {
                "harbour.ie/": page("<title>Harbour</title>"),
                "nameless.ie/": page(""),
                "silent.ie/": '<!doctype html><html><head><meta name="application-name" content="S"></head></html>',
                "closed.ie/robots.txt": "User-agent: *\nDisallow: /\n",
                "closed.ie/": page("<title>Closed</title>"),
                "feed.ie/": RSS.format(title="Feed", language="en"),
                "paper.ie/": "%PDF-1.7",
            },
        )
        done = run("add", *words.split())
        assert done.exit_code == 2
        assert said in done.stderr
        assert done.stderr.startswith("Error: ")
        assert done.stderr.count("\n") == 1
        assert not (home / "directory").exists()


class TestCheck:
    FEEDS: ClassVar = {
        "works": "https://quayherald.example/works",
        "empty": "https://quayherald.example/empty",
        "moved": "https://quayherald.example/old",
        "gone": "https://quayherald.example/gone",
        "forbidden": "https://quayherald.example/login",
        "broken": "https://quayherald.example/page",
    }
    PAGES: ClassVar[dict[str, str | int]] = {
        "quayherald.example/works": RSS.format(title="Quay", language="en"),
        "quayherald.example/empty": EMPTY,
        "quayherald.example/old": "-> http://quayherald.example/new",
        "quayherald.example/new": RSS.format(title="Quay", language="en"),
        "quayherald.example/gone": 410,
        "quayherald.example/login": 403,
        "quayherald.example/page": page("<title>Quay</title>"),
    }

    def checked(self, home: Path, server: HTTPServer, *names: str) -> tuple[Result, Any]:
        own(home, feeds=tuple(self.FEEDS[name].replace("https", "http") for name in names))
        serve(server, self.PAGES)
        done = run("check", "--only", "ie/quay-herald", "--json")
        return done, json.loads(done.stdout)

    @pytest.mark.parametrize("name", FEEDS)
    def test_each_feed_has_an_outcome(self, home: Path, httpserver: HTTPServer, name: str) -> None:
        _, told = self.checked(home, httpserver, name)
        assert [feed["outcome"] for feed in told["feeds"]] == [name]
        assert told["summary"] == {name: 1}

    def test_a_feed_that_works_says_how_much_and_how_new(self, home: Path, httpserver: HTTPServer) -> None:
        done, told = self.checked(home, httpserver, "works")
        assert (told["feeds"][0]["entries"], told["feeds"][0]["newest"]) == (2, "2026-03-03T09:30:00+00:00")
        assert done.exit_code == 0

    def test_a_feed_that_moved_says_where(self, home: Path, httpserver: HTTPServer) -> None:
        done, told = self.checked(home, httpserver, "moved")
        assert told["feeds"][0]["moved_to"] == "http://quayherald.example/new"
        assert done.exit_code == 0

    @pytest.mark.parametrize("name", ["gone", "forbidden", "broken"])
    def test_trouble_shows_in_the_exit_status(self, home: Path, httpserver: HTTPServer, name: str) -> None:
        done, _ = self.checked(home, httpserver, "works", name)
        assert done.exit_code == 1

    def test_robots_are_heeded(self, home: Path, httpserver: HTTPServer) -> None:
        own(home, feeds=("http://quayherald.example/works",))
        serve(httpserver, self.PAGES | {"quayherald.example/robots.txt": "User-agent: *\nDisallow: /\n"})
        told = json.loads(run("check", "--only", "ie/quay-herald", "--json").stdout)
        assert told["feeds"][0]["outcome"] == "forbidden"
        assert [request.path for request, _ in httpserver.log] == ["/robots.txt"]

    def test_the_terminal_shows_each_outlet_and_a_sum(self, home: Path, httpserver: HTTPServer) -> None:
        own(home, feeds=("http://quayherald.example/works", "http://quayherald.example/gone"))
        serve(httpserver, self.PAGES)
        shown = run("check", "--only", "ie/quay-herald").stdout
        assert "2 entries, the newest of 2026-03-03 09:30 UTC" in shown
        assert "2 feeds: 1 works, 1 gone." in shown

    def test_an_outlet_without_a_feed_is_named(self, home: Path, httpserver: HTTPServer) -> None:
        own(home, feeds=())
        done = run("check", "--only", "ie/quay-herald")
        assert done.stdout.strip() == "No feed was asked. Of ie/quay-herald no feed is known."
        assert done.exit_code == 0

    def test_one_entry_is_one(self, home: Path, httpserver: HTTPServer) -> None:
        own(home, feeds=("http://quayherald.example/works",))
        single = re.sub(r"<item><title>Two.*?</item>", "", RSS.format(title="Quay", language="en"), flags=re.DOTALL)
        serve(httpserver, {"quayherald.example/works": single})
        shown = run("check", "--only", "ie/quay-herald").stdout
        assert "1 entry, the newest of 2026-03-03 08:00 UTC" in shown
        assert "1 feed: 1 works." in shown

    def test_an_own_file_that_breaks_a_rule_is_told(self, home: Path, httpserver: HTTPServer) -> None:
        own(home, feeds=(), languages='["th"]')
        done = run("check", "--only", "ie/quay-herald", "--json")
        assert [one["rule"] for one in json.loads(done.stdout)["violations"]] == ["language"]
        assert done.exit_code == 1

    def test_a_page_that_stands_in_for_a_feed_counts_its_links(self, home: Path, httpserver: HTTPServer) -> None:
        own(home, feeds=("http://quayherald.example/page",))
        path = home / "directory" / "ie" / "quay-herald.toml"
        path.write_text(path.read_text() + 'kind = "page"\nlinks = "/1$"\n')
        serve(httpserver, self.PAGES)
        told = json.loads(run("check", "--only", "ie/quay-herald", "--json").stdout)
        assert (told["feeds"][0]["outcome"], told["feeds"][0]["entries"]) == ("works", 1)

    def test_a_country_means_all_its_outlets(self, home: Path, httpserver: HTTPServer) -> None:
        serve(httpserver, {})
        told = json.loads(run("check", "--only", "MT", "--json").stdout)
        known = load_directory().outlets.values()
        assert {feed["outlet"] for feed in told["feeds"]} == {o.id for o in known if o.country == "MT" and o.feeds}

    def test_what_is_no_outlet_or_country_is_refused(self, home: Path) -> None:
        done = run("check", "--only", "ie/nowhere")
        assert done.exit_code == 2
        assert done.stderr.startswith("Error: 'ie/nowhere' is no known outlet or country")

    def test_an_own_file_that_cannot_be_read_is_refused(self, home: Path) -> None:
        own(home, feeds=(), languages='"en"')
        done = run("check")
        assert done.exit_code == 2
        assert "quay-herald.toml" in done.stderr

    LINKS: ClassVar = (
        "<a href='/2026/most'>Bridge</a><a href='http://sport.quay.example/2026/race'>Race</a><a href='/us'>Us</a>"
    )

    @pytest.mark.parametrize(
        ("robots", "links", "outcome", "entries"),
        [
            ("all", LINKS, "works", 2),
            ("noindex", LINKS, "works", 2),
            ("nofollow", LINKS, "forbidden", 0),
            ("all", "<a href='/us'>Us</a>", "broken", 0),
        ],
    )
    def test_a_page_that_stands_in_for_a_feed_is_read_as_polling_reads_it(
        self, home: Path, httpserver: HTTPServer, robots: str, links: str, outcome: str, entries: int
    ) -> None:
        own(home, feeds=("http://quayherald.example/news",))
        path = home / "directory" / "ie" / "quay-herald.toml"
        told = path.read_text(encoding="utf-8").replace(
            "\n[[feeds]]", '\ndomains = ["quayherald.example", "quay.example"]\n[[feeds]]'
        )
        path.write_text(told + 'kind = "page"\nlinks = "/2026/.+"\n', encoding="utf-8")
        serve(httpserver, {"quayherald.example/news": page(f'<meta name="robots" content="{robots}">') + links})
        (feed,) = json.loads(run("check", "--only", "ie/quay-herald", "--json").stdout)["feeds"]
        assert (feed["outcome"], feed["entries"]) == (outcome, entries), feed["said"]
