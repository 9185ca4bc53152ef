"""The documentation mentions everything that it should, and its links lead somewhere."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from variorum.cli.main import COMMANDS
from variorum.config import FetchSettings, Settings

pytestmark = pytest.mark.unit

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)")
SITE_COMMANDS = ("demo", "run", "ingest", "search", "export", "capture", "doctor", "createowner")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file(page: Path) -> None:
    missing = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("command", [*COMMANDS, *SITE_COMMANDS])
def test_every_command_is_documented(command: str) -> None:
    assert f"## variorum {command}" in (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    settings = {field.name for kind in (Settings, FetchSettings) for field in fields(kind)} - {
        "sources",
        "fetch",
        "home",
    }
    assert [name for name in sorted(settings) if f"`{name}`" not in text and f"[fetch.{name}]" not in text] == []


def test_every_decision_is_listed() -> None:
    listed = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    essays = [path.name for path in (ROOT / "docs" / "decisions").glob("0*.md")]
    assert [name for name in essays if name not in listed] == []


def test_no_page_names_a_path_of_one_machine() -> None:
    found = [
        str(page)
        for page in PAGES
        if re.search(r"(?<![\w.])/(?:work|tmp|root|home)/", page.read_text(encoding="utf-8"))
    ]
    assert found == []


MISTAKE = re.compile(r"\| \d+ \| (?P<id>.+?) \| (?P<kind>.+?) \| (?P<cause>.+?) \| (?P<sentence>.+?) \|")
MISTAKE_ID = re.compile(
    r"(?:(?:us|world)/)?\w+(?:-q\d)? [a-z]+:\d+(?: / [a-z]+:\d+)*"  # a labelled story, and sentences of its reports
    r"|(?:us|world)/\w+ [a-z]+ \d+ \(\w+ made \w+\)"  # a value changed in a report of one
    r"|(?:PolNeAR|German) [\w-]+ \d+"  # a document, and a place in it
    r"|[0-9a-f]{16}"  # an article
)


def mistakes() -> list[re.Match[str]]:
    text = (ROOT / "docs" / "mistakes.md").read_text(encoding="utf-8")
    return [row for line in text.splitlines() if (row := MISTAKE.fullmatch(line))]


def test_thirty_mistakes_are_told_each_with_its_cause_and_a_sentence() -> None:
    text = (ROOT / "docs" / "mistakes.md").read_text(encoding="utf-8")
    numbers = re.findall(r"^\| (\d+) \|", text, re.MULTILINE)
    assert numbers == [str(number) for number in range(1, 31)]
    assert len(mistakes()) == 30


def test_each_mistake_is_named_by_its_id_alone() -> None:
    assert [row["id"] for row in mistakes() if not MISTAKE_ID.fullmatch(row["id"])] == []


def test_the_list_of_all_mistakes_is_not_kept() -> None:
    assert "build/" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
