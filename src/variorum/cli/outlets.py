"""`variorum outlets`: check the known outlets and their feeds, and add one of your own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from variorum.cli.inputs import VariorumCommand, print_json, progress, terminal
from variorum.cli.outlet_files import Draft, Told, draft_outlet
from variorum.cli.outlet_polls import TROUBLE, Outcome, Polled, poll_feeds
from variorum.config import load_settings
from variorum.errors import InputError
from variorum.fetch import Client
from variorum.model import Outlet, OutletKind
from variorum.outlet_rules import Violation, find_violations
from variorum.outlets import Directory, build_directory, load_directory, parse_outlet
from variorum.text.counted import counted

_ALL_SHOWN = 40  # feeds; of more, only those that want attention
_STYLES = {Outcome.WORKS: "green", Outcome.MOVED: "yellow", Outcome.EMPTY: "yellow"}


@click.group()
def outlets() -> None:
    """Check the known outlets and their feeds, or add one of your own."""


@outlets.command(cls=VariorumCommand)
@click.option("--only", multiple=True, metavar="ID|COUNTRY", help="An outlet's id or a country; may be given often.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def check(only: tuple[str, ...], as_json: bool) -> None:  # noqa: FBT001 - click passes options by name
    """Ask every feed once, and hold the facts of your own outlets to the rules.

    The bundled outlets are asked, and those in the folder "directory" of VARIORUM_HOME. Exits 1 where a feed is gone,
    forbidden or broken, or one of your own files breaks a rule.
    """
    settings = load_settings()
    known = _known(settings.home)
    chosen = _chosen(known, only)
    violations = _own_violations(known, chosen)
    with Client(settings.fetch, clock=lambda: datetime.now(UTC)) as client:
        total = sum(len(outlet.feeds) for outlet in chosen)
        asked = progress(poll_feeds(chosen, client=client), label="Asking feeds", total=total)
        polled = sorted(asked, key=lambda one: (one.outlet, one.url))
    if as_json:
        print_json(
            {
                "summary": Counter(one.outcome for one in polled),
                "feeds": [asdict(one) | {"newest": one.newest and one.newest.isoformat()} for one in polled],
                "violations": [asdict(one) for one in violations],
            }
        )
    else:
        terminal().print(_view(polled, violations, silent=[one.id for one in chosen if not one.feeds]))
    if violations or any(one.outcome in TROUBLE for one in polled):
        raise SystemExit(1)


@outlets.command(cls=VariorumCommand)
@click.argument("url")
@click.option("--name", help="The outlet's name, where its page says it wrongly.")
@click.option("--country", help="Two letters of ISO 3166-1, where its page does not say it.")
@click.option(
    "--language", "languages", multiple=True, help="Its tag, such as en; may be given often, the main one first."
)
@click.option("--kind", type=click.Choice([kind.value for kind in OutletKind]), help="Else what the page says.")
@click.option("--family", help="One word for all outlets of its owner or newsroom.")
@click.option("--credit", "credits_", multiple=True, help="An agency's name in credit lines; may be given often.")
@click.option("--dry-run", is_flag=True, help="Print the file, and write nothing.")
def add(
    url: str,
    *,
    name: str | None,
    country: str | None,
    languages: tuple[str, ...],
    kind: str | None,
    family: str | None,
    credits_: tuple[str, ...],
    dry_run: bool,
) -> None:
    """Write the file of an outlet from its home page at URL.

    Its name, language, country and feeds are read from the page; each feed is asked for and has to be readable. The
    file is written to the folder "directory" of VARIORUM_HOME, from where `variorum run` takes it.
    """
    settings = load_settings()
    known = _known(settings.home)
    told = Told(
        name=name,
        country=country and country.upper(),
        languages=tuple(tag.lower() for tag in languages),
        kind=kind,
        family=family,
        credits=credits_,
    )
    with Client(settings.fetch, clock=lambda: datetime.now(UTC)) as client:
        draft = draft_outlet(url, fetcher=client, directory=known, told=told)
    outlet = parse_outlet(draft.text, id=draft.id)
    if draft.id in known.outlets:
        raise InputError(f"{draft.id} is the id of {known.outlets[draft.id].homepage}: add --name with another name.")
    build_directory([*known.outlets.values(), outlet])
    path = settings.home / "directory" / f"{draft.id}.toml"
    if not dry_run:
        _write(path, draft.text)
    click.echo(draft.text)
    click.echo(_told(url, draft, path, dry_run=dry_run), err=True)
    for violation in find_violations([*known.outlets.values(), outlet]):
        if violation.outlet == outlet.id:
            click.echo(f"Look again: {violation.said}.", err=True)


def _known(home: Path) -> Directory:
    own = home / "directory"
    return load_directory(own if own.is_dir() else None)


def _chosen(known: Directory, only: Sequence[str]) -> list[Outlet]:
    """The outlets that are meant. Raises InputError that names what means none."""
    chosen: dict[str, Outlet] = {}
    for wanted in only:
        found = [one for one in known.outlets.values() if wanted.lower() in {one.id, one.country.lower()}]
        if not found:
            raise InputError(f"{wanted!r} is no known outlet or country: write an id such as ie/quay-herald, or IE.")
        chosen |= {one.id: one for one in found}
    return list(chosen.values()) if only else list(known.outlets.values())


def _own_violations(known: Directory, chosen: Iterable[Outlet]) -> list[Violation]:
    bundled = load_directory().outlets
    own = {one.id for one in chosen if bundled.get(one.id) is not one}
    return [one for one in find_violations(known.outlets.values()) if one.outlet in own] if own else []


def _write(path: Path, text: str) -> None:
    """Raises InputError where it stands already or cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError as fault:
        raise InputError(f"{path} is there already: edit it, or remove it first.") from fault
    except OSError as fault:
        raise InputError(f"{path} cannot be written ({fault.strerror}): change its owner, or VARIORUM_HOME.") from fault


