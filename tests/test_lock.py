"""The lock and the requirements files that are exported from it say the same."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^ ;\\]+)", re.MULTILINE)


def locked_versions() -> dict[str, set[str]]:
    packages = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    found: dict[str, set[str]] = {}
    for package in packages:
        found.setdefault(package["name"], set()).add(package.get("version", ""))
    return found


@pytest.mark.unit
@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_exported_pin_is_the_locked_one(name: str) -> None:
    pins = PIN.findall((ROOT / name).read_text(encoding="utf-8"))
    locked = locked_versions()
    assert len(pins) > 30
    assert [(package, version) for package, version in pins if version not in locked.get(package, set())] == []


@pytest.mark.unit
@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_carries_a_hash(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert len(PIN.findall(text)) == len(re.findall(r"^\S+==.*\\$", text, re.MULTILINE))


@pytest.mark.unit
def test_every_dependency_of_the_project_is_exported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[\[><=]", requirement)[0] for requirement in project["dependencies"]}
    exported = {package for package, _ in PIN.findall((ROOT / "requirements.txt").read_text(encoding="utf-8"))}
    assert wanted <= exported
