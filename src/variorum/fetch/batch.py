"""Many pages at once: several hosts side by side, each host one page after another."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Protocol

from variorum.config import FetchSettings
from variorum.errors import FetchError, InputError
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
    queues = _by_host(urls)
    lanes = deque(host for host in queues for _ in range(client.settings.host_concurrency))
    running: dict[Future[Page | FetchError], tuple[str, str]] = {}
    pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="fetch")
    try:
        while lanes or running:
            while lanes and len(running) < workers:
                host = lanes.popleft()
                if queues[host]:
                    url = queues[host].popleft()
                    running[pool.submit(_get, client, url)] = (host, url)
            for future in wait(running, return_when=FIRST_COMPLETED).done:
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


def _get(client: PoliteFetcher, url: str) -> Page | FetchError:
    try:
        return client.get(url)
    except FetchError as fault:
        return fault
