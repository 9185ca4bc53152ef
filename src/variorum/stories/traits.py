"""What a whole story is about, in a few dozen keys: enough to find the stories that have to do with it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from variorum.model import Article, CountryCode
from variorum.stories.profile import LEAD, TITLE, read_profile, spelled
from variorum.text.named import Named, Told, gather_names
from variorum.text.names import name_key
from variorum.text.words import fold

TELLING = 12  # reports of a story that are read for it: more of them name nobody else
_NAMES, _TERMS = 24, 40  # kept of a story
_CENTRAL = 0.5  # share of the reports that name it, or use the term
_SHORTEST_OWN = 4  # letters of an outlet's name: shorter ones are articles and endings of domains
_SAID_OFTEN = 2.0  # times a report that names it in its body only must do so


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """A name or a term of a story. `key` begins with "name", "country", or "term" and a language."""

    key: str
    written: str
    weight: float  # 0 to 1: how central it is
    outlet: str | None = None  # the only one that gives it; None where several do, or nobody knows who
    headed: bool = False  # it stands in a headline
    person: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What is known of a story when it is related to others."""

    story: str
    traits: tuple[Trait, ...]
    first_at: datetime | None = None
    last_at: datetime | None = None

    def of(self, kind: str) -> Mapping[str, Trait]:
        """The traits of one kind, by their key."""
        return {trait.key: trait for trait in self.traits if trait.key.startswith(f"{kind} ")}


def read_traits(story: str, reports: Sequence[Article]) -> Traits:
    """The traits of a story, of its first reports and its last ones where there are many."""
    telling = [*reports[: TELLING // 2], *reports[TELLING // 2 :][-TELLING // 2 :]]
    moments = [moment for report in reports if (moment := _moment(report)) is not None]
    names = _central_names(telling)
    return Traits(
        story=story,
        traits=(*_name_traits(names, telling), *_terms(telling, names)),
        first_at=min(moments, default=None),
        last_at=max(moments, default=None),
    )


def country_key(code: CountryCode) -> str:
    """The key of a country among the traits."""
    return f"country {code}"


def _moment(report: Article) -> datetime | None:
    return read_profile(report).moment


def _central_names(reports: Sequence[Article]) -> list[Named]:
    """Names that at least half of the reports give, and that some headline or lead does.

    Where several outlets tell the story, a name that each says more than once is central wherever it stands. What an
    outlet calls itself is not.
    """
    several = len({_outlet(report) for report in reports}) > 1
    own = _own_words(reports)
    return [
        name
        for name in gather_names(_told(report) for report in reports)
        if len(name.told_by) >= _CENTRAL * len(reports)
        and (name.leading or (several and name.count >= _SAID_OFTEN * len(name.told_by)))
        and not own & name.words
    ][:_NAMES]


def _told(report: Article) -> Told:
    return Told(
        id=report.id,
        language=read_profile(report).language,
        headline=report.headline or "",
        body=report.text or report.teaser or "",
    )


def _outlet(report: Article) -> str | None:
    return report.outlet or report.domain or report.outlet_name


def _own_words(reports: Sequence[Article]) -> frozenset[str]:
    """What the outlets of the reports are called: "northernpost" of northernpost.example."""
    names = (name for report in reports for name in (report.outlet_name, report.domain) if name)
    return frozenset(part for name in names for part in name_key(name).split() if len(part) >= _SHORTEST_OWN)


def _only_outlet(reports: Iterable[Article]) -> str | None:
    outlets = {_outlet(report) for report in reports}
    return outlets.pop() if len(outlets) == 1 else None


def _name_traits(names: Sequence[Named], reports: Sequence[Article]) -> list[Trait]:
    return [
        Trait(
            key=country_key(name.country) if name.country else f"name {name.key}",
            written=name.written,
            weight=round((len(name.told_by) + len(name.leading)) / (2 * len(reports)), 3),
            outlet=_only_outlet(report for report in reports if report.id in name.told_by),
            headed=name.headed,
            person=name.person,
        )
        for name in names
    ]


def _terms(reports: Sequence[Article], names: Sequence[Named]) -> list[Trait]:
    """Stems that half of the reports of their language use where they tell the happening, and that name nobody."""
    named = {word for name in names for word in name.words}
    tellers = Counter(read_profile(report).language for report in reports)
    users: dict[tuple[str, str], list[Article]] = defaultdict(list)
    shown: dict[tuple[str, str], str] = {}
    headed: set[tuple[str, str]] = set()
    for report in reports:
        profile, terms = read_profile(report), spelled(report, "terms")
        for term, weight in profile.terms.items():
            written = terms.get(term, term)
            if weight < LEAD or not written.islower() or not written.isalpha() or fold(written) in named:
                continue
            key = (profile.language or "", term)
            users[key].append(report)
            shown.setdefault(key, written)
            if profile.lead and weight >= TITLE and fold(written) in fold(report.headline or ""):
                headed.add(key)
    shares = {key: len(found) / tellers[key[0] or None] for key, found in users.items()}
    best = sorted((key for key in shares if shares[key] >= _CENTRAL), key=lambda key: (-shares[key], key))
    return [
        Trait(
            key=f"term {key[0]} {key[1]}",
            written=shown[key],
            weight=round(shares[key], 3),
            outlet=_only_outlet(users[key]),
            headed=key in headed,
        )
        for key in best[:_TERMS]
    ]
