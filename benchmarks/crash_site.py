"""The site that is killed: started once for each home, it forks a child for each run of the steps.

    python -m benchmarks.crash_site FD     (by benchmarks.crash, with VARIORUM_HOME and the like set)

Forking spares each run the two seconds of its imports; a child is a process of its own and is killed as one. Lines in:
"run" starts a child and prints its number, then how it ended; "report" prints what is stored, as a line of JSON. A
child tells its progress over the file descriptor FD, a letter at a time.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from benchmarks.crash_web import FEED_PATH, CrashWeb

from variorum.config import Settings
from variorum.errors import StorageError
from variorum.fetch import read_warc
from variorum.model import Feed, Outlet, OutletKind, Rejected
from variorum_site.commands.opening import close_site, open_site

_FAILED, _NO_ROOM = 3, 4  # exit codes of a child


def main() -> None:
    told = int(sys.argv[1])
    settings = open_site()
    import variorum_site.news.rounds  # noqa: F401 - once, before the first child is forked
    from variorum_site.news import store

    for outlet in outlets_of(CrashWeb()):
        store.save_outlet(outlet)
    close_site()
    print("ready", flush=True)
    for line in sys.stdin:
        word, _, argument = line.strip().partition(" ")
        if word == "run":
            _in_child(lambda: _run(settings, told, file_limit=int(argument or 0)))  # noqa: B023 - called at once
        elif word == "report":
            _in_child(lambda: print(json.dumps(_report(settings)), flush=True))


def outlets_of(web: CrashWeb) -> list[Outlet]:
    return [
        Outlet(
            id=f"xx/{host.partition('.')[0]}",
            name=host.partition(".")[0].title(),
            country="XX",
            languages=(host.partition(".")[0][-2:],),
            kind=OutletKind.PAPER,
            homepage=f"https://{host}/",
            domains=(host,),
            feeds=(Feed(url=f"https://{host}{FEED_PATH}", outlet=f"xx/{host.partition('.')[0]}"),),
        )
        for host in web.hosts
    ]


def _in_child(do: Callable[[], object]) -> None:
    child = os.fork()
    if child == 0:
        code = 0
        try:
            do()
        except StorageError as fault:
            print(f"said {fault}", flush=True)
            code = _NO_ROOM
        except Exception:  # noqa: BLE001 - whatever it is, the parent must hear of it
            traceback.print_exc()
            code = _FAILED
        os._exit(code)
    print(f"child {child}", flush=True)
    _, status = os.waitpid(child, 0)
    print(f"ended {os.waitstatus_to_exitcode(status)}", flush=True)


def _run(settings: Settings, told: int, *, file_limit: int) -> None:
    """All that is due, as the job of `variorum run` does it: under the lock, by the same tools and steps."""
    from variorum_site.news import models as rows
    from variorum_site.news.rounds import run_steps
    from variorum_site.news.running.runner import storage_watched
    from variorum_site.news.running.tools import open_tools, utc_now
    from variorum_site.news.running.turns import turn

    def note(step: str, done: int, total: int) -> None:
        os.write(told, step[:1].encode())

    if file_limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_limit, resource.RLIM_INFINITY))
    with storage_watched(), _soon_ours(turn):
        rows.FeedState.objects.update(due_at=utc_now())
        rows.PageState.objects.filter(visits=0, due_at__isnull=False).update(due_at=utc_now())
        with open_tools(settings) as tools:
            run_steps(tools, told=note)


@contextmanager
def _soon_ours(turn: Callable[[], AbstractContextManager[bool]]) -> Iterator[None]:
    """The turn: PostgreSQL hears a moment later that the process is dead which held it."""
    for _ in range(100):
        with turn() as ours:
            if ours:
                yield
                return
        time.sleep(0.1)
    raise AssertionError("a killed process has left its turn behind")


def _report(settings: Settings) -> dict[str, Any]:
    """What is stored, and what of it is not as it should be."""
    from variorum_site.news import models as rows
    from variorum_site.news import store

    web = CrashWeb()
    served = {one.url: one.body for one in web.reports}
    revisions = list(rows.Revision.objects.all())
    pages = list(rows.Page.objects.all())
    torn, refused = _archives(settings)
    return {
        "articles": rows.Article.objects.count(),
        "addresses": rows.Article.objects.values("canonical_url").distinct().count(),
        "revisions": len(revisions),
        "entries": rows.Entry.objects.count(),
        "announced": rows.Entry.objects.values("url").distinct().count(),
        "waiting": rows.PageState.objects.exclude(unread=None).count(),
        "ungrouped": len(store.ungrouped_articles()),
        "memberships": rows.Membership.objects.count(),
        "stale": len(store.stale_stories()),
        "unread_stories": rows.Story.objects.filter(canonical=None, readings=None).count(),
        "failing": rows.FeedState.objects.filter(failures__gt=0).count(),
        "rejections": [f"{row.step}: {row}"[:300] for row in rows.Rejection.objects.all()[:5]],
        "fetched": len(pages),
        "wrong_captures": sum(not _reads_back(settings, row, served) for row in (*pages, *revisions)),
        "torn_files": torn,
        "unreadable_files": refused,
        "files": len(list(settings.captures.glob("*.warc.gz"))),
    }


def _reads_back(settings: Settings, row: Any, served: dict[str, bytes]) -> bool:
    from variorum.model import Capture
    from variorum_site.news.running.tools import open_captures

    capture = Capture(file=row.capture_file, offset=row.capture_offset, record_id=row.capture_record)
    return open_captures(settings).read(capture).body == served[row.url]


def _archives(settings: Settings) -> tuple[int, int]:
    """How many files end in a torn record, and how many are broken in any other way."""
    torn = Counter(
        sum(isinstance(found, Rejected) for found in read_warc(path)) for path in settings.captures.glob("*.warc.gz")
    )
    return torn[1], sum(count for broken, count in torn.items() if broken > 1)


if __name__ == "__main__":
    main()
