"""Articles, revisions, claims, reprints and refusals: rows and records."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

import xxhash
from django.db import IntegrityError, transaction
from django.db.models import F, Min, Q, QuerySet

from variorum import model as records
from variorum.claims.reading import MADE_BY as CLAIMS_STEP
from variorum.compare.settled import is_revision, share_lost
from variorum.errors import InputError
from variorum.urls import canonical_url
from variorum_site.news import models as rows
from variorum_site.news.store import fulltext
from variorum_site.news.store.codec import from_json, from_json_if_readable, to_json

_PLAIN = ("text", "url", "canonical_url", "outlet", "outlet_name", "domain", "country", "language", "headline")
_MORE = ("teaser", "published", "modified", "dateline", "dateline_day", "section", "picture_url", "paywalled", "live")
_MADE = ("fetched_at", "made_by")
_LISTS = ("authors", "agencies", "keywords")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What became of an article that was handed in: `article` as it stands now."""

    article: records.Article
    changed: bool  # a new article, or a new revision that is in force


def slug_of(identity: str) -> str:
    """What stands for an id in an address: the id itself where it is plain, else a hash of it."""
    return identity if re.fullmatch(r"[A-Za-z0-9_-]{1,64}", identity) else xxhash.xxh3_128_hexdigest(identity.encode())


def save_article(article: records.Article, *, now: datetime) -> Stored:
    """Store an article. The same address or id makes another revision where it says something else, else nothing.

    A revision that was cut down (by a paywall, an error page) is kept, but the fuller one stays in force.
    """
    try:
        return _save_article(article, now=now)
    except IntegrityError:  # another process stored the same one in just this moment: now it is known
        return _save_article(article, now=now)


def check_article(article: records.Article) -> None:
    """Raises InputError where the article cannot be stored as it is."""
    _checked(article)


def hold_articles(articles: Collection[records.Article]) -> None:
    """Let nobody else change these articles until the transaction ends; all are taken in one order.

    Two batches that hold the same articles would else wait for each other for ever, each for what the other took.
    """
    addresses = {address for article in articles if (address := _address(article))}
    same = Q(id__in={article.id for article in articles}) | Q(canonical_url__in=addresses)
    list(_held().filter(same).order_by("id").values_list("id"))


@transaction.atomic
def _save_article(article: records.Article, *, now: datetime) -> Stored:
    article = _checked(article)
    address = _address(article)
    known = _identity(_held(), article, address)
    if known is None:
        row = rows.Article(id=article.id, slug=slug_of(article.id), canonical_url=address, stored_at=now, at=now)
        return _add_revision(row, replace(article, revision=1), now=now)
    standing, newest = _standing_and_newest(known)
    if not all(is_revision(_wording(row), article) for row in (standing, newest)):
        return Stored(article=_article(standing), changed=False)
    article = replace(article, id=known.id, revision=newest.number + 1)
    if share_lost(_wording(standing), article) is not None:
        _write_revision(known, article, now=now)
        return Stored(article=_article(standing), changed=False)
    return _add_revision(known, article, now=now)


def is_stored(article: records.Article) -> bool:
    """Whether storing the article would change nothing."""
    article = _checked(article)
    known = _identity(rows.Article.objects.all(), article, _address(article))
    if known is None:
        return False
    return not all(is_revision(_wording(row), article) for row in _standing_and_newest(known))


def _standing_and_newest(known: rows.Article) -> tuple[rows.Revision, rows.Revision]:
    """The revision in force and the last one; they differ where the last one was cut down."""
    return known.revisions.get(number=known.latest), known.revisions.latest("number")


def find_identity(name: str) -> str | None:
    """The id of the article that is meant by its address, its id, or the last part of its page's address here.

    An address means the article of that very address, whatever another one's address ends with.
    """
    found = rows.Article.objects.order_by("id").values_list("id", flat=True)
    meant = [Q(revisions__url=name), Q(id=name), Q(slug=name)]
    with suppress(InputError):  # an id is no address
        meant.insert(0, Q(canonical_url=canonical_url(name)))
    return next((identity for one in meant if (identity := found.filter(one).first())), None)


def load_article(identity: str, *, revision: int | None = None) -> records.Article | None:
    """One revision of an article; the latest where none is named."""
    chosen = rows.Revision.objects.filter(article_id=identity)
    chosen = chosen.filter(number=revision) if revision else chosen.filter(number=F("article__latest"))
    row = chosen.first()
    return _article(row) if row else None


