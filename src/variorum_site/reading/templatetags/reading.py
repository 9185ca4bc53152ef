"""Template tags and filters of the pages: times, names of places and languages, small pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from babel.dates import format_datetime, format_timedelta
from babel.numbers import format_percent
from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

from variorum.compare.steps import Step
from variorum.feeds import FeedCondition
from variorum.model import First, Flag, Outcome, SourceKind
from variorum.stories import Status, status_at
from variorum_site.news import places
from variorum_site.news.polling.words import CONDITIONS, fault_in_words
from variorum_site.news.queries import ArticleRef, Belonging, CountryCoverage, RevisionView, StoryTurn
from variorum_site.news.queries.breakdown_records import RevisedView
from variorum_site.news.stories.words import reasons_in_words
from variorum_site.reading.labels import (
    FIRSTS,
    FLAGS,
    OUTCOMES,
    SOURCES,
    change_title,
    changes_summary,
    copy_summary,
    counts_summary,
    question_label,
    relation_label,
    says_itself,
)
from variorum_site.reading.pictures import Dots, voice_dots

register = template.Library()

_RECENT = timedelta(days=7)  # further back a date says more than "three weeks ago"

register.filter("country", places.country_name)
register.filter("language", places.language_name)
register.filter("direction", places.direction)
register.filter("fault", fault_in_words)
register.filter("change_title", change_title)
register.filter("changes_summary", changes_summary)
register.filter("copy_summary", copy_summary)
register.filter("relation", relation_label)
register.filter("says_itself", says_itself)


@register.filter
def lang(tag: str | None) -> SafeString:
    """The attributes that say in which language a text is, and which way it runs."""
    if not tag:
        return SafeString('dir="auto"')
    return format_html('lang="{}" dir="{}"', tag, places.direction(tag))


@register.filter
def question(label: str, outcome: str) -> str:
    """A question's short label as a reader's question; the outcome tells wording from numbers."""
    return question_label(label, Outcome(outcome))


@register.filter
def outcome(value: Outcome) -> str:
    """What an outcome is called."""
    return str(OUTCOMES[value])


@register.filter
def first(value: First) -> str:
    """What a headline puts first."""
    return str(FIRSTS[value])


@register.filter
def source_kind(value: SourceKind) -> str:
    """What a source is."""
    return str(SOURCES[value])


@register.filter
def ends(steps: Sequence[Step]) -> list[Step]:
    """Those from whom nobody else has it."""
    return [step for step in steps if not step.steps]


@register.filter
def flag(value: Flag) -> str:
    """What a reader should know of a source."""
    return str(FLAGS[value])


@register.filter
def of(table: Mapping[str, object], key: str) -> object | None:
    """What a table holds under a key; None for nothing."""
    return table.get(key)


@register.filter
def moment(at: datetime) -> str:
    """A time as addresses carry it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@register.filter
def counted(revised: RevisedView) -> str:
    """How many changes of each kind, heaviest first, in one line."""
    return counts_summary(revised.counts)


@register.filter
def why(decided: StoryTurn | Belonging) -> str:
    """What a merge, a split or a report's place in its story rests on."""
    return reasons_in_words(decided.reasons, made_by=decided.made_by)


@register.filter
def outlets_heard(lines: Sequence[CountryCoverage]) -> int:
    """How many outlets of these countries were read in a story's time."""
    return sum(line.outlets_working for line in lines)


@register.filter
def is_quiet(quiet_from: datetime) -> bool:
    """Whether nothing more is to be expected of a story by now."""
    return status_at(quiet_from, timezone.now()) is Status.QUIET


@register.filter
def beside(before: RevisionView, after: RevisionView) -> tuple[RevisionView, RevisionView]:
    """Two versions, to be gone through."""
    return before, after


@register.simple_tag
def versions_address(slug: str, one: int, other: int) -> str:
    """Where two versions are compared, whichever is the earlier."""
    return reverse("versions", kwargs={"slug": slug, "before": min(one, other), "after": max(one, other)})


@register.simple_tag
def dated(article: ArticleRef) -> SafeString:
    """When an article was published, as precisely as is known; or when we fetched it, and says so."""
    shown = _day(article.at) if article.day_only else full(article.at)
    if not article.dated:
        shown = pgettext("time of a report", "fetched %s") % shown
    return _time(article.at, shown)


@register.simple_tag
def when(at: datetime | None) -> SafeString | str:
    """How long ago, with the whole time for machines and for who asks."""
    if at is None:
        return pgettext("time of a report", "time not given")
    ago = timezone.now() - at
    return _time(at, _ago(ago) if timedelta(0) <= ago < _RECENT else _day(at))


@register.simple_tag
def since(at: datetime) -> SafeString:
    """The moment since when something is so: the hour of today, the day of this week, else the date."""
    day, today = timezone.localtime(at).date(), timezone.localdate()
    pattern = "HH:mm" if day == today else "EEEE" if timedelta(0) < today - day < _RECENT else "d MMMM y"
    return _time(at, _format(at, pattern))


@register.filter
def condition(value: FeedCondition) -> str:
    """How a feed does, in a word or two."""
    return str(CONDITIONS[value])


@register.filter
def percent(share: float) -> str:
    """A share from 0 to 1 as a whole percentage."""
    return str(format_percent(share, locale=_locale()))


@register.simple_tag
def clock(at: datetime | None) -> SafeString | str:
    """The day and the hour."""
    if at is None:
        return pgettext("time of a report", "time not given")
    return _time(at, full(at))


@register.filter
def full(at: datetime | None) -> str:
    """The day and the hour as plain text; the year where it is another one."""
    if at is None:
        return ""
    this_year = timezone.localtime(at).year == timezone.localdate().year
    return _format(at, "d MMM, HH:mm" if this_year else "d MMM y, HH:mm")


@register.filter
def hour(at: datetime) -> str:
    """The hour alone."""
    return _format(at, "HH:mm")


@register.inclusion_tag("reading/parts/dots.html")
def dots(sizes: Sequence[int]) -> dict[str, Dots | None]:
    """Independent voices as filled dots, each followed by open ones for its copies."""
    return {"picture": voice_dots(sizes)}


def _time(at: datetime, shown: str) -> SafeString:
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', at.isoformat(), _format(at, "d MMMM y, HH:mm z"), shown
    )


def _ago(ago: timedelta) -> str:
    return str(format_timedelta(-ago, add_direction=True, locale=_locale(), threshold=0.95))


def _day(at: datetime) -> str:
    return _format(at, "d MMMM y")


def _format(at: datetime, pattern: str) -> str:
    return str(format_datetime(timezone.localtime(at), pattern, locale=_locale()))


def _locale() -> str:
    return (get_language() or "en").replace("-", "_")
