"""Quality floors: what was reached on real input must not be lost again.

    python -m benchmarks.floors [CORPUS] [--update] [--allow-regression]      (or VARIORUM_CORPUS)

floors.json holds, for each measure, the floor (or, under "ceilings", the most that is allowed) and a digest of the set
that it was measured on. `--update` raises floors to what is reached now, less a little for noise; it lowers one only
with `--allow-regression`. The tests marked `quality` read the same file.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks import claims, compare, extract, feeds, language, reprints, stories
from benchmarks.breakdown_gold import corpus_folder, gold_stories

FLOORS = Path(__file__).parent / "floors.json"
_MARGIN = 0.005  # below what is reached: room for a changed library underneath

Measure = Callable[[Path], dict[str, float]]


def grouping(corpus: Path) -> dict[str, float]:
    """Stories of three sets that are quick to group."""
    found: dict[str, float] = {}
    for name in ("news-cluster", "ecb-plus", "four-languages"):
        articles, gold = stories.read_set(corpus, name)
        result = stories.score(stories.grouped(articles), gold)
        found |= {f"{name}: BCubed F1": result.f1, f"{name}: pair F1": result.pair_f1}
    return found


def copies(corpus: Path) -> dict[str, float]:
    articles, listed = reprints.read_pairs(corpus)
    found = reprints.pairs_of(articles)
    return {"recall": len(found & listed) / len(listed)}


def pages(corpus: Path) -> dict[str, float]:
    """A third of the real pages of the larger set, spread over all its outlets."""
    with tempfile.TemporaryDirectory() as folder:
        rows, truth = extract.read_set(corpus / "extract", "fundus", Path(folder))
        scores = [
            dict(extract.score(extract.ours(row["url"], body) or {}, truth[row["id"]])) for row, body in rows[::3]
        ]
    names = {"text": "text F1", "title": "title", "day": "day", "authors": "authors"}
    return {label: _mean(one[name] for one in scores if name in one) for name, label in names.items()}


def quotations(corpus: Path) -> dict[str, float]:
    total, _, _ = claims.read_quotations(corpus)
    found_and_gold = total["found"] + total["gold"]
    return {"direct quotations F1": 2 * total["hit"] / found_and_gold, "right speaker": total["speaker"] / total["hit"]}


def comparison(corpus: Path) -> dict[str, float]:
    known = list(gold_stories(corpus))
    likely, shown = compare.aligned(known)
    conflicts = compare.count_conflicts(known, corpus)
    return {
        "statements F1": likely.f1,
        "shown statements: precision": shown.precision,
        "shown statements: recall": shown.recall,
        "planted contradictions found": conflicts.found / conflicts.planted,
        "false conflicts a story": conflicts.false / len(known),
    }


def archive(corpus: Path) -> dict[str, float]:
    """The text of the same pages, read the fast way."""
    with tempfile.TemporaryDirectory() as folder:
        rows, truth = extract.read_set(corpus / "extract", "fundus", Path(folder))
        scores = [
            dict(extract.score(extract.fast(row["url"], body) or {}, truth[row["id"]])) for row, body in rows[::3]
        ]
    return {"fast: text F1": _mean(one["text"] for one in scores if "text" in one)}


MEASURES: Mapping[str, tuple[Measure, tuple[str, ...]]] = {  # name -> measure, and what of the corpus it stands on
    "grouping": (grouping, ("stories/news-cluster", "stories/four-languages")),
    "copies": (copies, ("reprints",)),
    "feeds": (feeds.conformance, ("feeds", "geo/awesome_rss_opml.tar.xz")),
    "language": (language.conformance, ("extract/fundus.tar.xz", "stories", "quotes/german_quotes.jsonl.xz")),
    "pages": (pages, ("extract/fundus.tar.xz",)),
    "archive": (archive, ("extract/fundus.tar.xz",)),
    "quotations": (quotations, ("breakdown",)),
    "comparison": (comparison, ("breakdown",)),
}
CEILINGS = {"false conflicts a story"}  # the lower the better


def digest(corpus: Path, sets: tuple[str, ...]) -> str:
    """Of all files of the sets, so that a floor is never held against other data."""
    found = hashlib.sha256()
    for path in (path for name in sets for path in _files(corpus / name)):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()[:16]


def below(name: str, reached: Mapping[str, float], known: Mapping[str, Any]) -> list[str]:
    """A sentence for each figure that is worse than its floor."""
    return [
        f"{name}: {label} is {reached[label]:.3f}, {'above' if label in CEILINGS else 'below'} its floor of {floor:.3f}"
        for label, floor in known[name]["floors"].items()
        if (reached[label] > floor if label in CEILINGS else reached[label] < floor)
    ]


def read_floors() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    return found


def main() -> None:
    corpus, known = corpus_folder(sys.argv[1:]), read_floors()
    worse: list[str] = []
    for name, (measure, sets) in MEASURES.items():
        reached = measure(corpus)
        print(f"{name}: " + ", ".join(f"{label} {value:.3f}" for label, value in reached.items()), flush=True)
        if name in known:
            worse += below(name, reached, known)
        if "--update" in sys.argv:
            old = known.get(name, {}).get("floors", {})
            known[name] = {"digest": digest(corpus, sets), "floors": _raised(old, reached)}
    print("\n".join(worse))
    if "--update" in sys.argv:
        FLOORS.write_text(json.dumps(known, indent=2) + "\n", encoding="utf-8")
    elif worse:
        sys.exit(1)


def _raised(old: Mapping[str, float], reached: Mapping[str, float]) -> dict[str, float]:
    """New floors: never worse than the old ones, unless that is allowed."""
    floors = {}
    for label, value in reached.items():
        ceiling = label in CEILINGS
        floor = round(value + _MARGIN if ceiling else value - _MARGIN, 3)
        if label in old and "--allow-regression" not in sys.argv:
            floor = min(floor, old[label]) if ceiling else max(floor, old[label])
        floors[label] = floor
    return floors


def _mean(values: Iterator[float]) -> float:
    kept = list(values)
    return sum(kept) / len(kept)


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())


if __name__ == "__main__":
    main()
