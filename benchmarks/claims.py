"""Quality and speed of the reading of claims: quotations, speakers, quantities, on labelled texts.

    python -m benchmarks.claims [CORPUS]      (or VARIORUM_CORPUS; breakdown, stories/shootings, quantities, quotes)

Labelled stories: direct quotations found (cut at the labelled sentences, 60 % overlap) and their speaker (family name).
Shootings: whether the number of killed and of injured that the incident's record holds was read in an article about it,
for incidents of two or more; articles and records are paired by city and day.
PolNeAR: direct quotations found among the labelled contents, and whether the source read lies on the labelled source.
"""

from __future__ import annotations

import io
import json
import re
import sys
import tarfile
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.breakdown_gold import GoldStory, corpus_folder, gold_stories

from variorum.claims import read_claims
from variorum.jsonl import read_articles
from variorum.model import Article, Quotation, Role, Span

TARGET = Path(__file__).parent.parent / "docs/benchmarks/claims.md"
_OVERLAP = 0.6
_SPANS = re.compile(r"(T\d+)\t\w+ (\d+ \d+(?:;\d+ \d+)*)\t")  # brat format: a marked stretch
_EVENT = re.compile(r"E\d+\t(.+)")  # what belongs together
_MARKS = '“"”„«»'
_NEAR = timedelta(days=4)  # between an incident and a report of it


def main(arguments: Sequence[str]) -> None:
    corpus = corpus_folder(arguments)
    rows = [*labelled_rows(corpus), *shooting_rows(corpus), *polnear_rows(corpus)]
    lines = ["| set | measure | value | of |", "|---|---|---|---|"]
    lines += [f"| {name} | {measure} | {value} | {count} |" for name, measure, value, count in rows]
    table = "\n".join(lines)
    print(table)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(f"# Claims: quotations, speakers, quantities\n\n{_intro()}\n\n{table}\n", encoding="utf-8")


Row = tuple[str, str, str, int]


def _intro() -> str:
    return (__doc__ or "").split("\n\n", 2)[2].strip()


def labelled_rows(corpus: Path) -> Iterator[Row]:
    """Direct quotations and speakers on the labelled stories."""
    total, spent, articles = read_quotations(corpus)
    precision, recall = total["hit"] / total["found"], total["hit"] / total["gold"]
    yield "labelled stories", "direct quotations, precision", f"{precision:.3f}", total["found"]
    yield "labelled stories", "direct quotations, recall", f"{recall:.3f}", total["gold"]
    yield "labelled stories", "direct quotations, F1", f"{_f1(precision, recall):.3f}", total["gold"]
    yield "labelled stories", "right speaker of those found", f"{total['speaker'] / total['hit']:.3f}", total["hit"]
    yield "labelled stories", "milliseconds an article", f"{1000 * spent / articles:.1f}", articles


def read_quotations(corpus: Path) -> tuple[Counter[str], float, int]:
    """Direct quotations counted (gold, found, hit, speaker), processor seconds, and how many articles."""
    total: Counter[str] = Counter()
    spent, articles = 0.0, 0
    for story in gold_stories(corpus):
        begun = time.process_time()
        found = [(report.id, q) for report in story.reports for q in read_claims(report).quotations if q.direct]
        spent += time.process_time() - begun
        articles += len(story.reports)
        total += _score_story(story, found)
    return total, spent, articles


def _score_story(story: GoldStory, found: Sequence[tuple[str, Quotation]]) -> Counter[str]:
    pieces = [piece for report, q in found for piece in cut_at_sentences(story, report, q)]
    gold = [row for row in story.gold["quotes"] if row["direct"]]
    total = Counter(gold=len(gold), found=len(pieces))
    for row in gold:
        report, sentence = story.sentences[row["sentence"]]
        start = sentence.start + row["offset"]
        span = Span(start, start + len(row["quote"]))
        hit = next((q for owner, piece, q in pieces if owner == report and alike(piece, span)), None)
        if hit:
            total["hit"] += 1
            total["speaker"] += same_speaker(hit.attribution.source if hit.attribution else None, row["speaker"])
    return total


def cut_at_sentences(story: GoldStory, report: str, quotation: Quotation) -> list[tuple[str, Span, Quotation]]:
    spans = [sentence for owner, sentence in story.sentences.values() if owner == report]
    pieces = [Span(max(s.start, quotation.span.start), min(s.end, quotation.span.end)) for s in spans]
    return [(report, piece, quotation) for piece in pieces if piece.end - piece.start >= 4] or [
        (report, quotation.span, quotation)
    ]


def alike(one: Span, other: Span) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0 and shared >= _OVERLAP * max(one.end - one.start, other.end - other.start)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def same_speaker(found: str | None, gold: str) -> bool:
    """The family name decides: the last word of either name stands in the other."""
    one, other = _folded(found or ""), _folded(gold)
    return bool(one and other) and len(one) <= 10 and (one[-1] in other or other[-1] in one)


