"""Django's settings, derived from Variorum's own: see variorum.config and `variorum doctor`."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
import psycopg
from csp.constants import NONE, SELF
from django.db import connections

from variorum.config import load_settings

VARIORUM = load_settings()
SITE = Path(__file__).resolve().parent


def _secret_key(home: Path) -> str:
    """The key of this home, made at first run; only the owner may read the file."""
    path = home / "secret.key"
    home.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii").strip()


def _database(url: str) -> dict[str, Any]:
    found: dict[str, Any] = dict(dj_database_url.parse(url))
    if found["ENGINE"].endswith("postgresql"):
        found["OPTIONS"] = {**found.get("OPTIONS", {}), "pool": {"min_size": 1, "max_size": 20, "timeout": 30}}
        found["CONN_MAX_AGE"] = 0  # the pool keeps connections
    elif found["ENGINE"].endswith("sqlite3"):
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;",
        }
    return found


def direct_connection(**more: Any) -> psycopg.Connection[Any]:
    """A connection besides the pool, to the PostgreSQL database that Django uses: in a test, the test's."""
    found = connections["default"].settings_dict
    names = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password", "NAME": "dbname"}
    options = {name: value for name, value in found["OPTIONS"].items() if name != "pool"}
    named = {ours: found[theirs] for theirs, ours in names.items() if found[theirs]}
    return psycopg.connect(**{**named, **options, **more})


def _languages() -> list[tuple[str, str]]:
    """English, and every language whose translation ships."""
    shipped = {path.parent.parent.name for path in SITE.glob("locale/*/LC_MESSAGES/django.mo")}
    return sorted((tag.lower().replace("_", "-"), name) for tag, name in _NAMES.items() if tag in {*shipped, "en"})


_NAMES = {
    "ar": "العربية",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fa": "فارسی",
    "fr": "Français",
    "he": "עברית",
    "hi": "हिन्दी",
    "id": "Bahasa Indonesia",
    "it": "Italiano",
    "ja": "日本語",
    "ko": "한국어",
    "ms": "Bahasa Melayu",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "ru": "Русский",
    "sw": "Kiswahili",
    "tr": "Türkçe",
    "uk": "Українська",
    "zh_Hans": "简体中文",
}

SECRET_KEY = _secret_key(VARIORUM.home)
DEBUG = VARIORUM.debug
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", VARIORUM.host, *VARIORUM.outside_hosts]
CSRF_TRUSTED_ORIGINS = [
    f"{'https' if VARIORUM.https else 'http'}://{host}" for host in VARIORUM.allowed_hosts if host != "*"
]
if VARIORUM.public_url:  # its scheme and port are what browsers see, whatever the proxy sees
    CSRF_TRUSTED_ORIGINS.append("{0.scheme}://{0.netloc}".format(urlsplit(VARIORUM.public_url)))
ROOT_URLCONF = "variorum_site.urls"
WSGI_APPLICATION = "variorum_site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": _database(VARIORUM.database_url)}
SITE_ID = 1

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "axes",
    "csp",
    "variorum_site.news",
    "variorum_site.accounts",
    "variorum_site.comments",
    "variorum_site.reading",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "variorum_site.accounts.mail.mail_facts",
            ]
        },
    }
]

# --- people
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # a fresh instance has no mail server
ACCOUNT_LOGOUT_ON_GET = False
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 1  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_VERBOSE = False
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# --- languages and time
LANGUAGE_CODE = "en"
LANGUAGES = _languages()
LOCALE_PATHS = [SITE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- files
STATIC_URL = "/static/"
STATIC_ROOT = VARIORUM.home / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns of a missing one
STATICFILES_DIRS = [path for path in (SITE / "static",) if path.is_dir()]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600

# --- safety: no page loads anything from elsewhere, nothing inline
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "worker-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if VARIORUM.https else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = VARIORUM.https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# --- jobs: the queue lies beside the database, or in it where several machines work; its tables are made by who runs it
HUEY: dict[str, Any] = {"name": "variorum", "immediate": False, "create_tables": False}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    HUEY |= {"huey_class": "huey.PostgresHuey", "connection": {"connection": direct_connection}}
else:
    HUEY |= {"huey_class": "huey.SqliteHuey", "filename": str(VARIORUM.home / "jobs.sqlite3")}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"full_disk": {"()": "variorum_site.news.running.full_disk.FullDiskFilter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["full_disk"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # A page that is not there is no event worth a line; a fault in one is.
    "loggers": {"huey": {"level": "WARNING"}, "axes": {"level": "WARNING"}, "django.request": {"level": "ERROR"}},
}
