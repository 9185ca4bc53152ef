"""Pages that list: the front page, countries, outlets, search."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from variorum_site.news import queries
from variorum_site.news.queries import Filters
from variorum_site.reading.atlas import draw_atlas, find_countries
from variorum_site.reading.tiles import countries_map


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Stories by freshness and by number of independent voices."""
    filters = _filters(request)
    page = queries.front_page(filters, page=_page_number(request))
    whole = page.paging.number == 1 and not (filters.country or filters.language)
    context = {"page": page, "filters": filters, "whole": whole, "here": "front"}
    if filters.country and not page.cards:
        context["line"] = next((one for one in queries.list_countries() if one.country == filters.country), None)
    return render(request, "reading/front.html", context)


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    """All countries: on the map and by continent, or those that were looked for."""
    words, lines = request.GET.get("q", "").strip()[:100], queries.list_countries()
    context: dict[str, object] = {"words": words, "here": "countries"}
    if words:
        context["found"] = find_countries(words, lines)
    else:
        context |= {"atlas": draw_atlas(lines), "world": countries_map(lines)}
    return render(request, "reading/countries.html", context)


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    """One country: what is told there, and by whom."""
    page = queries.find_country(code)
    if page is None:
        raise Http404
    alone = {card.id for card in page.only_here}
    shared = [card for card in page.stories if card.id not in alone]
    return render(request, "reading/country.html", {"page": page, "shared": shared})


@require_safe
def outlet(request: HttpRequest, identity: str) -> HttpResponse:
    """One outlet: who it is, whether its feeds work, what it published."""
    page = queries.find_outlet(identity)
    if page is None:
        raise Http404
    return render(request, "reading/outlet.html", {"page": page})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Articles that hold the words asked for."""
    words = request.GET.get("q", "").strip()[:300]
    results = queries.search(words, _filters(request), page=_page_number(request))
    return render(request, "reading/search.html", {"results": results, "filters": results.filters, "here": "search"})


def _filters(request: HttpRequest) -> Filters:
    asked = request.GET
    return Filters(
        country=asked.get("country", "").strip().upper() or None,
        language=asked.get("language", "").strip().lower() or None,
        outlet=asked.get("outlet", "").strip() or None,
    )


def _page_number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "1")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
