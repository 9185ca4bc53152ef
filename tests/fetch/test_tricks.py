"""Addresses that mean another place than they seem to: none of them is ever dialled."""

import socket
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import httpcore2
import pytest
from pytest_httpserver import HTTPServer
from tests.fetch.web import FakeTime, asked

from variorum.config import FetchSettings
from variorum.errors import FetchError
from variorum.fetch import Client
from variorum.fetch.addresses import Network

pytestmark = pytest.mark.contract
INSIDE, URL, NAME = "refused-address", "url", "dns"

TRICKS = {
    # the machine itself, as numbers are read by browsers
    "http://127.0.0.1/": INSIDE,
    "http://127.1/": INSIDE,
    "http://127.0.1/": INSIDE,
    "http://2130706433/": INSIDE,
    "http://017700000001/": INSIDE,
    "http://0x7f000001/": INSIDE,
    "http://0x7f.1/": INSIDE,
    "http://0177.0.0.1/": INSIDE,
    "http://0x7f.0x0.0x0.0x1/": INSIDE,
    "http://127.0.0.1./": INSIDE,
    "http://0/": INSIDE,
    "http://0.0.0.0/": INSIDE,
    "http://127.255.255.254/": INSIDE,
    "http://127.0.0.1:80@127.0.0.1/": URL,
    # letters that are folded into figures and dots
    "http://\uff11\uff12\uff17.0.0.1/": INSIDE,
    "http://127\u30020\u30020\u30021/": INSIDE,
    "http://127\uff0e0\uff0e0\uff0e1/": INSIDE,
    "http://\u2460\u2461\u2466.0.0.1/": INSIDE,
    "http://127.0.0.%31/": INSIDE,
    "http://%6c%6f%63%61%6c%68%6f%73%74/": INSIDE,
    "http://\uff4c\uff4f\uff43\uff41\uff4c\uff48\uff4f\uff53\uff54/": INSIDE,
    "http://local\u00adhost/": INSIDE,
    "http://LOCALHOST/": INSIDE,
    # what stands before, after and between
    "http://paper.example@127.0.0.1/": URL,
    "http://paper.example:80@127.0.0.1/": URL,
    "http://127.0.0.1\\@paper.example/": INSIDE,
    "http:\\\\127.0.0.1\\a": INSIDE,
    "http:/127.0.0.1/": INSIDE,
    "http:127.0.0.1/": INSIDE,
    "http:////127.0.0.1/": INSIDE,
    "ht\ntp://127.0.0.1/": URL,
    "http://127.0\t.0.1/": URL,
    "  http://127.0.0.1/  ": INSIDE,
    "http://127.0.0.1#@paper.example/": INSIDE,
    "http://127.0.0.1?@paper.example/": INSIDE,
    "http://127.0.0.1%00.paper.example/": URL,
    "http://127.0.0.1%0d%0aHost:%20x/": URL,
    # IPv6, and IPv4 in it
    "http://[::1]/": INSIDE,
    "http://[::]/": INSIDE,
    "http://[0:0:0:0:0:0:0:1]/": INSIDE,
    "http://[::ffff:127.0.0.1]/": INSIDE,
    "http://[::ffff:7f00:1]/": INSIDE,
    "http://[::127.0.0.1]/": INSIDE,
    "http://[::ffff:0:127.0.0.1]/": INSIDE,
    "http://[64:ff9b::10.0.0.1]/": INSIDE,
    "http://[64:ff9b:1::10.0.0.1]/": INSIDE,
    "http://[2002:a00:1::]/": INSIDE,
    "http://[2001:0:4136:e378:8000:63bf:f5ff:fffe]/": INSIDE,
    "http://[2606:2800::5efe:192.168.0.1]/": INSIDE,
    "http://[2606:2800::200:5efe:192.168.0.1]/": INSIDE,
    "http://[fe80::1]/": INSIDE,
    "http://[fe80::1%25eth0]/": URL,
    "http://[fd00:ec2::254]/": INSIDE,
    "http://[fec0::1]/": INSIDE,
    "http://[ff02::1]/": INSIDE,
    "http://[2001:db8::1]/": INSIDE,
    "http://[3fff::1]/": INSIDE,
    "http://[100::1]/": INSIDE,
    "http://[5f00::1]/": INSIDE,
    "http://[4000::1]/": INSIDE,
    # nets that are no part of the public internet
    "http://10.0.0.1/": INSIDE,
    "http://172.31.255.255/": INSIDE,
    "http://192.168.1.1/": INSIDE,
    "http://169.254.169.254/latest/meta-data/": INSIDE,
    "http://2852039166/": INSIDE,
    "http://100.100.100.200/": INSIDE,
    "http://192.0.0.192/": INSIDE,
    "http://168.63.129.16/": INSIDE,
    "http://192.0.2.1/": INSIDE,
    "http://198.51.100.1/": INSIDE,
    "http://203.0.113.1/": INSIDE,
    "http://198.18.0.1/": INSIDE,
    "http://192.88.99.1/": INSIDE,
    "http://224.0.0.1/": INSIDE,
    "http://240.0.0.1/": INSIDE,
    "http://255.255.255.255/": INSIDE,
    # other roads and other doors
    "file:///etc/passwd": URL,
    "gopher://127.0.0.1:6379/_FLUSHALL": URL,
    "ftp://paper.example/": URL,
    "dict://127.0.0.1:11211/": URL,
    "data:text/html,x": URL,
    "javascript:fetch('/')": URL,
    "unix:///run/x.sock": URL,
    "http+unix://%2Frun%2Fx.sock/": URL,
    "//127.0.0.1/": URL,
    "http://": URL,
    "http://paper.example:22/": INSIDE,
    "http://paper.example:6379/": INSIDE,
    "https://paper.example:8080/": INSIDE,
    "http://paper.example:0/": INSIDE,
    "http://paper.example:65536/": URL,
    "http://paper.example:80:22/": URL,
    "http://paper.example:-1/": URL,
}


