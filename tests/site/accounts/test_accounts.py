"""People: an account is a name and a password; a profile is optional and one's own."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from tests.site.people import PASSWORD, reader

from variorum_site.accounts.models import Profile

pytestmark = [pytest.mark.site, pytest.mark.django_db]


def sign_up(client: Client, **changed: str) -> int:
    form = {"username": "amira", "email": "", "password1": PASSWORD, "password2": PASSWORD, **changed}
    return client.post("/accounts/signup/", form).status_code


def test_a_name_and_a_password_are_enough_to_sign_up(client: Client) -> None:
    assert sign_up(client) == 302
    assert "Sign out" in client.get("/").content.decode()


@pytest.mark.parametrize(
    "changed", [{"password2": "other"}, {"password1": "12345", "password2": "12345"}, {"username": ""}, {"email": "x"}]
)
def test_a_faulty_sign_up_says_what_is_wrong_and_makes_no_account(client: Client, changed: dict[str, str]) -> None:
    assert sign_up(client, **changed) == 200
    assert not User.objects.exists()


def test_signing_in_leads_back_to_where_one_was(client: Client) -> None:
    User.objects.create_user("amira", password=PASSWORD)
    response = client.post(
        "/accounts/login/?next=/method/", {"login": "amira", "password": PASSWORD, "next": "/method/"}
    )
    assert (response.status_code, response["Location"]) == (302, "/method/")


def test_signing_in_never_leads_to_another_site(client: Client) -> None:
    User.objects.create_user("amira", password=PASSWORD)
    away = {"login": "amira", "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post("/accounts/login/", away)["Location"] == "/"


def test_a_wrong_password_is_told_without_saying_which_part_was_wrong(client: Client) -> None:
    User.objects.create_user("amira", password=PASSWORD)
    shown = client.post("/accounts/login/", {"login": "amira", "password": "wrong"}).content.decode()
    assert "not correct" in shown


def test_one_button_signs_out(client: Client) -> None:
    amira = reader("amira").client
    assert amira.post("/accounts/logout/").status_code == 302
    assert "Sign in" in amira.get("/").content.decode()


def test_a_forgotten_password_is_replaced_by_mail(client: Client) -> None:
    User.objects.create_user("amira", "amira@faro.example", PASSWORD)
    client.post("/accounts/password/reset/", {"email": "amira@faro.example"})
    link = re.search(r"http://[^/]+(/accounts/password/reset/key/\S+)", str(mail.outbox[0].body))
    assert link
    form = client.get(link[1], follow=True)
    changed = client.post(
        form.request["PATH_INFO"], {"password1": "new-tin-harbour-10", "password2": "new-tin-harbour-10"}
    )
    assert changed.status_code == 302
    assert User.objects.get().check_password("new-tin-harbour-10")


def test_without_a_mail_server_nothing_offers_to_send_mail(client: Client, settings: Any) -> None:
    door = "/accounts/password/reset/"
    assert door in client.get("/accounts/login/").content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"  # as the site's own settings have it
    User.objects.create_user("amira", "amira@faro.example", PASSWORD)
    assert door not in client.get("/accounts/login/").content.decode()
    assert client.post(door, {"email": "amira@faro.example"}).status_code == 404
    mine = reader().client
    assert "/accounts/email/" not in mine.get("/accounts/profile/").content.decode()
    assert mine.post("/accounts/email/", {"action_add": "", "email": "b@faro.example"}).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/password/reset/done/"],
)
def test_the_pages_of_signing_in_wear_the_look_of_the_site(client: Client, address: str) -> None:
    shown = client.get(address).content.decode()
    assert 'class="wordmark"' in shown
    assert 'class="sheet"' in shown


@pytest.mark.parametrize("address", ["/accounts/password/change/", "/accounts/email/", "/accounts/logout/"])
def test_the_pages_of_an_account_wear_the_look_of_the_site(address: str) -> None:
    assert 'class="sheet"' in reader().client.get(address).content.decode()


def test_a_profile_is_ones_own(client: Client) -> None:
    assert client.get("/accounts/profile/").status_code == 302
    person = reader()
    response = person.client.post("/accounts/profile/", {"display_name": "Amira", "home_country": "EG"})
    assert response.status_code == 302
    assert [(one.user, str(one), one.home_country) for one in Profile.objects.all()] == [(person.user, "Amira", "EG")]


def test_a_profile_may_be_emptied_again_and_the_name_falls_back(client: Client) -> None:
    person = reader()
    for name in ("Amira", ""):
        person.client.post("/accounts/profile/", {"display_name": name, "home_country": ""})
    assert str(Profile.objects.get()) == "reader"


def test_a_country_that_is_none_is_refused() -> None:
    shown = reader().client.post("/accounts/profile/", {"display_name": "", "home_country": "QQ"})
    assert shown.status_code == 200
    assert not Profile.objects.exists()
