"""Feeds: bytes to entries, discovery, lists of feeds, and when to poll next. No network here."""

from variorum.feeds.discovery import candidate_feeds, discover_feeds
from variorum.feeds.front_page import read_front_page
from variorum.feeds.headers import FeedHeaders
from variorum.feeds.hubs import is_signed
from variorum.feeds.opml import read_opml, write_opml
from variorum.feeds.pace import Pace
from variorum.feeds.parse import parse_feed
from variorum.feeds.parsed import OpmlFeed, ParsedFeed
from variorum.feeds.polling import Poll, next_state, pushed_state
from variorum.feeds.sitemap import newest_entries
from variorum.feeds.state import FeedCondition, FeedDay, FeedState, FeedWishes, PollReason
from variorum.feeds.transports import is_transport, true_address

__all__ = [
    "FeedCondition",
    "FeedDay",
    "FeedHeaders",
    "FeedState",
    "FeedWishes",
    "OpmlFeed",
    "Pace",
    "ParsedFeed",
    "Poll",
    "PollReason",
    "candidate_feeds",
    "discover_feeds",
    "is_signed",
    "is_transport",
    "newest_entries",
    "next_state",
    "parse_feed",
    "pushed_state",
    "read_front_page",
    "read_opml",
    "true_address",
    "write_opml",
]
