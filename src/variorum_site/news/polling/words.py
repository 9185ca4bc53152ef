"""How a feed does, in words: for the pages of readers and for the admin."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from variorum.feeds import FeedCondition, PollReason

CONDITIONS = {
    FeedCondition.UNREAD: _("not read yet"),
    FeedCondition.OK: pgettext_lazy("a feed", "works"),
    FeedCondition.QUIET: pgettext_lazy("a feed", "quiet"),
    FeedCondition.SLOW: pgettext_lazy("a feed", "slow"),
    FeedCondition.FAILING: pgettext_lazy("a feed", "fails"),
    FeedCondition.GONE: pgettext_lazy("a feed", "gone"),
    FeedCondition.FORBIDDEN: pgettext_lazy("a feed", "closed to us"),
}

# Kinds of failure, as variorum.errors.FetchError names them; those of a status are told by `fault_in_words`.
FAULTS = {
    "timeout": _("it did not answer in time"),
    "dns": _("its address was not found"),
    "connection": _("the connection broke off"),
    "tls": _("it has no valid certificate"),
    "robots": _("the site's robots.txt closes it to us"),
    "robots-unreachable": _("the site's robots.txt could not be read"),
    "reserved": _("the site reserves its rights against being read by machines"),
    "paused": _("its server asked us to stay away for a while"),
    "unreadable": _("what came is no feed"),
    "too-large": _("it is too large"),
    "redirects": _("it leads from redirect to redirect"),
    "encoding": _("it came damaged"),
    "headers": _("its server's answer is malformed"),
    "header": _("it could not be asked for"),
    "url": _("its address cannot be asked for"),
    "refused-address": _("its address lies in a network that is not asked"),
    "status-401": _("it wants a login"),
    "status-402": _("it wants payment"),
    "status-403": _("its server does not let us in"),
    "status-404": _("it is not there"),
    "status-410": _("its server says that it is gone for good"),
    "status-429": _("its server is asked too often"),
    "status-451": _("it is withheld by law"),
    "fault": _("reading it went wrong here"),
}

REASONS = {
    PollReason.FIRST: _("too little is known of it yet"),
    PollReason.RHYTHM: _("as often as it changes"),
    PollReason.ASKED: _("the feed or its server asks not to be asked sooner"),
    PollReason.SKIPPED: _("the feed names hours or days in which nothing new comes"),
    PollReason.RETRY_AFTER: _("its server asked us to stay away for so long"),
    PollReason.BACKOFF: _("ever later while it fails"),
    PollReason.GONE: _("it is gone"),
    PollReason.FORBIDDEN: _("it is closed to us"),
    PollReason.AWAY: _("nobody answered: the network of this machine is away"),
    PollReason.PUSHED: _("its hub tells us of changes"),
}


def fault_in_words(kind: str | None) -> str:
    """Why a feed failed, in a clause; "" for no failure."""
    if not kind:
        return ""
    if kind in FAULTS:
        return str(FAULTS[kind])
    if kind.startswith("status-"):
        return gettext("its server answered with error %(status)s") % {"status": kind.removeprefix("status-")}
    return gettext("it could not be fetched")


def time_in_words(time: timedelta | None) -> str:
    """A stretch of time in its largest fitting unit: minutes, hours, days."""
    if time is None:
        return ""
    minutes = max(round(time / timedelta(minutes=1)), 1)
    if minutes < 120:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = round(minutes / 60)
    if hours < 48:
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    days = round(hours / 24)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
