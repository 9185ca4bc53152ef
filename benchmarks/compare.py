"""Quality and speed of the comparison on labelled stories, and on stories with a planted contradiction.

    python -m benchmarks.compare [CORPUS]      (or VARIORUM_CORPUS; CORPUS/breakdown/**/*.gold.json, *.altered.json)

A pair of sentences of different reports is right when a reader held that both state one fact. The floor is weighted
word overlap (a cosine with the rarity of words within the story) at the best threshold, which no real story would tell.
"""

from __future__ import annotations

import json
import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.breakdown_gold import GoldStory, SentencePair, across, corpus_folder, gold_stories
from rapidfuzz import fuzz

from variorum.claims import read_claims
from variorum.compare import compare_reports
from variorum.compare.candidates import find_candidates
from variorum.compare.terms import read_terms
from variorum.jsonl import read_articles
from variorum.model import Article, ArticleClaims, Breakdown, Comparison, Evidence, Outcome, Span

TARGET = Path(__file__).parent.parent / "docs/benchmarks/compare.md"
SIZES, LENGTH = (10, 20, 40, 100), 40
_MANY = 1000  # sentences
_MOST_MEMBERS, _MOST_TOUCHED = 12, 2  # a conflict that names more than that names nothing


@dataclass(slots=True)
class Count:
    """Pairs found, of which right, of how many."""

    name: str
    found: int = 0
    right: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        return self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.gold)

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)

    def row(self) -> str:
        return f"| {self.name} | {self.precision:.3f} | {self.recall:.3f} | {self.f1:.3f} |"


def main() -> None:
    corpus = corpus_folder(sys.argv[1:])
    stories = list(gold_stories(corpus))
    lines = ["# Comparing reports", "", *quality(stories), "", *conflicts(stories, corpus), "", *speed(stories)]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


def quality(stories: Sequence[GoldStory]) -> Iterator[str]:
    """How well sentences are aligned."""
    yield f"Sentences of {len(stories)} stories that state one fact, pair by pair:"
    yield ""
    yield "| | precision | recall | F1 |"
    yield "|---|---|---|---|"
    yield overlap_floor(stories).row()
    for count in aligned(stories):
        yield count.row()


def aligned(stories: Sequence[GoldStory]) -> tuple[Count, Count]:
    """Pairs of sentences set together: all that is held likely, and what is shown."""
    likely, shown = Count("all that is held likely"), Count("what is shown")
    for story in stories:
        breakdown, _ = compare(story.reports)
        for count, statements in (
            (likely, breakdown.statements),
            (shown, [statement for statement in breakdown.statements if statement.shown]),
        ):
            pairs = {pair for statement in statements for pair in touched_pairs(story, statement.members)}
            count.found += len(pairs)
            count.right += len(pairs & story.same)
            count.gold += len(story.same)
    return likely, shown


def overlap_floor(stories: Sequence[GoldStory]) -> Count:
    """Weighted word overlap alone, at the threshold that suits these stories best."""
    scored: list[tuple[float, bool]] = []
    for story in stories:
        terms = read_terms(story.reports, {report.id: read_claims(report) for report in story.reports})
        best: dict[SentencePair, float] = {}
        for pair in find_candidates(terms):
            ends = [terms.claims[number] for number in (pair.left, pair.right)]
            scale = math.sqrt(terms.masses[pair.left] * terms.masses[pair.right]) or 1.0
            likeness = terms.mass(pair.shared) / scale
            places = [Evidence(article=end.article, span=end.claim.span) for end in ends]
            for sentences in touched_pairs(story, places):
                best[sentences] = max(likeness, best.get(sentences, 0.0))
        scored += [(likeness, pair in story.same) for pair, likeness in best.items()]
    scored.sort(key=lambda row: -row[0])
    gold, right, top = sum(len(story.same) for story in stories), 0, Count("word overlap alone")
    for found, (_, is_right) in enumerate(scored, 1):
        right += is_right
        if 2 * right * (top.found + gold) > 2 * top.right * (found + gold):
            top.found, top.right = found, right
    top.gold = gold
    return top


class Conflicts(NamedTuple):
    """Conflicts found and shown."""

    planted: int
    found: int  # of the planted ones
    shown: int  # in the stories as they were
    false: int  # of those shown: readers saw none there


def conflicts(stories: Sequence[GoldStory], corpus: Path) -> Iterator[str]:
    """Planted contradictions found, and conflicts shown where readers saw none."""
    count = count_conflicts(stories, corpus)
    yield f"Contradictions: {count.found} of {count.planted} planted ones are found. In the stories as they were,"
    yield f"{count.shown} conflicts are shown, {count.false} of them where readers saw none."


def count_conflicts(stories: Sequence[GoldStory], corpus: Path) -> Conflicts:
    planted = [finds_planted(path) for path in sorted((corpus / "breakdown").rglob("*.altered.json"))]
    shown = false = 0
    for story in stories:
        for conflict in conflicts_of(compare(story.reports)[0]):
            shown += 1
            pairs = conflict_pairs(conflict, story)
            false += not any(pairs & gold_conflict(row) for row in story.gold["conflicts"])
    return Conflicts(len(planted), sum(planted), shown, false)


