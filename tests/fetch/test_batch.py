"""Many pages at once: every address comes back, hosts go side by side, each host in its own time."""

import re
import threading
import time as real_time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from variorum.config import FetchSettings
from variorum.errors import FetchError, InputError
from variorum.fetch import Client, fetch_all
from variorum.model import Capture, Page

pytestmark = pytest.mark.contract
DELAY = 0.03


class Visits:
    """When each host was visited, and how many requests ran at once."""

    def __init__(self) -> None:
        self.at: dict[str, list[float]] = defaultdict(list)
        self.running = self.most = 0
        self._lock = threading.Lock()

    def __call__(self, request: Request) -> Response:
        with self._lock:
            self.at[request.host].append(real_time.monotonic())
            self.running += 1
            self.most = max(self.most, self.running)
        real_time.sleep(0.01)
        with self._lock:
            self.running -= 1
        return Response("no", status=404) if "gone" in request.path or "robots" in request.path else Response("x")


@pytest.fixture
def httpserver() -> Iterator[HTTPServer]:
    """A server that answers several requests at once."""
    with HTTPServer(threaded=True) as server:
        yield server


@pytest.fixture
def visits(httpserver: HTTPServer) -> Visits:
    seen = Visits()
    httpserver.expect_request(re.compile(".*")).respond_with_handler(seen)
    return seen


def fetch(server: HTTPServer, urls: list[str], **settings: float) -> dict[str, Page | FetchError]:
    known = FetchSettings(hosts={"*": f"127.0.0.1:{server.port}"}, host_delay=DELAY, **settings)  # type: ignore[arg-type]
    with Client(known, clock=lambda: datetime.now(UTC)) as client:
        return dict(fetch_all(client, urls))


def test_every_address_comes_back_with_a_page_or_a_reason(httpserver: HTTPServer, visits: Visits) -> None:
    urls = [f"https://{host}.example/{path}" for host in "abc" for path in ("1", "2", "gone")] + ["nonsense"]
    found = fetch(httpserver, urls)
    assert set(found) == set(urls)
    kinds = {url: result.kind for url, result in found.items() if isinstance(result, FetchError)}
    assert kinds == {f"https://{host}.example/gone": "status-404" for host in "abc"} | {"nonsense": "url"}


def test_hosts_go_side_by_side_and_each_host_keeps_its_pause(httpserver: HTTPServer, visits: Visits) -> None:
    fetch(httpserver, [f"https://{host}.example/{number}" for number in range(4) for host in "abcdef"], concurrency=4)
    assert 2 <= visits.most <= 4
    for times in visits.at.values():
        assert len(times) == 7  # with robots.txt, tdmrep.json and ai.txt
        assert min(later - earlier for earlier, later in pairwise(times)) >= DELAY


def test_several_lanes_at_one_host_share_its_pages(httpserver: HTTPServer, visits: Visits) -> None:
    urls = [f"https://a.example/{number}" for number in range(7)]
    assert len(fetch(httpserver, urls, host_concurrency=3)) == 7


def test_who_stops_asking_stops_the_fetching(httpserver: HTTPServer, visits: Visits) -> None:
    known = FetchSettings(hosts={"*": f"127.0.0.1:{httpserver.port}"}, host_delay=0, concurrency=1)
    with Client(known, clock=lambda: datetime.now(UTC)) as client:
        results = fetch_all(client, [f"https://a.example/{number}" for number in range(50)])
        next(results)
        results.close()
    assert len(visits.at["a.example"]) < 10


