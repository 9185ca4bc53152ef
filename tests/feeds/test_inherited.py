"""What an entry takes over from its feed, or from the source within it: what its links begin at, and its authors."""

from __future__ import annotations

import json
import time

import pytest

from variorum.feeds import parse_feed

pytestmark = pytest.mark.unit
URL = "https://paper.example/feeds/news.xml"
ENTRY = "<entry><title>E{marks}</title><link href='/{number}'/>{more}</entry>"


def atom(*entries: str, head: str = "", marks: str = "") -> bytes:
    inner = "".join(ENTRY.format(number=number, more=more, marks=marks) for number, more in enumerate(entries))
    return f"<feed xmlns='http://www.w3.org/2005/Atom'>{head}{inner}</feed>".encode()


def person(name: str) -> str:
    return f"<author><name>{name}</name></author>"


@pytest.mark.parametrize("marks", ["", " & more"], ids=["well-formed", "broken"])
def test_an_entry_of_atom_without_authors_has_those_of_its_source_or_feed(marks: str) -> None:
    body = atom(
        "",
        person("Ама Осей"),
        f"<source><title>Quay</title>{person('李雷')}</source>",
        "<source><title>Quay</title></source>",
        head=person("Ana Pérez"),
        marks=marks,
    )
    feed = parse_feed(body, url=URL)
    assert feed.well_formed is not bool(marks)
    assert [entry.authors for entry in feed.entries] == [("Ana Pérez",), ("Ама Осей",), ("李雷",), ()]


def test_the_editor_of_a_broken_rss_feed_is_no_author_of_its_entries() -> None:
    body = (
        b"<rss version='2.0'><channel><title>A & B</title><managingEditor>e@p.example (Jo Berg)</managingEditor>"
        b"<item><title>E</title><link>/1</link></item></channel></rss>"
    )
    assert parse_feed(body, url=URL).entries[0].authors == ()


@pytest.mark.parametrize("above", [{"authors": [{"name": "Ana Pérez"}]}, {"author": {"name": "Ana Pérez"}}])
def test_an_item_of_json_feed_without_authors_has_those_of_its_feed(above: dict[str, object]) -> None:
    items = [{"id": "1", "url": "/1"}, {"id": "2", "url": "/2", "authors": [{"name": "Bo Lund"}]}]
    feed = parse_feed(json.dumps({"items": items, **above}).encode(), url=URL)
    assert [entry.authors for entry in feed.entries] == [("Ana Pérez",), ("Bo Lund",)]


@pytest.mark.parametrize("guid", ["12345", "urn:quay:1", "tag:quay.example,2026:1", "/quay"])
def test_an_id_that_is_no_address_is_not_where_a_source_lies(guid: str) -> None:
    body = atom(f"<source><title>Quay</title><id>{guid}</id></source>")
    assert parse_feed(body, url=URL).entries[0].publisher_url is None


def test_an_id_that_is_an_address_is_where_a_source_lies() -> None:
    body = atom("<source><title>Quay</title><id>HTTPS://quay.example/</id></source>")
    assert parse_feed(body, url=URL).entries[0].publisher_url == "https://quay.example/"


@pytest.mark.parametrize("title", ["E", "E & more"], ids=["well-formed", "broken"])
@pytest.mark.parametrize("base", ['xml:base=""', "xml:base=''", 'xml:base="/y/"'])
def test_an_address_from_the_root_needs_no_base(title: str, base: str) -> None:
    body = f"<rss version='2.0'><channel {base}><item><title>{title}</title><link>/a</link></item></channel></rss>"
    assert parse_feed(body.encode(), url=URL).entries[0].url == "https://paper.example/a"


def test_nested_bases_of_links_are_joined_to_one_another() -> None:
    body = (
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='/x/'><entry xml:base='y/'><link xml:base='z/' href='a'/>"
        "</entry><entry xml:base='mailto:x@y'><link href='b'/></entry></feed>"
    )
    found = [entry.url for entry in parse_feed(body.encode(), url=URL).entries]
    assert found == ["https://paper.example/x/y/z/a", "https://paper.example/x/b"]


@pytest.mark.parametrize("title", ["E", "E & more"], ids=["well-formed", "broken"])
def test_a_base_longer_than_any_address_is_none_and_costs_nothing(title: str) -> None:
    begun = time.process_time()
    items = f"<item><title>{title}</title><link>a</link></item>" * 1_000
    feed = parse_feed(f"<rss><channel xml:base='{'a/' * 100_000}'>{items}</channel></rss>".encode(), url=URL)
    assert {entry.url for entry in feed.entries} == {"https://paper.example/feeds/a"}
    assert time.process_time() - begun < 2


def test_a_chain_of_relative_bases_in_broken_xml_costs_nothing() -> None:
    begun = time.process_time()
    items = "<item><title>A & B</title><link>a</link></item>" * 500
    chain = f"<x xml:base='{'b' * 1_000}/'>" * 100
    parse_feed(f"<rss><channel>{chain}{items}</channel></rss>".encode(), url=URL)
    assert time.process_time() - begun < 3


def test_a_base_on_each_of_many_elements_costs_little() -> None:
    many = "<x xml:base='b/'/>" * 100_000
    body = f"<rss xml:base='/{'a' * 1_900}/'><channel>{many}<item><link>a</link></item></channel></rss>"
    begun = time.process_time()
    (entry,) = parse_feed(body.encode(), url=URL).entries
    assert entry.url == f"https://paper.example/{'a' * 1_900}/a"
    assert time.process_time() - begun < 4