def finds_planted(path: Path) -> bool:
    """Whether a conflict sets a changed sentence against one that it contradicts, and shows the changed number."""
    case = json.loads(path.read_text(encoding="utf-8"))
    reports_file = path.with_name(path.name.replace(".altered.json", ".reports.jsonl"))
    with reports_file.open(encoding="utf-8") as rows:
        reports = tuple(read_articles(rows, name=reports_file.name))
    story = GoldStory(
        name=path.name,
        reports_file=reports_file,
        reports=reports,
        gold=case,
        sentences={key: (row[0], Span(row[1], row[2])) for key, row in case["sentence_spans"].items()},
        same=frozenset(),
    )
    against = {(min(a, b), max(a, b)) for a in case["left"] for b in case["right"]}
    texts = {report.id: report.text for report in reports}
    return any(
        against & conflict_pairs(conflict, story)
        and any(case["new"] in member.span.cut(texts[member.article]) for member in members_of(conflict))
        for conflict in conflicts_of(compare(reports)[0])
    )


def speed(stories: Sequence[GoldStory]) -> Iterator[str]:
    """Seconds of the processor for a comparison by the number of reports, against rapidfuzz on each two sentences."""
    pool = [sentence.cut(report.text) for story in stories for report, sentence in _sentences(story)]
    draw = random.Random(7)
    compare(_made(pool, 3, draw))  # language data is read once
    yield f"Reports of {LENGTH} sentences each, drawn from all stories; seconds of the processor, claims read before:"
    yield ""
    yield "| reports | sentences | comparing | rapidfuzz token set ratio of each two | share |"
    yield "|---|---|---|---|---|"
    for size in SIZES:
        reports = _made(pool, size, draw)
        claims = {report.id: read_claims(report) for report in reports}
        start = time.process_time()
        compare_reports(reports, claims)
        own = time.process_time() - start
        told = [(report.id, claim.span.cut(report.text)) for report in reports for claim in claims[report.id].claims]
        theirs = pairwise_ratios(told)
        yield f"| {size} | {len(told)} | {own:.2f} | {theirs:.2f} | {own / theirs:.2f} |"


def pairwise_ratios(told: Sequence[tuple[str, str]]) -> float:
    """Seconds of the processor for the ratio of each two sentences of different reports; of many, a tenth is timed."""
    step = 10 if len(told) > _MANY else 1
    start = time.process_time()
    for number, (report, sentence) in [*enumerate(told)][::step]:
        for other, theirs in told[number + 1 :]:
            if other != report:
                fuzz.token_set_ratio(sentence, theirs)
    return (time.process_time() - start) * step


def _sentences(story: GoldStory) -> Iterator[tuple[Article, Span]]:
    reports = {report.id: report for report in story.reports}
    return ((reports[owner], span) for owner, span in story.sentences.values())


def _made(pool: Sequence[str], size: int, draw: random.Random) -> list[Article]:
    return [Article(id=f"r{n}", text="\n".join(draw.sample(pool, LENGTH)), language="en") for n in range(size)]


def compare(reports: Sequence[Article]) -> tuple[Breakdown, dict[str, ArticleClaims]]:
    claims = {report.id: read_claims(report) for report in reports}
    return compare_reports(reports, claims), claims


def touched_pairs(story: GoldStory, members: Sequence[Evidence]) -> set[SentencePair]:
    return set(across([sid for member in members for sid in story.touched(member.article, member.span)]))


def conflicts_of(breakdown: Breakdown) -> list[Comparison]:
    return [comparison for comparison in breakdown.comparisons if comparison.outcome is Outcome.CONFLICT]


def members_of(comparison: Comparison) -> list[Evidence]:
    return [member for position in comparison.positions for member in position.members]


def conflict_pairs(comparison: Comparison, story: GoldStory) -> set[SentencePair]:
    """Pairs of sentences that a conflict sets against each other; none where it names too many."""
    touched = [story.touched(member.article, member.span) for member in members_of(comparison)]
    touched = [one for one in touched if 0 < len(one) <= _MOST_TOUCHED]
    if len(touched) > _MOST_MEMBERS:
        return set()
    return {
        pair
        for number, left in enumerate(touched)
        for right in touched[number + 1 :]
        for a in left
        for b in right
        for pair in across([a, b])
    }


def gold_conflict(row: Any) -> set[SentencePair]:
    """Sentences of different reports that a reader set against each other, because their values differ."""
    members = [(sentence, value.casefold()) for sentence, value in row["members"]]
    return {
        pair
        for number, (left, value) in enumerate(members)
        for right, other in members[number + 1 :]
        if value != other
        for pair in across([left, right])
    }


if __name__ == "__main__":
    main()
