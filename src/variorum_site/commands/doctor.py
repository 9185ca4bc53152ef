"""`variorum doctor`: what is installed, what is in force and from where, and what can be reached."""

# ruff: noqa: PLC0415 - Django's models can be imported only once it is set up
from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

import click
from rich.table import Table
from rich.text import Text

from variorum.cli.inputs import VariorumCommand, print_json, terminal
from variorum.config import FetchSettings, Settings, load_settings
from variorum.engines import load_embedder
from variorum.errors import VariorumError
from variorum.fetch.retention import Retention
from variorum.text.counted import counted

Level = Literal["ok", "note", "warning", "fault"]
_STYLES: dict[Level, str] = {"ok": "green", "note": "", "warning": "yellow", "fault": "red"}
_LEAST_FREE = 1_000_000_000  # bytes: a day of captures of the bundled outlets and room to work
_PACKAGES = ("variorum", "django", "httpx2", "trafilatura", "icu4py", "fastwarc", "huey", "gunicorn", "psycopg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    part: str
    name: str
    level: Level
    said: str
    source: str = ""


@click.command(cls=VariorumCommand)
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
def doctor(shape: str) -> None:
    """Say what is installed, what is configured and from where, and what is reachable. Exits 1 on a fault."""
    settings = load_settings()
    findings = [*_installed(), *_configured(settings), *_home(settings), *_embedder(settings), *_reachable(settings)]
    if shape == "json":
        print_json([{field.name: getattr(one, field.name) for field in fields(one)} for one in findings])
    else:
        table = Table(box=None, show_header=False, pad_edge=False)
        for one in findings:
            table.add_row(one.part, one.name, Text(one.said, style=_STYLES[one.level]), Text(one.source, style="dim"))
        terminal().print(table)
    if any(one.level == "fault" for one in findings):
        raise SystemExit(1)


def _installed() -> Iterator[Finding]:
    yield Finding(
        part="installed", name="Python", level="ok", said=f"{platform.python_version()} on {platform.system()}"
    )
    for name in _PACKAGES:
        try:
            yield Finding(part="installed", name=name, level="ok", said=version(name))
        except PackageNotFoundError:
            yield Finding(part="installed", name=name, level="fault", said="missing: install variorum again")


def _configured(settings: Settings) -> Iterator[Finding]:
    hidden = {"fetch", "sources"}
    for record, prefix in ((settings, ""), (settings.fetch, "fetch.")):
        for field in fields(record):
            if field.name in hidden or (isinstance(record, FetchSettings) and field.name == "hosts"):
                continue
            value = getattr(record, field.name)
            shown = _without_password(value) if field.name == "database_url" else str(value)
            source = settings.sources.get(prefix + field.name, "default")
            yield Finding(part="in force", name=prefix + field.name, level="note", said=shown, source=source)
    for host, address in settings.fetch.hosts.items():
        source = settings.sources.get("fetch.hosts", "")
        said = f"{host} is answered by {address}: for the demo world and tests only"
        yield Finding(part="in force", name="fetch.hosts", level="warning", said=said, source=source)
    if settings.allowed_hosts and not settings.https:
        source = settings.sources.get("https", "")
        said = "off, though the site is reached from outside: passwords can be read on their way"
        yield Finding(part="in force", name="https", level="warning", said=said, source=source)
    if settings.debug:
        yield Finding(part="in force", name="debug", level="warning", said="on: never on a public instance")


def _home(settings: Settings) -> Iterator[Finding]:
    home = settings.home
    if not home.is_dir():
        yield Finding(part="home", name=str(home), level="note", said="not made yet: the first run makes it")
        return
    writable = os.access(home, os.W_OK)
    said = "can be written" if writable else "cannot be written: change its owner, or set VARIORUM_HOME"
    yield Finding(part="home", name=str(home), level="ok" if writable else "fault", said=said)
    key = home / "secret.key"
    if key.exists() and key.stat().st_mode & 0o077:
        yield Finding(part="home", name=str(key), level="warning", said="others may read it: run chmod 600 on it")
    captures = [path for path in settings.captures.glob("*") if path.is_file()] if settings.captures.is_dir() else []
    kept = Retention(days=settings.captures_days, bytes=settings.captures_bytes)
    said = f"{len(captures)} files, {_megabytes(captures)} MB, {kept}"
    yield Finding(part="home", name="captures", level="note", said=said)
    free = shutil.disk_usage(home).free
    said = f"{free / 1e9:.1f} GB free" + ("" if free >= _LEAST_FREE else ": make room, or set captures_bytes")
    yield Finding(part="home", name="disk", level="ok" if free >= _LEAST_FREE else "warning", said=said)


def _embedder(settings: Settings) -> Iterator[Finding]:
    """The model is loaded, for only so is it known to work; none is no fault."""
    source = settings.sources.get("embedder", "")
    if settings.embedder is None:
        yield Finding(part="models", name="embedder", level="note", said="none, and none is needed")
        return
    try:
        found = load_embedder(settings.embedder)
    except VariorumError as fault:
        yield Finding(part="models", name="embedder", level="fault", said=str(fault), source=source)
        return
    said = f"{found.name}, {found.dimensions} dimensions"
    yield Finding(part="models", name="embedder", level="ok", said=said, source=source)


def _reachable(settings: Settings) -> Iterator[Finding]:
    if not settings.home.is_dir() and "database_url" not in settings.sources:  # to look is not to make it
        yield Finding(part="reachable", name="database", level="note", said="not made yet: the first run makes it")
        return
    from variorum_site.commands.opening import open_site

    try:
        open_site()
    except VariorumError as fault:
        yield Finding(part="reachable", name="database", level="fault", said=str(fault))
        return
    from django.db import connection

    from variorum.feeds import FeedCondition
    from variorum_site.news import models as rows
    from variorum_site.news.queries import count_away, count_conditions
    from variorum_site.news.store import count_faults

    yield Finding(part="reachable", name="database", level="ok", said=f"{connection.vendor}, up to date")
    conditions = count_conditions()
    ill = [one for one in conditions if one in {FeedCondition.FAILING, FeedCondition.GONE, FeedCondition.FORBIDDEN}]
    counts = ", ".join(f"{count} {condition.value}" for condition, count in conditions.items())
    said = f"{counted(sum(conditions.values()), 'feed')}: {counts}" if conditions else "none"
    yield Finding(part="stored", name="feeds", level="warning" if ill else "ok", said=said)
    if away := count_away():
        said = f"away: nobody answered, and {away} feeds wait for it; check the network of this machine"
        yield Finding(part="reachable", name="network", level="warning", said=said)
    faults = count_faults()
    said = f"{faults}: see the rejections in the admin, and tell us of them" if faults else "none"
    yield Finding(part="stored", name="faults", level="warning" if faults else "ok", said=said)
    for name, model in (("outlets", rows.Outlet), ("articles", rows.Article), ("stories", rows.Story)):
        yield Finding(part="stored", name=name, level="ok", said=str(model._default_manager.count()))


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    if parts.password is None:
        return url
    netloc = parts.netloc.replace(f":{parts.password}@", ":***@")
    return urlunsplit(parts._replace(netloc=netloc))


def _megabytes(files: list[Path]) -> str:
    return f"{sum(path.stat().st_size for path in files) / 1_000_000:.1f}"
