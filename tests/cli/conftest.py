"""A home folder for commands that ask outlets."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer


@pytest.fixture
def home(httpserver: HTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder whose settings lead every host name to the test's server."""
    monkeypatch.setenv("VARIORUM_HOME", str(tmp_path))
    monkeypatch.setenv("VARIORUM_FETCH_HOSTS", f"*=127.0.0.1:{httpserver.port}")
    monkeypatch.setenv("VARIORUM_FETCH_HOST_DELAY", "0")
    return tmp_path
