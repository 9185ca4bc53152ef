"""Records with sane defaults, for tests that care about one of their facts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from variorum.compare import MADE_BY as COMPARE_STEP
from variorum.feeds import FeedCondition, FeedState
from variorum.model import (
    Article,
    Breakdown,
    Capture,
    Comparison,
    Entry,
    Evidence,
    Feed,
    FeedKind,
    Origin,
    Outcome,
    Outlet,
    OutletKind,
    Page,
    Position,
    Precision,
    QuestionKind,
    Span,
    Statement,
    Summary,
)
from variorum.summarize import MADE_BY as SUMMARIZE_STEP
from variorum_site.news import store

NOW = datetime(2026, 3, 4, 12, 30, tzinfo=UTC)
TEXT = "The bridge at Orla opened on Monday.\nNine people had waited there since dawn."


def outlet(identity: str = "my/harbour-post", **facts: Any) -> Outlet:
    defaults: dict[str, Any] = {
        "name": "Harbour Post",
        "country": identity[:2].upper(),
        "languages": ("en",),
        "kind": OutletKind.PAPER,
        "homepage": f"https://{identity[3:]}.example/",
        "domains": (f"{identity[3:]}.example",),
        "feeds": (feed(identity),),
    }
    return Outlet(id=identity, **{**defaults, **facts})


def feed(identity: str = "my/harbour-post", name: str = "feed", **facts: Any) -> Feed:
    return Feed(url=f"https://{identity[3:]}.example/{name}.xml", outlet=identity, **{"kind": FeedKind.FEED, **facts})


def state(url: str, *, works: bool = True, at: datetime = NOW, **facts: Any) -> FeedState:
    defaults: dict[str, Any] = {
        "polled_at": at,
        "succeeded_at": at if works else None,
        "due_at": at + timedelta(minutes=30),
        "failures": 0 if works else 2,
        "error": None if works else "It answered with status 503: ask again later.",
        "fault": None if works else "status-503",
        "condition": FeedCondition.OK if works else FeedCondition.FAILING,
        "since": at,
    }
    return FeedState(feed_url=url, **{**defaults, **facts})


def entry(url: str = "https://harbour-post.example/bridge", **facts: Any) -> Entry:
    return Entry(url=url, **{"title": "Bridge opens", "published": NOW, **facts})


def article(identity: str = "bridge-1", **facts: Any) -> Article:
    defaults: dict[str, Any] = {
        "text": TEXT,
        "url": f"https://harbour-post.example/{identity}",
        "outlet_name": "Harbour Post",
        "country": "MY",
        "language": "en",
        "headline": "Bridge opens at Orla",
        "published": NOW,
        "precision": Precision.MINUTE,
        "made_by": "extract/1",
    }
    return Article(id=identity, **{**defaults, **facts})


def full_article(identity: str = "bridge-1") -> Article:
    """An article with every field filled in."""
    return article(
        identity,
        canonical_url=f"https://harbour-post.example/{identity}",
        outlet="my/harbour-post",
        domain="harbour-post.example",
        teaser="Nine years late.",
        authors=("Ana Dorrit", "Bo Lind"),
        modified=NOW + timedelta(hours=1),
        agencies=("Nordwire",),
        dateline="ORLA",
        section="Region",
        keywords=("bridge", "Orla"),
        picture_url="https://harbour-post.example/bridge.jpg",
        fetched_at=NOW + timedelta(hours=2),
        capture=Capture(file="2026-03-04.warc.gz", offset=4711, record_id="<urn:uuid:1>"),
    )


def page(url: str = "https://harbour-post.example/bridge", body: bytes = b"<p>Bridge</p>", **facts: Any) -> Page:
    defaults: dict[str, Any] = {
        "final_url": url,
        "status": 200,
        "headers": (("Content-Type", "text/html"), ("ETag", '"1"')),
        "fetched_at": NOW,
    }
    return Page(url=url, body=body, **{**defaults, **facts})


def evidence(identity: str, words: str, text: str = TEXT) -> Evidence:
    start = text.index(words)
    return Evidence(article=identity, span=Span(start, start + len(words)))


def reading(story: str, *articles: str, outcome: Outcome = Outcome.CONFLICT, **facts: Any) -> store.Reading:
    """A reading of articles of the usual text: one question, one agreed statement, one summary sentence."""
    members = tuple(evidence(one, "The bridge at Orla opened on Monday.") for one in articles)
    nine = tuple(evidence(one, "Nine people") for one in articles)
    positions = tuple(
        Position(value=f"Nine, says {one.article}", members=(one,), countries=("MY",), first_at=NOW) for one in nine
    )
    defaults: dict[str, Any] = {
        "revisions": dict.fromkeys(articles, 1),
        "origins": tuple(Origin(key=f"article:{one}", label=one, first=one, members=(one,)) for one in articles),
        "breakdown": Breakdown(
            statements=(Statement(members=members, score=0.9, origins=len(articles)),),
            comparisons=(
                Comparison(
                    kind=QuestionKind.QUANTITY,
                    question="people",
                    outcome=outcome,
                    positions=positions,
                    made_by=COMPARE_STEP,
                ),
            ),
            quotations=(),
            omissions=(),
            made_by=COMPARE_STEP,
        ),
        "summary": Summary(sentences=members[:1], key_points=members[:1], keywords=("bridge",), made_by=SUMMARIZE_STEP),
    }
    return store.Reading(story=story, **{**defaults, **facts})
