"""Fetching: the only sockets of Variorum. Polite, checked, and every response kept."""

from variorum.fetch.archives import read_warc
from variorum.fetch.batch import fetch_all
from variorum.fetch.captures import WarcCaptures
from variorum.fetch.client import Client
from variorum.fetch.retention import Retention, choose_expired

__all__ = ["Client", "Retention", "WarcCaptures", "choose_expired", "fetch_all", "read_warc"]
