"""One request and its answer over httpx2: limits on bytes and time, and every fault as a FetchError with a kind."""

from __future__ import annotations

import ssl
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx2

from variorum.config import FetchSettings
from variorum.errors import ConfigError, FetchError, InputError
from variorum.fetch.addresses import SYSTEM, Deadline, GuardedBackend, Network, mapped_endpoint, read_hosts
from variorum.fetch.bodies import read_body
from variorum.model import header_of
from variorum.urls import LONGEST_URL, parse_url

Headers = tuple[tuple[str, str], ...]

# Of one answer. Far above what news sites send (a dozen or three of a few KB in all); the libraries beneath stop a
# connection themselves at 100 KiB (HTTP/1.1) and 64 KiB (HTTP/2), so that memory is bounded before this is asked.
MAX_HEADERS = 200
MAX_HEADER_BYTES = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said to one request, redirects not followed. The body is there for a success only."""

    url: str
    status: int
    headers: Headers
    body: bytes
    request_headers: Headers
    seconds: float = 0.0  # from the request to the last byte

    def header(self, name: str) -> str | None:
        """The value of a header, as header_of reads it."""
        return header_of(self.headers, name)


class Wire:
    """Sends single requests. Knows nothing of robots, turns or redirects."""

    def __init__(self, settings: FetchSettings, *, monotonic: Callable[[], float], network: Network = SYSTEM) -> None:
        self._settings = settings
        self._monotonic = monotonic
        self._deadline = Deadline()
        self._hosts = read_hosts(settings.hosts)
        transport = httpx2.HTTPTransport(http2=True, trust_env=False, limits=_limits(settings))
        # The one private name that is used: the transport offers no other way to hand in a backend.
        transport._pool._network_backend = GuardedBackend(
            self._hosts, deadline=self._deadline, monotonic=monotonic, network=network
        )
        self._client = httpx2.Client(
            transport=transport,
            trust_env=False,
            follow_redirects=False,
            timeout=settings.timeout,
            headers=_standing_headers(settings),
            cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=[])),
        )

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def check(self, url: str) -> str:
        """The address as it goes over the wire. Raises FetchError where scheme, login or port are not allowed.

        Nor may it hold a line feed or the like: browsers drop those, but the address that was asked for is kept too.
        """
        if any(unicodedata.category(letter) == "Cc" for letter in url.strip()):
            raise FetchError(f"{url!r} holds control characters: remove them from the address.", kind="url")
        try:
            parsed = parse_url(url)
        except InputError as fault:
            raise FetchError(str(fault), kind="url") from fault
        if parsed.username or parsed.password:
            raise FetchError(f"{url} carries a login: remove it from the address.", kind="url")
        port = int(parsed.port or (443 if parsed.protocol == "https:" else 80))
        if port not in self._settings.ports:
            raise FetchError(
                f"{url} asks for port {port}: only the ports in fetch.ports are used.", kind="refused-address"
            )
        parsed.hash = ""
        address = str(parsed.href)
        if len(address) > LONGEST_URL:
            raise FetchError(
                f"{address[:100]}… has {len(address)} characters: an address of a page has at most {LONGEST_URL}.",
                kind="url",
            )
        return address

    def ask(
        self,
        url: str,
        headers: Mapping[str, str],
        *,
        max_bytes: int,
        cut: bool = False,
        content: bytes | None = None,
    ) -> Answer:
        """One answer to a GET, or to a POST of `content`. A body over max_bytes is an error, or is cut by `cut`."""
        method = "GET" if content is None else "POST"
        began = self._monotonic()
        self._deadline.at = began + self._settings.timeout * _WHOLE
        try:
            request = self._client.stream(method, self._wire_url(url), headers=headers, content=content)
            with _faults_named(url), request as response:
                headers_read = _checked(response.headers.multi_items(), url)
                body = read_body(response, url, max_bytes, cut=cut) if response.is_success else b""
                return Answer(
                    url=url,
                    status=response.status_code,
                    headers=headers_read,
                    body=body,
                    request_headers=tuple(response.request.headers.multi_items()),
                    seconds=self._monotonic() - began,
                )
        finally:
            self._deadline.at = None

    def _wire_url(self, url: str) -> str:
        """A host that a setting maps to this machine is asked in plain HTTP; all others see the address as it is."""
        parsed = parse_url(url)
        if mapped_endpoint(self._hosts, parsed.hostname) is None or parsed.protocol == "http:":
            return url
        return f"http:{url.partition(':')[2]}"


def _checked(headers: list[tuple[str, str]], url: str) -> Headers:
    size = sum(len(name) + len(value) for name, value in headers)
    if len(headers) > MAX_HEADERS or size > MAX_HEADER_BYTES:
        raise FetchError(
            f"{url} answers with {len(headers)} headers of {size} bytes: more than {MAX_HEADERS} or than"
            f" {MAX_HEADER_BYTES} bytes are not read, so leave it out.",
            kind="headers",
        )
    return tuple(headers)


@contextmanager
def _faults_named(url: str) -> Iterator[None]:
    try:
        yield
    except httpx2.TimeoutException as fault:
        raise FetchError(f"{url} did not answer in time: ask again later.", kind="timeout") from fault
    except httpx2.DecodingError as fault:
        raise FetchError(f"{url} is damaged in its compression ({fault}): ask again later.", kind="encoding") from fault
    except httpx2.InvalidURL as fault:
        raise FetchError(f"{url} cannot be asked for ({fault}): check the address.", kind="url") from fault
    except UnicodeError as fault:
        raise FetchError(
            f"{url} needs a header that cannot be sent ({fault}): ask without it.", kind="header"
        ) from fault
    except httpx2.TransportError as fault:
        if _is_tls(fault):
            raise FetchError(f"{url} has no valid certificate ({fault}): nothing is read.", kind="tls") from fault
        raise FetchError(f"{url} broke off the connection ({fault}): ask again later.", kind="connection") from fault


def _is_tls(fault: BaseException | None) -> bool:
    while fault is not None:
        if isinstance(fault, ssl.SSLError):
            return True
        fault = fault.__cause__ or fault.__context__
    return False


def _standing_headers(settings: FetchSettings) -> dict[str, str]:
    for name in ("user_agent", "contact"):
        value = getattr(settings, name) or ""
        if not value.isascii() or not value.isprintable():
            raise ConfigError(f"fetch.{name} is {value!r}: write it in ASCII letters, for it is sent in a header.")
    headers = {"User-Agent": settings.user_agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate, br, zstd"}
    return headers | ({"From": settings.contact} if settings.contact else {})


def _limits(settings: FetchSettings) -> httpx2.Limits:
    return httpx2.Limits(
        max_connections=settings.concurrency * 2, max_keepalive_connections=settings.concurrency, keepalive_expiry=15.0
    )


_WHOLE = 3.0  # a whole answer may take this many times the timeout of one read
_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.8"
)
