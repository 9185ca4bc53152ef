"""The killed and injured that an article gives, against the record of the incident that it reports.

    python -m benchmarks.shootings [CORPUS] [--half 0|1] [--wrong]      (or VARIORUM_CORPUS; CORPUS/stories/shootings,
                                                                    CORPUS/quantities)

Articles of at least 600 characters. The articles of one labelled story report one incident; story and incident are
paired by city, street, state and day, never by numbers, the surest pairs first and each incident once; a pairing that
is not clearly surer than the next best one is left out. An article answers when one toll can be settled: not when it
tells of several happenings, of a death without the dead, or of two numbers. "Given" are the numbers that it then gives;
for "killed" and "injured" who gives only one of the two says that there is none of the other. Early reports differ
honestly from the later record.

The rules were written while looking at the incidents of one half (by a hash of their id); the other half is the test.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.breakdown_gold import corpus_folder

from variorum.claims.toll import settle_toll
from variorum.jsonl import read_articles
from variorum.model import Article

TARGET = Path(__file__).parent.parent / "docs/benchmarks/shootings.md"
_LEAST_LENGTH = 600  # characters
_LATEST = 60  # days between an incident and the first report of it
_LEAST_SURE, _CLEARLY = 3.5, 1.0  # score of a pairing, and how much it must be ahead of the next best one
# Words of addresses that name no street.
_STREETS = re.compile(
    r"street|st|avenue|ave|road|rd|drive|dr|block|of|and|north|south|east|west|[nsew]|boulevard|blvd|lane|ln|the|court|ct"
    r"|place|pl|highway|hwy|way|county|circle|parkway|pkwy|near|at|nw|sw|ne|se|terrace|na|apartments"
)


@dataclass(frozen=True, slots=True)
class Incident:
    """One row of the records."""

    id: str
    day: date
    state: str
    places: tuple[str, ...]  # city, and the quarter that the record gives with it
    street: frozenset[str]  # its words and numbers, without "street" and the like
    killed: int
    injured: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article was read to say, beside the record."""

    article: Article
    incident: Incident
    killed: float | None
    injured: float | None

    @property
    def answered(self) -> bool:
        return self.killed is not None or self.injured is not None

    @property
    def killed_right(self) -> bool:
        return (self.killed or 0) == self.incident.killed

    @property
    def injured_right(self) -> bool:
        return (self.injured or 0) == self.incident.injured


def main(arguments: Sequence[str]) -> None:
    corpus = corpus_folder([one for one in arguments if one not in ("0", "1")])
    readings = list(read_all(corpus))
    if "--wrong" in arguments:
        half = int(arguments[arguments.index("--half") + 1])
        for line in wrong_ones([one for one in readings if half_of(one.incident) == half]):
            print(line)
    lines = ["# Killed and injured: articles against records", "", (__doc__ or "").split("\n\n", 2)[2].strip(), ""]
    lines += table(readings)
    print("\n".join(lines))
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


def table(readings: Sequence[Reading]) -> Iterator[str]:
    """Shares of the articles answered and right, for the half looked at, the other one and both."""
    yield "| half | articles paired | answered | given right | killed right | injured right | both right |"
    yield "|---|---|---|---|---|---|---|"
    halves = {"looked at": (0,), "held out": (1,), "both": (0, 1)}
    for name, numbers in halves.items():
        yield row(name, [one for one in readings if half_of(one.incident) in numbers])
    yield ""
    yield "Right among those answered. Of the held-out half by what the record holds:"
    yield ""
    yield "| record | articles | both right |"
    yield "|---|---|---|"
    held = [one for one in readings if half_of(one.incident) == 1 and one.answered]
    for kind, asked in by_record(held).items():
        right = sum(one.killed_right and one.injured_right for one in asked)
        yield f"| {kind} | {len(asked)} | {right / len(asked):.3f} |"


def row(name: str, readings: Sequence[Reading]) -> str:
    answered = [one for one in readings if one.answered]
    killed = sum(one.killed_right for one in answered) / max(1, len(answered))
    injured = sum(one.injured_right for one in answered) / max(1, len(answered))
    both = sum(one.killed_right and one.injured_right for one in answered) / max(1, len(answered))
    share = len(answered) / max(1, len(readings))
    given = [one.killed_right for one in answered if one.killed is not None]
    given += [one.injured_right for one in answered if one.injured is not None]
    right = sum(given) / max(1, len(given))
    figures = f"{share:.3f} | {right:.3f} | {killed:.3f} | {injured:.3f} | {both:.3f}"
    return f"| {name} | {len(readings)} | {figures} |"


