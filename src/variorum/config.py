"""Settings of the library: read once, frozen, passed on. The environment wins over variorum.toml."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

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
    # Host names answered by an address of ours: {"a.example": "127.0.0.1:8431"}; "*" for all. For the demo world
    # and for tests.
    hosts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings in force, and where each came from."""

    home: Path
    database_url: str
    fetch: FetchSettings
    poll_minutes: int = 30
    host: str = "127.0.0.1"
    port: int = 8000
    debug: bool = False
    show_full_text: bool = False  # a public instance shows excerpts and links only
    allowed_hosts: tuple[str, ...] = ()  # names under which the site is reached from outside
    sources: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def captures(self) -> Path:
        return self.home / "captures"

    @property
    def config_file(self) -> Path:
        return self.home / "variorum.toml"


_KEYS = {  # key in variorum.toml -> how to read it from a string
    "database_url": str,
    "poll_minutes": int,
    "host": str,
    "port": int,
    "debug": lambda text: text.strip().lower() in {"1", "true", "yes", "on"},
    "allowed_hosts": lambda text: tuple(
        name.strip() for name in text.strip("[]").replace("'", "").split(",") if name.strip()
    ),
    "show_full_text": lambda text: text.strip().lower() in {"1", "true", "yes", "on"},
}
_FETCH_KEYS = {
    "user_agent": str,
    "contact": str,
    "timeout": float,
    "host_delay": float,
    "host_concurrency": int,
    "concurrency": int,
    "max_bytes": int,
    "max_redirects": int,
}


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings in force. Raises ConfigError that names the key and the file or variable."""
    environ = os.environ if environ is None else environ
    home = Path(environ.get("VARIORUM_HOME") or user_data_path("variorum", appauthor=False)).expanduser().resolve()
    path = home / "variorum.toml"
    stored = _read_file(path)
    _refuse_unknown(stored, {*_KEYS, "fetch"}, path)
    sources = {"home": "VARIORUM_HOME" if environ.get("VARIORUM_HOME") else "default"}
    values = _collect(_KEYS, stored, environ, "VARIORUM_", path, sources)
    if environ.get("DATABASE_URL"):
        values["database_url"], sources["database_url"] = environ["DATABASE_URL"], "DATABASE_URL"
    values.setdefault("database_url", f"sqlite:///{home / 'variorum.sqlite3'}")
    return Settings(
        home=home,
        fetch=_fetch_settings(stored, environ, path, sources),
        sources=MappingProxyType(sources),
        **values,
    )


def _fetch_settings(
    stored: Mapping[str, Any], environ: Mapping[str, str], path: Path, sources: dict[str, str]
) -> FetchSettings:
    table = stored.get("fetch", {})
    if not isinstance(table, dict):
        raise ConfigError(f"[fetch] in {path} is no table: write it as [fetch] with one setting a line.")
    _refuse_unknown(table, {*_FETCH_KEYS, "ports", "hosts"}, path, prefix="fetch.")
    values = _collect(_FETCH_KEYS, table, environ, "VARIORUM_FETCH_", path, sources, prefix="fetch.")
    if "ports" in table:
        values["ports"], sources["fetch.ports"] = tuple(int(port) for port in table["ports"]), str(path)
    hosts = table.get("hosts", {})
    if environ.get("VARIORUM_FETCH_HOSTS"):
        pairs = [pair.partition("=") for pair in environ["VARIORUM_FETCH_HOSTS"].split(",") if pair.strip()]
        hosts, sources["fetch.hosts"] = (
            {name.strip(): address.strip() for name, _, address in pairs},
            "VARIORUM_FETCH_HOSTS",
        )
    elif hosts:
        sources["fetch.hosts"] = str(path)
    return FetchSettings(hosts=MappingProxyType(dict(hosts)), **values)


def _refuse_unknown(table: Mapping[str, Any], known: set[str], path: Path, *, prefix: str = "") -> None:
    unknown = sorted(set(table) - known)
    if unknown:
        raise ConfigError(f"{prefix}{unknown[0]} in {path} is no setting: remove it, or mend its spelling.")


def _read_file(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ConfigError(f"{path} is not valid TOML ({fault}): mend that line.") from fault


def _collect(
    keys: Mapping[str, Any],
    table: Mapping[str, Any],
    environ: Mapping[str, str],
    variable_prefix: str,
    path: Path,
    sources: dict[str, str],
    *,
    prefix: str = "",
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, read in keys.items():
        variable = variable_prefix + key.upper()
        if variable in environ:
            raw, source = environ[variable], variable
        elif key in table:
            raw, source = str(table[key]), str(path)
        else:
            continue
        try:
            values[key] = read(raw)
        except ValueError as fault:
            raise ConfigError(f"{prefix}{key} is {raw!r} in {source}: give a {read.__name__}.") from fault
        sources[prefix + key] = source
    return values
