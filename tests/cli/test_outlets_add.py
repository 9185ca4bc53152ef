"""`variorum outlets add`: an outlet is read from its home page."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import ClassVar

import pytest
from pytest_httpserver import HTTPServer
from tests.cli.outlet_sites import EMPTY, FEED_LINK, GERMAN, RSS, added, page, run, serve

from variorum.outlets import load_directory

pytestmark = pytest.mark.unit


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
