"""Feeds in the admin: how each does and why, when it is asked next, and the switches for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from variorum.feeds import FeedCondition, PollReason
from variorum.model import FeedKind
from variorum_site.news import models as rows
from variorum_site.news import store
from variorum_site.news.polling.forms import FeedForm
from variorum_site.news.polling.words import CONDITIONS, REASONS, fault_in_words, time_in_words
from variorum_site.news.queries.feeds import harvests

_FACTS = ("url", "outlet", "kind", "section", "links")
_LETTERS = 30  # of an address in the list
_TOLD = ("health", "rhythm", "next_poll", "faults", "pages_read", "hub")


class _ByCondition(admin.SimpleListFilter):
    title = _("condition")
    parameter_name = "condition"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(condition.value, words) for condition, words in CONDITIONS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case None:
                return queryset
            case FeedCondition.UNREAD.value:
                return queryset.exclude(state__condition__in=[one for one in FeedCondition if one != "unread"])
            case condition:
                return queryset.filter(state__condition=condition)


class FeedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # takes no parameter at run time
    """Feeds, how they do, and the switch that pauses one."""

    form = FeedForm
    # The telling columns first: a narrow window shows no more. What they leave out stands on the feed's own page.
    list_display = ("condition", "address", "since", "failures", "due", "rhythm")
    list_display_links = ("condition", "address")
    list_filter = (_ByCondition, "paused", "enabled", "kind")
    list_select_related = ("outlet", "state")
    search_fields = ("url", "outlet__name", "outlet__id")
    autocomplete_fields = ("outlet",)
    actions = ("poll_now", "pause", "resume")

    def get_fields(self, request: HttpRequest, obj: rows.Feed | None = None) -> tuple[str, ...]:
        return (*_FACTS, "enabled", "paused", *_TOLD) if obj else (*_FACTS, "paused")

    def get_readonly_fields(self, request: HttpRequest, obj: rows.Feed | None = None) -> tuple[str, ...]:
        return (*_FACTS, "enabled", *_TOLD) if obj and obj.listed else ("enabled", *_TOLD)

    def has_delete_permission(self, request: HttpRequest, obj: rows.Feed | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: rows.Feed, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's own signature
        """Store the feed; one that is read otherwise now is known nothing of."""
        super().save_model(request, obj, form, change)
        forget_if_other(obj, form.changed_data)

    @admin.display(description=_("condition"), ordering="state__condition")
    def condition(self, feed: rows.Feed) -> str:
        """How the feed does, in a word or two; or that the owner paused it."""
        if feed.paused:
            return gettext("paused")
        return str(CONDITIONS[FeedCondition(feed.state.condition) if _state(feed) else FeedCondition.UNREAD])

    @admin.display(description=_("address"), ordering="url")
    def address(self, feed: rows.Feed) -> str:
        """Its address, shortened in its midst, and its outlet."""
        short = format_html('<span title="{}">{}</span>', feed.url, _shortened(feed.url))
        return format_html("{}<br>{}", short, feed.outlet.name) if feed.outlet else short

    @admin.display(description=_("since"), ordering="state__since")
    def since(self, feed: rows.Feed) -> str:
        """Since when it does so."""
        state = _state(feed)
        return _short_moment(state.since) if state else ""

    @admin.display(description=_("failures"), ordering="state__failures")
    def failures(self, feed: rows.Feed) -> int:
        """How often it failed in a row."""
        state = _state(feed)
        return state.failures if state else 0

    @admin.display(description=_("health"))
    def health(self, feed: rows.Feed) -> str:
        """How the feed does, in a sentence."""
        return feed_in_words(feed)

    @admin.display(description=_("asked every"), ordering="state__interval")
    def rhythm(self, feed: rows.Feed) -> str:
        """The interval between two polls, as its rhythm has it."""
        state = _state(feed)
        return time_in_words(state.interval) if state else ""

    @admin.display(description=_("next poll"), ordering="state__due_at")
    def due(self, feed: rows.Feed) -> str:
        """When it is asked next."""
        state = _state(feed)
        return _short_moment(state.due_at) if state else ""

    @admin.display(description=_("next poll"))
    def next_poll(self, feed: rows.Feed) -> str:
        """When it is asked next, and why then."""
        state = _state(feed)
        if feed.paused:
            return gettext("paused")
        if state is None or state.due_at is None or state.due_at <= timezone.now():
            return gettext("within a minute, while polling runs")
        why = REASONS[PollReason(state.reason)] if state.reason else ""
        return f"{_moment(state.due_at)} ({why})" if why else _moment(state.due_at)

    @admin.display(description=_("failures within a week"))
    def faults(self, feed: rows.Feed) -> str:
        """What failed how often."""
        state = store.load_feed_state(feed.url)
        told: Counter[str] = Counter()
        for kind, times in state.faults.items():
            told[fault_in_words(kind)] += times
        polls = sum(day.polls for day in state.days)
        said = ngettext("%(times)d of %(n)d poll: %(why)s", "%(times)d of %(n)d polls: %(why)s", polls)
        lines = [said % {"times": times, "n": polls, "why": why} for why, times in told.most_common()]
        return "; ".join(lines) or gettext("none")

    @admin.display(description=_("pages read as articles"))
    def pages_read(self, feed: rows.Feed) -> str:
        """What became of the pages that it announced within a week."""
        found = harvests([feed.pk]).get(feed.pk)
        if found is None:
            return gettext("none announced within a week")
        return gettext("%(read)d of %(fetched)d fetched, %(announced)d announced") % {
            "read": found.read,
            "fetched": found.fetched,
            "announced": found.announced,
        }

    @admin.display(description=_("hub"))
    def hub(self, feed: rows.Feed) -> str:
        """Whether a hub tells us of its changes."""
        told: rows.Subscription | None = getattr(feed, "subscription", None)
        if told is None:
            named = store.load_feed_state(feed.url).wishes.hub
            return gettext("%(hub)s, not subscribed to") % {"hub": named} if named else gettext("none named")
        said = gettext("%(hub)s: %(status)s, %(received)d deliveries taken in, %(dropped)d dropped")
        counts = {"hub": told.hub, "status": told.status, "received": told.received, "dropped": told.dropped}
        return said % counts + (f" ({told.error})" if told.error else "")

    @admin.action(permissions=["change"], description=_("Poll now"))
    def poll_now(self, request: HttpRequest, queryset: QuerySet[rows.Feed]) -> None:
        """Make the chosen feeds due now."""
        rows.FeedState.objects.filter(feed__in=queryset).update(due_at=timezone.now())
        chosen = queryset.filter(paused=False, enabled=True).count()
        said = ngettext(
            "%(n)d feed is polled within a minute, while polling runs.",
            "%(n)d feeds are polled within a minute, while polling runs.",
            chosen,
        )
        self.message_user(request, said % {"n": chosen}, messages.SUCCESS)

    @admin.action(permissions=["change"], description=_("Pause polling"))
    def pause(self, request: HttpRequest, queryset: QuerySet[rows.Feed]) -> None:
        """Poll the chosen feeds no more until they are resumed."""
        queryset.update(paused=True)

    @admin.action(permissions=["change"], description=_("Resume polling"))
    def resume(self, request: HttpRequest, queryset: QuerySet[rows.Feed]) -> None:
        """Poll the chosen feeds again."""
        queryset.update(paused=False)


def feed_in_words(feed: rows.Feed) -> str:
    """How a feed does, in a sentence."""
    state = _state(feed)
    if state is None or state.polled_at is None:
        return gettext("never polled")
    when = _moment(state.polled_at)
    condition = CONDITIONS[FeedCondition(state.condition)]
    away = f"; {REASONS[PollReason.AWAY]}" if state.reason == PollReason.AWAY else ""
    if not state.failures:
        return gettext("%(condition)s; polled %(when)s") % {"condition": condition, "when": when} + away
    times = ngettext("failed once", "failed %(n)d times in a row", state.failures) % {"n": state.failures}
    since = gettext("since %(when)s") % {"when": _moment(state.since)} if state.since else ""
    return f"{condition}; {times} {since}: {state.error or ''} ({when}){away}"


def forget_if_other(feed: rows.Feed, changed: Collection[str]) -> None:
    """Forget what polling learned of a feed that is read otherwise since it was changed by hand."""
    telling = {"kind", "links", "outlet"} if feed.kind == FeedKind.PAGE.value else {"kind", "links"}
    if not telling.isdisjoint(changed):
        store.forget_feed_state(feed.url)


def _state(feed: rows.Feed) -> rows.FeedState | None:
    return getattr(feed, "state", None)


def _moment(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT") if at else ""


def _short_moment(at: datetime | None) -> str:
    """The hour of today, else the day; the year where it is another one."""
    if at is None:
        return ""
    local, today = timezone.localtime(at), timezone.localdate()
    near = "TIME_FORMAT" if local.date() == today else "MONTH_DAY_FORMAT"
    return date_format(local, near if local.year == today.year else "SHORT_DATE_FORMAT")


def _shortened(url: str) -> str:
    plain = url.partition("://")[2].removeprefix("www.")
    return plain if len(plain) <= _LETTERS else f"{plain[: _LETTERS - 13]}…{plain[-12:]}"
