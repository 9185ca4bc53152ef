"""Settings of the library: read once, frozen, passed on. The environment wins over variorum.toml."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from platformdirs import user_data_path

from variorum.errors import ConfigError

USER_AGENT = "Variorum/0.1 (+https://github.com/variorum/variorum; news comparison, obeys robots.txt)"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How the network is used. Times are in seconds, sizes in bytes."""

    user_agent: str = USER_AGENT
    contact: str | None = None  # e-mail or address of who runs this instance, sent in the From header
    timeout: float = 20.0
    host_delay: float = 1.0  # between two requests to one host
    host_concurrency: int = 1
    concurrency: int = 8
    max_bytes: int = 10_000_000  # of one response, decompressed
    max_redirects: int = 5
    ports: tuple[int, ...] = (80, 443)
    # Pages whose publisher reserves them from text and data mining, AI or listing: "respect" refuses them, "note"
    # takes them and says so in the log (for who has a licence, or may mine for research), "ignore" does not look.
    reservations: str = "respect"
    # Host names answered by an address of ours: {"a.example": "127.0.0.1:8431"}; "*" for all. For the demo world
    # and for tests.
    hosts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings in force, and where each came from."""

    home: Path
    database_url: str
    fetch: FetchSettings
    captures_days: int | None = None  # captures are kept so long; None: for good
    captures_bytes: int | None = None  # and up to so many bytes in all, the oldest days going first
    poll_minutes: int = 30  # between two polls of a feed that brings an entry an hour, and of one not known yet
    shortest_poll_minutes: int = 10  # of a feed that changes often
    longest_poll_minutes: int = 1440  # of a feed that seldom changes, or fails
    public_url: str | None = None  # where hubs reach this instance from outside: "https://news.example.org"
    host: str = "127.0.0.1"
    port: int = 8000
    debug: bool = False
    show_full_text: bool = False  # a public instance shows excerpts and links only
    allowed_hosts: tuple[str, ...] = ()  # names under which the site is reached from outside
    https: bool = False  # a proxy before the site speaks HTTPS, and sets X-Forwarded-Proto itself
    embedder: Path | None = None  # the folder of a model that compares texts across languages; None: no model
    sources: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def outside_hosts(self) -> tuple[str, ...]:
        """The names under which the site is reached from outside, that of `public_url` among them."""
        host = urlsplit(self.public_url).hostname if self.public_url else None
        return (host, *self.allowed_hosts) if host and host not in self.allowed_hosts else self.allowed_hosts

    @property
    def captures(self) -> Path:
        return self.home / "captures"

    @property
    def config_file(self) -> Path:
        return self.home / "variorum.toml"


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings in force. Raises ConfigError that names the key and the file or variable."""
    environ = os.environ if environ is None else environ
    home = Path(environ.get("VARIORUM_HOME") or user_data_path("variorum", appauthor=False)).expanduser().resolve()
    path = home / "variorum.toml"
    stored = _read_file(path)
    fetch = _Reader(stored.get("fetch", {}), environ, path, prefix="fetch.")
    own = _Reader({key: value for key, value in stored.items() if key != "fetch"}, environ, path)
    values = own.read(_KINDS)
    fetch_values = fetch.read(_FETCH_KINDS)
    if environ.get("DATABASE_URL"):
        values["database_url"], own.sources["database_url"] = environ["DATABASE_URL"], "DATABASE_URL"
    opened = next((name for name in ("allowed_hosts", "public_url") if values.get(name)), None)
    if opened and "https" not in values:
        raise ConfigError(
            f"{opened} is set in {own.sources[opened]}, but not https: write https = true where a proxy"
            " before the site speaks HTTPS and sets X-Forwarded-Proto, or https = false where passwords may be read on"
            " their way."
        )
    if "embedder" in values:
        values["embedder"] = home / values["embedder"]  # which stays itself where it is a whole path
    values.setdefault("database_url", f"sqlite:///{home / 'variorum.sqlite3'}")
    sources = {"home": "VARIORUM_HOME" if environ.get("VARIORUM_HOME") else "default", **own.sources, **fetch.sources}
    return Settings(home=home, fetch=FetchSettings(**fetch_values), sources=MappingProxyType(sources), **values)


class _Kind(NamedTuple):
    """How a setting is read from text, and what to give when that fails."""

    read: Callable[[str], Any]
    wanted: str


def _yes_or_no(text: str) -> bool:
    return {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}[
        text.strip().lower()
    ]


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _at_least(least: float, kind: Callable[[str], float]) -> Callable[[str], float]:
    def read(text: str) -> float:
        if (number := kind(text)) < least:
            raise ValueError(text)
        return number

    return read


