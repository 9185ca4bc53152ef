"""What one robots.txt says to one agent."""

import random
import time

import pytest

from variorum.fetch.rules import MAX_ROBOTS_BYTES, product_token, read_rules

pytestmark = pytest.mark.unit
SITE = "https://paper.example"


def allowed(robots: bytes | str, path: str = "/a", *, agent: str = "Variorum") -> bool:
    body = robots.encode() if isinstance(robots, str) else robots
    return read_rules(body, agent=agent).allow(SITE + path)


@pytest.mark.parametrize(
    "line",
    [
        "User-agent: Variorum",
        "user-agent:variorum",
        "USER-AGENT : VARIORUM",
        "User-agent: Variorum/2.0",
        "User-agent: Variorum (the news one)",
        "User-agent: Variorum # our friends",
        "User-agent Variorum",
        "useragent: Variorum",
        "User agent: Variorum",
        "User-agent: Other\nUser-agent: Variorum",
        "User-agent:\u00a0Variorum",
    ],
)
def test_a_group_that_names_us_is_ours(line: str) -> None:
    assert not allowed(f"User-agent: *\nAllow: /\n\n{line}\nDisallow: /a")


@pytest.mark.parametrize("name", ["Vario", "V", "Variorum-News", "MyVariorum", "Variorums", "bot", "Vari*", "*bot"])
def test_a_group_of_another_name_is_not_ours(name: str) -> None:
    assert allowed(f"User-agent: {name}\nDisallow: /")


@pytest.mark.parametrize("line", ["User-agent: *", "User-agent: * # all", "User-agent: * all of you"])
def test_a_group_for_everybody_is_for_us_where_none_names_us(line: str) -> None:
    assert not allowed(f"{line}\nDisallow: /")
    assert allowed(f"{line}\nDisallow: /\n\nUser-agent: Variorum\nDisallow: /b")


def test_groups_of_one_name_are_read_as_one() -> None:
    robots = "User-agent: Variorum\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n\nUser-agent: Variorum\nDisallow: /b"
    assert [allowed(robots, path) for path in ("/a", "/b", "/c")] == [False, False, True]


@pytest.mark.parametrize(
    ("user_agent", "token"),
    [("Variorum/0.1 (+https://x.example)", "Variorum"), ("My_News-Bot 2", "My_News-Bot"), ("Bot2/1", "Bot"), ("9", "")],
)
def test_the_product_token_is_what_robots_txt_may_call_us(user_agent: str, token: str) -> None:
    assert product_token(user_agent) == token


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\xef\xbb", b"\xef", b""])
def test_a_byte_order_mark_hides_no_group_even_torn(mark: bytes) -> None:
    assert not allowed(mark + b"User-agent: *\nDisallow: /")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\n\r\n"])
def test_every_kind_of_line_end_ends_a_line(end: str) -> None:
    assert not allowed(end.join(["User-agent: *", "Allow: /b", "Disallow: /a"]))


@pytest.mark.parametrize("coding", ["utf-16", "utf-8-sig"])
def test_an_editors_unicode_is_read(coding: str) -> None:
    assert not allowed("User-agent: *\nDisallow: /a".encode(coding))


@pytest.mark.parametrize(
    ("rule", "path", "closed"),
    [
        ("/caf\u00e9".encode(), "/caf%C3%A9", True),
        ("/caf\u00e9".encode("latin-1"), "/caf%E9", True),
        ("/\u65b0\u805e".encode(), "/%E6%96%B0%E8%81%9E/1", True),
        (b"/%7ejoe", "/~joe", True),
        (b"/*.pdf$", "/x.pdf", True),
        (b"/*.pdf$", "/x.pdf?1", False),
        (b"/a*", "/b", False),
        (b"", "/a", False),
    ],
)
def test_paths_match_whatever_letters_they_are_written_in(rule: bytes, path: str, closed: bool) -> None:
    assert allowed(b"User-agent: *\nDisallow: " + rule, path) is not closed


