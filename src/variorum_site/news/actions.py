"""What a person may do to stories: checked, done, logged, and taken back just so.

Each leaves the verdicts that keep the steps from deciding otherwise again, and overrules those that say the contrary.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import count

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction

from variorum.errors import InputError
from variorum.model import Judgement, Merge, Split
from variorum.stories import story_id
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
        ours, theirs = _reports(source), _reports(target)
        store.apply([Merge(source=source.id, target=target.id, score=1.0, made_by=judge)], now=now)
        _rule(ours[:1], theirs[:1], sides=(ours, theirs), together=True, judge=judge, now=now)
    return target


@transaction.atomic
def split_story(
    story: rows.Story, articles: Collection[str], *, target: rows.Story | None, by: User, now: datetime
) -> rows.Story:
    """Move reports of a story to another one, or to a new one: which that is. The verdicts are kept.

    Raises InputError where none of its reports is named, or all of them are: then the stories are one.
    """
    _check(by)
    reports = _reports(story)
    moving = [one for one in store.members_of(story.id) if one in set(articles)]
    staying = [one for one in reports if one not in moving]
    if not moving or not staying:
        raise InputError("Choose reports of this story, but not all of them.")
    if target is not None and target.id == story.id:
        raise InputError("The reports stand in that story already: choose another one.")
    hosts = _reports(target) if target else moving[:1]
    identity = target.id if target else _unused(moving[0])
    judge = _judge(by)
    decision = Split(source=story.id, target=identity, articles=tuple(moving), score=0.0, made_by=judge)
    store.apply([decision], now=now)
    _rule(moving, staying[:1], sides=(moving, staying), together=False, judge=judge, now=now)
    _rule(moving, hosts[:1], sides=(moving, hosts), together=True, judge=judge, now=now)
    return rows.Story.objects.get(id=identity)


@transaction.atomic
def take_back(decision: rows.DecisionLog, *, by: User, now: datetime) -> None:
    """Undo a merge or a split: stories and reports stand as before. The verdicts keep steps from deciding so again."""
    _check(by)
    judge = _judge(by)
    store.take_back(decision.pk, by=judge, now=now)
    if decision.kind == rows.DecisionKind.MERGE:
        ours, theirs = _own_reports(decision.story), _own_reports(_other(decision))
        if _in_force(decision.story) != _in_force(_other(decision)):
            _rule(ours[:1], theirs[:1], sides=(ours, theirs), together=False, judge=judge, now=now)
        return
    moved = [move["before"]["article"] for move in decision.record["moved"]]
    reports, hosts = _reports(_in_force(decision.story)), _reports(_in_force(_other(decision)))
    back = [one for one in moved if one in reports]
    stayed = [one for one in reports if one not in back]
    _rule(back, stayed[:1], sides=(back, stayed), together=True, judge=judge, now=now)
    if _in_force(decision.story) != _in_force(_other(decision)):
        _rule(back[:1], hosts[:1], sides=(back, hosts), together=False, judge=judge, now=now)


def may_edit_stories(person: User) -> bool:
    """Whether a person may merge and split stories, and take that back."""
    return bool(person.is_active and person.has_perm("news.change_story"))


def _check(person: User) -> None:
    if not may_edit_stories(person):
        raise PermissionDenied("Only who may change stories may merge or split them.")


def _judge(person: User) -> str:
    return f"person:{person.get_username()}"


def _rule(
    lefts: Sequence[str],
    rights: Sequence[str],
    *,
    sides: tuple[Sequence[str], Sequence[str]],
    together: bool,
    judge: str,
    now: datetime,
) -> None:
    """Keep a verdict on each of these few pairs, and on each pair of both sides that was judged the other way."""
    pairs = {(left, right): None for left in lefts for right in rights if left != right}
    ours, theirs = set(sides[0]), set(sides[1])
    for old in store.load_judgements():
        for left, right in ((old.left, old.right), (old.right, old.left)):
            if old.together != together and left in ours and right in theirs:
                pairs[left, right] = None
    for left, right in pairs:
        store.save_judgement(Judgement(left=left, right=right, together=together, judge=judge, at=now))


def _reports(story: rows.Story) -> list[str]:
    """All that stands in a story in force; first the report that speaks for it, whose headline it bears."""
    return _speaker_first(store.members_of(story.id), story)


def _own_reports(story: rows.Story) -> list[str]:
    """A story's own reports where it has any, for it may have been merged; else all that stands where it does."""
    own = story.memberships.order_by("article__at", "id").values_list("article_id", flat=True)
    return _speaker_first(list(own), story) or _reports(_in_force(story))


def _speaker_first(articles: Sequence[str], story: rows.Story) -> list[str]:
    return sorted(articles, key=lambda one: one != story.title_article_id)


def _in_force(story: rows.Story) -> rows.Story:
    found = rows.Story.objects.select_related("canonical").get(id=story.pk)
    return found.canonical or found


def _other(decision: rows.DecisionLog) -> rows.Story:
    assert decision.other is not None  # every merge and split has one
    return decision.other


def _unused(article: str) -> str:
    """The id of a new story that this report opens; most reports opened none before."""
    for n in count(1):
        identity = story_id(article if n == 1 else f"{article} {n}")
        if not rows.Story.objects.filter(id=identity).exists():
            return identity
    raise AssertionError("numbers do not end")