def _folded(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split()


def shooting_rows(corpus: Path) -> Iterator[Row]:
    """Numbers of killed and injured against the records of incidents."""
    facts = _incidents(corpus / "quantities/shootings.facts.jsonl")
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    path = corpus / "stories/shootings/articles.jsonl"
    with path.open(encoding="utf-8") as lines:
        for article in read_articles(lines, name=path.name):
            incident = _incident_of(article, facts)
            if incident:
                for role, key in ((Role.KILLED, "num_killed"), (Role.INJURED, "num_injured")):
                    if incident[key] >= 2:
                        asked[role.value] += 1
                        right[role.value] += _says(article, role, incident[key])
    for role in (Role.KILLED, Role.INJURED):
        share = right[role.value] / max(1, asked[role.value])
        yield "shootings", f"true number of {role.value} read", f"{share:.3f}", asked[role.value]


def _incidents(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Incidents by city, with their day."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        row["day"] = datetime.strptime(row["date"], "%B %d, %Y").replace(tzinfo=UTC)
        found[row["city_or_county"]].append(row)
    return found


def _incident_of(article: Article, facts: dict[str, list[dict[str, Any]]]) -> dict[str, Any] | None:
    """The only incident of a city that the article names, on the days before it; None where there are several."""
    text = f"{article.headline} {article.text[:500]}"
    near = [
        row
        for city, rows in facts.items()
        if city in text
        for row in rows
        if article.published and timedelta(0) <= article.published - row["day"] <= _NEAR
    ]
    return near[0] if len(near) == 1 else None


def _says(article: Article, role: Role, number: int) -> bool:
    """Whether the article, its headline included, gives the number in that role."""
    headed = Article(id=article.id, text=f"{article.headline}.\n{article.text}", language=article.language)
    read = [q for q in read_claims(headed).quantities if q.role is role]
    return any(q.low == number or q.high == number for q in read)


def polnear_rows(corpus: Path) -> Iterator[Row]:
    """Direct quotations and the place of their source on PolNeAR."""
    total: Counter[str] = Counter()
    for text, rows in _polnear(corpus / "quotes/polnear_train.tar.xz"):
        article = Article(id="a", text=text, language="en")
        found = [q for q in read_claims(article).quotations if q.direct]
        total["found"] += len(found)
        total["true"] += sum(any(q.span.overlaps(span) for spans, _ in rows for span in spans) for q in found)
        for spans, sources in rows:
            if _in_marks(text, spans):
                _score_polnear(found, spans, sources, total)
    yield "PolNeAR", "direct quotations found", f"{total['hit'] / total['gold']:.3f}", total["gold"]
    yield "PolNeAR", "found ones inside a labelled content", f"{total['true'] / total['found']:.3f}", total["found"]
    yield "PolNeAR", "source read on the labelled one", f"{total['right'] / total['asked']:.3f}", total["asked"]


def _score_polnear(
    found: Sequence[Quotation], spans: Sequence[Span], sources: Sequence[Span], total: Counter[str]
) -> None:
    """One labelled content in quotation marks against what was found; told ones are not asked for."""
    total["gold"] += 1
    hit = next((q for q in found if any(q.span.overlaps(span) for span in spans)), None)
    if hit is None:
        return
    total["hit"] += 1
    place = hit.attribution.source_span if hit.attribution else None
    if sources:
        total["asked"] += 1
        total["right"] += bool(place and any(place.overlaps(source) for source in sources))


def _polnear(path: Path) -> Iterator[tuple[str, list[tuple[list[Span], list[Span]]]]]:
    """Texts with the spans of each labelled content, and of its source."""
    texts: dict[str, str] = {}
    notes: dict[str, str] = {}
    with tarfile.open(path) as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.isfile() else None
            if stream and member.name.endswith((".txt", ".ann")):
                content = io.TextIOWrapper(stream, encoding="utf-8", newline="").read()
                stem = Path(member.name).stem.removesuffix(".txt")
                (notes if member.name.endswith(".ann") else texts)[stem] = content
    for stem, annotation in notes.items():
        text = texts.get(stem) or texts.get(stem.rsplit("_", 1)[0])
        if text:
            yield text, list(_labelled(annotation))


def _labelled(annotation: str) -> Iterator[tuple[list[Span], list[Span]]]:
    spans: dict[str, list[Span]] = {}
    for line in annotation.splitlines():
        if match := _SPANS.match(line):
            spans[match[1]] = [Span(*map(int, place.split())) for place in match[2].split(";")]
        elif match := _EVENT.match(line):
            parts = [part.split(":") for part in match[1].split()]
            contents = [span for kind, at in parts if kind.startswith("Content") for span in spans.get(at, [])]
            sources = [span for kind, at in parts if kind.startswith("Source") for span in spans.get(at, [])]
            if contents:
                yield contents, sources


def _in_marks(text: str, spans: Sequence[Span]) -> bool:
    return all(text[s.start] in _MARKS and text[s.end - 1] in _MARKS for s in spans)


if __name__ == "__main__":
    main(sys.argv[1:])
