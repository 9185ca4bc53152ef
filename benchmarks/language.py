"""How often the language of a headline alone is told, by py3langid alone and by `identify`, and how long it takes.

    python benchmarks/language.py [CORPUS]

The corpus is the argument, else VARIORUM_CORPUS; it holds extract/fundus.tar.xz. Writes docs/benchmarks/language.md.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.extract import read_set
from lxml import html

from variorum.text.language import _identifier, identify, normal_tag, read_tag
from variorum.text.words import whole

REPORT = Path(__file__).parent.parent / "docs" / "benchmarks" / "language.md"
INTRODUCTION = """# Language of headlines

Titles of the fundus pages, each by itself. The set names no languages. The label is what both halves of the truth's
text are identified as, where they agree (all pages but one), else what the page declares; text and title are
different words, but the same model reads both. The pages where text and declaration part were looked at by eye:
six African papers declare English and write Swahili, Xhosa or Zulu, and there the text is right.
"""
Case = tuple[str, str, str | None]  # title, language, declared


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path, default=os.environ.get("VARIORUM_CORPUS"))
    options = parser.parse_args()
    if not options.corpus or not (Path(options.corpus) / "extract").is_dir():
        sys.exit("No corpus: give the folder that holds extract/ as the argument or in VARIORUM_CORPUS.")
    with tempfile.TemporaryDirectory() as folder:
        cases = _cases(Path(options.corpus) / "extract", Path(folder))
    methods: dict[str, Callable[[Case], str | None]] = {
        "py3langid alone": lambda case: _alone(case[0]),
        "Variorum, the title alone": lambda case: identify(case[0]),
        "Variorum, with what the page declares": lambda case: identify(case[0], declared=[case[2]]),
    }
    lines = ["| what | titles | right | µs a title |", "|---|--:|--:|--:|"]
    lines += [_line(label, method, cases) for label, method in methods.items()]
    table = "\n".join(lines)
    print(table)
    REPORT.write_text(f"{INTRODUCTION}\n{table}\n", encoding="utf-8")


def _cases(root: Path, folder: Path) -> list[Case]:
    pages, truth = read_set(root, "fundus", folder)
    found = []
    for row, body in pages:
        wanted = truth[row["id"]]
        text, declared = wanted.get("text") or "", _declared(body)
        halves = {identify(text[:400]), identify(text[len(text) // 2 :][:400])}
        label = halves.pop() if len(halves) == 1 else declared
        if wanted.get("title") and label:
            found.append((wanted["title"], label, declared))
    return found


def _declared(body: bytes) -> str | None:
    tree = html.fromstring(body)
    return read_tag(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"))


def _alone(title: str) -> str:
    return max(
        ((normal_tag(tag), float(share)) for tag, share in _identifier().rank(whole(title))), key=lambda p: p[1]
    )[0]


def _line(label: str, method: Callable[[Case], str | None], cases: Sequence[Case]) -> str:
    method(cases[0])  # the model is read once, outside of the time of a title
    began = time.process_time()
    right = sum(method(case) == case[1] for case in cases)
    seconds = time.process_time() - began
    return f"| {label} | {len(cases)} | {right / len(cases):.3f} | {1e6 * seconds / len(cases):.0f} |"


if __name__ == "__main__":
    main()
