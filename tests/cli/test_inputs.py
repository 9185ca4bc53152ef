"""Reading input, and refusing it, in the way that all commands share."""

from importlib.metadata import version
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from variorum.cli.inputs import VariorumCommand, articles_from, print_lines
from variorum.cli.main import cli

pytestmark = pytest.mark.unit


@click.command(cls=VariorumCommand)
@click.argument("name")
def ids(name: str) -> None:
    """Prints the ids of the articles."""
    print_lines({"id": article.id} for article in articles_from(name))


def test_a_file_and_standard_input_read_alike(tmp_path: Path) -> None:
    lines = '{"id": "a", "text": "Une digue a cédé."}\n{"id": "b"}\n'
    path = tmp_path / "articles.jsonl"
    path.write_text(lines, encoding="utf-8")
    from_file = CliRunner().invoke(ids, [str(path)])
    from_stdin = CliRunner().invoke(ids, ["-"], input=lines)
    assert from_file.output == from_stdin.output == '{"id": "a"}\n{"id": "b"}\n'


def test_a_bad_line_ends_with_status_2_and_one_sentence() -> None:
    done = CliRunner().invoke(ids, ["-"], input='{"id": "a"}\nnot json\n')
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.startswith("Error: standard input, line 2: this is no JSON")
    assert done.stderr.count("\n") == 1


def test_a_missing_file_is_named_with_a_remedy(tmp_path: Path) -> None:
    done = CliRunner().invoke(ids, [str(tmp_path / "none.jsonl")])
    assert done.exit_code == 2
    assert "none.jsonl cannot be read (No such file or directory): give a readable file" in done.stderr


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin.jsonl"
    path.write_bytes('{"id": "café"}'.encode("latin-1"))
    done = CliRunner().invoke(ids, [str(path)])
    assert (done.exit_code, "is not UTF-8 text" in done.stderr) == (2, True)


def test_the_version_is_told() -> None:
    done = CliRunner().invoke(cli, ["--version"])
    assert (done.exit_code, done.output) == (0, f"variorum {version('variorum')}\n")