def load_articles(identities: Collection[str]) -> dict[str, records.Article]:
    """The latest revisions of articles, by id, oldest first."""
    chosen = rows.Revision.objects.filter(article_id__in=identities, number=F("article__latest"))
    return {row.article_id: _article(row) for row in chosen.order_by("article__at", "article_id")}


def load_revisions(wanted: Mapping[str, int]) -> dict[str, records.Article]:
    """The named revisions of articles, by id."""
    chosen = rows.Revision.objects.filter(article_id__in=list(wanted))
    return {row.article_id: _article(row) for row in chosen if wanted[row.article_id] == row.number}


def revisions_of(story: str) -> dict[str, int]:
    """A story's articles, and the number of the latest revision of each."""
    standing = Q(membership__story_id=story) | Q(membership__story__canonical_id=story)
    return dict(rows.Article.objects.filter(standing).values_list("id", "latest"))


def all_revisions(identity: str) -> list[records.Article]:
    """All revisions of an article, oldest first."""
    return [_article(row) for row in rows.Revision.objects.filter(article_id=identity).order_by("number")]


def iter_articles() -> Iterator[records.Article]:
    """The latest revision of every article, in the order of arrival."""
    for row in (
        rows.Revision.objects.filter(number=F("article__latest")).order_by("article__stored_at", "id").iterator()
    ):
        yield _article(row)


def ungrouped_articles() -> list[records.Article]:
    """Articles that stand in no story yet, in the order of arrival."""
    waiting = rows.Article.objects.filter(membership=None).annotate(arrival=Min("revisions__id")).order_by("arrival")
    identities = [row.id for row in waiting]
    found = load_articles(identities)
    return [found[identity] for identity in identities]


def save_claims(claims: Iterable[records.ArticleClaims]) -> None:
    """Store the claims of revisions; those of an older step are replaced."""
    rows.Claims.objects.bulk_create(
        (
            rows.Claims(article_id=one.article, revision=one.revision, made_by=one.made_by, record=to_json(one))
            for one in claims
        ),
        update_conflicts=True,
        unique_fields=["article", "revision"],
        update_fields=["made_by", "record"],
    )


def load_claims(wanted: Mapping[str, int]) -> dict[str, records.ArticleClaims]:
    """The claims of the named revisions, by article; those that today's step did not read yet are missing."""
    chosen = rows.Claims.objects.filter(article_id__in=list(wanted), made_by=CLAIMS_STEP)
    found = {
        row.article_id: from_json_if_readable(records.ArticleClaims, row.record)
        for row in chosen
        if wanted[row.article_id] == row.revision
    }
    return {article: claims for article, claims in found.items() if claims is not None}


@transaction.atomic
def save_reprints(reprints: Iterable[records.Reprint], *, among: Collection[str]) -> None:
    """Store what was found among these articles, in place of what was found among them before."""
    rows.Reprint.objects.filter(article_id__in=among).delete()
    rows.Reprint.objects.bulk_create(
        rows.Reprint(
            article_id=found.article,
            origin_id=found.origin,
            agency=found.agency,
            overlap=found.overlap,
            basis=found.basis.value,
            made_by=found.made_by,
        )
        for found in reprints
    )


def load_reprints(articles: Collection[str]) -> list[records.Reprint]:
    """Whose text these articles carry, where one carries another's."""
    return [_reprint(row) for row in rows.Reprint.objects.filter(article_id__in=articles).order_by("id")]


def save_rejection(rejected: records.Rejected, *, now: datetime) -> None:
    """Store a refusal; the same one is not stored twice."""
    same = {"subject": rejected.subject, "step": rejected.step, "reason": rejected.reason}
    rows.Rejection.objects.get_or_create(**same, defaults={"facts": dict(rejected.facts), "at": now})


def load_rejections() -> Iterator[records.Rejected]:
    """All refusals, oldest first."""
    for row in rows.Rejection.objects.order_by("id").iterator():
        yield records.Rejected(
            subject=row.subject, step=row.step, reason=row.reason, facts=MappingProxyType(dict(row.facts))
        )


