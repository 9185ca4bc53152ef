"""Settings: where each comes from, and what a bad one says."""

from pathlib import Path

import pytest

from variorum.config import load_settings
from variorum.errors import ConfigError

pytestmark = pytest.mark.unit


def settings_file(home: Path, text: str) -> dict[str, str]:
    (home / "variorum.toml").write_text(text, encoding="utf-8")
    return {"VARIORUM_HOME": str(home)}


def test_the_default_is_a_sqlite_file_in_the_home_folder(tmp_path: Path) -> None:
    settings = load_settings({"VARIORUM_HOME": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{tmp_path / 'variorum.sqlite3'}"
    assert settings.sources == {"home": "VARIORUM_HOME"}


def test_the_file_is_read_and_named_as_the_source(tmp_path: Path) -> None:
    settings = load_settings(settings_file(tmp_path, "port = 8123\n[fetch]\nhost_delay = 2.5\nports = [80, 8080]\n"))
    assert (settings.port, settings.fetch.host_delay, settings.fetch.ports) == (8123, 2.5, (80, 8080))
    assert settings.sources["fetch.host_delay"] == str(tmp_path / "variorum.toml")


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    environ = settings_file(tmp_path, "port = 8123\n") | {"VARIORUM_PORT": "9000", "DATABASE_URL": "postgres://u@h/d"}
    settings = load_settings(environ)
    assert (settings.port, settings.database_url) == (9000, "postgres://u@h/d")
    assert settings.sources["port"] == "VARIORUM_PORT"


def test_lists_are_written_as_lists_or_with_commas(tmp_path: Path) -> None:
    environ = settings_file(tmp_path, 'https = true\nallowed_hosts = ["news.example", "n.example"]\n')
    assert load_settings(environ).allowed_hosts == ("news.example", "n.example")
    assert load_settings(environ | {"VARIORUM_ALLOWED_HOSTS": "a.example, b.example"}).allowed_hosts == (
        "a.example",
        "b.example",
    )


def test_a_site_that_is_reached_from_outside_must_say_whether_it_speaks_https(tmp_path: Path) -> None:
    environ = settings_file(tmp_path, 'allowed_hosts = ["news.example"]\n')
    with pytest.raises(ConfigError, match=r"variorum\.toml, but not https: write https = true"):
        load_settings(environ)
    assert load_settings(environ | {"VARIORUM_HTTPS": "false"}).https is False


def test_hosts_are_mapped_from_the_environment_or_the_file(tmp_path: Path) -> None:
    named = load_settings(settings_file(tmp_path, '[fetch.hosts]\n"a.example" = "127.0.0.1:81"\n'))
    assert named.fetch.hosts == {"a.example": "127.0.0.1:81"}
    given = load_settings({"VARIORUM_HOME": str(tmp_path), "VARIORUM_FETCH_HOSTS": "*=127.0.0.1:82, b=127.0.0.1:83"})
    assert given.fetch.hosts == {"*": "127.0.0.1:82", "b": "127.0.0.1:83"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("port = \n", "is not valid TOML"),
        ('port = "many"\n', "port is 'many'"),
        ("fetch = 3\n", "fetch in"),
        ('debug = "perhaps"\n', "debug is 'perhaps'"),
        ("port = 0\n", "port is '0'"),
        ("port = 99999999\n", "port is '99999999'"),
        ('[fetch]\ntimeout = "soon"\n', "fetch.timeout is 'soon'"),
        ('[fetch]\nreservations = "perhaps"\n', "fetch.reservations is 'perhaps'"),
        ("colour = 3\n", "colour"),
        ("[fetch]\ncolour = 3\n", "fetch.colour"),
    ],
)
def test_a_bad_setting_is_named_with_its_file(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        load_settings(settings_file(tmp_path, text))
    assert says in str(refusal.value)
    assert "variorum.toml" in str(refusal.value)


def test_an_address_outside_is_kept_without_its_last_slash(tmp_path: Path) -> None:
    environ = {
        "VARIORUM_HOME": str(tmp_path),
        "VARIORUM_PUBLIC_URL": "https://news.example/",
        "VARIORUM_HTTPS": "true",
    }
    assert load_settings(environ).public_url == "https://news.example"
    assert load_settings(environ).outside_hosts == ("news.example",)
    with pytest.raises(ConfigError, match="public_url is 'https://' in VARIORUM_PUBLIC_URL"):
        load_settings(environ | {"VARIORUM_PUBLIC_URL": "https://"})
    with pytest.raises(ConfigError, match=r"public_url is 'news\.example' in VARIORUM_PUBLIC_URL"):
        load_settings(environ | {"VARIORUM_PUBLIC_URL": "news.example"})


def test_an_address_outside_asks_whether_a_proxy_speaks_https(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="public_url is set in VARIORUM_PUBLIC_URL, but not https"):
        load_settings({"VARIORUM_HOME": str(tmp_path), "VARIORUM_PUBLIC_URL": "https://news.example"})


def test_an_embedder_lies_in_the_home_folder_or_where_its_whole_path_says(tmp_path: Path) -> None:
    environ = settings_file(tmp_path, 'embedder = "models/news"\n')
    assert load_settings(environ).embedder == tmp_path / "models/news"
    assert load_settings(environ | {"VARIORUM_EMBEDDER": "/elsewhere"}).embedder == Path("/elsewhere")
    assert load_settings({"VARIORUM_HOME": str(tmp_path / "new")}).embedder is None
    with pytest.raises(ConfigError, match="embedder is '' in VARIORUM_EMBEDDER: give the folder"):
        load_settings({"VARIORUM_HOME": str(tmp_path), "VARIORUM_EMBEDDER": ""})