def test_hosts_that_ask_for_long_pauses_do_not_stop_the_others(httpserver: HTTPServer) -> None:
    """Eight hosts rest for a second between robots.txt and each page, and twenty others for none; two may work."""

    def answer(request: Request) -> Response:
        slow = request.path == "/robots.txt" and request.host.startswith("slow")
        return Response("User-agent: *\nCrawl-delay: 1\n" if slow else "x")

    httpserver.expect_request(re.compile(".*")).respond_with_handler(answer)
    urls = [f"https://{name}{host}.example/{page}" for name in ("slow", "fast") for host in range(8) for page in (1, 2)]
    known = FetchSettings(
        hosts={"*": f"127.0.0.1:{httpserver.port}"}, host_delay=0, concurrency=2, reservations="ignore"
    )
    with Client(known, clock=lambda: datetime.now(UTC)) as client:
        order = [url.partition("//")[2][:4] for url, page in fetch_all(client, urls) if isinstance(page, Page)]
    assert order == ["fast"] * 16 + ["slow"] * 16


@pytest.mark.parametrize(("hosts", "concurrency"), [(12, 4), (3, 2), (3, 1)])
def test_hosts_that_all_lead_to_one_come_to_an_end(httpserver: HTTPServer, hosts: int, concurrency: int) -> None:
    """Whoever asks the common origin for its rules waits for a turn there, and all others wait for what it says."""

    def answer(request: Request) -> Response:
        if "." not in request.path and request.host != "hub.example":
            return Response(status=302, headers={"Location": f"http://hub.example/{request.host[:-8]}"})
        return Response("x" if request.host == "hub.example" else "", status=404 if "." in request.path else 200)

    httpserver.expect_request(re.compile(".*")).respond_with_handler(answer)
    urls = [f"http://h{number}.example/" for number in range(hosts)]
    known = FetchSettings(hosts={"*": f"127.0.0.1:{httpserver.port}"}, host_delay=0.1, concurrency=concurrency)
    found: dict[str, Page | FetchError] = {}

    def fetch_them() -> None:
        with Client(known, clock=lambda: datetime.now(UTC)) as client:
            found.update(fetch_all(client, urls))

    fetching = threading.Thread(target=fetch_them, daemon=True)
    fetching.start()
    fetching.join(20)
    assert not fetching.is_alive()
    assert {url for url, page in found.items() if isinstance(page, Page)} == set(urls)


def test_nothing_to_fetch_is_no_fault(httpserver: HTTPServer) -> None:
    assert fetch(httpserver, []) == {}


# --- one host, many threads ------------------------------------------------------------------------------------------


def moving(server: HTTPServer) -> Visits:
    """A host where every page moves twice, to its other names and back."""
    seen = Visits()

    def answer(request: Request) -> Response:
        seen(request)
        seen.at["all"].append(real_time.monotonic())
        number, _, step = request.path.removeprefix("/").partition("/")
        if not number.isdigit():
            return Response("", status=404)
        if step in {"", "1"}:
            return Response("", status=302, headers={"Location": f"/{number}/{int(step or 0) + 1}"})
        return Response("x")

    server.expect_request(re.compile(".*")).respond_with_handler(answer)
    return seen


def test_a_host_is_never_asked_faster_than_its_pause_whoever_asks_and_wherever_it_leads(
    httpserver: HTTPServer,
) -> None:
    seen = moving(httpserver)
    known = FetchSettings(hosts={"*": f"127.0.0.1:{httpserver.port}"}, host_delay=DELAY)
    with Client(known, clock=lambda: datetime.now(UTC)) as client:
        others = [client, copy_of(client), copy_of(client)]
        threads = [
            threading.Thread(target=one.get, args=(f"https://{host}/{number}",))
            for number, one in enumerate(others * 2)
            for host in ("a.example", "a.example.")
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    times = sorted(seen.at["all"])
    assert len(times) == 2 * 3 + 12 * 3  # robots.txt, tdmrep.json and ai.txt of both names; each page and its two moves
    assert min(later - earlier for earlier, later in pairwise(times)) >= DELAY


def copy_of(client: Client) -> Client:
    class Nowhere:
        def keep(self, page: Page, *, request_headers: object = (), hops: object = ()) -> Capture:
            return Capture(file="", offset=0, record_id="")

        def read(self, capture: Capture) -> Page:
            raise InputError("nothing is kept here")

    return client.keeping(Nowhere())
