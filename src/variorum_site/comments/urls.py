"""Addresses of moderation; comments are written on the story's own page."""

from django.urls import path

from variorum_site.comments import views

app_name = "comments"
urlpatterns = [
    path("moderation/", views.moderation, name="moderation"),
    path("moderation/<int:number>/", views.decision, name="decision"),
]
