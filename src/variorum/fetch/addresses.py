"""Which network addresses may be reached: checked where the connection is made, so that no name slips past."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from ssl import SSLContext
from typing import Any, NamedTuple

import httpcore2

from variorum.errors import ConfigError, FetchError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Endpoint(NamedTuple):
    """An address with a port, ready to connect to."""

    address: str
    port: int


class Deadline(threading.local):
    """When the request of this thread has to be over, in seconds of the monotonic clock; None: whenever.

    A look-up of a name cannot be interrupted: one that takes longer is given up on when the resolver is done.
    """

    at: float | None = None


def system_lookup(host: str, port: int) -> list[str]:
    """What this machine's resolver says: addresses as text, an IPv6 one with its zone where it has one."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True, slots=True)
class Network:
    """What is used of this machine: its resolver, and its way to an address. Tests bring a resolver of their own."""

    lookup: Callable[[str, int], list[str]] = system_lookup
    connect: Callable[..., httpcore2.NetworkStream] = httpcore2.SyncBackend().connect_tcp


SYSTEM = Network()


class GuardedBackend(httpcore2.SyncBackend):
    """Connects to global addresses only, and to the loopback addresses that a setting names for a host."""

    def __init__(
        self,
        hosts: Mapping[str, Endpoint],
        *,
        deadline: Deadline,
        monotonic: Callable[[], float],
        network: Network = SYSTEM,
    ) -> None:
        self._hosts = hosts
        self._deadline = deadline
        self._monotonic = monotonic
        self._network = network

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """A stream to an address of the host that has been checked; the name is not resolved a second time."""
        mapped = mapped_endpoint(self._hosts, host)
        fault: httpcore2.ConnectError | httpcore2.ConnectTimeout | None = None
        for endpoint in [mapped] if mapped else resolve(host, port, network=self._network):
            left = time_left(self._deadline, self._monotonic, timeout, httpcore2.ConnectTimeout)
            try:
                stream = self._network.connect(endpoint.address, endpoint.port, left, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as refused:
                fault = refused
                continue
            return _TimedStream(stream, self._deadline, self._monotonic)
        raise fault or httpcore2.ConnectError(f"{host} has no address")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore2.NetworkStream:
        """Never: a socket of this machine is no part of the web."""
        raise FetchError(f"{path} is a socket of this machine: only web addresses are fetched.", kind="refused-address")


class _TimedStream(httpcore2.NetworkStream):
    """A stream that gives up when the whole request has lasted too long, however steadily its bytes drip."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline, monotonic: Callable[[], float]) -> None:
        self._stream = stream
        self._deadline = deadline
        self._monotonic = monotonic

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes of the answer, within what is left of the time."""
        left = time_left(self._deadline, self._monotonic, timeout, httpcore2.ReadTimeout)
        return self._stream.read(max_bytes, left)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes of the request, within what is left of the time."""
        left = time_left(self._deadline, self._monotonic, timeout, httpcore2.WriteTimeout)
        self._stream.write(buffer, left)

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """The same stream over TLS, under the same deadline."""
        left = time_left(self._deadline, self._monotonic, timeout, httpcore2.ConnectTimeout)
        secured = self._stream.start_tls(ssl_context, server_hostname, left)
        return _TimedStream(secured, self._deadline, self._monotonic)

    def get_extra_info(self, info: str) -> Any:
        """What the stream beneath tells of itself."""
        return self._stream.get_extra_info(info)


def time_left(
    deadline: Deadline, monotonic: Callable[[], float], timeout: float | None, late: type[Exception]
) -> float | None:
    """The timeout, shortened to what the deadline leaves. Raises `late` when nothing is left."""
    if deadline.at is None:
        return timeout
    left = deadline.at - monotonic()
    if left <= 0:
        raise late("the whole request took too long")
    return left if timeout is None else min(timeout, left)


def resolve(host: str, port: int, *, network: Network = SYSTEM) -> list[Endpoint]:
    """All addresses of a host. Raises FetchError where there is none, or where one of them is not global."""
    try:
        addresses = list(dict.fromkeys(network.lookup(host.strip("[]"), port)))
    except (OSError, UnicodeError) as fault:
        raise FetchError(f"{host} has no address ({fault}): check the name.", kind="dns") from fault
    for address in addresses:
        if not is_global(address):
            raise FetchError(
                f"{host} leads to {address}, which is not on the public internet: it is never fetched.",
                kind="refused-address",
            )
    return [Endpoint(address, port) for address in addresses]


def is_global(text: str) -> bool:
    """Whether an address is one of the public internet, also after the wrappings of IPv4 in IPv6 are taken off."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:  # for example with a zone that is none
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.scope_id:
        return False  # "2606:2800::1%eth0": an address of the public internet needs no zone
    return all(_is_public(form) for form in _forms(address))


def mapped_endpoint(hosts: Mapping[str, Endpoint], host: str) -> Endpoint | None:
    """The address of ours that a setting names for a host, or for all hosts."""
    return hosts.get(host.lower()) or hosts.get("*")


def read_hosts(hosts: Mapping[str, str]) -> dict[str, Endpoint]:
    """The setting `hosts`, checked: {"example.test": "127.0.0.1:8431"}. Raises ConfigError that names the entry."""
    return {name.lower(): _endpoint(name, value) for name, value in hosts.items()}


def _endpoint(name: str, value: str) -> Endpoint:
    address, _, port = value.rpartition(":")
    address = address.strip("[]")
    try:
        known = ipaddress.ip_address(address)
        number = int(port)
    except ValueError as fault:
        raise ConfigError(f"fetch.hosts maps {name} to {value!r}: write an address as 127.0.0.1:8431.") from fault
    if not known.is_loopback or not 0 < number < 65536:
        raise ConfigError(
            f"fetch.hosts maps {name} to {value!r}: only ports of this machine (127.0.0.1) may stand here."
        )
    return Endpoint(address, number)


def _is_public(address: Address) -> bool:
    if any(address in network for network in _NEVER if network.version == address.version):
        return False
    if isinstance(address, ipaddress.IPv6Address) and address not in _GLOBAL_UNICAST:
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _forms(address: Address) -> list[Address]:
    """The address itself, or the IPv4 address that reaching it would reach; both, where nobody can tell."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    carried = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.ipv4_mapped or address in _NAT64 or address in _COMPATIBLE:
        return [carried]
    if address.sixtofour:
        return [address, address.sixtofour]
    return [address, carried] if (int(address) >> 32) & 0xFDFFFFFF == _ISATAP else [address]


_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")  # all that IANA has given out; ULA, site-local and SIDs lie outside
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")
_ISATAP = 0x00005EFE  # RFC 5214: before the IPv4 address in the lower half, with one bit free
_NEVER = (
    ipaddress.ip_network("192.0.0.0/24"),  # for protocols (RFC 6890); Python 3.11 knows an eighth; a cloud's metadata
    ipaddress.ip_network("192.88.99.0/24"),  # relays of 6to4 (RFC 7526): they lead anywhere
    ipaddress.ip_network("168.63.129.16/32"),  # public in form, but to a machine in Azure it is its own host
    ipaddress.ip_network("2001::/23"),  # for protocols: Teredo, whose addresses hold one of somebody's home, and others
    ipaddress.ip_network("3fff::/20"),  # documentation (RFC 9637); Python 3.11 does not know it
)
