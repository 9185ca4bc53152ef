"""Stories that changed: their reports are read, counted, compared and summed up anew, and related ones found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

import xxhash
from django.db import transaction

from variorum.outlets import Directory
from variorum.pipeline import break_down
from variorum.stories import TELLING, Traits, read_traits
from variorum_site.news import store
from variorum_site.news.running.progress import Told, quiet
from variorum_site.news.running.runner import Runner
from variorum_site.news.store import Fault


def read_stories(*, now: datetime, told: Told = quiet) -> int:
    """Compare the reports of all stories that changed: how many could be. One that changes while it is read waits."""
    directory, runner = store.load_directory(now=now), Runner("compare", now=now)
    waiting = [one for one in store.stale_stories() if runner.may(one, inputs=partial(_revisions_of, one))]
    read = []
    for done, story in enumerate(waiting, 1):
        compare = partial(read_story, story, directory=directory, now=now)
        if runner.work(story, compare, inputs=partial(_revisions_of, story)) is True:
            read.append(story)
        told("stories", done, len(waiting))
    if read:
        relate_stories(read, now=now)
    return len(read)


def _revisions_of(story: str) -> str:
    return xxhash.xxh3_64_hexdigest(repr(sorted(store.revisions_of(story).items())).encode())


def relate_stories(changed: Sequence[str], *, now: datetime) -> None:
    """Find what is related to the changed stories, once it is known of all of them what they are about."""
    runner = Runner("relate", now=now)
    traits = {
        story: found for story in changed if not isinstance(found := runner.work(story, partial(_traits, story)), Fault)
    }
    for story, found in traits.items():
        runner.work(story, partial(_relate, found))


def _traits(story: str) -> Traits:
    members = store.members_of(story)
    telling = [*members[: TELLING // 2], *members[TELLING // 2 :][-TELLING // 2 :]]
    found = read_traits(story, list(store.load_articles(telling).values()))
    store.save_traits(found)
    return found


def _relate(traits: Traits) -> None:
    store.save_related(traits.story, store.find_related(traits))


def read_story(story: str, *, directory: Directory, now: datetime) -> bool:
    """Read, count, compare and sum up the reports of one story, and store it all; False where they changed meanwhile.

    Nothing is locked while it is reckoned, which takes seconds for a large story. What was read of each report counts
    in any case, the comparison only for the reports that the story still has: else it stays due.
    """
    reports = list(store.load_articles(store.members_of(story)).values())
    if not reports:
        return False  # taken into another story since it was found to be due
    known = store.load_claims({one.id: one.revision for one in reports})
    reading = break_down(reports, directory=directory, claims=known)
    found = store.Reading(
        story=story,
        revisions={one.id: one.revision for one in reports},
        origins=reading.origins,
        breakdown=reading.breakdown,
        summary=reading.summary,
        copies=reading.copies,
    )
    with transaction.atomic():
        store.save_claims(claims for identity, claims in reading.claims.items() if identity not in known)
        if not store.holds_still(story, found.revisions):
            return False
        store.save_reprints(reading.reprints, among=list(found.revisions))
        store.save_reading(found, title=reading.title, now=now)
    return True
