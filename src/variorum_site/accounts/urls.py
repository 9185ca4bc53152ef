"""Addresses of the person's own pages; allauth's stand beside them in the root."""

from django.urls import path

from variorum_site.accounts import views

app_name = "accounts"
urlpatterns = [path("profile/", views.profile, name="profile")]
