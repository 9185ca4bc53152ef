"""Addresses of the pages."""

from django.urls import path

from variorum_site.reading.views import lists, research, sorting, story, texts

urlpatterns = [
    path("", lists.front, name="front"),
    path("stories/<str:slug>/", story.story, name="story"),
    path("stories/<str:slug>/split/", sorting.split, name="split"),
    path("stories/<str:slug>/merge/", sorting.merge, name="merge"),
    path("articles/<str:slug>/", texts.article, name="article"),
    path("articles/<str:slug>/versions/<int:number>/", texts.version, name="version"),
    path("articles/<str:slug>/versions/<int:before>-<int:after>/", texts.versions, name="versions"),
    path("outlets/<path:identity>/", lists.outlet, name="outlet"),
    path("countries/", lists.countries, name="countries"),
    path("countries/<str:code>/", lists.country, name="country"),
    path("search/", lists.search, name="search"),
    path("research/", research.research, name="research"),
    path("research/coverage.csv", research.coverage_file, {"form": "csv"}, name="coverage-file"),
    path("research/coverage.json", research.coverage_file, {"form": "json"}, name="coverage-file"),
    path("method/", texts.method, name="method"),
]
