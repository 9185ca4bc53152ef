"""Stories labelled sentence by sentence: the reports, and the pairs of sentences that state the same fact."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from variorum.jsonl import read_articles
from variorum.model import Article, Span

SentencePair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class GoldStory:
    """One labelled story: STORY.reports.jsonl and STORY.gold.json."""

    name: str
    reports_file: Path
    reports: tuple[Article, ...]
    gold: Any
    sentences: dict[str, tuple[str, Span]]  # id -> report and span
    same: frozenset[SentencePair]

    def touched(self, report: str, span: Span) -> set[str]:
        """Ids of the sentences that the span covers at least half of, or that cover at least half of it."""
        found = set()
        for identity, (owner, sentence) in self.sentences.items():
            shared = min(span.end, sentence.end) - max(span.start, sentence.start)
            if owner == report and shared > 0 and 2 * shared >= min(_length(span), _length(sentence)):
                found.add(identity)
        return found


def corpus_folder(arguments: Sequence[str]) -> Path:
    """The corpus named on the command line or by VARIORUM_CORPUS. Ends with one sentence where there is none."""
    name = next((argument for argument in arguments if not argument.startswith("-")), os.environ.get("VARIORUM_CORPUS"))
    if not name or not Path(name).is_dir():
        raise SystemExit("This benchmark needs the corpus folder: give it as an argument or in VARIORUM_CORPUS.")
    return Path(name)


def gold_stories(corpus: Path) -> Iterator[GoldStory]:
    """All labelled stories below the folder, by name."""
    for path in sorted((corpus / "breakdown").rglob("*.gold.json")):
        reports_file = path.with_name(path.name.replace(".gold.json", ".reports.jsonl"))
        gold = json.loads(path.read_text(encoding="utf-8"))
        with reports_file.open(encoding="utf-8") as lines:
            reports = tuple(read_articles(lines, name=reports_file.name))
        yield GoldStory(
            name=path.name.removesuffix(".gold.json"),
            reports_file=reports_file,
            reports=reports,
            gold=gold,
            sentences={key: (row[0], Span(row[1], row[2])) for key, row in gold["sentence_spans"].items()},
            same=frozenset(pair for group in gold["same"] for pair in across(group["members"])),
        )


def across(members: Sequence[str]) -> Iterator[SentencePair]:
    """Pairs of sentence ids ("report:3") of different reports."""
    ordered = sorted(set(members))
    for number, left in enumerate(ordered):
        for right in ordered[number + 1 :]:
            if left.rsplit(":", 1)[0] != right.rsplit(":", 1)[0]:
                yield left, right


def _length(span: Span) -> int:
    return span.end - span.start
