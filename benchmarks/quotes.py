"""Who said what, direct and indirect: contents and sources on PolNeAR (English) and German Wikinews.

    python -m benchmarks.quotes [CORPUS] [--errors FOLDER]      (or VARIORUM_CORPUS; quotes)

A content that was read counts when it overlaps a labelled one by half of the longer, in letters; each labelled one is
matched once. What is read is taken by utterance, as it is labelled: the pieces of one quotation that its cue or the
ends of sentences cut are one content. A source is right when it overlaps the labelled source; asked for are the
contents found whose source is labelled. Each set is cut in two by a hash of the document's name. Errors of the first
half only are written to FOLDER, for reading: the second half was never looked at.
"""

from __future__ import annotations

import hashlib
import io
import json
import lzma
import re
import sys
import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.breakdown_gold import corpus_folder

from variorum.claims import read_claims
from variorum.model import Article, Span

TARGET = Path(__file__).parent.parent / "docs/benchmarks/quotes.md"
_SPANS = re.compile(r"(T\d+)\t\w+ (\d+ \d+(?:;\d+ \d+)*)\t")  # brat format: a marked stretch
_EVENT = re.compile(r"E\d+\t(.+)")  # what belongs together
_GERMAN_KINDS = frozenset({"Direct", "Indirect", "IndirectFreeIndirect"})
Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One content with its source, labelled or read."""

    content: Spans
    source: Spans
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One labelled text."""

    name: str
    language: str
    text: str
    gold: tuple[Told, ...]
    fine: bool = False  # whether the set labels what is told inside of what is told, and each pair of marks by itself

    @property
    def half(self) -> int:
        """0 for the documents whose errors are looked at, else 1."""
        return int(hashlib.md5(self.name.encode(), usedforsecurity=False).hexdigest(), 16) % 2


@dataclass(slots=True)
class Score:
    """What was found of the documents of one set and half."""

    total: Counter[str] = field(default_factory=Counter)

    def rows(self) -> Iterator[tuple[str, float, int]]:
        count = self.total
        precision = count["hit"] / max(1, count["found"])
        recall = count["hit"] / max(1, count["gold"])
        yield "contents, precision", precision, count["found"]
        yield "contents, recall", recall, count["gold"]
        yield "contents, F1", 2 * precision * recall / max(1e-9, precision + recall), count["gold"]
        yield "right source of those found", count["right"] / max(1, count["asked"]), count["asked"]


def main(arguments: Sequence[str]) -> None:
    corpus = corpus_folder(arguments)
    folder = Path(arguments[arguments.index("--errors") + 1]) if "--errors" in arguments else None
    lines = ["| set | measure | looked at | not looked at | all |", "|---|---|---|---|---|"]
    for name, documents in (("PolNeAR", polnear(corpus)), ("German Wikinews", german(corpus))):
        lines += score_set(name, documents, folder)
    table = "\n".join(lines)
    print(table)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    about = (__doc__ or "").split("\n\n", 2)[2].strip()
    TARGET.write_text(f"# Quotations: contents and sources\n\n{about}\n\n{table}\n", encoding="utf-8")


def score_set(name: str, documents: Iterator[Document], folder: Path | None = None) -> Iterator[str]:
    """The lines of one set: each measure on both halves and on all."""
    scores = (Score(), Score(), Score())
    missed: list[str] = []
    for document in documents:
        count, wrong = score_document(document)
        scores[document.half].total.update(count)
        scores[2].total.update(count)
        missed += wrong if document.half == 0 else []
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name.split(maxsplit=1)[0].lower()}.txt").write_text("\n".join(missed), encoding="utf-8")
    for rows in zip(*(score.rows() for score in scores), strict=True):
        values = " | ".join(f"{value:.3f} of {count}" for _, value, count in rows)
        yield f"| {name} | {rows[0][0]} | {values} |"


def score_document(document: Document) -> tuple[Counter[str], list[str]]:
    """Counts, and a line for each mistake."""
    found, text = read_told(document), document.text
    pairs = matched(found, document.gold)
    count = Counter(gold=len(document.gold), found=len(found), hit=len(pairs))
    wrong = []
    for mine, theirs in pairs.items():
        if document.gold[theirs].source:
            right = any(one.overlaps(other) for one in found[mine].source for other in document.gold[theirs].source)
            count.update(asked=1, right=right)
            if not right:
                wrong.append(_line("SOURCE", document, document.gold[theirs], found[mine].source))
    wrong += [_line("MISSED", document, t) for i, t in enumerate(document.gold) if i not in pairs.values()]
    wrong += [_line("FALSE", document, t) for i, t in enumerate(found) if i not in pairs]
    return count, [line.replace("\n", " / ") for line in wrong] if text else []


