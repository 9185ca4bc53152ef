"""Outlets, feeds and stories in the admin. Facts are looked at, not edited; merges and splits can be taken back."""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import TextInput
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from variorum.errors import InputError
from variorum.model import Reason
from variorum.outlets import read_outlet, refuse_clash
from variorum_site.news import models as rows
from variorum_site.news import store
from variorum_site.news.actions import may_edit_stories, merge_stories, take_back
from variorum_site.news.polling.admin import FeedAdmin, forget_if_other
from variorum_site.news.polling.forms import FeedForm
from variorum_site.news.queries.feeds import FAIL
from variorum_site.news.store.codec import from_json_if_readable
from variorum_site.news.stories.words import reasons_in_words

admin.site.site_header = admin.site.site_title = "Variorum"
admin.site.index_title = _("What is kept, and what is decided")
admin.site.register(rows.Feed, FeedAdmin)


_FEED_LETTERS = {"url": 40, "kind": 8, "section": 14}
_TITLE_LETTERS = 40
_LISTS = ("languages", "domains", "credits")
_PLAIN = ("name", "country", "kind", "homepage", "family", "rules")


class _OutletForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no parameter at run time
    """An outlet's facts, read as strictly as a file: one bad outlet would trouble every step."""

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError with what is wrong with the outlet, in the words that a file of it would be given."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors or "name" not in typed:  # else only shown, for a file says it
            return typed
        facts = {name: fact for name in (*_PLAIN, *_LISTS) if (fact := typed.get(name)) not in (None, "")}
        try:
            outlet = read_outlet({**facts, "feeds": []}, id=typed.get("id") or self.instance.pk)
            refuse_clash(outlet, [one for one in store.load_outlets() if one.id != outlet.id])
        except InputError as fault:
            raise ValidationError(str(fault)) from fault
        return typed | {name: list(getattr(outlet, name)) for name in _LISTS}


class _FeedsInline(admin.TabularInline):  # type: ignore[type-arg]  # takes no parameter at run time
    model = rows.Feed
    form = FeedForm
    fields = ("url", "kind", "section", "enabled", "paused")
    extra = 0
    can_delete = False

    def get_readonly_fields(self, request: HttpRequest, obj: rows.Outlet | None = None) -> tuple[str, ...]:
        return ("url", "kind", "section", "enabled") if obj and file_of(obj) else ("enabled",)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """Fields that stand side by side are narrower than the admin's."""
        made: Any = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.name in _FEED_LETTERS and isinstance(made.widget, TextInput):
            made.widget = TextInput(attrs={"size": _FEED_LETTERS[db_field.name]})
        return made

    def has_add_permission(self, request: HttpRequest, obj: rows.Outlet | None = None) -> bool:
        return super().has_add_permission(request, obj) and not (obj and file_of(obj))