def _told(url: str, draft: Draft, path: Path, *, dry_run: bool) -> str:
    """What came of it, one line a fact."""
    lines = [f"{url} leads to {draft.moved_to}, which was taken for its home."] if draft.moved_to else []
    read = [counted(feed.entries, "entry", "entries") for feed in draft.feeds]
    if read:
        part = " of a part of the news each" if len(read) > 1 else " of a part of the news"
        parts = part if all(feed.section for feed in draft.feeds) else ""
        lines.append(f"{counted(len(read), 'feed')}{parts} can be read: {', '.join(read)}.")
    else:
        lines.append(
            "No feed was found: nothing is read of it until its file names one, a news sitemap, or a page of links."
        )
    lines.append("Nothing was written." if dry_run else f"Written to {path}.")
    return "\n".join(lines)


def _view(polled: Sequence[Polled], violations: Sequence[Violation], *, silent: Sequence[str]) -> RenderableType:
    """`silent`: the outlets that have no feed."""
    shown = polled if len(polled) <= _ALL_SHOWN else [one for one in polled if one.outcome is not Outcome.WORKS]
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for title in ("outlet", "feed", "what came of it"):
        table.add_column(title, overflow="fold")
    for one in shown:
        table.add_row(one.outlet, Text(one.outcome, style=_STYLES.get(one.outcome, "red")), _details(one))
    broken = [Text(f"{one.outlet}: {one.said}.", style="red") for one in violations]
    feeds: list[RenderableType] = [table, Text()] if shown else []
    return Group(*feeds, *broken, Text(_sum(polled, silent), style="bold"))


def _sum(polled: Sequence[Polled], silent: Sequence[str]) -> str:
    counts = Counter(one.outcome for one in polled)
    verb = "work" if counts[Outcome.WORKS] != 1 else "works"
    said = ", ".join(
        f"{counts[outcome]} {verb if outcome is Outcome.WORKS else outcome}" for outcome in Outcome if counts[outcome]
    )
    asked = f"{counted(len(polled), 'feed')}: {said}." if polled else "No feed was asked."
    if not silent:
        return asked
    who = silent[0] if len(silent) == 1 else f"{len(silent)} outlets"
    return f"{asked} Of {who} no feed is known."


def _details(one: Polled) -> Text:
    if one.said:
        return Text(one.said)
    newest = f", the newest of {one.newest:%Y-%m-%d %H:%M} UTC" if one.newest else ""
    moved = f"; lives at {one.moved_to} now" if one.moved_to else ""
    return Text.assemble(f"{counted(one.entries, 'entry', 'entries')}{newest}{moved}\n", (one.url, "dim"))
