"""What the silence of each country says, in one plain sentence a country, the most telling first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from variorum.coverage import Silence, Weight
from variorum.model import CountryCode
from variorum_site.news.places import country_name
from variorum_site.news.queries import CountryCoverage

_WEIGHTS = list(Weight)


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceLine:
    """A silent country and what is to be said of it."""

    country: CountryCode
    weight: Weight
    sentence: str  # follows the country's name


def silence_lines(silent: Iterable[CountryCoverage]) -> tuple[SilenceLine, ...]:
    """The countries whose silence was measured: telling, then usual, then those of which too little is known."""
    measured = [(line, line.silence) for line in silent if line.silence]
    measured.sort(
        key=lambda pair: (_WEIGHTS.index(pair[1].weight), pair[1].chance or 0.0, country_name(pair[1].country))
    )
    return tuple(
        SilenceLine(
            country=silence.country,
            weight=silence.weight,
            sentence=f"{_published(line, silence)} {_usual(silence)}".strip(),
        )
        for line, silence in measured
    )


def _published(line: CountryCoverage, silence: Silence) -> str:
    outlets = ngettext("%(n)d outlet", "%(n)d outlets", line.outlets_working) % {"n": line.outlets_working}
    articles = ngettext("%(n)d article", "%(n)d articles", silence.articles) % {"n": silence.articles}
    return _("%(outlets)s of ours there, %(articles)s in these days, none of this.") % {
        "outlets": outlets,
        "articles": articles,
    }


def _usual(silence: Silence) -> str:
    if silence.weight is Weight.UNSURE:
        return ""  # the heading of these lines says it once
    told = {"told": silence.told, "such": silence.such}
    if silence.usual_articles and 2 * silence.articles < silence.usual_articles:
        sentence = _("It told %(told)d of %(such)d such stories before, but then published more than twice as much.")
    elif silence.told:
        sentence = _("It told %(told)d of %(such)d such stories before.")
    else:
        sentence = _("It told none of %(such)d such stories before.")
    return sentence % told
