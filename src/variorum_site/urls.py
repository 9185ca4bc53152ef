"""Which part answers which address."""

from __future__ import annotations

from allauth.account.views import email, password_reset
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from variorum_site.accounts.mail import where_mail_is_sent
from variorum_site.news.views import websub

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("accounts/email/", where_mail_is_sent(email)),  # before allauth's own, whose names stay
    path("accounts/password/reset/", where_mail_is_sent(password_reset)),
    path("accounts/", include("allauth.urls")),
    path("accounts/", include("variorum_site.accounts.urls")),
    path("websub/<str:token>/", websub, name="websub"),
    path("", include("variorum_site.comments.urls")),
    path("", include("variorum_site.reading.urls")),  # last, for theirs is the root
]