def _port(text: str) -> int:
    if not 1 <= (port := int(text)) <= 65535:
        raise ValueError(text)
    return port


def _address(text: str) -> str:
    if not text.startswith(("https://", "http://")) or not urlsplit(text).hostname:
        raise ValueError(text)
    return text.rstrip("/")


def _folder(text: str) -> Path:
    if not text.strip():
        raise ValueError(text)
    return Path(text.strip()).expanduser()


def _mapping(text: str) -> Mapping[str, str]:
    """From "name=address, name=address"."""
    pairs = [pair.split("=", 1) for pair in _names(text)]
    return MappingProxyType({name.strip(): address.strip() for name, address in pairs})


def _one_of(*choices: str) -> _Kind:
    def read(text: str) -> str:
        return choices[choices.index(text.strip().lower())]

    return _Kind(read, " or ".join(choices))


_TEXT = _Kind(str, "a text")
_COUNT = _Kind(_at_least(1, int), "a whole number from 1 up")
_PORT = _Kind(_port, "a port number from 1 to 65535")
_SECONDS = _Kind(_at_least(0, float), "a number of seconds, 0 or more")
_SWITCH = _Kind(_yes_or_no, "true or false")
_NAMES = _Kind(_names, "names separated by commas")
_FOLDER = _Kind(_folder, "the folder that holds a model")
_PUBLIC_URL = _Kind(_address, "an address that begins with https:// or http://")
_KINDS = {
    "database_url": _TEXT,
    "poll_minutes": _COUNT,
    "captures_days": _COUNT,
    "captures_bytes": _COUNT,
    "shortest_poll_minutes": _COUNT,
    "longest_poll_minutes": _COUNT,
    "public_url": _PUBLIC_URL,
    "host": _TEXT,
    "port": _PORT,
    "debug": _SWITCH,
    "allowed_hosts": _NAMES,
    "https": _SWITCH,
    "show_full_text": _SWITCH,
    "embedder": _FOLDER,
}
_FETCH_KINDS = {
    "user_agent": _TEXT,
    "contact": _TEXT,
    "timeout": _SECONDS,
    "host_delay": _SECONDS,
    "host_concurrency": _COUNT,
    "concurrency": _COUNT,
    "max_bytes": _COUNT,
    "max_redirects": _COUNT,
    "ports": _Kind(lambda text: tuple(map(_port, _names(text))), "port numbers separated by commas"),
    "reservations": _one_of("respect", "note", "ignore"),
    "hosts": _Kind(_mapping, "name=address pairs separated by commas"),
}


class _Reader:
    """Reads one table of settings, each from the environment or the file, and remembers which."""

    def __init__(self, table: object, environ: Mapping[str, str], path: Path, *, prefix: str = "") -> None:
        if not isinstance(table, dict):
            raise ConfigError(
                f"{prefix.rstrip('.')} in {path} is no table: write [{prefix.rstrip('.')}] on a line alone."
            )
        self.table, self.environ, self.path, self.prefix = table, environ, path, prefix
        self.sources: dict[str, str] = {}

    def read(self, kinds: Mapping[str, _Kind]) -> dict[str, Any]:
        unknown = sorted(set(self.table) - set(kinds))
        if unknown:
            raise ConfigError(
                f"{self.prefix}{unknown[0]} in {self.path} is no setting: remove it, or mend its spelling."
            )
        return {key: value for key, kind in kinds.items() if (value := self._one(key, kind)) is not None}

    def _one(self, key: str, kind: _Kind) -> Any:
        variable = "VARIORUM_" + (self.prefix.replace(".", "_") + key).upper()
        if variable in self.environ:
            raw, source = self.environ[variable], variable
        elif key in self.table:
            raw, source = _as_text(self.table[key]), str(self.path)
        else:
            return None
        self.sources[self.prefix + key] = source
        try:
            return kind.read(raw)
        except (ValueError, KeyError) as fault:
            raise ConfigError(f"{self.prefix}{key} is {raw!r} in {source}: give {kind.wanted}.") from fault


def _as_text(value: Any) -> str:
    """A TOML value in the form that environment variables have, so that one reader serves both."""
    if isinstance(value, list):
        return ",".join(map(str, value))
    if isinstance(value, dict):
        return ",".join(f"{key}={one}" for key, one in value.items())
    return str(value)


def _read_file(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ConfigError(f"{path} is not valid TOML ({fault}): mend that line.") from fault
