"""Which network addresses may be reached."""

import socket
import threading
import time as real_time

import httpcore2
import httpx2
import pytest
from pytest_httpserver import HTTPServer
from tests.fetch.web import FakeTime

from variorum.config import FetchSettings
from variorum.errors import ConfigError, FetchError
from variorum.fetch import Client
from variorum.fetch.addresses import Deadline, Endpoint, GuardedBackend, is_global, read_hosts, resolve
from variorum.fetch.wire import Wire

pytestmark = pytest.mark.unit

PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "255.255.255.255",
    "224.0.0.1",
    "240.0.0.1",
    "198.18.0.1",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fec0::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b:1::a00:1",
    "64:ff9b:1::5db8:d822",
    "64:ff9b:1:5db8:d8:2200::",
    "64:ff9b:1:ffff:ffff:ffff:ffff:ffff",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
    "2001:db8::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "nonsense",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_seen_through_every_wrapping(address: str) -> None:
    assert not is_global(address)


@pytest.mark.parametrize(
    "address",
    ["93.184.216.34", "2606:2800::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822", "2002:5db8:d822::1"],
)
def test_public_addresses_are_allowed(address: str) -> None:
    assert is_global(address)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "::1", "10.0.0.1"])
def test_a_name_that_leads_to_a_private_address_is_refused(host: str) -> None:
    with pytest.raises(FetchError) as caught:
        resolve(host, 80)
    assert caught.value.kind in {"refused-address", "dns"}  # a machine without IPv6 has no name for ::1


@pytest.mark.parametrize("host", ["no-such-paper.invalid", "a" * 70 + ".example", ""])
def test_a_name_without_an_address_is_a_fault_of_dns(host: str) -> None:
    with pytest.raises(FetchError) as caught:
        resolve(host, 80)
    assert caught.value.kind in {"dns", "refused-address"}  # the empty name is this machine


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's resolver is the one thing here that cannot be had for real on loopback."""
    found = [(2, 1, 6, "", (address, 80)) for address in ("93.184.216.34", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(FetchError) as caught:
        resolve("two-faced.example", 80)
    assert caught.value.kind == "refused-address"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://localhost/",
        "https://169.254.169.254/",
    ],
)
def test_no_spelling_of_a_private_address_is_fetched(url: str, time: FakeTime) -> None:
    with Client(FetchSettings(), clock=time.clock) as client, pytest.raises(FetchError) as caught:
        client.get(url)
    assert caught.value.kind in {"refused-address", "dns"}


@pytest.mark.usefixtures("open_robots")
def test_only_the_hosts_of_the_setting_reach_this_machine(httpserver: HTTPServer, time: FakeTime) -> None:
    httpserver.expect_request("/").respond_with_data("x")
    hosts = {"Mapped.example": f"127.0.0.1:{httpserver.port}"}
    settings = FetchSettings(hosts=hosts, ports=(80, 443, httpserver.port))
    with Client(settings, clock=time.clock, sleep=time.sleep) as client:
        assert client.get("https://mapped.example/").body == b"x"
        with pytest.raises(FetchError) as caught:
            client.get(f"http://127.0.0.1:{httpserver.port}/")
    assert caught.value.kind == "refused-address"


@pytest.mark.usefixtures("open_robots")
def test_the_environment_names_no_proxy(
    httpserver: HTTPServer, time: FakeTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    httpserver.expect_request("/").respond_with_data("x")
    settings = FetchSettings(hosts={"*": f"127.0.0.1:{httpserver.port}"})
    with Client(settings, clock=time.clock, sleep=time.sleep) as client:
        assert client.get("http://paper.example/").body == b"x"


def test_the_private_hook_into_httpx2_is_still_there() -> None:
    transport = httpx2.HTTPTransport(trust_env=False)
    assert isinstance(transport._pool._network_backend, httpcore2.SyncBackend)
    wire = Wire(FetchSettings(), monotonic=real_time.monotonic)
    used = wire._client._transport
    assert isinstance(used, httpx2.HTTPTransport)
    assert isinstance(used._pool._network_backend, GuardedBackend)
    wire.close()
    transport.close()


def test_sockets_of_this_machine_are_no_part_of_the_web() -> None:
    backend = GuardedBackend({}, deadline=Deadline(), monotonic=real_time.monotonic)
    with pytest.raises(FetchError) as caught:
        backend.connect_unix_socket("/run/some.sock")
    assert caught.value.kind == "refused-address"


def test_a_deadline_belongs_to_its_thread() -> None:
    deadline = Deadline()
    deadline.at = 5.0
    seen: list[float | None] = []
    thread = threading.Thread(target=lambda: seen.append(deadline.at))
    thread.start()
    thread.join()
    assert seen == [None]


def test_after_the_deadline_no_connection_is_begun() -> None:
    deadline = Deadline()
    deadline.at = 0.0
    backend = GuardedBackend({"*": Endpoint("127.0.0.1", 9)}, deadline=deadline, monotonic=real_time.monotonic)
    with pytest.raises(httpcore2.ConnectTimeout):
        backend.connect_tcp("paper.example", 80)


def test_host_names_of_the_setting_are_read_without_regard_to_case() -> None:
    assert read_hosts({"Paper.Example": "127.0.0.1:8431", "*": "[::1]:80"}) == {
        "paper.example": Endpoint("127.0.0.1", 8431),
        "*": Endpoint("::1", 80),
    }


@pytest.mark.parametrize("value", ["127.0.0.1", "8431", "paper.example:80", "10.0.0.1:80", "127.0.0.1:0", "[::1]:x"])
def test_only_ports_of_this_machine_may_stand_in_the_setting(value: str) -> None:
    with pytest.raises(ConfigError, match=r"fetch\.hosts"):
        read_hosts({"paper.example": value})
