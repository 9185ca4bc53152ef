"""The site's settings: safe from the first run, and one database or another by one variable."""

from __future__ import annotations

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

pytestmark = [pytest.mark.site]


def in_a_fresh_home(home: Path, script: str, **environment: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VARIORUM_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    env = {**kept, "VARIORUM_HOME": str(home), **environment}
    command = [sys.executable, "-c", f"from variorum_site import settings as s\n{script}"]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout.strip()


def test_the_secret_key_is_made_once_and_only_the_owner_may_read_it(tmp_path: Path) -> None:
    first = in_a_fresh_home(tmp_path, "print(s.SECRET_KEY)")
    assert len(first) > 50
    assert in_a_fresh_home(tmp_path, "print(s.SECRET_KEY)") == first
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600


def test_the_embedded_database_is_the_default_and_postgresql_a_variable(tmp_path: Path) -> None:
    shown = "print(s.DATABASES['default']['ENGINE'], s.HUEY['huey_class'])"
    assert in_a_fresh_home(tmp_path, shown) == "django.db.backends.sqlite3 huey.SqliteHuey"
    there = in_a_fresh_home(tmp_path, shown, DATABASE_URL="postgres://ana@127.0.0.1:1/none")
    assert there == "django.db.backends.postgresql huey.PostgresHuey"


def test_names_from_outside_are_added_by_a_setting(tmp_path: Path) -> None:
    script = "print(s.ALLOWED_HOSTS[-1], s.CSRF_TRUSTED_ORIGINS, s.SESSION_COOKIE_SECURE, s.SECURE_PROXY_SSL_HEADER)"
    named = {"VARIORUM_ALLOWED_HOSTS": "news.example"}
    safe = in_a_fresh_home(tmp_path, script, VARIORUM_HTTPS="true", **named)
    assert safe == "news.example ['https://news.example'] True ('HTTP_X_FORWARDED_PROTO', 'https')"
    plain = in_a_fresh_home(tmp_path, script, VARIORUM_HTTPS="false", **named)
    assert plain == "news.example ['http://news.example'] False None"


def test_an_address_outside_opens_its_name_and_is_trusted_to_sign_in_from(tmp_path: Path) -> None:
    script = "print(s.ALLOWED_HOSTS[-1], s.CSRF_TRUSTED_ORIGINS, s.SESSION_COOKIE_SECURE)"
    address = {"VARIORUM_PUBLIC_URL": "https://news.example:8443"}
    safe = in_a_fresh_home(tmp_path, script, VARIORUM_HTTPS="true", **address)
    assert safe == "news.example ['https://news.example:8443'] True"


def test_no_page_may_load_anything_from_elsewhere_or_run_anything_inline() -> None:
    allowed = {source for sources in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].values() for source in sources}
    assert allowed == {"'self'", "'none'", "data:"}
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["script-src"] == ["'self'"]


@pytest.mark.django_db
def test_the_database_waits_for_its_turn_and_keeps_its_promises() -> None:
    if connection.vendor == "postgresql":
        assert connection.settings_dict["OPTIONS"]["pool"]["timeout"] == 30
        return
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (30_000,)


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    said = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=said)  # ends the program where one is
    assert said.getvalue().strip() == "No changes detected"


@pytest.mark.django_db(transaction=True)
def test_migrations_of_the_news_can_be_taken_back_and_done_again() -> None:
    call_command("migrate", "news", "0001", verbosity=0)
    call_command("migrate", "news", verbosity=0)
    assert "news_words" in connection.introspection.table_names()
