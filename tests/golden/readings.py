"""What the steps of today read out of the pages and reports in this folder, and what was kept of it.

    python -m tests.golden.readings [--unreleased]

keeps it, one file for each step, to be looked at as a difference. What a step reads may change only with its version,
so the file of a version is not written anew; --unreleased does so where nothing was stored under that version yet.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.extract.pages import directory, page

from variorum.claims import read_claims
from variorum.claims.reading import MADE_BY as CLAIMS_STEP
from variorum.extract import extract_article
from variorum.extract.article import FAST_STEP, STEP
from variorum.model import Article

FOLDER = Path(__file__).parent


def read_pages(*, fast: bool) -> dict[str, Any]:
    """The article of each page, by the page's language."""
    return {
        language: _plain(extract_article(page(text), fast=fast, directory=directory()))
        for language, text in _texts("pages")
    }


def read_reports() -> dict[str, Any]:
    """The claims of each report, by its language."""
    return {
        language: _plain(read_claims(Article(id=language, text=text.strip(), language=language)))
        for language, text in _texts("reports")
    }


READINGS: Mapping[str, Callable[[], dict[str, Any]]] = {
    STEP: lambda: read_pages(fast=False),
    FAST_STEP: lambda: read_pages(fast=True),
    CLAIMS_STEP: read_reports,
}


def kept_of(step: str) -> Path:
    """The file of what a version of a step read."""
    return FOLDER / f"{step.replace('/', '-')}.json"


def keep(*, unreleased: bool) -> None:
    """Keep what each step reads. Exits where a version would have to be written anew."""
    for step, read in READINGS.items():
        path, text = kept_of(step), json.dumps(read(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        if path.exists() and path.read_text(encoding="utf-8") != text and not unreleased:
            sys.exit(f"{step} reads something else than it did: give it the next version.")
        path.write_text(text, encoding="utf-8")
    for path in kept_files() - set(map(kept_of, READINGS)):
        path.unlink()


def kept_files() -> set[Path]:
    """All files of what was read; each is of a version of today."""
    return set(FOLDER.glob("*.json"))


def _texts(folder: str) -> Iterator[tuple[str, str]]:
    for path in sorted((FOLDER / folder).iterdir()):
        yield path.stem, path.read_text(encoding="utf-8")


def _plain(record: Any) -> Any:
    return json.loads(json.dumps(dataclasses.asdict(record), default=str))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--unreleased", action="store_true")
    keep(unreleased=parser.parse_args().unreleased)
