"""The rows. Facts are added and never edited; what changes (polling states, a story's figures) is named as such."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from variorum.model import FeedKind, OutletKind

ID_LENGTH = 255
URL_LENGTH = 2000
OUTLET_KINDS = [
    (OutletKind.PAPER.value, _("paper")),
    (OutletKind.BROADCASTER.value, _("broadcaster")),
    (OutletKind.AGENCY.value, _("agency")),
    (OutletKind.PORTAL.value, _("portal")),
    (OutletKind.OFFICIAL.value, _("official body")),
]
FEED_KINDS = [
    (FeedKind.FEED.value, _("feed: RSS, Atom or JSON Feed")),
    (FeedKind.SITEMAP.value, _("sitemap")),
    (FeedKind.PAGE.value, _("page whose links stand in for a feed")),
]


class Outlet(models.Model):
    """Who publishes, as a file or the owner describes it."""

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    name = models.CharField(_("name"), max_length=200)
    country = models.CharField(_("country"), max_length=2, db_index=True)
    languages = models.JSONField(_("languages"), default=list)
    kind = models.CharField(_("kind"), max_length=20, choices=OUTLET_KINDS)
    homepage = models.CharField(_("home page"), max_length=URL_LENGTH)
    family = models.CharField(_("family"), max_length=ID_LENGTH, null=True, blank=True, db_index=True)
    domains = models.JSONField(_("domains"), default=list, blank=True)
    credits = models.JSONField(_("credits"), default=list, blank=True)
    rules = models.JSONField(_("rules for its pages"), null=True, blank=True)

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        ordering: ClassVar = ["country", "name"]

    def __str__(self) -> str:
        return self.name


class Feed(models.Model):
    """An address that is polled for announcements."""

    url = models.CharField(_("address"), max_length=URL_LENGTH, unique=True)
    outlet = models.ForeignKey(Outlet, models.PROTECT, null=True, blank=True, related_name="feeds")
    kind = models.CharField(_("kind"), max_length=20, choices=FEED_KINDS, default=FeedKind.FEED.value)
    section = models.CharField(_("section"), max_length=200, null=True, blank=True)
    links = models.TextField(_("pattern of its links"), null=True, blank=True)
    enabled = models.BooleanField(_("in use"), default=True)  # False: its outlet's file names it no more
    listed = models.BooleanField(_("named by its outlet's file"), default=False, editable=False)
    paused = models.BooleanField(_("paused"), default=False, help_text=_("Not polled until you resume it."))

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        ordering: ClassVar = ["url"]

    def __str__(self) -> str:
        return self.url


def polled_feeds() -> models.QuerySet[Feed]:
    """The feeds that are polled: in use, not paused by the owner, and of a kind that we can read."""
    return Feed.objects.filter(enabled=True, paused=False, kind__in=list(FeedKind))


class FeedState(models.Model):
    """What polling learned; replaced at each poll."""

    feed = models.OneToOneField(Feed, models.CASCADE, primary_key=True, related_name="state")
    etag = models.TextField(null=True)
    last_modified = models.TextField(null=True)
    polled_at = models.DateTimeField(null=True)
    succeeded_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True, db_index=True)
    failures = models.PositiveIntegerField(default=0)
    error = models.TextField(null=True)
    fault = models.CharField(max_length=40, null=True)  # the kind of the last failure
    address = models.CharField(max_length=URL_LENGTH, null=True)  # where it moved for good
    condition = models.CharField(max_length=10, default="unread", db_index=True)
    since = models.DateTimeField(null=True)  # of the condition
    changed_at = models.DateTimeField(null=True)
    rate = models.FloatField(null=True)
    gap = models.DurationField(null=True)
    interval = models.DurationField(null=True)
    reason = models.CharField(max_length=20, null=True)
    wishes = models.JSONField(default=dict)
    days = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.feed_id}: {self.condition}"


class FeedMove(models.Model):
    """A feed was found to have moved for good, or not to answer where it had moved: then `address` is NULL."""

    feed = models.ForeignKey(Feed, models.PROTECT, related_name="moves")
    address = models.CharField(max_length=URL_LENGTH, null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.feed_id} at {self.address or 'its own address'} since {self.at:%F %R}"


class FeedPeriod(models.Model):
    """A stretch of time in which a feed worked, or did not: without it nobody can tell silence from our own failure."""

    feed = models.ForeignKey(Feed, models.PROTECT, related_name="periods")
    works = models.BooleanField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()  # moves on with each poll of the same result

    class Meta:
        indexes: ClassVar = [models.Index(fields=["feed", "ended_at"])]

    def __str__(self) -> str:
        return f"{self.feed_id} {'worked' if self.works else 'failed'} {self.began_at:%F %R} to {self.ended_at:%F %R}"


class Subscription(models.Model):
    """A feed whose changes a hub sends us (WebSub), from the asking to the end of its lease."""

    feed = models.OneToOneField(Feed, models.CASCADE, related_name="subscription")
    hub = models.CharField(max_length=URL_LENGTH)
    topic = models.CharField(max_length=URL_LENGTH)
    token = models.CharField(max_length=64, unique=True)  # in the address that the hub calls: nobody can guess it
    secret = models.CharField(max_length=128)  # signs what the hub sends
    status = models.CharField(max_length=12, db_index=True)
    ends_at = models.DateTimeField(null=True)  # of the lease; NULL: it is not confirmed
    ask_at = models.DateTimeField(null=True, db_index=True)  # when the hub is asked next
    asked_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)  # askings in a row that the hub did not confirm
    error = models.TextField(null=True)
    received = models.PositiveIntegerField(default=0)  # deliveries that were taken in
    dropped = models.PositiveIntegerField(default=0)  # whose signature did not fit, or that could not be read
    received_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.feed_id} by {self.hub}: {self.status}"


class Delivery(models.Model):
    """What a hub sent and is not read yet: its bytes, checked to be the hub's."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="deliveries")
    body = models.BinaryField()
    content_type = models.CharField(max_length=200, null=True)
    received_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)  # of taking it in, in vain

    def __str__(self) -> str:
        return f"{len(self.body)} bytes at {self.received_at:%F %R}"


