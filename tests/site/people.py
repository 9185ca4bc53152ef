"""A cast: who a permission is tried with."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import Permission, User
from django.test import Client

PASSWORD = "plain-tin-harbour-9"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with a browser; `user` is None for a stranger."""

    name: str
    user: User | None
    client: Client


def stranger() -> Person:
    """Somebody who has not signed in."""
    return Person(name="stranger", user=None, client=Client())


def reader(name: str = "reader") -> Person:
    """Somebody with an account and no rights beyond it."""
    return _signed_in(User.objects.create_user(name, password=PASSWORD))


def moderator() -> Person:
    """Somebody who decides about comments."""
    user = User.objects.create_user("moderator", password=PASSWORD, is_staff=True)
    user.user_permissions.add(
        *Permission.objects.filter(
            content_type__app_label="comments", codename__in=("moderate_comment", "view_comment")
        )
    )
    return _signed_in(user)


def editor() -> Person:
    """Somebody of the staff who works on stories, but does not decide about comments."""
    user = User.objects.create_user("editor", password=PASSWORD, is_staff=True)
    user.user_permissions.add(*Permission.objects.filter(content_type__app_label="news"))
    user.user_permissions.add(Permission.objects.get(codename="view_comment"))
    return _signed_in(user)


def _signed_in(user: User) -> Person:
    client = Client()
    client.force_login(user)
    return Person(name=user.username, user=user, client=client)
