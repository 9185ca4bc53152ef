"""The shape of the house: what no linter checks for us."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src"
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "base", "item", "data", "obj", "doc"}


def source_files() -> Iterator[Path]:
    return (path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.unit
def test_no_file_is_longer_than_500_lines() -> None:
    lengths = {
        str(path.relative_to(SOURCE)): len(path.read_text(encoding="utf-8").splitlines()) for path in source_files()
    }
    assert {name: length for name, length in lengths.items() if length > 500} == {}


@pytest.mark.unit
def test_no_function_is_longer_than_60_lines() -> None:
    long = [
        f"{path.relative_to(SOURCE)}:{node.lineno} {node.name}"
        for path in source_files()
        for node in functions(path)
        if (node.end_lineno or node.lineno) - node.lineno >= 60
    ]
    assert long == []


@pytest.mark.unit
def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [str(path) for path in SOURCE.rglob("*.py") if path.stem in FORBIDDEN_NAMES] == []


@pytest.mark.unit
def test_every_module_says_what_it_is_for() -> None:
    mute = [
        str(path.relative_to(SOURCE))
        for path in source_files()
        if path.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert mute == []


@pytest.mark.unit
def test_only_the_fetch_folder_opens_connections() -> None:
    clients = ("import httpx2", "import httpcore2", "import socket", "urllib.request", "import requests")
    allowed = {SOURCE / "variorum" / "fetch", SOURCE / "variorum" / "world", SOURCE / "variorum_site"}
    found = [
        str(path.relative_to(SOURCE))
        for path in source_files()
        if not any(folder in path.parents for folder in allowed)
        and any(client in path.read_text(encoding="utf-8") for client in clients)
    ]
    assert found == []


@pytest.mark.unit
def test_help_imports_neither_django_nor_numpy() -> None:
    script = (
        "import sys\n"
        "from variorum_site.command import main\n"
        "sys.argv = ['variorum', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('django', 'numpy', 'trafilatura', 'lxml') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
