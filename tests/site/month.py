"""An invented month of broad stories by one outlet in each of seven countries, through the store."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.site.news.making import article, feed, outlet, reading, state

from variorum.model import Join, Open, Outcome
from variorum_site.news import store

OUTLETS = (
    "my/strait-post",
    "sg/quay-times",
    "id/kabar-laut",
    "th/delta-daily",
    "nz/isle-post",
    "ke/lake-news",
    "fr/phare",
)
ALWAYS = OUTLETS[:4]
LAST = "story-last"


def furnish_month(now: datetime, *, stories: int = 12) -> None:
    """A story every third day, each ended before the next began; the last one is in force now.

    Four countries tell all of them, New Zealand all but the last, Kenya every third; France publishes other things.
    """
    for identity in OUTLETS:
        store.save_outlet(outlet(identity, name=identity[3:].replace("-", " ").title()))
        store.save_feed_state(state(feed(identity).url, at=now))
    for number in range(stories):
        at = now - timedelta(days=3 * (stories - 1 - number), hours=5)
        last = number == stories - 1
        told = [*ALWAYS, *([] if last else OUTLETS[4:5]), *(OUTLETS[5:6] if number % 3 == 0 and not last else [])]
        _tell(LAST if last else f"story-{number}", told, at=at, now=now)
        for identity in OUTLETS:
            _publish(identity, f"rain-{number}-{identity[:2]}", at=at, text="Rain fell on the hills.")


def _tell(story: str, outlets: list[str], *, at: datetime, now: datetime) -> None:
    names = [f"{story}-{identity[:2]}" for identity in outlets]
    for name, identity in zip(names, outlets, strict=True):
        _publish(identity, name, at=at)
    first, *rest = names
    joins = [Join(article=one, story=story, score=1.0, nearest=first, made_by="stories/1") for one in rest]
    store.apply([Open(article=first, story=story, made_by="stories/1"), *joins], now=now)
    store.save_reading(reading(story, *names, outcome=Outcome.AGREEMENT), title=article(first), now=now)


def _publish(identity: str, name: str, *, at: datetime, **facts: str) -> None:
    told = article(
        name,
        url=f"https://{identity[3:]}.example/{name}",
        outlet=identity,
        outlet_name=identity[3:].replace("-", " ").title(),
        country=identity[:2].upper(),
        published=at,
        **facts,
    )
    store.save_article(told, now=at)
