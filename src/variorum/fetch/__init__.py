"""Fetching: the only sockets of Variorum. Polite, checked, and every response kept."""

from variorum.fetch.archives import read_warc
from variorum.fetch.batch import fetch_all
from variorum.fetch.captures import WarcCaptures
from variorum.fetch.client import Client

__all__ = ["Client", "WarcCaptures", "fetch_all", "read_warc"]
