"""Stories that have to do with one another, with the reasons; nothing rather than an unrelated one."""

from __future__ import annotations

from variorum.stories import Related
from variorum_site.news import models as rows
from variorum_site.news.queries.cards import cards, stories_in_force
from variorum_site.news.queries.records import RelatedStory, StoryCard
from variorum_site.news.store import load_related


def related_stories(story: rows.Story) -> tuple[RelatedStory, ...]:
    """Stories in force that share what is particular to this one, the most alike first."""
    found = {one.story: one for one in load_related(story.id)}
    shown = {card.id: card for card in cards(stories_in_force().filter(id__in=list(found)))}
    return tuple(_view(shown[identity], one) for identity, one in found.items() if identity in shown)


def _view(card: StoryCard, one: Related) -> RelatedStory:
    told = {reason.feature: reason.detail for reason in one.reasons}
    return RelatedStory(
        card=card,
        kind=one.kind,
        names=told.get("names", ""),
        places=tuple(told["places"].split(", ")) if "places" in told else (),
        terms=told.get("terms", ""),
        days=one.days,
    )
