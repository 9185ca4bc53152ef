"""The live pipeline over saved real pages: polled, fetched politely, kept, extracted, grouped and compared.

    python -m benchmarks.live [CORPUS]      (or VARIORUM_CORPUS; CORPUS/extract/fundus.tar.xz)

All hosts of the pages are served by one local server behind generated feeds, each page at its real address. The site's
own steps run over them with a database of their own, twice: an hour later everything is asked for again.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.saved_web import CLOSED_PATH, FEED_PATH, SavedPage, SavedWeb, build_web, serve

from variorum.config import Settings
from variorum.fetch import read_warc
from variorum.model import Article, Feed, Page
from variorum.outlets import load_directory
from variorum.urls import canonical_url, host_of

DELAY = 0.05  # seconds between two requests to one host
BAR = 0.95  # of the article pages have title, text and date
TABLE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks" / "live.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the pipeline made of one page."""

    url: str
    country: str
    reasons: tuple[str, ...]  # why it does not count; empty: it has title, text and date
    day_right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run of the benchmark found."""

    web: SavedWeb
    saved: int  # pages in the archive, later versions included
    outcomes: tuple[Outcome, ...]
    captured: int
    readable: int
    first_seconds: float
    second_seconds: float
    first_requests: int
    second_statuses: Counter[int]
    revisions: int

    @property
    def good(self) -> int:
        return sum(not outcome.reasons for outcome in self.outcomes)


class LaterClock:
    """The time of day, put forward by hand."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", help="folder that holds extract/fundus.tar.xz")
    archive = _archive(parser.parse_args().corpus)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with tarfile.open(archive) as packed:
            packed.extractall(home, filter="data")
        run = measure(home / "fundus", home / "home")
    text = table(run)
    print(text)
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    TABLE.write_text(text, encoding="utf-8")
    if failed := broken_promises(run):
        sys.exit("\n".join(failed))


def measure(folder: Path, home: Path) -> Run:
    """Serve the pages of a folder, run the site's steps over them twice, and look at what is stored."""
    truth = {row["id"]: row for row in _lines(folder / "truth.jsonl")}
    rows = list(_lines(folder / "pages.jsonl"))
    web = build_web(SavedPage(row["url"], folder / row["path"]) for row in rows)
    settings = _open_site(home)
    from variorum_site.news import store
    from variorum_site.news.rounds import run_steps
    from variorum_site.news.running.tools import open_tools

    for outlet in load_directory().outlets.values():
        store.save_outlet(replace(outlet, feeds=()))
    for host in web.hosts:
        store.save_feed(Feed(url=f"https://{host}{FEED_PATH}"))
    clock = LaterClock()
    with serve(web) as address:
        # "note": saved copies are measured whole; by default what a publisher reserves is refused
        fetch = replace(settings.fetch, hosts={"*": address}, host_delay=DELAY, reservations="note")
        with open_tools(replace(settings, fetch=fetch), clock=clock) as tools:
            begun = time.process_time()
            run_steps(tools)
            first_seconds, first_requests = time.process_time() - begun, len(web.log)
            articles = {canonical_url(article.url or ""): article for article in store.iter_articles()}
            clock.ahead = timedelta(hours=1, minutes=1)
            begun = time.process_time()
            run_steps(tools)
            second_seconds = time.process_time() - begun
    kept = list(_captured(settings.captures, {row["url"] for row in rows}))
    refused = {rejection.subject: rejection.reason for rejection in store.load_rejections()}
    return Run(
        web=web,
        saved=len(rows),
        outcomes=tuple(_outcome(row, truth[row["id"]], articles, refused) for row in _distinct(rows)),
        captured=len(kept),
        readable=sum(_is_as_served(page, web) for page in kept),
        first_seconds=first_seconds,
        second_seconds=second_seconds,
        first_requests=first_requests,
        second_statuses=Counter(request.status for request in web.log[first_requests:]),
        revisions=sum(article.revision > 1 for article in store.iter_articles()),
    )


def _captured(folder: Path, urls: set[str]) -> Iterator[Page]:
    """The pages of the addresses as the captures hold them, robots.txt and the like left out."""
    for path in sorted(folder.rglob("*.warc.gz")):
        yield from (page for page in read_warc(path) if isinstance(page, Page) and page.url in urls)


def broken_promises(run: Run) -> list[str]:
    """What the run did not keep, a sentence each."""
    robots = Counter(request.host for request in run.web.requests("/robots.txt"))
    promises = {
        f"Only {run.good} of {len(run.outcomes)} pages have title, text and date.": run.good >= BAR * len(run.outcomes),
        "A page was lost: neither an article nor a reason.": all("lost" not in o.reasons for o in run.outcomes),
        "An origin was not asked for its robots.txt just once.": robots == _origins(run),
        "A page was fetched that robots.txt closes.": not run.web.requests(CLOSED_PATH),
        f"A pause was shorter than {DELAY} seconds.": run.web.shortest_pause() >= DELAY,
        "A capture is not what was served.": run.readable == run.captured,
    }
    return [sentence for sentence, kept in promises.items() if not kept]


