"""What the demo world promises: how much there is, of whom, and that all of it is invented and well formed."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from variorum.model import OutletKind
from variorum.outlets import build_directory, load_directory
from variorum.world import Published, World
from variorum.world.content import Piece, read_furniture, read_pieces, read_sites
from variorum.world.published import fill

pytestmark = pytest.mark.unit

NOW = datetime(2031, 5, 7, 14, 30, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    return World(now=NOW)


def stories(world: World) -> Counter[str]:
    return Counter(story for story in world.expected.values() if not story.startswith("alone-"))


def of(world: World, story: str) -> list[Published]:
    return [article for article in world.articles if article.story == story]


class TestPromises:
    def test_there_are_fourteen_outlets_of_ten_countries_in_five_languages(self, world: World) -> None:
        assert len(world.outlets) >= 14
        assert len({outlet.country for outlet in world.outlets}) >= 10
        assert len({language for outlet in world.outlets for language in outlet.languages}) >= 5

    def test_there_are_eight_stories_in_forty_five_articles(self, world: World) -> None:
        assert len(stories(world)) >= 8
        assert len(world.articles) >= 45
        assert min(stories(world).values()) >= 3

    def test_some_articles_stand_alone(self, world: World) -> None:
        alone = [story for story in world.expected.values() if story.startswith("alone-")]
        assert len(alone) >= 3
        assert len(set(alone)) == len(alone)

    def test_most_stories_are_told_in_several_countries_and_languages(self, world: World) -> None:
        wide = [
            story
            for story in stories(world)
            if len({article.site.outlet.country for article in of(world, story)}) >= 3
            and len({article.site.language for article in of(world, story)}) >= 2
        ]
        assert len(wide) >= 8

    def test_every_form_of_feed_and_every_markup_is_there(self, world: World) -> None:
        assert {site.form for site in world.sites.values()} == {"rss", "rss-full", "atom", "json", "sitemap"}
        assert {site.markup for site in world.sites.values()} == {"json-ld", "open-graph", "microdata", "plain"}

    def test_all_hosts_are_reserved_names(self, world: World) -> None:
        assert all(host.endswith(".example") for host in world.hosts)

    def test_no_invented_outlet_has_the_name_of_a_real_one(self, world: World) -> None:
        real = load_directory()
        assert [outlet.name for outlet in world.outlets if real.by_name(outlet.name)] == []

    def test_the_outlets_fit_into_one_directory(self, world: World) -> None:
        known = build_directory(world.outlets)
        assert known.agency("Tessera") == known.outlets["dk/tessera-press"]
        assert all(known.by_url(article.url) == article.site.outlet for article in world.articles)


class TestStories:
    """Each story shows one thing that the product is for."""

    def test_a_toll_differs_between_simultaneous_reports(self, world: World) -> None:
        english = [a for a in of(world, "ferry-maravel") if a.site.language == "en"]
        assert {a.paragraphs[0].removeprefix("PORT SELANE – ").split()[0] for a in english} == {
            "Seventeen",
            "Twenty-one",
        }
        assert max(a.published for a in english) - min(a.published for a in english) < timedelta(hours=1)

    def test_the_toll_is_updated_later(self, world: World) -> None:
        assert not any("24" in article.headline for article in of(world, "ferry-maravel"))
        world.advance()
        assert sum("24" in article.headline for article in of(world, "ferry-maravel")) == 2

    def test_a_wire_text_is_reprinted_by_four_outlets_of_two_families(self, world: World) -> None:
        wire = next(a for a in of(world, "cable-coral-arc") if a.site.outlet.kind is OutletKind.AGENCY)
        reprints = [a for a in of(world, "cable-coral-arc") if shared(a, wire) >= 4 and a is not wire]
        assert len(reprints) == 4
        assert len({a.site.outlet.family for a in reprints}) == 2
        assert all(any("Tessera" in paragraph for paragraph in a.paragraphs) for a in reprints)
        assert all(shared(a, wire) < len(wire.paragraphs) for a in reprints)

    def test_no_other_reports_share_a_paragraph(self, world: World) -> None:
        world.advance()
        for story in stories(world).keys() - {"cable-coral-arc"}:
            paragraphs = [paragraph for article in of(world, story) for paragraph in article.paragraphs]
            assert len(set(paragraphs)) == len(paragraphs)

    def test_one_claim_is_told_in_one_country_only(self, world: World) -> None:
        tellers = {
            a.site.outlet.id
            for a in of(world, "boats-tarquen-bank")
            if re.search("keempat|fourth", " ".join(a.paragraphs))
        }
        assert tellers == {"my/harian-muara", "my/suara-selat"}

    def test_one_act_has_two_names(self, world: World) -> None:
        names = {
            a.site.outlet.id: next((w for w in ("operation", "raid") if w in a.paragraphs[0]), None)
            for a in of(world, "boats-tarquen-bank")
            if a.site.language == "en"
        }
        assert names == {"sg/island-chronicle": "operation", "ie/quay-herald": "raid", "nz/southern-ledger": "raid"}

    def test_one_speaker_is_quoted_in_different_words(self, world: World) -> None:
        quoted = [p for a in of(world, "mine-cerro-almena") for p in a.paragraphs if "Calfún" in p and "“" in p]
        assert any("counted the drops" in paragraph for paragraph in quoted)
        assert any("counting drips" in paragraph for paragraph in quoted)

    def test_the_only_outlet_of_a_country_is_down(self, world: World) -> None:
        down = [site.outlet.country for site in world.sites.values() if site.down]
        assert len(down) == 1
        assert [outlet.country for outlet in world.outlets].count(down[0]) == 1


class TestPhases:
    def test_the_later_phase_adds_reports_and_keeps_all_others(self, world: World) -> None:
        before = dict(world.expected)
        world.advance()
        assert before.items() <= world.expected.items()
        assert len(world.expected) == len(before) + 2

    def test_the_later_phase_changes_pages_under_their_address(self, world: World) -> None:
        before = {article.url: article for article in world.articles}
        world.advance()
        changed = [a for a in world.articles if a.url in before and a.paragraphs != before[a.url].paragraphs]
        assert {article.story for article in changed} == {"dam-velcourt", "storm-tamsin"}
        assert all(a.modified and a.modified > a.published == before[a.url].published for a in changed)

    def test_a_second_advance_changes_nothing(self, world: World) -> None:
        world.advance()
        first = world.articles
        world.advance()
        assert world.articles == first

    @pytest.mark.parametrize("phase", [0, 1])
    def test_everything_is_published_within_a_day_and_a_half_and_before_now(self, world: World, phase: int) -> None:
        if phase:
            world.advance()
        times = [moment for article in world.articles for moment in (article.published, article.changed)]
        assert max(times) < NOW
        assert min(times) > NOW - timedelta(hours=36)

    def test_nothing_is_reported_before_it_happened(self) -> None:
        assert all(piece.happened <= piece.first.minutes for piece in read_pieces())

    def test_two_worlds_of_one_time_are_alike(self, world: World) -> None:
        assert World(now=NOW).articles == world.articles


class TestPlaces:
    def test_days_and_times_stand_in_the_words_of_the_language(self) -> None:
        text = "{day}, {day+1}, {day-2}, {date}, {clock}"
        assert fill(text, NOW, "en") == "Wednesday, Thursday, Monday, 7 May, 14:30"
        assert fill(text, NOW, "de") == "Mittwoch, Donnerstag, Montag, 7. Mai, 14:30"
        assert fill(text, NOW, "fr") == "mercredi, jeudi, lundi, 7 mai, 14:30"
        assert fill(text, NOW, "es") == "miércoles, jueves, lunes, 7 de mayo, 14:30"
        assert fill(text, NOW, "ms") == "Rabu, Khamis, Isnin, 7 Mei, 14:30"

    def test_no_place_is_left_open(self, world: World) -> None:
        world.advance()
        shown = [t for a in world.articles for t in (a.headline, a.teaser, a.caption, a.url, *a.paragraphs)]
        assert not any("{" in text or "}" in text for text in shown)


def piece_name(piece: Piece) -> str:
    return f"{piece.outlet} {piece.slug}"


@pytest.mark.parametrize("piece", read_pieces(), ids=piece_name)
def test_an_article_reads_like_news(piece: Piece) -> None:
    for revision in filter(None, (piece.first, piece.later)):
        assert 5 <= len(revision.paragraphs) <= 9
        assert 20 <= len(revision.headline) <= 110
        assert 30 <= len(revision.teaser) <= 160
        assert all(len(paragraph.split()) <= 70 for paragraph in revision.paragraphs)
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", piece.slug)
    assert re.fullmatch(r"[a-z]+", piece.section)
    assert piece.caption.endswith(".")


def test_addresses_and_pictures_are_all_different(world: World) -> None:
    world.advance()
    assert len(world.expected) == len(world.articles)
    assert len({(article.site.host, article.picture_path) for article in world.articles}) == len(world.articles)


@pytest.mark.parametrize("language", sorted({site.language for site in read_sites()}))
def test_every_language_has_its_furniture(language: str) -> None:
    around = read_furniture(language)
    assert len(around.nav) == 6
    assert "{outlet}" in around.caption


def shared(left: Published, right: Published) -> int:
    return len(set(left.paragraphs) & set(right.paragraphs))
