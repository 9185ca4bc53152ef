"""Fetched pages become articles, or a reason why there is none."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction

from variorum.errors import InputError
from variorum.extract import extract_article, find_publisher
from variorum.extract.article import STEP as EXTRACT_STEP
from variorum.feeds import is_transport
from variorum.model import Article, Entry, Outlet, Rejected
from variorum.outlets import Directory
from variorum.urls import host_of, registrable_domain
from variorum_site.news import store
from variorum_site.news.running.progress import Told, quiet
from variorum_site.news.running.reach import WAIT
from variorum_site.news.running.runner import Runner
from variorum_site.news.running.tools import Tools


def extract_pages(tools: Tools, *, told: Told = quiet) -> int:
    """Extract the fetched pages that wait: how many articles are new or changed."""
    directory, runner = store.load_directory(now=tools.clock()), Runner("extract", now=tools.clock())
    waiting = [one for one in store.unread_pages() if runner.may(one.url, inputs=partial(_capture_of, one))]
    fresh = 0
    for done, unread in enumerate(waiting, 1):
        extract = partial(_extract_page, tools, unread, directory)
        fresh += runner.work(unread.url, extract, inputs=partial(_capture_of, unread)) is True
        told("extract", done, len(waiting))
    return fresh


def _extract_page(tools: Tools, unread: store.Unread, directory: Directory) -> bool:
    try:
        page = tools.captures.read(unread.capture)
    except InputError as lost:  # by a power cut, or a hand: it is fetched again
        store.save_lost(unread, error=str(lost), due_at=tools.clock() + WAIT)
        return False
    outlet = find_outlet(unread.page.final_url, unread.entry, directory)
    found = extract_article(page, outlet=outlet, entry=unread.entry, directory=directory)
    if is_transport(page.final_url):
        found = Rejected(
            subject=unread.url, step=EXTRACT_STEP, reason="is a transport's link and not the report itself"
        )
    with transaction.atomic():
        store.save_read(unread)
        return keep_article(found, now=tools.clock())


def _capture_of(unread: store.Unread) -> str:
    return unread.capture.record_id


def keep_article(found: Article | Rejected, *, now: datetime) -> bool:
    """Store an article or the reason why there is none; whether there is something new."""
    if isinstance(found, Rejected):
        store.save_rejection(found, now=now)
        return False
    return store.save_article(found, now=now).changed


def find_outlet(url: str, entry: Entry | None, directory: Directory) -> Outlet | None:
    """Who published a page: the outlet of its address, else the publisher that the feed names, else the feed's own.

    The feed's own only where page and feed lie on one domain and no other publisher is named: a feed that points
    elsewhere is a mere transport.
    """
    found = find_publisher(url, entry, directory)
    if found.outlet is None and found.name is None and entry and entry.feed_url and _one_domain(url, entry.feed_url):
        feed = store.load_feed(entry.feed_url)
        return directory.outlets.get(feed.outlet) if feed and feed.outlet else None
    return found.outlet


def _one_domain(left: str, right: str) -> bool:
    return registrable_domain(host_of(left)) == registrable_domain(host_of(right))
