"""For all tests: only loopback can be reached unless a test is marked `live`, and skips may be forbidden."""

from __future__ import annotations

import os
import socket
from collections.abc import Generator
from typing import Any

import pytest

_LOOPBACK = ("127.", "::1", "localhost", "/")


@pytest.fixture(autouse=True)
def _only_loopback(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.node.get_closest_marker("live") is None:
        monkeypatch.setattr(socket.socket, "connect", _loopback_only(socket.socket.connect))


def _loopback_only(connect: Any) -> Any:
    def refusing(self: socket.socket, address: Any) -> Any:
        host = address[0] if isinstance(address, tuple) else str(address)
        if isinstance(host, str) and not host.startswith(_LOOPBACK):
            raise AssertionError(f"a test wanted to reach {address!r}: tests stay on loopback")
        return connect(self, address)

    return refusing


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything is installed, nothing may be skipped: a skip there would hide a missing part.

    Only the corpus cannot be installed: what is measured on it (`quality`) may be missing where it is.
    """
    report = yield
    excused = hasattr(report, "wasxfail") or item.get_closest_marker("quality")
    if report.skipped and not excused and os.environ.get("VARIORUM_NO_SKIPS"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, though VARIORUM_NO_SKIPS is set: {report.longrepr}"
    return report
