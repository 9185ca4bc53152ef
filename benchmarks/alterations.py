"""How many planted contradictions the comparison finds: numbers, money, ages, days and names changed in one report.

    python -m benchmarks.alterations [CORPUS]      (or VARIORUM_CORPUS; CORPUS/breakdown, CORPUS/stories) [--list]

A value is planted where two reports of one story hold it in sentences that state the same fact: by the readers' labels
in the labelled stories, elsewhere because at least half of their words are the same. It is changed wherever one of the
reports has it; which value, and into what, is decided by a hash. It is found when a conflict has a member in a changed
sentence that shows the new value, and another in a sentence of another report that has the old one. A conflict of an
altered story that touches no changed sentence and is not in the story as it was is false; so is one in a labelled story
as it was, where readers saw none. Of other stories as they were the conflicts are only counted: nobody read them.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from pathlib import Path

from benchmarks.breakdown_gold import corpus_folder, gold_stories
from benchmarks.compare import conflict_pairs, conflicts_of, gold_conflict, members_of

from variorum.claims import read_claims
from variorum.compare import compare_reports
from variorum.jsonl import read_articles
from variorum.model import Article, ArticleClaims, Breakdown, Comparison, Span
from variorum.text.sentences import sentences
from variorum.text.words import words

TARGET = Path(__file__).parent.parent / "docs/benchmarks/alterations.md"
SETS = ("ecb-plus", "news-cluster", "four-languages")  # the last are translations
KINDS = ("number", "money", "age", "day", "name")
_PER_KIND = 16  # of a set
_PER_STORY = 2  # of a kind
_MOST_REPORTS = 6  # of a story that are compared
_ALIKE = 0.5  # shared words of two sentences over all their words, where nobody labelled them
_SAME = 0.95  # copies contradict nobody

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_PATTERNS = {
    "money": re.compile(
        r"(?<=[$€£])\d[\d,.]*\d|(?<=[$€£])\d\b|(?<![\d.,])[1-9][\d,]*(?=(?: million| billion)? (?:dollars|euros)\b)"
    ),
    "age": re.compile(r"\b\d{2}(?=-year-old| years old)|(?<=[a-z], )\d{2}(?=, )"),
    "day": re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)})\b|\b(?:{_MONTHS}) \d{{1,2}}\b(?!,? \d{{4}})"),
    "name": re.compile(r"(?<![.!?“\"] )(?<!^)\b[A-Z][a-z]+ [A-Z][a-z]{3,}\b(?! [A-Z])"),
    "number": re.compile(
        r"(?<![\d$€£.,-])[1-9]\d{0,2}(?:,\d{3})+\b"
        r"|(?<![\d$€£.,:/-])[1-9]\d{1,2}(?=-?[ ]?[a-z]{3,})(?!-year| years old)"
        r"(?! (?:giugno|aprile|april|juni|junio|abril))"
    ),
}
_ROUGH = re.compile(  # before a number that another one may go with
    r"(?:than|least|over|about|some|around|nearly|almost|to|hasta|di|circa|dan|tot|que|[A-Z]+\d*) ?[$€£-]?$"
)
_SURNAMES = ("Calloway", "Brandvold", "Ostermann", "Quintrell", "Fairbourne", "Delacourt", "Hollins", "Merrivale")


@dataclass(frozen=True, slots=True)
class Story:
    """Reports, and pairs of places in two of them that state one fact."""

    name: str
    reports: tuple[Article, ...]
    same: tuple[tuple[str, Span, str, Span], ...]


@dataclass(frozen=True, slots=True)
class Plant:
    """One value changed in one report."""

    story: Story
    kind: str
    old: str
    new: str
    changed: Article
    left: tuple[Span, ...]  # changed sentences, in the changed text
    right: tuple[tuple[str, Span], ...]  # sentences of other reports with the old value


def main(arguments: Sequence[str]) -> None:
    corpus = corpus_folder(arguments)
    lines = ["# Planted contradictions", "", (__doc__ or "").split("\n\n", 2)[2].strip(), ""]
    lines += ["| set | kind | planted | found | share |", "|---|---|---|---|---|"]
    every: list[tuple[Plant, bool, int]] = []
    shown = []
    for name, stories in (("labelled stories", labelled(corpus)), *((one, clustered(corpus, one)) for one in SETS)):
        tried = [try_out(plant) for plant in plants(stories)]
        every += tried
        for kind in KINDS:
            hits = [found for plant, found, _ in tried if plant.kind == kind]
            if hits:
                lines.append(f"| {name} | {kind} | {len(hits)} | {sum(hits)} | {sum(hits) / len(hits):.2f} |")
        shown.append(f"{name} {sum(len(conflicts_of(compare(s.reports))) for s in stories)} in {len(stories)}")
    lines += [*_totals(every), f"Conflicts shown in stories as they were: {'; '.join(shown)}."]
    lines.append(f"Of those of the labelled stories {false_conflicts(corpus)} are none to their readers.")
    if "--list" in arguments:
        for plant, found, _ in every:
            print("found " if found else "missed", plant.story.name, plant.kind, plant.old, plant.new, plant.changed.id)
    print("\n".join(lines))
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _totals(every: Sequence[tuple[Plant, bool, int]]) -> Iterator[str]:
    within = [one for one in every if len({report.language for report in one[0].story.reports}) == 1]
    for kind in KINDS:
        yield _total("within one language", kind, [found for plant, found, _ in within if plant.kind == kind])
    yield _total("within one language", "all", [found for _, found, _ in within])
    yield _total("all", "all", [found for _, found, _ in every])
    false = sum(one for _, _, one in every)
    yield ""
    yield f"False conflicts that a change brought elsewhere: {false} in {len(every)} altered stories."


def _total(name: str, kind: str, hits: Sequence[bool]) -> str:
    return f"| {name} | {kind} | {len(hits)} | {sum(hits)} | {sum(hits) / max(1, len(hits)):.2f} |"


def labelled(corpus: Path) -> list[Story]:
    """The stories whose sentences readers set together."""
    found = []
    for gold in gold_stories(corpus):
        same = [(*gold.sentences[one], *gold.sentences[other]) for one, other in sorted(gold.same)]
        found.append(Story(gold.name, gold.reports, tuple(same)))
    return found


def clustered(corpus: Path, name: str) -> list[Story]:
    """Stories of one language of a set of articles grouped by happening, the reports of different outlets."""
    folder = corpus / "stories" / name
    rows = map(json.loads, (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines())
    story_of = {row["id"]: row["story"] for row in rows}
    grouped: dict[tuple[str, str], list[Article]] = defaultdict(list)
    with (folder / "articles.jsonl").open(encoding="utf-8") as lines:
        for article in read_articles(lines, name=name):
            if article.id in story_of and len(article.text) > 300:
                language = "all" if name == "four-languages" else article.language or "en"
                grouped[story_of[article.id], language].append(article)
    found = []
    for (story, _), articles in sorted(grouped.items()):
        chosen = tuple(sorted(articles, key=lambda one: _hash(one.id))[:_MOST_REPORTS])
        if len(chosen) > 1:
            same = _translated(chosen) if name == "four-languages" else _alike(chosen)
            found.append(Story(story, chosen, tuple(same)))
    return sorted(found, key=lambda one: _hash(one.name))[:60]


def _alike(reports: Sequence[Article]) -> Iterator[tuple[str, Span, str, Span]]:
    told = {report.id: _bags(report) for report in reports}
    for one, other in combinations(told, 2):
        for left, mine in told[one]:
            for right, theirs in told[other]:
                share = len(mine & theirs) / max(1, len(mine | theirs))
                if _ALIKE <= share < _SAME:
                    yield one, left, other, right


def _translated(reports: Sequence[Article]) -> Iterator[tuple[str, Span, str, Span]]:
    """Sentences of one place in translations that have the same number of sentences."""
    split = {report.id: sentences(report.text, report.language) for report in reports}
    for one, other in combinations(split, 2):
        if len(split[one]) == len(split[other]):
            yield from ((one, left, other, right) for left, right in zip(split[one], split[other], strict=True))


def _bags(report: Article) -> list[tuple[Span, frozenset[str]]]:
    split = sentences(report.text, report.language)
    bags = [(span, frozenset(word.folded for word in words(span.cut(report.text)))) for span in split]
    return [(span, bag) for span, bag in bags if len(bag) >= 6]


def plants(stories: Sequence[Story]) -> list[Plant]:
    """The values that are changed: of each kind a few of a story, in an order that a hash gives."""
    found: dict[str, list[Plant]] = defaultdict(list)
    for story in stories:
        for kind in KINDS:
            fitting = {(value, report) for value, report in _shared(story, kind)}
            ordered = sorted(fitting, key=lambda one: _hash(f"{story.name}{one}"))
            made = [plant for value, report in ordered if (plant := _plant(story, kind, value, report))]
            seen = {plant.old: plant for plant in reversed(made)}
            found[kind] += list(seen.values())[:_PER_STORY]
    return [plant for kind in KINDS for plant in found[kind][:_PER_KIND]]


def _shared(story: Story, kind: str) -> Iterator[tuple[str, str]]:
    """Values that two sentences of one fact both have, and the report that is to be changed."""
    texts = {report.id: report.text for report in story.reports}
    for one, left, other, right in story.same:
        mine, theirs = left.cut(texts[one]), right.cut(texts[other])
        for match in _PATTERNS[kind].finditer(mine):
            rough = _ROUGH.search(mine[: match.start()])
            if not rough and any(match[0] == too[0] for too in _PATTERNS[kind].finditer(theirs)):
                yield match[0], one if _hash(match[0] + story.name) < "8" else other


def _plant(story: Story, kind: str, old: str, changed: str) -> Plant | None:
    report = next(one for one in story.reports if one.id == changed)
    new = _other(kind, old, story)
    if any(new in one.text for one in story.reports) or (kind == "name" and not _is_person(old, story)):
        return None
    swapped = _swap(kind, old, new, report.text)
    if kind in ("number", "money", "age") and _still_says(replace(report, text=swapped), old):
        return None
    headline = _swap(kind, old, new, report.headline) if report.headline else report.headline
    after = replace(report, text=swapped, headline=headline)
    last = new.split()[-1] if kind == "name" else new
    left = tuple(span for span in sentences(swapped, report.language) if last in span.cut(swapped))
    texts = {one.id: one.text for one in story.reports}
    shown = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)")
    right = {
        place
        for one, mine, other, theirs in story.same
        for place in ((one, mine), (other, theirs))
        if changed in (one, other) and place[0] != changed and shown.search(place[1].cut(texts[place[0]]))
    }
    return Plant(story, kind, old, new, after, left, tuple(sorted(right))) if left and right else None


def _still_says(report: Article, old: str) -> bool:
    """Whether the changed report gives the old value in other words, too: "twenty-one"."""
    value = float(old.replace(",", ""))
    return any(value in (quantity.low, quantity.high) for quantity in _read(report).quantities)


def _swap(kind: str, old: str, new: str, text: str) -> str:
    if kind == "name":
        text = re.sub(rf"\b{re.escape(old.rsplit(maxsplit=1)[-1])}\b", new.rsplit(maxsplit=1)[-1], text)
    before = "(?<![\\w.,$€£-])" if kind in ("number", "age") else "(?<![\\w.,])"
    return re.sub(rf"{before}{re.escape(old)}(?![\d])(?!,\d)", new, text)


def _other(kind: str, old: str, story: Story) -> str:
    seed = int(_hash(story.name + old), 16)
    if kind == "name":
        return f"{old.split(maxsplit=1)[0]} {_SURNAMES[seed % len(_SURNAMES)]}"
    if kind == "day":
        if old in _WEEKDAYS:
            return _WEEKDAYS[(_WEEKDAYS.index(old) + 2 + seed % 3) % 7]
        month, day = old.split()
        return f"{month} {(int(day) + 3 + seed % 9) % 27 + 1}"
    digits = [c for c in old if c.isdigit()]
    first = str((int(digits[0]) + 1 + seed % 7) % 9 + 1)
    if first == digits[0]:
        first = str(int(first) % 9 + 1)
    rest = iter([first, *(str((int(d) + seed % 5) % 10) for d in digits[1:])])
    return "".join(next(rest) if c.isdigit() else c for c in old)


def _is_person(name: str, story: Story) -> bool:
    """Whether the family name is used alone, too, and the name never stands behind an article."""
    first, last = name.split()
    text = " ".join(one.text for one in story.reports)
    alone = re.search(rf"(?<!{first} )\b{last} (?:said|told|was|has|had|added|says)\b", text)
    if first in ("If", "The", "President", "South", "North", "East", "West", "New", "But", "And"):
        return False
    return bool(alone) and not re.search(rf"\b[Tt]he {name}\b|\b{name} [A-Z]|\b[A-Z][a-z]+ {first} {last}\b", text)


def try_out(plant: Plant) -> tuple[Plant, bool, int]:
    """Whether a planted contradiction is found, and how many conflicts it brought elsewhere."""
    reports = tuple(plant.changed if one.id == plant.changed.id else one for one in plant.story.reports)
    texts = {one.id: one.text for one in reports}
    before = {_shape(one, plant.story.reports) for one in conflicts_of(compare(plant.story.reports))}
    found, false = False, 0
    for conflict in conflicts_of(compare(reports)):
        members = members_of(conflict)
        mine = [m for m in members if m.article == plant.changed.id and any(m.span.overlaps(s) for s in plant.left)]
        theirs = [m for m in members if any(m.article == a and m.span.overlaps(s) for a, s in plant.right)]
        told = plant.new.split()[-1] if plant.kind == "name" else plant.new
        found |= bool(mine and theirs and any(told in m.span.cut(texts[m.article]) for m in mine))
        false += not mine and _shape(conflict, reports) not in before
    return plant, found, false


def _shape(conflict: Comparison, reports: Sequence[Article]) -> frozenset[str]:
    texts = {one.id: one.text for one in reports}
    return frozenset(member.article + member.span.cut(texts[member.article]) for member in members_of(conflict))


def false_conflicts(corpus: Path) -> int:
    """Conflicts of the labelled stories as they were where readers saw none."""
    return sum(
        not any(conflict_pairs(conflict, gold) & gold_conflict(row) for row in gold.gold["conflicts"])
        for gold in gold_stories(corpus)
        for conflict in conflicts_of(compare(gold.reports))
    )


@cache
def compare(reports: tuple[Article, ...]) -> Breakdown:
    return compare_reports(reports, {report.id: _read(report) for report in reports})


@cache
def _read(report: Article) -> ArticleClaims:
    return read_claims(report)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


if __name__ == "__main__":
    main(sys.argv[1:])
