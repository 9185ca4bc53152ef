"""The headline that stands for a story: the one that says most of what all its reports say."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence

from variorum.model import Article
from variorum.stories.profile import read_profile
from variorum.text.words import content_words

_LONG = 120  # characters: longer headlines are teasers
_TEASER = 0.5  # of what its words are worth


def choose_title(articles: Sequence[Article], *, outdated: Collection[str] = ()) -> Article:
    """The most central report: its headline covers best what the reports of the story's main language share.

    Those in `outdated` give no title while another can: a later report brought their figure up to date. Ties go to the
    report that came first. Raises ValueError where there is no article.
    """
    if not articles:
        raise ValueError("a story without reports has no title: give at least one article")
    titled = [article for article in articles if article.headline] or list(articles)
    titled = [article for article in titled if article.id not in outdated] or titled
    if len(titled) == 1:
        return titled[0]
    profiles = {article.id: read_profile(article) for article in titled}
    counts = Counter(profile.language for profile in profiles.values())
    main = max(counts, key=lambda language: (counts[language], language == titled[0].language))
    chosen = [article for article in titled if profiles[article.id].language == main]
    shares: Counter[str] = Counter()
    for article in chosen:
        shares.update(profiles[article.id].lead.keys())
    return max(chosen, key=lambda article: _coverage(article, shares, len(chosen)))


def _coverage(article: Article, shares: Counter[str], reports: int) -> float:
    """How many reports, on average, use the words of the headline; a very short one covers little, a very long one
    repeats."""
    headline = article.headline or ""
    stems = set(content_words(headline, article.language))
    if not stems or reports == 1:
        return 0.0
    used = sum((shares[stem] - 1) / (reports - 1) for stem in stems)
    return used / math.sqrt(len(stems)) * (_TEASER if _is_teaser(article) else 1.0)


def _is_teaser(article: Article) -> bool:
    """Whether a headline leads to the page rather than telling what happened: too long, a question, a live page's."""
    headline = (article.headline or "").rstrip()
    return len(headline) > _LONG or headline.endswith(("?", "？", "؟", "…")) or article.live
