"""A town to read, for the tests of the steps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from tests.site.news.town import Town


@pytest.fixture
def town(db: None, httpserver: HTTPServer, tmp_path: Path) -> Town:
    """A town without a paper yet."""
    found = Town(server=httpserver, folder=tmp_path / "captures")
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nAllow: /\n")
    httpserver.expect_request(re.compile("/.*")).respond_with_handler(found.answer)
    return found
