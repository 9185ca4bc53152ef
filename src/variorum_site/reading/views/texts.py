"""Pages of one text: an article, and how all this is made."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from variorum_site.news import queries


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """What is known of one article, with the words that the breakdown of its story stands on."""
    page = queries.find_article(slug, full_text=settings.VARIORUM.show_full_text)
    if page is None:
        raise Http404
    marked = any(piece.mark for paragraph in page.paragraphs for piece in paragraph)
    return render(request, "reading/article.html", {"page": page, "marked": marked})


@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version of an article."""
    page = queries.find_version(slug, number, full_text=settings.VARIORUM.show_full_text)
    if page is None:
        raise Http404
    return render(request, "reading/version.html", {"page": page})


@require_safe
def versions(request: HttpRequest, slug: str, before: int, after: int) -> HttpResponse:
    """What changed between two versions of an article; the earlier one is named first."""
    if before > after:
        return redirect("versions", slug=slug, before=after, after=before, permanent=True)
    page = queries.compare_versions(slug, before, after, full_text=settings.VARIORUM.show_full_text)
    if page is None:
        raise Http404
    return render(request, "reading/versions.html", {"page": page})


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """How it is made, and its limits."""
    return render(request, "reading/method.html", {"here": "method"})
