"""A story with everything that was read out of its reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Q

from variorum.model import Comparison, Evidence, Origin, Outcome, Place, Position, Quotation, Reason
from variorum_site.news import models as rows
from variorum_site.news.queries.cards import card, stories_in_force
from variorum_site.news.queries.copies import copied_from, copy_trees
from variorum_site.news.queries.coverage import coverage
from variorum_site.news.queries.history import story_history
from variorum_site.news.queries.records import (
    AgreedView,
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
        agreed=_agreed(reading, shelf),
        only_here=_only_here(shelf.passages(reading.breakdown.omissions)),
        speakers=_speakers(reading.breakdown.quotations, shelf),
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
    )


def _agreed(reading: Reading, shelf: Shelf) -> tuple[AgreedView, ...]:
    """What at least two independent origins state, most of them first; each told by its shortest passage.

    No sentence stands here twice, and none with a figure on which the reports part: that is told above.
    """
    voices = {member: origin.key for origin in reading.origins for member in origin.members}
    parted = _parted(reading.breakdown.comparisons)
    views: list[AgreedView] = []
    used: set[Evidence] = set()
    for statement in sorted(reading.breakdown.statements, key=lambda one: (-one.origins, -one.score)):
        members = [one for one in statement.members if not _holds(one, parted)]
        origins = len({voices.get(one.article, one.article) for one in members})
        passages = shelf.passages(members)
        if not statement.shown or origins < 2 or not passages or used & set(members):
            continue
        used |= set(members)
        told = {passage.article.outlet.country: None for passage in passages if passage.article.outlet.country}
        views.append(
            AgreedView(
                text=min(passages, key=lambda passage: len(passage.marked)),
                passages=passages,
                origins=origins,
                countries=tuple(told),
            )
        )
    return tuple(sorted(views, key=lambda view: -view.origins))


def _parted(comparisons: Iterable[Comparison]) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = defaultdict(list)
    for comparison in comparisons:
        if comparison.outcome in {Outcome.CONFLICT, Outcome.UPDATE}:
            for position in comparison.positions:
                for member in position.members:
                    found[member.article].append(member)
    return found


def _holds(sentence: Evidence, parted: Mapping[str, list[Evidence]]) -> bool:
    return any(sentence.span.overlaps(figure.span) for figure in parted.get(sentence.article, ()))


def _only_here(passages: Iterable[Passage]) -> tuple[OnlyHere, ...]:
    by_country: dict[str | None, list[Passage]] = defaultdict(list)
    for passage in passages:
        by_country[passage.article.outlet.country].append(passage)
    return tuple(OnlyHere(country=country, passages=tuple(found)) for country, found in by_country.items())


def _speakers(quotations: Iterable[tuple[str, Quotation]], shelf: Shelf) -> tuple[Speaker, ...]:
    """Quotations by who is quoted; who is quoted most comes first, the unnamed last."""
    spoken: dict[str | None, list[QuotationView]] = defaultdict(list)
    for article, quotation in quotations:
        passage = shelf.passage(Evidence(article=article, span=quotation.span))
        if passage is None:
            continue
        said = quotation.attribution
        view = QuotationView(passage=passage, direct=quotation.direct, cue=said.cue if said else None)
        spoken[said.source if said else None].append(view)
    speakers = [Speaker(name=name, quotations=tuple(views)) for name, views in spoken.items()]
    return tuple(sorted(speakers, key=lambda one: (one.name is None, -len(one.quotations))))


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