def _line(kind: str, document: Document, told: Told, other: Spans = ()) -> str:
    def cut(spans: Spans) -> str:
        return " .. ".join(span.cut(document.text) for span in spans)

    start = min([s.start for s in (*told.content, *told.source)])
    end = max([s.end for s in (*told.content, *told.source)])
    around = document.text[max(0, start - 80) : end + 60]
    return (
        f"{kind} {told.kind} [{cut(told.content)}] <{cut(told.source)}> <{cut(other)}> :: {around} :: {document.name}"
    )


def read_told(document: Document) -> list[Told]:
    """What the library reads, by utterance."""
    groups: dict[tuple[int | None, int], list[tuple[Span, Spans]]] = defaultdict(list)
    pair, end = 0, 0
    for quotation in read_claims(_article(document)).quotations:
        if quotation.nested and not document.fine:
            continue
        if quotation.direct and document.text[end : quotation.span.start].strip():
            pair += 1
        end = quotation.span.end if quotation.direct else end
        said = quotation.attribution
        source = (said.source_span,) if said and said.source_span else ()
        groups[quotation.utterance, pair if document.fine and quotation.direct else 0].append((quotation.span, source))
    return [
        Told(
            content=_united(span for span, _ in pieces),
            source=tuple(dict.fromkeys(source for _, sources in pieces for source in sources)),
        )
        for pieces in groups.values()
    ]


def _article(document: Document) -> Article:
    return Article(id=document.name, text=document.text, language=document.language)


def _united(spans: Iterator[Span]) -> Spans:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def matched(found: Sequence[Told], gold: Sequence[Told]) -> dict[int, int]:
    """Pairs of what was read and what is labelled, the largest overlap first, each used once."""
    likely = []
    for mine, one in enumerate(found):
        for theirs, other in enumerate(gold):
            longer = max(_length(one.content), _length(other.content))
            shared = sum(_shared(a, b) for a in one.content for b in other.content)
            if shared and 2 * shared >= longer:
                likely.append((-shared / longer, mine, theirs))
    pairs: dict[int, int] = {}
    for _, mine, theirs in sorted(likely):
        if mine not in pairs and theirs not in pairs.values():
            pairs[mine] = theirs
    return pairs


def _length(spans: Spans) -> int:
    return sum(span.end - span.start for span in spans)


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def polnear(corpus: Path) -> Iterator[Document]:
    """The English set: every attribution of a content."""
    texts: dict[str, str] = {}
    notes: dict[str, str] = {}
    with tarfile.open(corpus / "quotes/polnear_train.tar.xz") as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.isfile() else None
            if stream and member.name.endswith((".txt", ".ann")):
                content = io.TextIOWrapper(stream, encoding="utf-8", newline="").read()
                stem = Path(member.name).stem.removesuffix(".txt")
                (notes if member.name.endswith(".ann") else texts)[stem] = content
    for stem, annotation in notes.items():
        text = texts.get(stem) or texts.get(stem.rsplit("_", 1)[0])
        if text:
            yield Document(stem, "en", text, tuple(_labelled(annotation)))


def _labelled(annotation: str) -> Iterator[Told]:
    spans: dict[str, Spans] = {}
    for line in annotation.splitlines():
        if match := _SPANS.match(line):
            spans[match[1]] = tuple(Span(*map(int, place.split())) for place in match[2].split(";"))
        elif match := _EVENT.match(line):
            parts = [part.split(":") for part in match[1].split()]
            contents = [span for kind, at in parts if kind.startswith("Content") for span in spans.get(at, ())]
            sources = [span for kind, at in parts if kind.startswith("Source") for span in spans.get(at, ())]
            if contents:
                yield Told(tuple(sorted(contents)), tuple(sources))


def german(corpus: Path) -> Iterator[Document]:
    """The German set: what is quoted and told; neither mere reports of speaking nor free indirect speech."""
    with lzma.open(corpus / "quotes/german_quotes.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            gold = tuple(
                Told(_spans(note["quote"]), _spans(note["speaker"]), note["type"])
                for note in row["annotations"]
                if note["type"] in _GERMAN_KINDS and note["quote"]["spans"]
            )
            yield Document(row["documentName"], "de", row["originalText"], gold, fine=True)


def _spans(part: dict[str, list[dict[str, int]]]) -> Spans:
    return tuple(sorted(Span(span["charBegin"], span["charEnd"]) for span in part["spans"]))


if __name__ == "__main__":
    main(sys.argv[1:])