class Entry(models.Model):
    """One announcement in a feed; one that changes is announced anew, as another row."""

    feed = models.ForeignKey(Feed, models.PROTECT, null=True, related_name="entries")
    url = models.CharField(max_length=URL_LENGTH, db_index=True)
    fingerprint = models.CharField(max_length=32)  # of all the facts below
    guid = models.TextField(null=True)
    title = models.TextField(null=True)
    summary = models.TextField(null=True)
    content = models.TextField(null=True)
    authors = models.JSONField(default=list)
    published = models.DateTimeField(null=True)
    updated = models.DateTimeField(null=True)
    language = models.CharField(max_length=20, null=True)
    publisher = models.TextField(null=True)
    publisher_url = models.TextField(null=True)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name_plural = "entries"
        constraints: ClassVar = [models.UniqueConstraint(fields=["feed", "url", "fingerprint"], name="entry_once")]

    def __str__(self) -> str:
        return self.title or self.url


class Page(models.Model):
    """One fetched response; its bytes lie in the captures."""

    url = models.CharField(max_length=URL_LENGTH, db_index=True)
    final_url = models.CharField(max_length=URL_LENGTH)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=list)
    fetched_at = models.DateTimeField(db_index=True)
    permanent_url = models.CharField(max_length=URL_LENGTH, null=True)
    capture_file = models.TextField()
    capture_offset = models.BigIntegerField()
    capture_record = models.TextField()

    def __str__(self) -> str:
        return f"{self.url} ({self.fetched_at:%F %R})"


