"""The story page shows the whole breakdown in one order, each thing once, and leads to each part from its contents."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html
from tests.site.newsroom import BRIDGE, FERRY

from variorum.compare.matrix import Matrix, MatrixColumn, MatrixRow
from variorum.model import Statement
from variorum_site.news.queries import ArticleRef, OutletRef
from variorum_site.news.queries.breakdown_records import MatrixPage, RowView
from variorum_site.reading.matrix import FORMS, matrix_figure

STORY = f"/stories/{FERRY}/"
ORDER = ["summary", "agreed", "breakdown", "wording", "matrix", "only-here", "left-out", "quotations", "sources"]


def page_of(client: Client, address: str = STORY) -> html.HtmlElement:
    return html.document_fromstring(client.get(address).content.decode())


def found(page: html.HtmlElement, path: str) -> list[str]:
    """What an XPath finds, as strings with even white space."""
    hits = page.xpath(path)
    assert isinstance(hits, list)
    told = ["".join(one.itertext()) if isinstance(one, html.HtmlElement) else str(one) for one in hits]
    return [" ".join(one.split()) for one in told]


site = [pytest.mark.site, pytest.mark.django_db]


class TestThePage:
    pytestmark = site

    def test_its_parts_stand_in_one_order(self, client: Client, newsroom: None) -> None:
        sections = found(page_of(client), "//main/section/@id")
        assert sections[: len(ORDER)] == ORDER
        assert sections[len(ORDER) : len(ORDER) + 4] == ["voices", "reports", "terms", "timeline"]

    def test_its_contents_lead_to_every_part_and_to_nothing_else(self, client: Client, newsroom: None) -> None:
        for address in (STORY, f"/stories/{BRIDGE}/"):
            page = page_of(client, address)
            sections = [one for one in found(page, "//main/section/@id") if one != "summary"]
            assert found(page, "//nav[@class='contents']//li/a/@href") == [f"#{one}" for one in sections]

    def test_what_most_tell_says_how_many_of_how_many(self, client: Client, newsroom: None) -> None:
        assert found(page_of(client), "//*[@id='agreed']//*[contains(@class, 'tag-agreement')]") == ["2 of 3 voices"]

    def test_what_a_report_leaves_out_is_told_in_the_words_of_others(self, client: Client, newsroom: None) -> None:
        [told] = found(page_of(client), "//*[@id='left-out']//div[@class='country']")
        assert re.search(r"^Sawt al-Bahr Egypt, .* (The night ferry|Le ferry) Marisol .*", told)

    def test_a_source_stands_above_those_who_have_it_from_there(self, client: Client, newsroom: None) -> None:
        [told] = found(page_of(client), "//*[@id='sources']//article")
        assert "the coast guard a body · named by 2 voices · also as خفر السواحل" in told
        assert "They cite each other" in told
        page = page_of(client)
        assert found(page, "//*[@id='sources']//ul/li/ul/li") == ["Sawt al-Bahr"]

    def test_a_headline_marks_what_it_puts_first(self, client: Client, newsroom: None) -> None:
        page = page_of(client)
        assert found(page, "//*[@id='reports']//mark") == ["ميناء لاران", "12"]
        assert "Puts a figure first: How many were killed?" in found(page, "//*[@id='r-post-1']")[0]

    def test_the_words_of_a_side_stand_with_their_counts(self, client: Client, newsroom: None) -> None:
        assert found(page_of(client), "//*[@id='terms']//tbody/tr/*") == ["ferry", "4", "0"]

    def test_the_picture_is_hidden_from_screen_readers_who_get_a_table(self, client: Client, newsroom: None) -> None:
        page = page_of(client)
        assert found(page, "//*[@class='matrix']/@aria-hidden") == ["true"]
        rows = found(page, "//*[@id='matrix']//tbody/tr")
        assert len(rows) == len(page.find_class("row")) - 1  # the head is no row of the table
        [toll] = [row for row in rows if "19: Le Courrier du Soir" in row]
        assert all(name in toll for name in ("12: ", "Larran Herald", "Northern Post", "Sawt al-Bahr"))

    def test_the_squares_of_every_report_are_drawn(self, client: Client, newsroom: None) -> None:
        strips = page_of(client).xpath("//*[@class='matrix']/div[position() > 1]/*[name()='svg']")
        assert {len(one.xpath("./*[name()='rect'][contains('told none', @class)]")) for one in strips} == {5}

    def test_the_arabic_report_runs_its_own_way_everywhere(self, client: Client, newsroom: None) -> None:
        told = page_of(client).xpath("//*[@lang='ar']")
        assert told
        assert {one.get("dir") for one in told} == {"rtl"}


class TestSince:
    pytestmark = site

    def at(self, hours: float) -> str:
        return (timezone.now() - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def test_a_later_figure_is_new_and_the_earlier_one_stood_before(self, client: Client, newsroom: None) -> None:
        page = page_of(client, f"{STORY}?since={self.at(4)}")
        told = found(page, "//*[@id='since']//ul[@class='answers']")
        assert "12 before 23 new · Malaysia" in told
        assert found(page, "//*[@id='since']//ul[@class='plain'][1]/li/a") == ["Toll in ferry disaster rises"]

    def test_a_report_that_its_outlet_changed_leads_to_both_versions(self, client: Client, newsroom: None) -> None:
        page = page_of(client, f"{STORY}?since={self.at(7.95)}")
        assert "/articles/courrier-1/versions/1-2/" in found(page, "//*[@id='since']//a/@href")

    def test_where_nothing_is_new_the_page_says_so(self, client: Client, newsroom: None) -> None:
        assert (
            "Nothing is new since then." in found(page_of(client, f"{STORY}?since={self.at(0)}"), "//*[@id='since']")[0]
        )

    @pytest.mark.parametrize("asked", ["", "soon", "9999-99-99", "1", "2026-01-01T00:00+99:99"])
    def test_what_is_no_time_asks_for_nothing(self, client: Client, newsroom: None, asked: str) -> None:
        assert found(page_of(client, f"{STORY}?since={asked}"), "//*[@id='since']") == []

    def test_round_spans_within_the_story_are_offered(self, client: Client, newsroom: None) -> None:
        offered = found(page_of(client), "//nav[@class='contents']//p/a/@href")
        assert len(offered) == 1  # six hours ago: the last report is two hours old, the first nine
        assert found(page_of(client, STORY + offered[0]), "//*[@id='since']//h2") == ["What is new"]


class TestVisits:
    pytestmark = site

    def visit(self, client: Client, *times: datetime) -> html.HtmlElement:
        client.cookies["read"] = "|".join(one.isoformat() for one in times)
        return page_of(client)

    def test_who_comes_for_the_first_time_is_told_nothing_of_visits(self, client: Client, newsroom: None) -> None:
        assert found(page_of(client), "//*[@id='since']") == []
        assert client.cookies["read"]["path"] == STORY
        assert client.cookies["read"]["httponly"]

    def test_who_comes_back_is_told_what_came_meanwhile(self, client: Client, newsroom: None) -> None:
        page = self.visit(client, timezone.now() - timedelta(hours=4))
        assert found(page, "//*[@id='since']//h2") == ["Since you were here"]

    def test_it_is_still_told_when_the_page_is_loaded_again(self, client: Client, newsroom: None) -> None:
        self.visit(client, timezone.now() - timedelta(hours=4))
        assert found(page_of(client), "//*[@id='since']//h2") == ["Since you were here"]

    def test_where_nothing_came_meanwhile_nothing_is_said(self, client: Client, newsroom: None) -> None:
        assert found(self.visit(client, timezone.now() - timedelta(hours=1)), "//*[@id='since']") == []

    @pytest.mark.parametrize("nonsense", ["x", "|", "x|y", "2026-01-01T00:00:00+00:00|x"])
    def test_a_cookie_of_nonsense_is_none(self, client: Client, newsroom: None, nonsense: str) -> None:
        client.cookies["read"] = nonsense
        assert client.get(STORY).status_code == 200


@pytest.mark.unit
def test_sixty_reports_fit_a_phone_and_more_answers_than_forms_share_the_last() -> None:
    columns = tuple(
        MatrixColumn(report=str(n), outlet=f"o{n}", country=f"A{chr(65 + n // 3)}", origin=str(n)) for n in range(60)
    )
    told = Statement(members=(), score=1.0)
    matrix = Matrix(columns=columns, rows=(MatrixRow(told=told, cells=tuple(n % 9 for n in range(60))),))
    refs = tuple(
        ArticleRef(
            id=str(n), slug=str(n), headline="", outlet=OutletRef(name=f"o{n}"), at=datetime(2031, 1, 1, tzinfo=UTC)
        )
        for n in range(60)
    )
    row = RowView(question="killed", answers=tuple(map(str, range(9))))
    figure = matrix_figure(MatrixPage(matrix=matrix, articles=refs, rows=(row,)))
    [line] = figure.lines
    assert len(line.squares) == 60
    assert {square.form for square in line.squares} == set(range(FORMS))
    assert 354 / float(figure.width) > 0.38  # pixels of a unit on a phone: a square of ten units is four wide
