"""Outlets are read strictly, and found by address, name or credit line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from variorum.errors import InputError
from variorum.model import FeedKind, Outlet, OutletKind
from variorum.outlet_rules import find_violations, load_rules
from variorum.outlets import Directory, build_directory, load_directory, parse_outlet

pytestmark = pytest.mark.unit

HERALD = """
name = "The Quay Herald"
country = "IE"
languages = ["en"]
kind = "paper"
homepage = "https://www.quayherald.example/"

[[feeds]]
url = "https://www.quayherald.example/rss.xml"
section = "World"
"""
WIRE = """
name = "Northwire"
country = "NO"
languages = ["no", "en"]
kind = "agency"
homepage = "https://northwire.example/"
domains = ["northwire.example", "nw.example"]
credits = ["Northwire", "NWA"]
feeds = []
"""


def herald(text: str = HERALD) -> Outlet:
    return parse_outlet(text, id="ie/quay-herald")


def directory(*outlets: Outlet) -> Directory:
    return build_directory(outlets)


def test_an_outlet_file_becomes_a_record() -> None:
    outlet = herald()
    assert (outlet.name, outlet.country, outlet.languages) == ("The Quay Herald", "IE", ("en",))
    assert outlet.kind is OutletKind.PAPER
    assert [(f.url, f.outlet, f.kind, f.section) for f in outlet.feeds] == [
        ("https://www.quayherald.example/rss.xml", "ie/quay-herald", FeedKind.FEED, "World")
    ]


def test_the_domain_is_the_home_page_s_host_where_none_is_given() -> None:
    assert herald().domains == ("quayherald.example",)


def test_a_feed_may_be_a_sitemap() -> None:
    outlet = herald(HERALD + 'kind = "sitemap"\n')
    assert outlet.feeds[0].kind is FeedKind.SITEMAP


REFUSALS = {
    "an unknown key is refused": ('name = "The Quay Herald"', 'nmae = "x"', "nmae"),
    "a missing key is refused": ('name = "The Quay Herald"\n', "", "'name' is missing"),
    "a name that is no text is refused": ('"The Quay Herald"', "7", "'name' is 7"),
    "space around a name is refused": ('"The Quay Herald"', '" Herald"', "without space"),
    "a country that does not exist is refused": ('"IE"', '"ZZ"', "two capital letters of ISO 3166-1"),
    "a country for which a code is only reserved is refused": ('"IE"', '"IC"', "two capital letters of ISO 3166-1"),
    "a country in small letters is refused": ('"IE"', '"ie"', "'country' is 'ie'"),
    "a country that differs from the folder is refused": ('"IE"', '"GB"', "the file lies in ie/"),
    "a language that does not exist is refused": ('["en"]', '["qq"]', "'languages' is 'qq'"),
    "a language with a region is refused": ('["en"]', '["en-IE"]', "primary tags"),
    "an outlet without a language is refused": ('["en"]', "[]", "'languages' is empty"),
    "a language twice is refused": ('["en"]', '["en", "en"]', "twice"),
    "languages that are no list are refused": ('["en"]', '"en"', "write a list"),
    "an unknown kind is refused": ('"paper"', '"blog"', "choose one of paper, broadcaster"),
    "a home page without http is refused": ('"https://www.quayherald.example/"', '"quayherald.example"', "https://"),
    "a home page on ftp is refused": ('"https://www.quayherald.example/"', '"ftp://quayherald.example"', "homepage"),
    "a home page with a broken host is refused": ('"https://www.quayherald.example/"', '"https://[x"', "homepage"),
    "a family with spaces is refused": ('kind = "paper"', 'kind = "paper"\nfamily = "Quay Group"', "'family'"),
    "a domain with a scheme is refused": (
        'kind = "paper"',
        'kind = "paper"\ndomains = ["https://q.example"]',
        "domains",
    ),
    "credits of a paper are refused": (
        'kind = "paper"',
        'kind = "paper"\ncredits = ["QH"]',
        "'credits' is for agencies",
    ),
    "an agency without credits is refused": ('kind = "paper"', 'kind = "agency"', "'credits' is missing"),
    "a feed without an address is refused": ('url = "https://www.quayherald.example/rss.xml"', "", "number 1: url"),
    "a feed that is no address is refused": ('url = "https://www.quayherald.example/rss.xml"', 'url = "/rss"', "url"),
    "an unknown key of a feed is refused": ('section = "World"', 'sektion = "World"', "sektion"),
    "an unknown kind of a feed is refused": ('section = "World"', 'kind = "rss"', "choose one of feed, sitemap"),
    "feeds that are no tables are refused": ("[[feeds]]", 'feeds = ["x"]\n[more]', "more"),
    "broken TOML is refused": ('name = "The', "name = The", "not valid TOML"),
}


@pytest.mark.parametrize(("old", "new", "message"), REFUSALS.values(), ids=REFUSALS.keys())
def test_what_is_unsure_is_refused_by_file_and_key(old: str, new: str, message: str) -> None:
    assert old in HERALD
    with pytest.raises(InputError) as caught:
        herald(HERALD.replace(old, new))
    assert "ie/quay-herald.toml" in str(caught.value)
    assert message in str(caught.value)


def test_an_outlet_without_feeds_has_to_say_so() -> None:
    head, _, _ = HERALD.partition("[[feeds]]")
    with pytest.raises(InputError, match=r"write feeds = \[\]"):
        herald(head)
    assert herald(head + "feeds = []\n").feeds == ()


def test_feeds_in_one_list_of_texts_are_refused() -> None:
    head, _, _ = HERALD.partition("[[feeds]]")
    with pytest.raises(InputError, match=r"\[\[feeds\]\] and url"):
        herald(head + 'feeds = ["https://quayherald.example/rss"]\n')


@pytest.mark.parametrize("name", ["quay-herald", "IE/quay", "ie/Quay Herald", "ie/quay--herald", "irl/quay"])
def test_a_file_name_that_is_no_id_is_refused(name: str) -> None:
    with pytest.raises(InputError, match=r"name the file <cc>/<name>\.toml"):
        parse_outlet(HERALD, id=name)


class TestLookup:
    @pytest.mark.parametrize(
        "url",
        [
            "https://quayherald.example/a",
            "http://www.quayherald.example",
            "https://amp.sport.QuayHerald.example:8080/x?y=1",
        ],
    )
    def test_an_address_belongs_to_the_outlet_of_its_domain(self, url: str) -> None:
        found = directory(herald()).by_url(url)
        assert found is not None
        assert found.id == "ie/quay-herald"

    @pytest.mark.parametrize(
        "url", ["https://notquayherald.example/", "https://example/", "nonsense", "https://[", "mailto:a@b.example", ""]
    )
    def test_an_address_elsewhere_belongs_to_nobody(self, url: str) -> None:
        assert directory(herald()).by_url(url) is None

    def test_the_longest_domain_wins(self) -> None:
        part = parse_outlet(
            HERALD.replace("The Quay Herald", "Quay Sport").replace("www.quayherald", "sport.quayherald"), id="ie/sport"
        )
        found = directory(herald(), part).by_url("https://live.sport.quayherald.example/1")
        assert found is not None
        assert found.id == "ie/sport"

    @pytest.mark.parametrize("name", ["The Quay Herald", "quay herald", "QUAY  HERALD"])
    def test_a_name_is_found_with_and_without_its_article(self, name: str) -> None:
        assert directory(herald()).by_name(name) == herald()

    def test_a_name_that_two_outlets_share_finds_none(self) -> None:
        other = parse_outlet(
            HERALD.replace('"IE"', '"CA"').replace("quayherald", "herald-of-quay"), id="ca/quay-herald"
        )
        assert directory(herald(), other).by_name("The Quay Herald") is None

    @pytest.mark.parametrize("credit", ["Northwire", "NWA", "nwa", " northwire "])
    def test_an_agency_is_found_by_its_credit_line(self, credit: str) -> None:
        found = directory(parse_outlet(WIRE, id="no/northwire")).agency(credit)
        assert found is not None
        assert found.kind is OutletKind.AGENCY

    def test_an_unknown_credit_finds_none(self) -> None:
        assert directory(herald()).agency("The Quay Herald") is None

    def test_the_family_is_the_outlet_alone_where_none_is_known(self) -> None:
        sister = parse_outlet(
            HERALD.replace("quayherald", "quaypost").replace('"paper"', '"paper"\nfamily = "quay-group"'),
            id="ie/quay-post",
        )
        known = directory(herald(), sister)
        assert known.family("ie/quay-post") == "quay-group"
        assert known.family("ie/quay-herald") == "ie/quay-herald"
        assert known.family("xx/stranger") == "xx/stranger"

    def test_two_outlets_cannot_have_one_domain(self) -> None:
        other = parse_outlet(HERALD.replace("rss.xml", "atom.xml"), id="ie/other")
        with pytest.raises(InputError, match=r"the domain .quayherald\.example. stands in ie/other too"):
            directory(herald(), other)

    def test_two_outlets_cannot_have_one_feed(self) -> None:
        other = parse_outlet(HERALD.replace('kind = "paper"', 'kind = "paper"\ndomains = ["o.example"]'), id="ie/other")
        with pytest.raises(InputError, match="the feed"):
            directory(herald(), other)

    def test_two_agencies_cannot_have_one_credit(self) -> None:
        other = parse_outlet(
            WIRE.replace("northwire.example", "w.example").replace("nw.example", "v.example"), id="no/w"
        )
        with pytest.raises(InputError, match="the credit 'northwire'"):
            directory(parse_outlet(WIRE, id="no/northwire"), other)


class TestFolder:
    def test_a_folder_of_one_s_own_adds_outlets(self, tmp_path: Path) -> None:
        write(tmp_path / "ie" / "quay-herald.toml", HERALD)
        assert load_directory(tmp_path).outlets["ie/quay-herald"] == herald()
        assert len(load_directory(tmp_path).outlets) == len(load_directory().outlets) + 1

    def test_a_file_of_one_s_own_replaces_the_bundled_one(self, tmp_path: Path) -> None:
        bundled = next(iter(load_directory().outlets.values()))
        country, _, name = bundled.id.partition("/")
        text = HERALD.replace('"IE"', f'"{bundled.country}"')
        write(tmp_path / country / f"{name}.toml", text)
        assert load_directory(tmp_path).outlets[bundled.id].name == "The Quay Herald"

    def test_a_folder_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="nowhere is no folder"):
            load_directory(tmp_path / "nowhere")

    def test_a_bad_file_is_named_with_its_folder(self, tmp_path: Path) -> None:
        write(tmp_path / "ie" / "quay-herald.toml", "name = 1\n")
        with pytest.raises(InputError, match=f"{tmp_path}/ie/quay-herald.toml"):
            load_directory(tmp_path)

    def test_a_file_that_is_no_text_is_named(self, tmp_path: Path) -> None:
        write(tmp_path / "ie" / "quay-herald.toml", "")
        (tmp_path / "ie" / "quay-herald.toml").write_bytes(b"\xff\xfe")
        with pytest.raises(InputError, match="save it as UTF-8"):
            load_directory(tmp_path)

    def test_other_files_are_passed_over(self, tmp_path: Path) -> None:
        write(tmp_path / "README.md", "notes")
        write(tmp_path / "ie" / "notes.txt", "notes")
        assert load_directory(tmp_path).outlets == load_directory().outlets


class TestBundled:
    """Each bundled file was read strictly by load_directory; here is what all together promise."""

    def test_at_least_eight_hundred_outlets_of_one_hundred_and_twenty_countries_are_bundled(self) -> None:
        outlets = load_directory().outlets.values()
        assert len(outlets) >= 800
        assert len({outlet.country for outlet in outlets}) >= 120

    def test_four_of_five_have_a_feed(self) -> None:
        outlets = load_directory().outlets.values()
        assert sum(bool(outlet.feeds) for outlet in outlets) >= 0.8 * len(outlets)

    def test_nothing_about_them_contradicts_the_rules(self) -> None:
        assert list(find_violations(load_directory().outlets.values())) == []

    def test_every_exception_from_the_rules_is_of_an_outlet_or_a_country_that_is_there(self) -> None:
        rules, outlets = load_rules(), load_directory().outlets
        countries = {outlet.country for outlet in outlets.values()}
        exceptions = {*rules.languages, *rules.abroad, *rules.shared, *rules.misnamed}
        assert exceptions - countries <= set(outlets)

    def test_every_continent_is_there(self) -> None:
        countries = {outlet.country for outlet in load_directory().outlets.values()}
        for continent in ({"NG", "KE", "ZA"}, {"JP", "IN"}, {"DE", "FR"}, {"US", "MX"}, {"BR", "AR"}, {"AU", "NZ"}):
            assert continent <= countries

    @pytest.mark.parametrize(
        "credit", ["Reuters", "AFP", "AP", "dpa", "EFE", "Xinhua", "TASS", "Yonhap", "KCNA", "Bernama", "ANSA", "Kyodo"]
    )
    def test_the_great_agencies_are_known_by_their_credits(self, credit: str) -> None:
        assert load_directory().agency(credit) is not None

    @pytest.mark.parametrize(
        "credit",
        [
            "ANGOP",
            "BSS",
            "Agerpres",
            "Танјуг",
            "MENA",
            "كونا",
            "Andina",
            "УНІАН",
            "यूएनआई",
            "ΑΠΕ-ΜΠΕ",
            "中央社",
            "뉴시스",
        ],
    )
    def test_national_agencies_are_known_in_their_scripts(self, credit: str) -> None:
        assert load_directory().agency(credit) is not None

    def test_some_outlets_share_a_family(self) -> None:
        families = [outlet.family for outlet in load_directory().outlets.values() if outlet.family]
        assert len(doubles(families)) >= 3

    def test_every_feed_knows_its_outlet(self) -> None:
        known = load_directory()
        assert all(feed.outlet in known.outlets for feed in known.feeds())

    def test_no_name_is_claimed_twice_within_a_country(self) -> None:
        outlets = load_directory().outlets.values()
        assert doubles(f"{outlet.country} {outlet.name}" for outlet in outlets) == set()


def doubles(values: Iterable[str]) -> set[str]:
    seen = list(values)
    return {value for value in seen if seen.count(value) > 1}


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