class PageState(models.Model):
    """Where an announced address stands: due to be fetched, waiting to be extracted, or settled."""

    url = models.CharField(max_length=URL_LENGTH, unique=True)  # canonical
    entry = models.ForeignKey(Entry, models.SET_NULL, null=True)  # the latest announcement
    due_at = models.DateTimeField(null=True, db_index=True)  # NULL: settled
    unread = models.ForeignKey(Page, models.SET_NULL, null=True)  # fetched, and not extracted yet
    etag = models.TextField(null=True)
    last_modified = models.TextField(null=True)
    visited_at = models.DateTimeField(null=True)
    visits = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    error = models.TextField(null=True)

    def __str__(self) -> str:
        return self.url


class Article(models.Model):
    """The identity of an article. Its text and facts stand in its revisions; those below are of the latest one."""

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    slug = models.SlugField(max_length=64, unique=True)
    canonical_url = models.CharField(max_length=URL_LENGTH, null=True, unique=True)
    latest = models.PositiveIntegerField(default=1)
    outlet = models.ForeignKey(Outlet, models.SET_NULL, null=True, related_name="articles", db_constraint=False)
    outlet_name = models.TextField(null=True)
    country = models.CharField(max_length=2, null=True, db_index=True)
    language = models.CharField(max_length=20, null=True, db_index=True)
    headline = models.TextField(default="")
    at = models.DateTimeField(db_index=True)  # published, else fetched, else stored
    dated = models.BooleanField(default=True)
    day_only = models.BooleanField(default=False)
    stored_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering: ClassVar = ["-at"]
        indexes: ClassVar = [models.Index(fields=["outlet", "stored_at"])]

    def __str__(self) -> str:
        return self.headline or self.id

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.slug])


class Revision(models.Model):
    """Text and facts of an article as one page gave them."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    url = models.TextField(null=True)
    canonical_url = models.TextField(null=True)
    outlet = models.CharField(max_length=ID_LENGTH, null=True)
    outlet_name = models.TextField(null=True)
    domain = models.TextField(null=True)
    country = models.CharField(max_length=2, null=True)
    language = models.CharField(max_length=20, null=True)
    headline = models.TextField(null=True)
    teaser = models.TextField(null=True)
    authors = models.JSONField(default=list)
    published = models.DateTimeField(null=True)
    precision = models.CharField(max_length=10, null=True)
    confidence = models.CharField(max_length=10, null=True)
    modified = models.DateTimeField(null=True)
    agencies = models.JSONField(default=list)
    dateline = models.TextField(null=True)
    dateline_day = models.DateField(null=True)
    section = models.TextField(null=True)
    keywords = models.JSONField(default=list)
    picture_url = models.TextField(null=True)
    pictures = models.JSONField(default=list)
    paywalled = models.BooleanField(null=True)
    live = models.BooleanField(default=False)
    fetched_at = models.DateTimeField(null=True)
    capture_file = models.TextField(null=True)
    capture_offset = models.BigIntegerField(null=True)
    capture_record = models.TextField(null=True)
    made_by = models.CharField(max_length=100)
    stored_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["article", "number"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.article_id}, revision {self.number}"


class Claims(models.Model):
    """The claims of one revision, as one step read them."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="claims")
    revision = models.PositiveIntegerField()
    made_by = models.CharField(max_length=100)
    record = models.JSONField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["article", "revision"], name="claims_once")]

    def __str__(self) -> str:
        return f"{self.article_id}, revision {self.revision} by {self.made_by}"


