"""An invented newsroom for tests of the pages: outlets, reports and a breakdown of known spans, through the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from variorum.feeds import FeedCondition, FeedState
from variorum.model import (
    Article,
    Attribution,
    Basis,
    Breakdown,
    Chain,
    Comparison,
    Core,
    Evidence,
    Feed,
    First,
    Flag,
    Headline,
    Join,
    LeftOut,
    Link,
    Open,
    Origin,
    Outcome,
    Outlet,
    OutletKind,
    Position,
    Precision,
    QuestionKind,
    Quotation,
    Reason,
    Reprint,
    Rest,
    SourceKind,
    Span,
    Statement,
    Summary,
    Term,
)
from variorum_site.news import store

FERRY = "story-ferry"
BRIDGE = "story-bridge"

_OUTLETS = (
    ("my/larran-herald", "Larran Herald", "MY", "en"),
    ("fr/courrier-du-soir", "Le Courrier du Soir", "FR", "fr"),
    ("eg/sawt-al-bahr", "Sawt al-Bahr", "EG", "ar"),
    ("gb/northern-post", "Northern Post", "GB", "en"),
    ("jp/minato-shimbun", "Minato Shimbun", "JP", "ja"),
    ("jp/kita-nippo", "Kita Nippo", "JP", "ja"),
    ("ke/velia-day", "Velia Day", "KE", "en"),
)

_HERALD = (
    "The night ferry Marisol sank off Port Larran before dawn on Friday.\n"
    "The coast guard said 12 people were killed when the ship went down.\n"
    "“We saw the lights go out,” said captain Anwar Delosa."
)
_COURRIER = (
    "Le ferry Marisol a coulé vendredi avant l'aube au large de Port Larran.\n"
    "Selon la préfecture, 19 personnes sont mortes dans le naufrage.\n"
    "Le navire avait échoué à deux contrôles depuis mars."
)
_SAWT = "غرقت العبّارة ماريسول قبالة ميناء لاران فجر الجمعة.\nوقال خفر السواحل إن 12 شخصًا قُتلوا."
_TEXTS = {
    "herald-1": ("my/larran-herald", "Ferry sinks off Port Larran, 12 dead", _HERALD, 9.0),
    "courrier-1": ("fr/courrier-du-soir", "Un ferry coule au large de Larran : 19 morts", _COURRIER, 8.0),
    "post-1": ("gb/northern-post", "Ferry sinks off Port Larran, 12 dead", _HERALD, 7.5),
    "sawt-1": ("eg/sawt-al-bahr", "غرق عبّارة قبالة ميناء لاران", _SAWT, 6.0),
    "herald-2": (
        "my/larran-herald",
        "Toll in ferry disaster rises",
        "Divers found more bodies in the hull of the Marisol.\nThe toll now stands at 23 dead, the coast guard said.",
        2.0,
    ),
    "minato-1": ("jp/minato-shimbun", "港の祭り", "港で祭りが始まった。", 5.0),
    "post-2": ("gb/northern-post", "Border bridge opens after nine years", "The Orla bridge opened on Monday.", 20.0),
}


_HERALDS = ("herald-1", "post-1", "herald-2")


def furnish(now: datetime) -> None:
    """Two stories: a ferry whose toll is in dispute, told by three voices in five reports; a bridge told by one."""
    for identity, name, country, language in _OUTLETS:
        store.save_outlet(_outlet(identity, name, country, language))
        store.save_feed_state(_state(identity, now))
    store.save_article(_earlier(now), now=now - timedelta(hours=8))
    for identity in _TEXTS:
        store.save_article(_article(identity, now), now=now - timedelta(hours=min(_TEXTS[identity][3], 7.9)))
    why = (Reason(feature="names", weight=1.0, detail="Marisol, Port Larran"),)
    ferry = ("herald-1", "courrier-1", "post-1", "sawt-1", "herald-2")
    store.apply(
        [
            Open(article="herald-1", story=FERRY, made_by="stories/1"),
            *(
                Join(article=one, story=FERRY, score=0.9, nearest="herald-1", reasons=why, made_by="stories/1")
                for one in ferry[1:]
            ),
            Open(article="post-2", story=BRIDGE, made_by="stories/1"),
        ],
        now=now,
    )
    store.save_reprints(
        [Reprint(article="post-1", origin="herald-1", overlap=0.97, basis=Basis.TEXT)], among=list(ferry)
    )
    store.save_reading(_ferry_reading(now), title=_article("herald-1", now), now=now)
    store.save_reading(_bridge_reading(), title=_article("post-2", now), now=now)


def evidence(article: str, words: str) -> Evidence:
    """The place in an article where these words stand."""
    start = _TEXTS[article][2].index(words)
    return Evidence(article=article, span=Span(start, start + len(words)))


def _ferry_reading(now: datetime) -> store.Reading:
    origins = (
        Origin(key="article:herald-1", label="Larran Herald", first="herald-1", members=_HERALDS),
        Origin(key="article:courrier-1", label="Le Courrier du Soir", first="courrier-1", members=("courrier-1",)),
        Origin(key="article:sawt-1", label="Sawt al-Bahr", first="sawt-1", members=("sawt-1",)),
    )
    said = Quotation(
        span=evidence("herald-1", "We saw the lights go out,").span,
        direct=True,
        attribution=Attribution(source="Anwar Delosa", cue="said"),
    )
    told = (
        evidence("herald-1", "The night ferry Marisol sank off Port Larran before dawn on Friday."),
        evidence("courrier-1", "Le ferry Marisol a coulé vendredi avant l'aube au large de Port Larran."),
    )
    breakdown = Breakdown(
        statements=(Statement(members=told, score=0.9, origins=2),),
        comparisons=(_toll(now), _later_toll(now), _words()),
        quotations=(("herald-1", said),),
        omissions=(evidence("courrier-1", "Le navire avait échoué à deux contrôles depuis mars."),),
        core=(Core(statement=0, origins=2, of=3),),
        left_out=(LeftOut(article="sawt-1", statements=(0,)),),
        chains=(_coast_guard(),),
        headlines=_headlines(),
        terms=(_term(),),
        made_by="compare/1",
    )
    return store.Reading(
        story=FERRY,
        revisions={"herald-1": 1, "courrier-1": 2, "post-1": 1, "sawt-1": 1, "herald-2": 1},
        origins=origins,
        breakdown=breakdown,
        summary=Summary(sentences=told[:1], key_points=told[:1], keywords=("ferry",), made_by="summarize/1"),
    )


def _coast_guard() -> Chain:
    """The coast guard, heard by two reports; one of them is cited by the other and cites it."""
    links = (
        Link(teller="Larran Herald", source="the coast guard", article="herald-1"),
        Link(teller="Sawt al-Bahr", source="Larran Herald", article="sawt-1"),
        Link(teller="Larran Herald", source="Sawt al-Bahr", article="herald-2"),
    )
    said = evidence("herald-1", "The coast guard said 12 people were killed when the ship went down.")
    return Chain(
        source="the coast guard",
        kind=SourceKind.BODY,
        spellings=("the coast guard", "خفر السواحل"),
        links=links,
        rests=(Rest(members=(said,), origins=2, whole=True, question="killed"),),
        origins=2,
        flags=(Flag.LOOP,),
    )


def _headlines() -> tuple[Headline, ...]:
    toll = Span(29, 31)
    return (
        Headline(article="herald-1", text=_TEXTS["herald-1"][1], first=First.EVENT),
        Headline(article="post-1", text=_TEXTS["post-1"][1], first=First.FIGURE, figure=toll, question="killed"),
        Headline(article="sawt-1", text=_TEXTS["sawt-1"][1], first=First.ACTOR, actor=Span(17, 28)),
    )


def _term() -> Term:
    return Term(
        term="ferry",
        side="MY",
        by="country",
        language="en",
        uses=4,
        elsewhere=0,
        words=60,
        words_elsewhere=20,
        log_odds=1.4,
        z=2.2,
        origins=2,
        members=(evidence("herald-1", "ferry"),),
    )


def _toll(now: datetime) -> Comparison:
    twelve = (
        evidence("herald-1", "12 people were killed"),
        evidence("post-1", "12 people were killed"),
        evidence("sawt-1", "12 شخصًا قُتلوا"),
    )
    nineteen = (evidence("courrier-1", "19 personnes sont mortes"),)
    return _comparison(
        "killed",
        QuestionKind.QUANTITY,
        Outcome.CONFLICT,
        (
            _position("12", twelve, ("MY", "GB", "EG"), 2, now - timedelta(hours=9)),
            _position("19", nineteen, ("FR",), 1, now - timedelta(hours=8)),
        ),
    )


def _later_toll(now: datetime) -> Comparison:
    early, late = evidence("herald-1", "12 people were killed"), evidence("herald-2", "23 dead")
    return _comparison(
        "killed",
        QuestionKind.QUANTITY,
        Outcome.UPDATE,
        (
            _position("12", (early,), ("MY",), 1, now - timedelta(hours=9)),
            _position("23", (late,), ("MY",), 1, now - timedelta(hours=2)),
        ),
    )


def _words() -> Comparison:
    return _comparison(
        "sank",
        QuestionKind.WORDING,
        Outcome.WORDING,
        (
            _position("sank", (evidence("herald-1", "sank"),), ("MY",), 1, None),
            _position("naufrage", (evidence("courrier-1", "naufrage"),), ("FR",), 1, None),
        ),
    )


def _comparison(question: str, kind: QuestionKind, outcome: Outcome, positions: Sequence[Position]) -> Comparison:
    return Comparison(kind=kind, question=question, outcome=outcome, positions=tuple(positions), made_by="compare/1")


def _position(
    value: str, members: Sequence[Evidence], countries: tuple[str, ...], origins: int, first_at: datetime | None
) -> Position:
    return Position(
        value=value, members=tuple(members), countries=countries, origins=origins, first_at=first_at, outlets=()
    )


def _bridge_reading() -> store.Reading:
    return store.Reading(
        story=BRIDGE,
        revisions={"post-2": 1},
        origins=(Origin(key="article:post-2", label="Northern Post", first="post-2", members=("post-2",)),),
        breakdown=Breakdown(statements=(), comparisons=(), quotations=(), omissions=(), made_by="compare/1"),
        summary=Summary(sentences=(), key_points=(), keywords=(), made_by="summarize/1"),
    )


def _article(identity: str, now: datetime) -> Article:
    outlet, headline, text, hours = _TEXTS[identity]
    _, name, country, language = next(line for line in _OUTLETS if line[0] == outlet)
    return Article(
        id=identity,
        text=text,
        url=f"https://{outlet.partition('/')[2]}.example/{identity}",
        outlet=outlet,
        outlet_name=name,
        country=country,
        language=language,
        headline=headline,
        published=now - timedelta(hours=hours),
        precision=Precision.MINUTE,
        made_by="extract/1",
    )


def _earlier(now: datetime) -> Article:
    """The French report before it was changed: its toll was 17."""
    changed = _article("courrier-1", now)
    return replace(changed, text=changed.text.replace("19 personnes", "17 personnes"))


def _outlet(identity: str, name: str, country: str, language: str) -> Outlet:
    host = f"{identity.partition('/')[2]}.example"
    return Outlet(
        id=identity,
        name=name,
        country=country,
        languages=(language,),
        kind=OutletKind.PAPER,
        homepage=f"https://{host}/",
        domains=(host,),
        feeds=(Feed(url=f"https://{host}/rss.xml", outlet=identity),),
    )


def _state(identity: str, now: datetime) -> FeedState:
    """Every feed works, but for the Kenyan one and one of the two Japanese."""
    url = f"https://{identity.partition('/')[2]}.example/rss.xml"
    if identity in ("ke/velia-day", "jp/kita-nippo"):
        return FeedState(
            feed_url=url,
            polled_at=now,
            failures=3,
            error="The server answered 503; it is asked again.",
            fault="status-503",
            condition=FeedCondition.FAILING,
            since=now - timedelta(days=2),
        )
    return FeedState(feed_url=url, polled_at=now, succeeded_at=now, condition=FeedCondition.OK, since=now)