def test_the_longest_rule_wins_and_of_equal_ones_the_open_one() -> None:
    robots = "User-agent: *\nDisallow: /\nAllow: /news\nDisallow: /news/private\nAllow: /b\nDisallow: /b"
    paths = ("/x", "/news/1", "/news/private/1", "/b")
    assert [allowed(robots, path) for path in paths] == [False, True, False, True]


@pytest.mark.parametrize(
    ("lines", "delay"),
    [
        ("Crawl-delay: 2.5", 2.5),
        ("Request-rate: 1/5", 5.0),
        ("Request-rate: 2/1m", 30.0),
        ("Request-rate: 1/10s 0600-0845", 10.0),
        ("Crawl-delay: 3\nRequest-rate: 1/7", 7.0),
        ("Crawl-delay: 999999", 60.0),
        ("Request-rate: 1/1d", 60.0),
        ("Crawl-delay: soon", 0.0),
        ("Crawl-delay: -4", 0.0),
        ("Crawl-delay: nan", 0.0),
        ("Request-rate: 0/5", 0.0),
        ("", 0.0),
    ],
)
def test_the_pause_that_is_asked_for(lines: str, delay: float) -> None:
    assert read_rules(f"User-agent: *\n{lines}\nDisallow: /x".encode(), agent="Variorum").delay == delay


def test_a_pause_of_others_is_not_ours() -> None:
    assert read_rules(b"User-agent: Other\nCrawl-delay: 9", agent="Variorum").delay == 0


def test_sitemaps_are_given_as_they_are_written() -> None:
    robots = b"Sitemap: https://paper.example/a.xml\nUser-agent: *\nDisallow: /\nsitemap:https://paper.example/b.xml"
    found = read_rules(robots, agent="Variorum").sitemaps
    assert found == ("https://paper.example/a.xml", "https://paper.example/b.xml")


def test_a_rule_that_the_limit_cuts_in_two_closes_nothing() -> None:
    head = b"User-agent: *\nDisallow: /first\n"
    rule = b"Disallow: /some/long/path\n"
    filling = b"#" * (MAX_ROBOTS_BYTES - len(head) - 1 - len(b"Disallow: /")) + b"\n"
    body = (head + filling + rule)[:MAX_ROBOTS_BYTES]  # as the wire cuts it
    assert body.endswith(b"Disallow: /")
    assert [allowed(body, path) for path in ("/first", "/other")] == [False, True]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\0" * 10_000,
        b"<!doctype html><html><body>User-agent: nobody</body></html>",
        b"Disallow: /",
        b"\xff\xfe\x00",
        b"User-agent",
        b"User-agent: *\nDisallow",
        b"\x89PNG\r\n\x1a\n" + random.Random(7).randbytes(5_000),
    ],
    ids=["empty", "zeros", "HTML", "no group", "half a letter", "no value", "no path", "a picture"],
)
def test_what_is_no_rule_closes_nothing(body: bytes) -> None:
    assert allowed(body)


@pytest.mark.parametrize(
    "body",
    [
        b"User-agent: *\nDisallow: /" + b"*a" * 200_000,
        b"User-agent: *\n" + b"Disallow: /*a*b*c*d*e$\n" * 20_000,
        b"User-agent: x\n" * 35_000,
        b"user agent " * 46_000,
        b"%" * 500_000,
        b"\xe9" * 500_000,
        b" " * 500_000,
        b"User-agent: *\n" + b"Disallow: /" + b"\t" * 490_000 + b"x",
    ],
    ids=["stars", "patterns", "agents", "one line", "percents", "accents", "spaces", "tabs"],
)
def test_no_file_takes_long(body: bytes) -> None:
    began = time.process_time()
    allowed(body, "/" + "a" * 1_900)
    assert time.process_time() - began < 2.0
