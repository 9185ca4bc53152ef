"""The independent voices of a story: copies, agencies and families each count once, and no article counts twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from variorum.model import Article, Origin, Reprint
from variorum.outlets import Directory
from variorum.reprints.credits import credited, own_agency, publisher
from variorum.reprints.finding import house
from variorum.reprints.kinship import by_time


@dataclass(frozen=True, slots=True, kw_only=True)
class _Voice:
    kind: str  # "agency" or "house"
    name: str


def count_origins(
    articles: Sequence[Article], reprints: Iterable[Reprint], *, directory: Directory | None = None
) -> tuple[Origin, ...]:
    """Every article in exactly one origin, the earliest origin first.

    First the articles of one text are put together, then the texts of one voice: the agency that wrote them, else the
    house of whoever had the text first. A house's copy of an agency's text is the agency's voice; what the house writes
    itself stays its own, so that a family that reprints is not mistaken for the agency.
    """
    ordered = by_time(articles)
    known = {article.id: article for article in ordered}
    kept = {reprint.article: reprint for reprint in reprints if reprint.article in known}
    texts: dict[str, list[Article]] = defaultdict(list)
    for article in ordered:
        texts[_first(article.id, kept, known)].append(article)
    voices: dict[_Voice, list[list[Article]]] = defaultdict(list)
    for first, members in texts.items():
        voices[_voice(known[first], members, kept, directory)].append(members)
    found = [_origin(voice, groups, directory) for voice, groups in voices.items()]
    place = {article.id: number for number, article in enumerate(ordered)}
    return tuple(sorted(found, key=lambda origin: place[origin.first]))


def _first(article: str, reprints: Mapping[str, Reprint], known: Mapping[str, Article]) -> str:
    """Where the chain of reprints ends; a chain that bites its tail ends where it is entered."""
    passed = {article}
    while (
        (reprint := reprints.get(article)) and (origin := reprint.origin) and origin in known and origin not in passed
    ):
        article = origin
        passed.add(article)
    return article


def _voice(
    first: Article, members: Sequence[Article], reprints: Mapping[str, Reprint], directory: Directory | None
) -> _Voice:
    """Who speaks in a text: the agency that published it, the one that copies credit, else the house that was first.

    One credit among several copies is enough only when the text was measured to be the same: those that do not name the
    agency left its name away. A credit on a text of its own speaks only through a reprint by credit.
    """
    publisher = own_agency(first, directory)
    if publisher:
        return _Voice(kind="agency", name=publisher)
    if len(members) > 1:
        named = Counter(agency for member in members for agency in dict.fromkeys(credited(member, directory)))
        credits_shared = [
            agency for agency, count in named.items() if count > 1 or agency in credited(first, directory)
        ]
        if credits_shared:
            return _Voice(kind="agency", name=min(credits_shared, key=lambda agency: (-named[agency], agency)))
    by_credit = reprints.get(first.id)
    if by_credit and by_credit.agency and by_credit.origin is None:
        return _Voice(kind="agency", name=by_credit.agency)
    return _Voice(kind="house", name=house(first, directory))


def _origin(voice: _Voice, texts: Sequence[Sequence[Article]], directory: Directory | None) -> Origin:
    members = by_time(article for text in texts for article in text)
    first = members[0]
    if voice.kind == "agency":
        agency = directory.outlets.get(voice.name) if directory else None
        key, label = f"agency:{voice.name}", agency.name if agency else voice.name
    elif len({publisher(text[0], directory) for text in texts}) > 1:
        key, label = f"family:{voice.name}", _label(first)
    else:
        key, label = f"article:{first.id}", _label(first)
    return Origin(key=key, label=label, first=first.id, members=tuple(article.id for article in members))


def _label(article: Article) -> str:
    return article.outlet_name or article.domain or article.headline or article.id
