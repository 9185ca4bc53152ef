"""When a reader was here last: two times in a cookie that is sent to the one story's page alone, and nowhere kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from variorum_site.news.queries import StoryCard

_COOKIE = "read"
_VISIT = timedelta(minutes=30)  # who comes back within this is still on the same visit
_KEPT = timedelta(days=60)
_CHOICES = tuple(timedelta(hours=hours) for hours in (1, 6, 24, 72, 168))


def last_visit(request: HttpRequest, *, now: datetime) -> datetime | None:
    """The end of the visit before this one; None for who was not here before, or has no such cookie."""
    former, latest = _times(request)
    if latest and now - latest > _VISIT:
        return latest
    return former


def remember_visit(request: HttpRequest, response: HttpResponse, *, now: datetime) -> None:
    """Keep this visit, and the one before it, in the reader's own browser."""
    former, latest = _times(request)
    if latest and now - latest <= _VISIT:
        return
    kept = [one.astimezone(UTC).isoformat(timespec="seconds") for one in (latest or former, now) if one]
    response.set_cookie(
        _COOKIE,
        "|".join(kept),
        max_age=_KEPT,
        path=request.path,
        secure=settings.VARIORUM.https,
        httponly=True,
        samesite="Lax",
    )


def asked_moment(request: HttpRequest) -> datetime | None:
    """The time that the address asks for; None where it asks for none, or for what is no time."""
    return _moment(request.GET.get("since", ""))


def moments(card: StoryCard, *, now: datetime) -> tuple[datetime, ...]:
    """Times since when something may be new: round spans back from now that lie within the story."""
    last = max(card.last_at, card.changed_at or card.last_at)
    whole = now.replace(second=0, microsecond=0)
    return tuple(at for span in _CHOICES if card.first_at < (at := whole - span) <= last)


def _times(request: HttpRequest) -> tuple[datetime | None, datetime | None]:
    parts = request.COOKIES.get(_COOKIE, "").split("|")
    former = _moment(parts[0]) if len(parts) > 1 else None
    return former, _moment(parts[-1])


def _moment(written: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(written.strip())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