def table(run: Run) -> str:
    """The report, in counts and reasons only."""
    web, count = run.web, len(run.outcomes)
    robots = Counter(request.host for request in web.requests("/robots.txt"))
    rows = [
        ("pages in the archive, at addresses, of hosts", f"{run.saved}, {count}, {len(web.hosts)}"),
        ("pages with title, text and date", f"{run.good} of {count} ({run.good / count:.1%}; bar {BAR:.0%})"),
        ("of them with the right day", f"{sum(o.day_right for o in run.outcomes if not o.reasons)}"),
        ("pages lost (neither article nor reason)", f"{sum('lost' in o.reasons for o in run.outcomes)}"),
        ("origins, requests for robots.txt in both runs", f"{_origins(run).total()}, {robots.total()}"),
        ("pages closed by robots.txt: announced, asked for", f"{len(web.hosts)}, {len(web.requests(CLOSED_PATH))}"),
        ("shortest pause at one host", f"{web.shortest_pause() * 1000:.0f} ms (asked for: {DELAY * 1000:.0f} ms)"),
        ("captures in WARC files, byte for byte as served", f"{run.captured}, {run.readable}"),
        (
            "first run",
            f"{run.first_requests} requests; {run.first_seconds:.0f} s of processor time with grouping and comparing",
        ),
        ("an hour later", f"{_statuses(run.second_statuses)}; {run.revisions} revision(s); {run.second_seconds:.0f} s"),
    ]
    lines = ["# The live pipeline over saved real pages", "", " ".join((__doc__ or "").split("\n\n")[2].split()), ""]
    lines += ["The feeds name addresses only: titles and dates come from the pages.", ""]
    lines += ["| what | found |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows), ""]
    return "\n".join([*lines, *_rest(run.outcomes)]) + "\n"


def _origins(run: Run) -> Counter[str]:
    """How many origins each host has: its feeds are at https, a page may be at http."""
    addresses = {(outcome.url.partition(":")[0], host_of(outcome.url)) for outcome in run.outcomes}
    return Counter(host for _, host in addresses | {("https", host) for host in run.web.hosts})


def _rest(outcomes: Sequence[Outcome]) -> Iterator[str]:
    rest = [outcome for outcome in outcomes if outcome.reasons]
    if not rest:
        return
    yield from ("## The rest, by reason", "", "| reason | pages | hosts |", "|---|---|---|")
    for reason, number in Counter(reason for outcome in rest for reason in outcome.reasons).most_common():
        hosts = sorted(f"{host_of(o.url)} ({o.country})" for o in rest if reason in o.reasons)
        yield f"| {reason} | {number} | {', '.join(hosts)} |"


def _outcome(
    row: dict[str, Any], truth: dict[str, Any], articles: dict[str, Article], refused: dict[str, str]
) -> Outcome:
    article = articles.get(canonical_url(row["url"]))
    day_right = False
    if article is not None:
        missing = {"title": article.headline, "text": article.text, "date": article.published}
        reasons = tuple(f"no {name}" for name, value in missing.items() if not value)
        day_right = article.published is not None and _near(article.published, truth["published"])
    else:
        reasons = (_reason(refused.get(row["url"])),)
    return Outcome(url=row["url"], country=truth["country"], reasons=reasons, day_right=day_right)


def _reason(said: str | None) -> str:
    """The reason without what belongs to the one page."""
    return said.partition(":")[0].strip() if said else "lost"


def _near(found: datetime, true: str) -> bool:
    return abs(found - datetime.fromisoformat(true).astimezone(UTC)) < timedelta(days=1)


def _is_as_served(page: Page, web: SavedWeb) -> bool:
    host, _, target = page.final_url.partition("://")[2].partition("/")
    return any(file.read_bytes() == page.body for file in web.pages.get((host, f"/{target}"), ()))


def _distinct(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({row["url"]: row for row in reversed(rows)}.values())[::-1]


def _statuses(counted: Counter[int]) -> str:
    return ", ".join(f"{number} times {status}" for status, number in counted.most_common())


def _open_site(home: Path) -> Settings:
    """A site of its own in an empty home."""
    os.environ["VARIORUM_HOME"] = str(home)
    os.environ.pop("DATABASE_URL", None)
    from variorum_site.commands.opening import open_site

    return open_site()


def _archive(argument: str | None) -> Path:
    given = argument or os.environ.get("VARIORUM_CORPUS")
    archive = Path(given or "") / "extract" / "fundus.tar.xz"
    if not given or not archive.is_file():
        sys.exit("The corpus is missing: name the folder that holds extract/fundus.tar.xz, or set VARIORUM_CORPUS.")
    return archive


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


if __name__ == "__main__":
    main()
