"""Quality and speed of the reading of claims: quotations, speakers, quantities, on labelled texts.

    python -m benchmarks.claims [CORPUS]      (or VARIORUM_CORPUS; breakdown, quotes)

Labelled stories: direct quotations found (cut at the labelled sentences, 60 % overlap) and their speaker (family name).
PolNeAR: direct quotations found among the labelled contents, and whether the source read lies on the labelled source.
"""

from __future__ import annotations

import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.breakdown_gold import GoldStory, corpus_folder, gold_stories
from benchmarks.quotes import polnear

from variorum.claims import read_claims
from variorum.model import Article, Quotation, Span

TARGET = Path(__file__).parent.parent / "docs/benchmarks/claims.md"
_OVERLAP = 0.6
_MARKS = '“"”„«»'


def main(arguments: Sequence[str]) -> None:
    corpus = corpus_folder(arguments)
    rows = [*labelled_rows(corpus), *polnear_rows(corpus)]
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


def polnear_rows(corpus: Path) -> Iterator[Row]:
    """Direct quotations and the place of their source on PolNeAR."""
    total: Counter[str] = Counter()
    for document in polnear(corpus):
        article = Article(id="a", text=document.text, language="en")
        found = [q for q in read_claims(article).quotations if q.direct]
        total["found"] += len(found)
        total["true"] += sum(
            any(q.span.overlaps(span) for told in document.gold for span in told.content) for q in found
        )
        for told in document.gold:
            if _in_marks(document.text, told.content):
                _score_polnear(found, told.content, told.source, total)
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


def _in_marks(text: str, spans: Sequence[Span]) -> bool:
    return all(text[s.start] in _MARKS and text[s.end - 1] in _MARKS for s in spans)


if __name__ == "__main__":
    main(sys.argv[1:])
