"""Plain text becomes safe HTML: markup shows as typed, links carry no trust, nothing runs."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum_site.comments.html import comment_html

pytestmark = pytest.mark.unit


def test_paragraphs_and_lines_are_kept() -> None:
    assert comment_html("one\ntwo\n\nthree") == "<p>one<br>two</p>\n\n<p>three</p>"


def test_a_web_address_becomes_a_link_without_trust() -> None:
    shown = comment_html("see https://faro.example/a?b=1&c=2 there")
    assert 'href="https://faro.example/a?b=1&amp;c=2"' in shown
    assert 'rel="nofollow ugc noopener noreferrer"' in shown


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b>bold</b>"])
def test_typed_markup_shows_as_typed(typed: str) -> None:
    shown = comment_html(typed)
    assert not re.search(r"<(?!/?p>)", shown)
    assert "&lt;" in shown


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "mailto:a@faro.example"])
def test_only_web_addresses_are_linked(address: str) -> None:
    assert "href" not in comment_html(address)


@given(st.text(max_size=300))
def test_no_text_makes_any_tag_but_paragraph_break_and_link(text: str) -> None:
    assert not re.search(r"<(?!(/?(p|a)\b)|br>)", comment_html(text))
