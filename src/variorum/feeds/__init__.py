"""Feeds: bytes to entries, discovery, lists of feeds, and when to poll next. No network here."""

from variorum.feeds.discovery import discover_feeds
from variorum.feeds.hubs import is_signed
from variorum.feeds.opml import read_opml, write_opml
from variorum.feeds.pace import Pace
from variorum.feeds.parse import parse_feed
from variorum.feeds.parsed import OpmlFeed, ParsedFeed
from variorum.feeds.polling import Poll, next_state, pushed_state
from variorum.feeds.state import FeedCondition, FeedDay, FeedState, FeedWishes, PollReason

__all__ = [
    "FeedCondition",
    "FeedDay",
    "FeedState",
    "FeedWishes",
    "OpmlFeed",
    "Pace",
    "ParsedFeed",
    "Poll",
    "PollReason",
    "discover_feeds",
    "is_signed",
    "next_state",
    "parse_feed",
    "pushed_state",
    "read_opml",
    "write_opml",
]
