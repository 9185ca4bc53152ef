"""Which part answers which address."""

from __future__ import annotations

from importlib.util import find_spec

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

# In this order: the reading pages come last, for theirs is the root.
_PARTS = (("variorum_site.accounts", "accounts/"), ("variorum_site.comments", ""), ("variorum_site.reading", ""))

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    *(
        path(prefix, include(f"{part}.urls"))
        for part, prefix in _PARTS
        if find_spec(part) and find_spec(f"{part}.urls")
    ),
]