def _checked(article: records.Article) -> records.Article:
    if len(article.id) > rows.ID_LENGTH:
        raise InputError(f"The id {article.id[:40]!r}... is longer than {rows.ID_LENGTH} characters: shorten it.")
    if article.country is not None and not re.fullmatch("[A-Z]{2}", article.country):
        raise InputError(f"The country of {article.id} is {article.country!r}: write the two letters of ISO 3166-1.")
    if article.language is not None and len(article.language) > 20:
        raise InputError(f"The language of {article.id} is {article.language!r}: write a tag such as en.")
    if "\x00" in article.text:  # PostgreSQL keeps no such letter
        article = replace(article, text=article.text.replace("\x00", " "))
    return article


def _address(article: records.Article) -> str | None:
    known = article.canonical_url or article.url
    if known is None:
        return None
    try:
        address = canonical_url(known)
    except InputError:
        return None
    return address if len(address) <= rows.URL_LENGTH else None


def _held() -> QuerySet[rows.Article]:
    """Articles that nobody else changes until the transaction ends: two would give their revisions one number.

    What points to an article may be stored meanwhile. SQLite has one writer at a time, and holds nothing.
    """
    return rows.Article.objects.select_for_update(no_key=True)


def _identity(among: QuerySet[rows.Article], article: records.Article, address: str | None) -> rows.Article | None:
    by_id = among.filter(id=article.id).first()
    if by_id is None and address is not None:
        return among.filter(canonical_url=address).first()
    return by_id


def _add_revision(row: rows.Article, article: records.Article, *, now: datetime) -> Stored:
    known_outlet = article.outlet and rows.Outlet.objects.filter(id=article.outlet).exists()
    row.latest = article.revision
    row.outlet_id = article.outlet if known_outlet else None
    row.outlet_name, row.country, row.language = article.outlet_name, article.country, article.language
    row.headline = article.headline or article.text.partition("\n")[0][:200]
    if article.revision == 1 or not row.dated:
        row.at, row.dated = article.published or article.fetched_at or now, article.published is not None
        row.day_only = article.precision is records.Precision.DAY
    row.save()
    _write_revision(row, article, now=now)
    fulltext.index(article.id, headline=article.headline or "", text=article.text)
    rows.Story.objects.filter(memberships__article=row).update(stale=True)
    rows.Story.objects.filter(merged__memberships__article=row).update(stale=True)
    return Stored(article=article, changed=True)


def _write_revision(row: rows.Article, article: records.Article, *, now: datetime) -> None:
    capture = article.capture
    rows.Revision.objects.create(
        article=row,
        number=article.revision,
        precision=article.precision.value if article.precision else None,
        confidence=article.confidence.value if article.confidence else None,
        pictures=to_json(article.pictures),
        capture_file=capture.file if capture else None,
        capture_offset=capture.offset if capture else None,
        capture_record=capture.record_id if capture else None,
        stored_at=now,
        **{name: getattr(article, name) for name in (*_PLAIN, *_MORE, *_MADE)},
        **{name: list(getattr(article, name)) for name in _LISTS},
    )


def _wording(row: rows.Revision) -> records.Article:
    """What a revision says, without its facts: a row of which no record can be made is replaced like any other."""
    return records.Article(
        id=row.article_id, text=row.text, headline=row.headline, language=row.language, live=row.live
    )


def _article(row: rows.Revision) -> records.Article:
    facts: dict[str, Any] = {name: getattr(row, name) for name in (*_PLAIN, *_MORE, *_MADE)}
    lists: dict[str, Any] = {name: tuple(getattr(row, name)) for name in _LISTS}
    return records.Article(
        id=row.article_id,
        revision=row.number,
        precision=records.Precision(row.precision) if row.precision else None,
        confidence=records.Confidence(row.confidence) if row.confidence else None,
        pictures=from_json(tuple[records.Picture, ...], row.pictures),
        capture=_capture(row),
        **facts,
        **lists,
    )


def _capture(row: rows.Revision) -> records.Capture | None:
    if row.capture_file is None or row.capture_offset is None or row.capture_record is None:
        return None
    return records.Capture(file=row.capture_file, offset=row.capture_offset, record_id=row.capture_record)


def _reprint(row: rows.Reprint) -> records.Reprint:
    return records.Reprint(
        article=row.article_id,
        origin=row.origin_id,
        agency=row.agency,
        overlap=row.overlap,
        basis=records.Basis(row.basis),
        made_by=row.made_by,
    )