@pytest.fixture
def dialled() -> list[str]:
    return []


@pytest.fixture
def client(dialled: list[str], time: FakeTime) -> Iterator[Client]:
    """A client as it is by default, with the resolver of this machine; what it dials is remembered and goes nowhere."""

    def connect(host: str, *_: Any) -> httpcore2.NetworkStream:
        dialled.append(host)
        raise httpcore2.ConnectError("nobody is there")

    settings = FetchSettings(timeout=2.0)
    with Client(settings, clock=time.clock, sleep=time.sleep, network=Network(connect=connect)) as made:
        yield made


@pytest.mark.parametrize("url", TRICKS, ids=ascii)
def test_no_trick_is_dialled(url: str, client: Client, dialled: list[str]) -> None:
    for ask in (client.get, partial(client.post, form={"a": "b"})):
        with pytest.raises(FetchError) as caught:
            ask(url)
        expected = TRICKS[url]
        assert caught.value.kind in ({expected, NAME} if "[" in url or "local" in url.lower() else {expected})
        assert dialled == []


def test_a_public_address_is_dialled(client: Client, dialled: list[str]) -> None:
    """Else the table above would prove nothing."""
    for url in ("http://93.184.216.34/", "http://1572395042/"):
        with pytest.raises(FetchError):
            client.get(url)
    assert dialled == ["93.184.216.34"]  # the second is the same origin, whose robots.txt could not be read


@pytest.mark.usefixtures("open_robots")
@pytest.mark.parametrize(
    "url", [url for url in TRICKS if url.strip().startswith(("http:", "file", "gopher", "unix"))], ids=ascii
)
def test_no_trick_is_dialled_after_a_redirect(
    url: str, httpserver: HTTPServer, make_client: Callable[..., Client]
) -> None:
    hosts = {"paper.example": f"127.0.0.1:{httpserver.port}"}
    client = make_client(hosts=hosts)
    location = url.encode("ascii", "ignore").decode() if not url.isascii() else url.replace("\t", "").replace("\n", "")
    httpserver.expect_request("/a").respond_with_data("", status=302, headers={"Location": location.strip()})
    with pytest.raises(FetchError):
        client.get("http://paper.example/a")
    assert asked(httpserver)[:2] == ["paper.example/robots.txt", "paper.example/a"]
    assert {one.split("/")[0] for one in asked(httpserver)} == {"paper.example"}


def test_a_socket_of_this_machine_is_never_opened(client: Client, tmp_path: Path, dialled: list[str]) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s"))
        listener.listen()
        with pytest.raises(FetchError) as caught:
            client.get(f"http+unix://{str(tmp_path / 's').replace('/', '%2F')}/")
    assert (caught.value.kind, dialled) == ("url", [])


@pytest.mark.parametrize("name", ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"])
def test_a_proxy_in_the_environment_is_not_used(
    name: str, client: Client, dialled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    with pytest.raises(FetchError):
        client.get("http://93.184.216.34/")
    assert dialled == ["93.184.216.34"]
