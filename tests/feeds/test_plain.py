"""Plain text and names out of what feeds write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.feeds.authors import read_authors
from variorum.feeds.plain import plain_text

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (None, None),
        ("  \n ", None),
        ("<p> </p>", None),
        ("Rock &amp; Roll", "Rock & Roll"),
        ("AT&T und R&D", "AT&T und R&D"),
        ("?page=1&copy=2", "?page=1&copy=2"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("<p>One</p><p>two<br>three</p>", "One two three"),
        ("<ul><li>One</li><li>two</li></ul>", "One two"),
        ("Some<b>thing</b> else", "Something else"),
        ("<style>p{}</style><script>x()</script>Text<!-- not this -->", "Text"),
        ("Text\x00 with\ufffe rubbish", "Text with rubbish"),
        ("Text <unclosed", "Text"),
    ],
)
def test_markup_becomes_words_on_one_line(markup: str | None, text: str | None) -> None:
    assert plain_text(markup) == text


@given(st.text(alphabet="<>/&;ab \"'=!-\x00\ud800", max_size=60))
def test_any_markup_gives_text_or_none(markup: str) -> None:
    found = plain_text(markup)
    assert found is None or found == " ".join(found.split())


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (["desk@paper.example (Jo Berg)"], ("Jo Berg",)),
        (["Jo Berg <jo@paper.example>"], ("Jo Berg",)),
        (["jo@paper.example"], ()),
        (["Jo Berg", "Jo Berg", "Ana Pérez"], ("Jo Berg", "Ana Pérez")),
        (["<a href='/jo'>Jo &amp; Bo</a>", None, ""], ("Jo & Bo",)),
    ],
)
def test_authors_are_names_each_once(written: list[str | None], names: tuple[str, ...]) -> None:
    assert read_authors(written) == names