class _ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]  # takes no parameter at run time
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(rows.Outlet)
class OutletAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # takes no parameter at run time
    """Outlets and the health of their feeds; what a file says of one is only shown."""

    form = _OutletForm
    list_display = ("name", "country", "kind", "family", "health")
    list_filter = ("kind", "country")
    search_fields = ("id", "name", "family", "homepage")
    inlines = (_FeedsInline,)

    def get_fields(self, request: HttpRequest, obj: rows.Outlet | None = None) -> tuple[str, ...]:
        facts = tuple(field.name for field in rows.Outlet._meta.fields)
        return ("kept_in", *facts) if obj and file_of(obj) else facts

    def get_readonly_fields(self, request: HttpRequest, obj: rows.Outlet | None = None) -> tuple[str, ...]:
        """What a file says is read again at each start: an edit here would be lost."""
        return self.get_fields(request, obj) if obj and file_of(obj) else (("id",) if obj else ())

    def has_delete_permission(self, request: HttpRequest, obj: rows.Outlet | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: rows.Outlet, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's own signature
        """Store the outlet; with other domains its front pages are read otherwise."""
        super().save_model(request, obj, form, change)
        if form.initial.get("domains") != obj.domains:
            store.forget_front_pages(obj.pk)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001 - Django's own signature
        """Store the feeds; one that is read otherwise now is known nothing of."""
        super().save_formset(request, form, formset, change)
        for feed, changed in formset.changed_objects:
            forget_if_other(feed, changed)

    @admin.display(description=_("kept in"))
    def kept_in(self, outlet: rows.Outlet) -> str:
        """Where the facts of an outlet are written, and how to change them."""
        said = gettext(
            "%(file)s, which is read at every start. To change this outlet, put a file of that name into %(own)s."
        )
        return said % {"file": file_of(outlet) or "", "own": settings.VARIORUM.home / "directory"}

    def get_queryset(self, request: HttpRequest) -> QuerySet[rows.Outlet]:
        return super().get_queryset(request).prefetch_related("feeds__state")

    @admin.display(description=_("feeds"))
    def health(self, outlet: rows.Outlet) -> str:
        """How many feeds are polled, and how many of them fail."""
        feeds = [feed for feed in outlet.feeds.all() if feed.enabled and not feed.paused]
        failing = sum(1 for feed in feeds if getattr(feed, "state", None) and feed.state.condition in FAIL)
        if not feeds:
            return gettext("no feed")
        said = ngettext("%(n)d feed", "%(n)d feeds", len(feeds)) % {"n": len(feeds)}
        return f"{said}, {gettext('%(n)d failing') % {'n': failing}}" if failing else said


def file_of(outlet: rows.Outlet) -> str | None:
    """The file that says what an outlet is: the owner's, else the bundled one; None for an outlet made in the admin."""
    name = f"directory/{outlet.pk}.toml"
    own = settings.VARIORUM.home / name
    if own.is_file():
        return str(own)
    return f"variorum/{name}" if (files("variorum") / name).is_file() else None


@admin.register(rows.Story)
class StoryAdmin(_ReadOnly):
    """Stories, which can be merged."""

    list_display = ("title", "reports", "origins", "conflicts", "updates", "last_at", "merged_into")
    list_filter = ("stale", "last_at")
    list_select_related = ("canonical",)
    search_fields = ("id", "title", "memberships__article__headline")
    date_hierarchy = "last_at"
    actions = ("merge",)

    @admin.display(description=_("merged into"))
    def merged_into(self, story: rows.Story) -> str:
        """The title of the story that this one stands in."""
        return story.canonical.title if story.canonical else ""

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Asked by Django for the action."""
        return isinstance(request.user, User) and may_edit_stories(request.user)

    @admin.action(permissions=["merge"], description=_("Merge into the one with the most reports"))
    def merge(self, request: HttpRequest, queryset: QuerySet[rows.Story]) -> None:
        """Merge the chosen stories, and say into which."""
        assert isinstance(request.user, User)
        try:
            target = merge_stories(list(queryset), by=request.user, now=timezone.now())
        except InputError as refusal:
            messages.error(request, str(refusal))
            return
        messages.success(request, gettext("Merged into “%(title)s”.") % {"title": target.title})


@admin.register(rows.DecisionLog)
class DecisionAdmin(_ReadOnly):
    """Every decision on stories, with its reasons; merges and splits can be taken back."""

    list_display = ("at", "kind", "which", "toward", "why", "made_by", "taken_back_at")
    list_filter = ("kind", "made_by")
    list_select_related = ("story", "other", "undone")
    search_fields = ("story__title", "story__id", "other__title", "other__id")
    fields = ("at", "kind", "story", "other", "why", "made_by", "undoes", "taken_back_at", "record")
    actions = ("take_back",)

    @admin.display(description=_("story"), ordering="story__title")
    def which(self, decision: rows.DecisionLog) -> str:
        """The story, as short as a list needs it."""
        return Truncator(decision.story.title).chars(_TITLE_LETTERS)

    @admin.display(description=_("other story"), ordering="other__title")
    def toward(self, decision: rows.DecisionLog) -> str:
        """The story that it was merged into, or that its reports moved to."""
        return Truncator(decision.other.title).chars(_TITLE_LETTERS) if decision.other else ""

    @admin.display(description=_("why"))
    def why(self, decision: rows.DecisionLog) -> str:
        """The reasons that the decision was taken for."""
        reasons = from_json_if_readable(tuple[Reason, ...], decision.record.get("reasons", [])) or ()
        return reasons_in_words(reasons, made_by=decision.made_by)

    @admin.display(description=_("taken back"))
    def taken_back_at(self, decision: rows.DecisionLog) -> datetime | None:
        """When a person undid it; empty for what is in force."""
        return decision.undone.at if hasattr(decision, "undone") else None

    def has_take_back_permission(self, request: HttpRequest) -> bool:
        """Asked by Django for the action."""
        return isinstance(request.user, User) and may_edit_stories(request.user)

    @admin.action(permissions=["take_back"], description=_("Take these merges and splits back"))
    def take_back(self, request: HttpRequest, queryset: QuerySet[rows.DecisionLog]) -> None:
        """Undo the chosen merges and splits, the latest first, and say how many."""
        assert isinstance(request.user, User)
        done = 0
        for decision in queryset.order_by("-id"):
            try:
                take_back(decision, by=request.user, now=timezone.now())
            except InputError as refusal:
                messages.error(request, str(refusal))
            else:
                done += 1
        if done:
            said = ngettext("%(n)d decision was taken back.", "%(n)d decisions were taken back.", done)
            messages.success(request, said % {"n": done})


@admin.register(rows.Article)
class ArticleAdmin(_ReadOnly):
    """Articles, to be looked up."""

    list_display = ("headline", "outlet", "country", "language", "at", "latest")
    list_filter = ("language", "country")
    list_select_related = ("outlet",)
    search_fields = ("id", "headline", "canonical_url")
    date_hierarchy = "at"


@admin.register(rows.Rejection)
class RejectionAdmin(_ReadOnly):
    """What was refused, and why."""

    list_display = ("at", "step", "subject", "reason")
    list_filter = ("step",)
    search_fields = ("subject", "reason")
