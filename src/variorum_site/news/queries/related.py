"""Stories that have to do with one another, with the reasons; nothing rather than an unrelated one."""

from __future__ import annotations

from variorum_site.news import models as rows
from variorum_site.news.queries.cards import cards, stories_in_force
from variorum_site.news.queries.records import RelatedStory
from variorum_site.news.store import load_related


def related_stories(story: rows.Story) -> tuple[RelatedStory, ...]:
    """Stories in force that share what is particular to this one, the most alike first."""
    found = {one.story: one for one in load_related(story.id)}
    shown = {card.id: card for card in cards(stories_in_force().filter(id__in=list(found)))}
    return tuple(
        RelatedStory(card=shown[identity], reasons=one.reasons) for identity, one in found.items() if identity in shown
    )