class Reprint(models.Model):
    """An article that carries another's text, or an agency's."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="reprints")
    origin = models.ForeignKey(Article, models.CASCADE, null=True, related_name="copies")
    agency = models.TextField(null=True)
    overlap = models.FloatField(null=True)
    basis = models.CharField(max_length=20)
    made_by = models.CharField(max_length=100)

    def __str__(self) -> str:
        return f"{self.article_id} carries {self.origin_id or self.agency}"


class Story(models.Model):
    """A story's identity, and its figures as last read (see Reading): those are replaced."""

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    slug = models.SlugField(max_length=64, unique=True)
    canonical = models.ForeignKey("self", models.RESTRICT, null=True, blank=True, related_name="merged")
    opened_at = models.DateTimeField()
    title = models.TextField(_("title"))
    title_article = models.ForeignKey(Article, models.SET_NULL, null=True, related_name="+")
    stale = models.BooleanField(default=True, db_index=True)  # its reports changed since they were last compared
    reports = models.PositiveIntegerField(default=0)
    origins = models.PositiveIntegerField(default=0)
    conflicts = models.PositiveIntegerField(default=0)
    updates = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True, db_index=True)
    rank = models.FloatField(default=0.0, db_index=True)  # front page order: freshness and origins
    shown = models.JSONField(default=dict)  # what else a card shows, see queries/cards.py
    related = models.JSONField(default=list)  # [{story, kind, score, reasons, days}], best first
    traits = models.JSONField(default=dict)  # what it is about: variorum.stories.Traits

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering: ClassVar = ["-rank"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("story", args=[self.slug])


class StoryKey(models.Model):
    """A name, a country or a term under which a story is found when others are related to it."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="keys")
    key = models.CharField(max_length=100, db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["story", "key"], name="news_story_key_once")]

    def __str__(self) -> str:
        return f"{self.key} in {self.story_id}"


class Membership(models.Model):
    """Where an article stands: in one story, for stated reasons. After a merge it still names the story it joined."""

    article = models.OneToOneField(Article, models.CASCADE, related_name="membership")
    story = models.ForeignKey(Story, models.RESTRICT, related_name="memberships")
    score = models.FloatField(null=True)
    nearest = models.CharField(max_length=ID_LENGTH, null=True)
    reasons = models.JSONField(default=list)
    decided_by = models.CharField(max_length=100)
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.article_id} in {self.story_id}"


class DecisionKind(models.TextChoices):
    """What was decided on a story."""

    OPEN = "open", _("opened")
    JOIN = "join", _("report joined")
    MERGE = "merge", _("merged")
    SPLIT = "split", _("split")
    TAKE_BACK = "take-back", _("taken back")


class DecisionLog(models.Model):
    """Every decision about stories, in order, so that each can be explained and taken back."""

    at = models.DateTimeField(_("at"), db_index=True)
    kind = models.CharField(_("kind"), max_length=10, choices=DecisionKind.choices)
    story = models.ForeignKey(Story, models.RESTRICT, related_name="decisions", verbose_name=_("story"))
    # of a merge or split, and of one taken back: `story` was its source, this its target
    other = models.ForeignKey(
        Story, models.RESTRICT, null=True, related_name="decisions_toward", verbose_name=_("other story")
    )
    undoes = models.OneToOneField(
        "self", models.RESTRICT, null=True, related_name="undone", verbose_name=_("takes back")
    )
    record = models.JSONField(_("record"))
    made_by = models.CharField(_("made by"), max_length=100)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.story_id}"


class Judgement(models.Model):
    """A verdict on whether two articles tell of one happening."""

    left = models.CharField(max_length=ID_LENGTH, db_index=True)
    right = models.CharField(max_length=ID_LENGTH, db_index=True)
    together = models.BooleanField()
    judge = models.CharField(max_length=100)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.left} and {self.right}: {'together' if self.together else 'apart'} ({self.judge})"


class Reading(models.Model):
    """What was read out of a story's reports: origins, breakdown, summary. Each change makes another version."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="readings")
    version = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    revisions = models.JSONField()  # {article id: revision}: the texts that the spans cut
    origins = models.JSONField()
    breakdown = models.JSONField()
    summary = models.JSONField()
    copies = models.JSONField(default=list)  # trees: who took a text from whom, and what was made of it

    class Meta:
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["story", "version"], name="reading_once")]

    def __str__(self) -> str:
        return f"{self.story_id}, version {self.version}"


class Rejection(models.Model):
    """What a step refused or could not do, and why."""

    subject = models.TextField(db_index=True)
    step = models.CharField(max_length=100)
    reason = models.TextField()
    facts = models.JSONField(default=dict)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("rejection")
        verbose_name_plural = _("rejections")
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.subject}: {self.reason}"
