"""The day that a figure is of, told against the day of publication, a Wednesday."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from variorum.claims import read_claims
from variorum.model import Article

pytestmark = pytest.mark.unit

WEDNESDAY = datetime(2026, 3, 4, 12, tzinfo=UTC)
MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


def days(text: str, language: str = "en", published: datetime | None = WEDNESDAY) -> list[date | None]:
    claims = read_claims(Article(id="a", text=text, language=language, published=published))
    return [quantity.as_of for quantity in claims.quantities]


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "By Monday evening 17 people had died, the ministry said.", MONDAY),
        ("en", "As of Tuesday, 300 houses were without power.", TUESDAY),
        ("en", "As of March 3, 17 people were missing.", TUESDAY),
        ("de", "Bis Montag starben 17 Menschen.", MONDAY),
        ("fr", "À la date du 3 mars, 17 personnes étaient mortes.", TUESDAY),
        ("es", "Hasta el lunes habían muerto 17 personas.", MONDAY),
        ("ru", "По состоянию на вторник погибли 17 человек.", TUESDAY),
        ("zh", "截至星期二，事故造成17人死亡。", TUESDAY),
    ],
)
def test_a_figure_has_the_day_that_its_sentence_gives(language: str, text: str, day: date) -> None:
    assert days(text, language) == [day]


@pytest.mark.parametrize(
    "text",
    [
        "Seventeen people died on Monday.",
        "The ferry will carry 300 people by Friday.",
        "By Monday a 34-year-old had been found.",
    ],
)
def test_a_day_of_the_happening_or_the_future_is_none_of_the_figure(text: str) -> None:
    assert days(text) == [None]


def test_without_a_day_of_publication_no_weekday_is_told() -> None:
    assert days("By Monday evening 17 people had died.", published=None) == [None]
