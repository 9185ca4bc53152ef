"""How many requests the polling makes, and how long a new entry waits until it is seen, beside a fixed interval.

    python -m benchmarks.polling [--memory DAYS]

Feeds of eight rhythms are polled over two weeks, without network and with a fixed seed; the week before is for learning
the rhythm and does not count. The third column of figures is the fixed interval that makes as many requests in all.
"""

from __future__ import annotations

import argparse
import random
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import fmean

from variorum.feeds import FeedState, Pace, ParsedFeed, Poll, next_state
from variorum.feeds import pace as pacing
from variorum.model import Entry, Page

TARGET = Path(__file__).parent.parent / "docs/benchmarks/polling.md"
BEGAN = datetime(2026, 3, 2, tzinfo=UTC)  # a Monday
LEARNING = timedelta(days=7)
COUNTED = timedelta(days=14)
HOUR = timedelta(hours=1)
SHOWN = 50  # entries that a feed lists
URL = "https://paper.example/feed"

Rate = Callable[[datetime], float]  # entries an hour at a moment


def _by_day(moment: datetime, *, of: float, first: int = 6, last: int = 22) -> float:
    return of if first <= moment.hour < last else 0.0


def _burst(moment: datetime) -> float:
    """One entry an hour, and on two days six hours of breaking news."""
    return 20.0 if moment.day in {12, 19} and 9 <= moment.hour < 15 else 1.0


FEEDS: Mapping[str, Rate] = {
    "wire, 12 an hour": lambda _: 12.0,
    "daily, 3 an hour by day": lambda moment: _by_day(moment, of=3.0),
    "business, 1 an hour on weekdays": lambda moment: _by_day(moment, of=1.0, first=8) if moment.weekday() < 5 else 0.0,
    "one an hour, twice breaking news": _burst,
    "local, 6 a day": lambda moment: _by_day(moment, of=6 / 16),
    "weekly, 8 on Thursdays": lambda moment: 2.0 if moment.weekday() == 3 and 6 <= moment.hour < 10 else 0.0,
    "one in two weeks": lambda _: 1 / 336,
    "asleep": lambda _: 0.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What polling one feed came to."""

    requests: int
    delays: tuple[timedelta, ...]

    @property
    def mean(self) -> float | None:
        """The mean delay in minutes."""
        return fmean(delay / timedelta(minutes=1) for delay in self.delays) if self.delays else None


def entries_of(rate: Rate, *, seed: int) -> list[datetime]:
    """When the entries of a feed come out, by a Poisson process of that rate; a week before the start is there too."""
    chance = random.Random(seed)
    moment, end, peak = BEGAN - LEARNING, BEGAN + LEARNING + COUNTED, 20.0
    found = []
    while (moment := moment + HOUR * chance.expovariate(peak)) < end:
        if chance.random() < rate(moment) / peak:
            found.append(moment)
    return found


def adaptive(entries: Sequence[datetime], *, seed: int, pace: Pace | None = None) -> Outcome:
    """Polled as variorum.feeds.next_state has it."""
    chance = random.Random(seed)
    state, now, seen = FeedState(feed_url=URL), BEGAN, 0
    polls = []
    while now < BEGAN + LEARNING + COUNTED:
        there = bisect_right(entries, now)
        first = state.polled_at is None
        poll = _read(entries[max(0, there - SHOWN) : there], now, fresh=there - seen) if first or there > seen else None
        state = next_state(
            state, poll or Poll(result=_page(304, now)), now=now, pace=pace or Pace(), chance=chance.random()
        )
        polls.append(now)
        seen = there
        assert state.due_at is not None
        now = state.due_at
    return outcome(entries, polls)


def fixed(entries: Sequence[datetime], interval: timedelta) -> Outcome:
    """Polled at a fixed interval."""
    count = int((LEARNING + COUNTED) / interval) + 1
    return outcome(entries, [BEGAN + interval * step for step in range(count)])


def outcome(entries: Sequence[datetime], polls: Sequence[datetime]) -> Outcome:
    """Requests and delays in the weeks that count."""
    start, end = BEGAN + LEARNING, BEGAN + LEARNING + COUNTED
    delays = []
    for entry in entries:
        index = bisect_right(polls, entry)
        if start <= entry and index < len(polls):
            delays.append(polls[index] - entry)
    return Outcome(requests=sum(1 for poll in polls if start <= poll < end), delays=tuple(delays))


def all_outcomes(poll: Callable[[Sequence[datetime]], Outcome]) -> dict[str, Outcome]:
    """Every feed polled in one way."""
    return {name: poll(entries_of(rate, seed=7)) for name, rate in FEEDS.items()}


def main() -> None:
    """Print the table and write it down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--memory", type=float, help="try another memory of the rhythm, in days; nothing is written")
    options = parser.parse_args()
    if options.memory:
        pacing._MEMORY = timedelta(days=options.memory)
    ours = all_outcomes(lambda entries: adaptive(entries, seed=11))
    usual = all_outcomes(lambda entries: fixed(entries, Pace().usual))
    requests = sum(one.requests for one in ours.values())
    even = COUNTED * len(FEEDS) / requests
    same = all_outcomes(lambda entries: fixed(entries, even))
    text = _table(ours, usual, same, even)
    print(text)
    if not options.memory:
        TARGET.write_text(text, encoding="utf-8")


def _read(entries: Sequence[datetime], now: datetime, *, fresh: int) -> Poll:
    listed = tuple(Entry(url=f"{URL}/{at.isoformat()}", published=at) for at in entries)
    return Poll(result=_page(200, now), feed=ParsedFeed(entries=listed), fresh=fresh)


def _page(status: int, now: datetime) -> Page:
    return Page(url=URL, final_url=URL, status=status, headers=(), body=b"", fetched_at=now)


def _table(
    ours: Mapping[str, Outcome], usual: Mapping[str, Outcome], same: Mapping[str, Outcome], even: timedelta
) -> str:
    lines = [
        "# Polling",
        "",
        "Written by `benchmarks/polling.py`: invented feeds of eight rhythms, polled over two weeks with a fixed seed.",
        "Requests, and the mean delay in minutes until a new entry is seen. The last pair is the fixed interval"
        f" ({even / timedelta(minutes=1):.0f} minutes) that makes as many requests in all.",
        "",
        "| feed | entries | adaptive: requests | delay | every 30 minutes: requests | delay | same number | delay |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name in FEEDS:
        cells = [cell for one in (ours, usual, same) for cell in (str(one[name].requests), _minutes(one[name].mean))]
        lines.append(f"| {name} | {len(ours[name].delays)} | {' | '.join(cells)} |")
    totals = []
    for one in (ours, usual, same):
        delays = [delay / timedelta(minutes=1) for found in one.values() for delay in found.delays]
        totals += [str(sum(found.requests for found in one.values())), _minutes(fmean(delays))]
    lines.append(f"| **all** | {sum(len(one.delays) for one in ours.values())} | {' | '.join(totals)} |")
    return "\n".join(lines) + "\n"


def _minutes(delay: float | None) -> str:
    return "–" if delay is None else f"{delay:.1f}"


if __name__ == "__main__":
    main()
