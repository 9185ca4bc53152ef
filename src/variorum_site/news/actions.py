"""What a person may do to stories: checked, done, logged, and taken back just so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from variorum.errors import InputError
from variorum.model import Judgement, Merge
from variorum_site.news import models as rows
from variorum_site.news import store


@transaction.atomic
def merge_stories(stories: Sequence[rows.Story], *, by: User, now: datetime) -> rows.Story:
    """Merge stories into the one with the most reports. The verdict is kept, so that no step parts them again."""
    _check(by)
    chosen = sorted(
        (one for one in stories if one.canonical_id is None), key=lambda one: (-one.reports, one.opened_at, one.id)
    )
    if len(chosen) < 2:
        raise InputError("Choose at least two stories that stand for themselves.")
    target, *sources = chosen
    judge = _judge(by)
    for source in sources:
        store.apply([Merge(source=source.id, target=target.id, score=1.0, made_by=judge)], now=now)
        _judge_pair(source, target, together=True, judge=judge, now=now)
    return target


@transaction.atomic
def take_back_merge(decision: rows.DecisionLog, *, by: User, now: datetime) -> None:
    """Undo a merge: both stories are again what they were. The verdict is kept, so that no step joins them again."""
    _check(by)
    judge = _judge(by)
    store.take_back(decision.pk, by=judge, now=now)
    source = rows.Story.objects.get(id=decision.record["source"])
    target = rows.Story.objects.get(id=decision.record["target"])
    _judge_pair(source, target, together=False, judge=judge, now=now)


def may_edit_stories(person: User) -> bool:
    """Whether a person may merge stories and take merges back."""
    return bool(person.is_active and person.has_perm("news.change_story"))


def _check(person: User) -> None:
    if not may_edit_stories(person):
        raise PermissionDenied("Only who may change stories may merge them.")


def _judge(person: User) -> str:
    return f"person:{person.get_username()}"


def _judge_pair(left: rows.Story, right: rows.Story, *, together: bool, judge: str, now: datetime) -> None:
    pair = [_opener(story) for story in (left, right)]
    if None not in pair:
        store.save_judgement(
            Judgement(left=str(pair[0]), right=str(pair[1]), together=together, judge=judge, at=now),
        )


def _opener(story: rows.Story) -> str | None:
    """The article that opened a story speaks for it."""
    return rows.Membership.objects.filter(story=story).order_by("id").values_list("article_id", flat=True).first()
