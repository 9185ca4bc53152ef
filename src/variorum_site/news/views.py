"""The address that hubs call (WebSub): they ask whether we want what they were asked for, and send what is new."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from variorum_site.news.polling.websub import Received, confirm, deny, receive

MOST_BYTES = 5_000_000  # of one delivery
_LONGEST_CHALLENGE = 4_000
_STATUSES = {Received.KEPT: 202, Received.DROPPED: 202, Received.UNKNOWN: 410, Received.LATER: 503}


@csrf_exempt  # a hub has no session: the address cannot be guessed, and what it sends is signed
@require_http_methods(["GET", "POST"])
def websub(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm with the hub's challenge what we asked for, or keep what it sends. The hub is told nothing of its faults:
    what is not signed is answered like what is, and dropped."""
    return _deliver(request, token) if request.method == "POST" else _answer(request, token)


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    asked, now = request.GET, timezone.now()
    mode, topic = asked.get("hub.mode", ""), asked.get("hub.topic", "")
    if mode == "denied":
        known = deny(token, topic=topic, reason=asked.get("hub.reason", ""), now=now)
        return HttpResponse(status=200 if known else 404)
    challenge = asked.get("hub.challenge", "")
    if not challenge or len(challenge) > _LONGEST_CHALLENGE:
        return HttpResponse(status=404)
    if not confirm(token, mode=mode, topic=topic, lease_seconds=asked.get("hub.lease_seconds", ""), now=now):
        return HttpResponse(status=404)
    return HttpResponse(challenge, content_type="text/plain; charset=utf-8")


def _deliver(request: HttpRequest, token: str) -> HttpResponse:
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        return HttpResponse(status=413)
    said = request.headers
    received = receive(
        token,
        body,
        signature=said.get("X-Hub-Signature"),
        content_type=(said.get("Content-Type") or None),
        now=timezone.now(),
    )
    response = HttpResponse(status=_STATUSES[received])
    if received is Received.LATER:
        response["Retry-After"] = "600"
    return response
