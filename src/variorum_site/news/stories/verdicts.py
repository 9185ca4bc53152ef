"""Verdicts as the open window can use them: for a report that left it, one of its story that did not speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from variorum.interfaces import Neighbours
from variorum.model import Judgement
from variorum_site.news import store


def in_window(judgements: Sequence[Judgement], neighbours: Neighbours) -> list[Judgement]:
    """The same verdicts between open reports, else unchanged: a judgement lasts longer than the window does.

    A pair whose reports stand in one story needs nobody to speak for it.
    """
    named = {article for one in judgements for article in (one.left, one.right)}
    closed = [article for article in named if neighbours.story_of(article) is None]
    company = store.company_of(closed)

    def speaker(article: str) -> str:
        others = company.get(article, ())
        return next((one for one in others if neighbours.story_of(one) is not None), article)

    found = []
    for one in judgements:
        left, right = speaker(one.left), speaker(one.right)
        apart = left != right and neighbours.story_of(left) != neighbours.story_of(right)
        found.append(replace(one, left=left, right=right) if apart else one)
    return found
