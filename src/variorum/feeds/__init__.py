"""Feeds: bytes to entries, discovery, lists of feeds, and when to poll next. No network here."""

from variorum.feeds.discovery import discover_feeds
from variorum.feeds.opml import read_opml, write_opml
from variorum.feeds.parse import parse_feed
from variorum.feeds.parsed import OpmlFeed, ParsedFeed
from variorum.feeds.polling import next_state

__all__ = ["OpmlFeed", "ParsedFeed", "discover_feeds", "next_state", "parse_feed", "read_opml", "write_opml"]
