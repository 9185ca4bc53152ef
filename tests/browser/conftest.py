"""A real Chromium on the real site; skipped with a reason where there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any, Literal

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, sync_playwright
from tests.site.newsroom import furnish

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of the machine. VARIORUM_NO_SKIPS makes its absence a failure."""
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    if found is None:
        reason = "No Chromium is installed here: install Debian's chromium to run the browser tests."
        pytest.fail(reason) if os.environ.get("VARIORUM_NO_SKIPS") else pytest.skip(reason)
    # Playwright keeps an event loop running in this thread, which Django takes for an asynchronous view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def site(live_server: Any) -> str:
    """The address of a furnished site."""
    furnish(timezone.now())
    return str(live_server.url)


@pytest.fixture
def visit(chromium: Browser, site: str) -> Iterator[Visit]:
    """Opens a page of the site as a new visitor; whatever the page asks of elsewhere or breaks fails the test."""
    contexts = []
    faults: list[str] = []

    def open_page(
        path: str, *, scheme: Literal["light", "dark"] = "light", width: int = 1280, script: bool = True
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("request", lambda request: None if request.url.startswith(site) else faults.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.goto(site + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults
