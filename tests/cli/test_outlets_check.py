"""`variorum outlets check`: the feeds of outlets are asked."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, ClassVar

import pytest
from click.testing import Result
from pytest_httpserver import HTTPServer
from tests.cli.outlet_sites import EMPTY, RSS, own, page, run, serve

from variorum.outlets import load_directory

pytestmark = pytest.mark.unit


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
