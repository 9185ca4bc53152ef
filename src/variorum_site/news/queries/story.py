"""A story with everything that was read out of its reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from variorum.compare.speakers import by_speaker, utterances_of
from variorum.model import Comparison, Evidence, Origin, Outcome, Place, Position, Reason, Utterance
from variorum_site.news import models as rows
from variorum_site.news.queries.agreement import agreed_views, agreement
from variorum_site.news.queries.cards import card, stories_in_force
from variorum_site.news.queries.copies import copied_from, copy_trees
from variorum_site.news.queries.coverage import coverage
from variorum_site.news.queries.history import story_history
from variorum_site.news.queries.records import (
    CountryReports,
    DivergenceView,
    OnlyHere,
    Passage,
    PlaceView,
    PositionView,
    QuotationView,
    ReportView,
    Speaker,
    StoryPage,
    Voice,
)
from variorum_site.news.queries.related import related_stories
from variorum_site.news.queries.reprints import reprint_view
from variorum_site.news.queries.shelf import Shelf, excerpt, fill_shelf
from variorum_site.news.queries.silence import weigh
from variorum_site.news.queries.tellers import tellers
from variorum_site.news.queries.timeline import timeline
from variorum_site.news.store import Reading, load_reading, load_reprints
from variorum_site.news.store.codec import from_json_if_readable


def find_story(slug: str, *, full_text: bool = False) -> StoryPage | None:
    """The story of this address. One merged into another gives the other: its card's slug differs, so redirect.

    What copies made of a text is quoted whole where `full_text` (the owner's setting) says so, else in excerpts. None
    for an unknown address, and for a story that was not read yet.
    """
    asked = rows.Story.objects.filter(slug=slug).first()
    if asked is None:
        return None
    story = stories_in_force().filter(id=asked.canonical_id or asked.id).first()
    reading = load_reading(story.id) if story else None
    if story is None or reading is None:
        return None
    return _page(story, reading, full_text=full_text)


def _page(story: rows.Story, reading: Reading, *, full_text: bool) -> StoryPage:
    shelf = fill_shelf(list(reading.revisions), revisions=reading.revisions)
    reports = _reports(story, reading, shelf)
    former_ids = tuple(rows.Story.objects.filter(canonical=story).order_by("id").values_list("id", flat=True))
    countries = _by_country(reports)
    agreed = agreement(reading, shelf)
    views = [_divergence(one, shelf, number) for number, one in enumerate(reading.breakdown.comparisons, 1)]
    views = [view for view in views if view.positions]
    assert story.first_at is not None
    assert story.last_at is not None
    return StoryPage(
        card=card(story, shelf),
        summary=shelf.passages(reading.summary.sentences),
        key_points=shelf.passages(reading.summary.key_points),
        keywords=reading.summary.keywords,
        places=tuple(_place(place, shelf) for place in reading.summary.places),
        divergences=tuple(view for view in views if view.outcome in _DIVERGING),
        wording=tuple(view for view in views if view.outcome is Outcome.WORDING),
        agreed=agreed_views(agreed, shelf),
        only_here=_only_here(shelf.passages(reading.breakdown.omissions)),
        speakers=_speakers(reading, shelf),
        countries=countries,
        timeline=timeline(reading.breakdown.comparisons, shelf),
        voices=_voices(reading.origins, shelf),
        copies=copy_trees(reading.copies, shelf, full_text=full_text),
        coverage=weigh(coverage(countries, first_at=story.first_at, last_at=story.last_at), story),
        related=related_stories(story),
        version=reading.version,
        made_at=reading.made_at,
        former_ids=former_ids,
        history=story_history(story, former_ids),
        tellers=tellers(reading, shelf, agreed),
    )


_DIVERGING = {Outcome.CONFLICT, Outcome.UPDATE, Outcome.COMPATIBLE}


def _place(place: Place, shelf: Shelf) -> PlaceView:
    return PlaceView(country=place.country, cities=place.cities, passages=shelf.passages(place.evidence))


def _divergence(comparison: Comparison, shelf: Shelf, number: int) -> DivergenceView:
    return DivergenceView(
        question=comparison.question,
        kind=comparison.kind,
        outcome=comparison.outcome,
        positions=tuple(view for one in comparison.positions if (view := _position(one, shelf)).passages),
        made_by=comparison.made_by,
        anchor=f"d{number}",
    )


def _position(position: Position, shelf: Shelf) -> PositionView:
    return PositionView(
        value=position.value,
        passages=shelf.passages(position.members),
        countries=position.countries,
        outlets=position.outlets,
        origins=position.origins,
        first_at=position.first_at,
        source=position.source,
    )


def _only_here(passages: Iterable[Passage]) -> tuple[OnlyHere, ...]:
    by_country: dict[str | None, list[Passage]] = defaultdict(list)
    for passage in passages:
        by_country[passage.article.outlet.country].append(passage)
    return tuple(OnlyHere(country=country, passages=tuple(found)) for country, found in by_country.items())


def _speakers(reading: Reading, shelf: Shelf) -> tuple[Speaker, ...]:
    """Who is quoted, each utterance once with all who carry it; what is only told of them behind it.

    Whom most voices quote comes first, the unnamed last.
    """
    quotations = reading.breakdown.quotations
    speakers: dict[str | None, list[QuotationView]] = {}
    for name, told in by_speaker(utterances_of(reading.breakdown)):
        speakers[name] = [view for one in told if (view := _utterance(one, shelf))]
    for article, quotation in quotations:
        passage = None if quotation.direct else shelf.passage(Evidence(article=article, span=quotation.span))
        if passage:
            said = quotation.attribution
            view = QuotationView(passage=passage, direct=False, cue=said.cue if said else None)
            speakers.setdefault(said.source if said else None, []).append(view)
    found = [Speaker(name=name, quotations=tuple(views)) for name, views in speakers.items() if views]
    return tuple(sorted(found, key=lambda one: one.name is None))


def _utterance(one: Utterance, shelf: Shelf) -> QuotationView | None:
    passage = shelf.passage(one.wording or one.members[0])
    carriers = tuple(shelf.refs[member.article] for member in one.members if member.article in shelf.refs)
    if passage is None:
        return None
    return QuotationView(
        passage=passage,
        direct=True,
        cue=None,
        role=one.role,
        carriers=carriers if len(carriers) > 1 else (),
        first_known=one.first is not None,
    )


def _voices(origins: Iterable[Origin], shelf: Shelf) -> tuple[Voice, ...]:
    voices = []
    for origin in origins:
        members = tuple(shelf.refs[one] for one in origin.members if one in shelf.refs)
        if members:
            first = shelf.refs.get(origin.first, members[0])
            rest = tuple(one for one in members if one != first)
            voices.append(Voice(key=origin.key, label=origin.label, first=first, members=(first, *rest)))
    return tuple(sorted(voices, key=lambda voice: (-len(voice.members), voice.first.at)))


def _reports(story: rows.Story, reading: Reading, shelf: Shelf) -> list[ReportView]:
    voices = {member: origin.label for origin in reading.origins for member in origin.members}
    reprints = {reprint.article: reprint for reprint in load_reprints(list(shelf.refs))}
    standing = rows.Membership.objects.filter(
        Q(story=story) | Q(story__canonical=story), article_id__in=list(shelf.refs)
    )
    views = []
    for membership in standing.order_by("article__at", "id"):
        article = shelf.texts[membership.article_id]
        parents = copied_from(reading.copies, article.id)
        views.append(
            ReportView(
                article=shelf.refs[article.id],
                teaser=article.teaser,
                excerpt=excerpt(article.text, language=article.language),
                agencies=article.agencies,
                reprint=reprint_view(reprints.get(article.id), shelf, parents=parents),
                revision=article.revision,
                voice=voices.get(article.id, ""),
                reasons=from_json_if_readable(tuple[Reason, ...], membership.reasons) or (),
                decided_by=membership.decided_by,
            )
        )
    return views


def _by_country(reports: Iterable[ReportView]) -> tuple[CountryReports, ...]:
    """Reports by the country of their outlet; most independent voices first."""
    grouped: dict[str | None, list[ReportView]] = defaultdict(list)
    for report in reports:
        grouped[report.article.outlet.country].append(report)
    countries = [
        CountryReports(country=country, reports=tuple(found), origins=len({one.voice for one in found}))
        for country, found in grouped.items()
    ]
    return tuple(sorted(countries, key=lambda one: (-one.origins, -len(one.reports), one.country or "~")))