def by_record(readings: Sequence[Reading]) -> Mapping[str, list[Reading]]:
    kinds: dict[str, list[Reading]] = {"one person": [], "some killed, none injured": [], "none killed": [], "both": []}
    for one in readings:
        killed, injured = one.incident.killed, one.incident.injured
        several = "both" if killed and injured else "none killed" if injured else "some killed, none injured"
        kinds["one person" if killed + injured == 1 else several].append(one)
    return {kind: asked for kind, asked in kinds.items() if asked}


def wrong_ones(readings: Sequence[Reading]) -> Iterator[str]:
    for one in readings:
        if not (one.killed_right and one.injured_right):
            told = f"read {one.killed}/{one.injured}, record {one.incident.killed}/{one.incident.injured}"
            yield f"--- {one.article.id} {told}\n{one.article.headline}\n{one.article.text[:900]}\n"


def half_of(incident: Incident) -> int:
    return int(hashlib.sha256(incident.id.encode()).hexdigest(), 16) % 2


def read_all(corpus: Path) -> Iterator[Reading]:
    """The reading of each long article whose incident is known."""
    for article, incident in paired(corpus):
        if len(article.text) >= _LEAST_LENGTH:
            toll = settle_toll(article)
            killed, injured = (one.value if one else None for one in (toll.killed, toll.injured))
            yield Reading(article, incident, killed, injured)


def paired(corpus: Path) -> Iterator[tuple[Article, Incident]]:
    """Articles with the incident that they report."""
    folder = corpus / "stories/shootings"
    rows = map(json.loads, (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines())
    story_of = {one["id"]: one["story"] for one in rows}
    stories: dict[str, list[Article]] = defaultdict(list)
    with (folder / "articles.jsonl").open(encoding="utf-8") as lines:
        for article in read_articles(lines, name="shootings"):
            stories[story_of[article.id]].append(article)
    incident_of = pair_up(stories, list(_incidents(corpus / "quantities/shootings.facts.jsonl")))
    for story, incident in sorted(incident_of.items()):
        for article in stories[story]:
            yield article, incident


def pair_up(stories: Mapping[str, Sequence[Article]], incidents: Sequence[Incident]) -> dict[str, Incident]:
    """Each story with its incident, the surest first."""
    often = Counter(word for incident in incidents for word in incident.street)
    scored: list[tuple[float, str, Incident]] = []
    for story, articles in stories.items():
        text = " ".join(f"{article.headline} {article.text}" for article in articles).lower()
        told = _Told(text, frozenset(_words(text)), min(one.published.date() for one in articles if one.published))
        scores = [(_score(told, one, often, len(incidents)), one) for one in incidents]
        scored += [(score, story, one) for score, one in scores if score > 0]
    scored.sort(key=lambda one: (-one[0], one[1], one[2].id))
    found: dict[str, tuple[float, Incident]] = {}
    taken: set[str] = set()
    rivals: dict[str, float] = defaultdict(float)
    for score, story, incident in scored:
        if story not in found and incident.id not in taken and score >= _LEAST_SURE:
            found[story] = (score, incident)
            taken.add(incident.id)
        elif story in found and incident is not found[story][1]:
            rivals[story] = max(rivals[story], score)
    return {story: one for story, (score, one) in found.items() if score - rivals[story] >= _CLEARLY}


@dataclass(frozen=True, slots=True)
class _Told:
    text: str
    words: frozenset[str]
    first: date


def _score(told: _Told, incident: Incident, often: Mapping[str, int], count: int) -> float:
    gap = (told.first - incident.day).days
    if not -1 <= gap <= _LATEST or not any(re.search(rf"\b{re.escape(p)}\b", told.text) for p in incident.places):
        return 0.0
    street = sum(0.3 * math.log(count / often[word]) for word in incident.street & told.words)
    late = 2.0 if gap < 0 else 0.0 if gap <= 2 else 0.3 * gap
    return 4.0 + min(5.0, street) + (incident.state.lower() in told.text) - late


def _incidents(path: Path) -> Iterator[Incident]:
    for line in path.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        city, *more = re.split(r" *[()]", one["city_or_county"].lower())
        words = {word for word in _words(one["address"].lower()) if not _STREETS.fullmatch(word)}
        yield Incident(
            id=one["incident"],
            day=datetime.strptime(one["date"], "%B %d, %Y").replace(tzinfo=UTC).date(),
            state=one["state"],
            places=(city, *(place for place in more if place and place != "county")),
            street=frozenset(word for word in words if len(word) > 2 or word.isdigit()),
            killed=one["num_killed"],
            injured=one["num_injured"],
        )


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text)


if __name__ == "__main__":
    main(sys.argv[1:])
