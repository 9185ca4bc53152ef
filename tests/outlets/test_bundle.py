"""The bundled outlets' one file says what their files say, or is not used."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from variorum.outlets import load_directory, read_folder, write_bundle
from variorum.outlets.bundle import FOLDER, find_bundle

pytestmark = pytest.mark.unit

OUTLETS = {
    "ie/quay-herald": """
name = "The Quay Herald"
country = "IE"
languages = ["en", "ga"]
kind = "paper"
homepage = "https://www.quayherald.example/"
family = "quay"

[[feeds]]
url = "https://www.quayherald.example/rss.xml"
section = "World"

[[feeds]]
url = "https://www.quayherald.example/"
kind = "page"
links = '/\\d{4}/[^"]+'

[rules]
text = ["div.report"]
remove = ["aside", '[data-x="\u2028"]']
""",
    "jp/minato": """
name = "みなと\u2028新報"
country = "JP"
languages = ["ja"]
kind = "agency"
homepage = "https://minato.example/"
credits = ["みなと", "MNT"]
feeds = []
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in OUTLETS.items():
        path = tmp_path / f"{name}.toml"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    assert write_bundle(tmp_path) == len(OUTLETS)
    return tmp_path


def test_the_bundled_file_is_made_of_the_bundled_files() -> None:
    files = read_folder(FOLDER, where=FOLDER.name)
    assert find_bundle(FOLDER) == files, (
        "outlets.jsonl is older than the files beside it: run python -m variorum.outlets"
    )
    assert dict(load_directory().outlets) == files


def test_the_file_says_what_the_files_say(folder: Path) -> None:
    assert find_bundle(folder) == read_folder(folder, where="here")


def test_writing_it_twice_changes_nothing(folder: Path) -> None:
    written = (folder / "outlets.jsonl").read_bytes()
    write_bundle(folder)
    assert (folder / "outlets.jsonl").read_bytes() == written


def _edit(folder: Path) -> None:
    path = folder / "jp" / "minato.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("MNT", "NMT"), encoding="utf-8")


def _rename(folder: Path) -> None:
    (folder / "jp" / "minato.toml").rename(folder / "jp" / "minatu.toml")


def _damage(folder: Path) -> None:
    path = folder / "outlets.jsonl"
    path.write_bytes(path.read_bytes()[:-40])


def _misspell(folder: Path) -> None:
    path = folder / "outlets.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace('"homepage"', '"hompage"'), encoding="utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "an outlet's file was edited": _edit,
    "an outlet's file was renamed": _rename,
    "an outlet's file was removed": lambda folder: (folder / "ie" / "quay-herald.toml").unlink(),
    "an outlet's file was added": lambda folder: (folder / "ie" / "new.toml").write_text("", encoding="utf-8"),
    "the one file is cut off": _damage,
    "the one file says something else": _misspell,
    "the one file is no text": lambda folder: (folder / "outlets.jsonl").write_bytes(b"\xff\xfe"),
    "the one file is empty": lambda folder: (folder / "outlets.jsonl").write_text("", encoding="utf-8"),
    "the one file is missing": lambda folder: (folder / "outlets.jsonl").unlink(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_what_is_older_or_damaged_is_not_used(folder: Path, change: Callable[[Path], object]) -> None:
    change(folder)
    assert find_bundle(folder) is None


@pytest.mark.parametrize("words", [["--help"], ["claims", "--help"]])
def test_commands_that_need_no_outlets_read_none(words: list[str]) -> None:
    program = (
        "import sys, variorum.cli.main as main\n"
        f"main.cli({words!r}, standalone_mode=False)\n"
        "print('variorum.outlets' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "False"
