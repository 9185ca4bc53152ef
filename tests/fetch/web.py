"""Time that passes only when somebody sleeps, and what a local server was asked for."""

import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from pytest_httpserver import HTTPServer

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = ["FakeTime", "asked", "zstd"]


@dataclass
class FakeTime:
    """A clock that sleeping moves on; it remembers how long each sleep was."""

    now: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC)
    slept: list[float] = field(default_factory=list)

    def clock(self) -> datetime:
        return self.now

    def monotonic(self) -> float:
        return self.now.timestamp()

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += timedelta(seconds=seconds)


def asked(server: HTTPServer) -> list[str]:
    """What the server was asked for, in order: "host/path"."""
    return [f"{request.host}{request.full_path.rstrip('?')}" for request, _ in server.log]
