"""Many pages at once: several hosts side by side, each host one page after another.

Hosts may ask for a minute between two requests. Who waits for such a host works at nothing, so that eight of them do
not stop all others: many more may wait than may work.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Protocol

from variorum.config import FetchSettings
from variorum.errors import FetchError, InputError
from variorum.fetch.politeness import at_work
from variorum.model import Page
from variorum.urls import host_of


class PoliteFetcher(Protocol):
    """What is asked of variorum.fetch.Client, or of something that stands before it."""

    @property
    def settings(self) -> FetchSettings:
        """How many requests may run at once, and how long each host rests."""
        ...

    def get(self, url: str) -> Page:
        """One page. Raises FetchError where there is none."""
        ...


def fetch_all(
    client: PoliteFetcher, urls: Iterable[str], *, concurrency: int | None = None
) -> Generator[tuple[str, Page | FetchError], None, None]:
    """Each address with its page or the reason why there is none, as they come in. The delay of each host is kept."""
    workers = concurrency or client.settings.concurrency
    places = threading.Semaphore(workers)
    most = workers + _WAITING
    queues = _by_host(urls)
    lanes = deque(host for host in queues for _ in range(client.settings.host_concurrency))
    running: dict[Future[Page | FetchError], tuple[str, str]] = {}
    pool = ThreadPoolExecutor(max_workers=most, thread_name_prefix="fetch")
    try:
        while lanes or running:
            while lanes and len(running) < most:
                if not queues[lanes[0]]:
                    lanes.popleft()
                elif places.acquire(blocking=False):
                    host = lanes.popleft()
                    url = queues[host].popleft()
                    running[pool.submit(_get, client, url, places)] = (host, url)
                else:
                    break
            for future in wait(running, timeout=_LOOK_AGAIN if lanes else None, return_when=FIRST_COMPLETED).done:
                host, url = running.pop(future)
                lanes.append(host)  # to the end: the host that has rested longest is next
                yield url, future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _by_host(urls: Iterable[str]) -> dict[str, deque[str]]:
    queues: dict[str, deque[str]] = {}
    for url in urls:
        try:
            host = host_of(url)
        except InputError:
            host = ""  # the client refuses it with a reason
        queues.setdefault(host, deque()).append(url)
    return queues


def _get(client: PoliteFetcher, url: str, places: threading.Semaphore) -> Page | FetchError:
    with at_work(places):
        try:
            return client.get(url)
        except FetchError as fault:
            return fault


_LOOK_AGAIN = 0.05  # seconds: who begins to wait for a host gives a place away without a word
_WAITING = 56  # threads: so many hosts with long pauses are waited for while others are asked
