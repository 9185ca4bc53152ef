"""The console command, as a person uses it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner, Result
from django.contrib.auth.models import User
from tests.site.news.making import feed, outlet, state

from variorum.errors import ConfigError
from variorum_site.command import main
from variorum_site.commands.serving import address_of, free_port
from variorum_site.news import models as rows
from variorum_site.news import store
from variorum_site.news.store import Fault, save_fault

pytestmark = [pytest.mark.site]

FERRY = {
    "id": "ferry-1",
    "outlet": "Harbour Post",
    "country": "MY",
    "language": "en",
    "published": "2026-03-04",
    "headline": "Ferry sinks off Port Larran",
    "text": "The ferry Marisol sank off Port Larran on Tuesday.\nThe coast guard said 12 people were killed.",
}
LUNA = {**FERRY, "id": "ferry-2", "outlet": "Correo de Luna", "country": "MX", "language": "es"}


def variorum(*words: str, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(main, list(words), input=stdin, catch_exceptions=False)


def subprocess_environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VARIORUM_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    return {**kept, "VARIORUM_HOME": str(home)}


def json_lines(*articles: dict[str, str]) -> str:
    return "".join(json.dumps(article) + "\n" for article in articles)


def test_help_lists_every_command_without_importing_django() -> None:
    script = (
        "import sys\nfrom variorum_site.command import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\nassert 'django' not in sys.modules"
    )
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    for name in ("demo", "run", "ingest", "search", "export", "doctor", "createowner", "extract", "compare"):
        assert f"  {name} " in shown


@pytest.mark.django_db
def test_an_invented_world_stays_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    from variorum_site.commands.opening import mark_demo
    from variorum_site.news import models as rows

    monkeypatch.setattr(settings, "VARIORUM", replace(settings.VARIORUM, home=tmp_path))
    mark_demo(settings.VARIORUM)
    assert variorum("ingest", "-", stdin=json_lines(FERRY)).exit_code == 0
    assert rows.Article.objects.count() == 1
    assert not rows.Feed.objects.exists()
    refused = variorum("run")
    assert refused.exit_code == 2
    assert "holds the invented world of the demo: set VARIORUM_HOME" in refused.output


@pytest.mark.django_db
def test_articles_are_taken_in_from_a_file_and_from_standard_input(tmp_path: Path) -> None:
    listed = tmp_path / "ferry.jsonl"
    listed.write_text(json_lines(FERRY))
    first = variorum("ingest", str(listed))
    assert first.exit_code == 0, first.output
    assert f"{listed}: 1 article, 1 of them new or changed" in first.output
    assert "1 article found its story; 1 story was compared." in first.output
    assert "standard input: 1 article, 1 of them new" in variorum("ingest", "-", stdin=json_lines(LUNA)).output


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param(
            json_lines(FERRY) + '{"no": "id"}\n', 'line 2: an article needs an "id"', id="a line without an id"
        ),
        pytest.param("id,headline\n", "is no feed, page, OPML list, WARC file or JSON lines", id="a table"),
        pytest.param("", "is no feed, page", id="nothing at all"),
    ],
)
def test_bad_input_is_refused_in_one_sentence_with_status_2(body: str, said: str) -> None:
    result = variorum("ingest", "-", stdin=body)
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output
    assert rows.Article.objects.count() == 0


@pytest.mark.django_db
def test_a_file_that_is_not_there_is_named() -> None:
    result = variorum("ingest", "/nowhere/at/all.jsonl")
    assert result.exit_code == 2
    assert "/nowhere/at/all.jsonl cannot be read (No such file or directory)" in result.output


@pytest.mark.django_db
def test_what_was_exported_can_be_taken_in_again_and_changes_nothing() -> None:
    variorum("ingest", "-", stdin=json_lines(FERRY, LUNA))
    exported = variorum("export", "articles").output
    assert [json.loads(line)["id"] for line in exported.splitlines()] == ["ferry-1", "ferry-2"]
    assert "2 articles, 0 of them new or changed" in variorum("ingest", "-", stdin=exported).output


@pytest.mark.django_db
def test_stories_and_breakdowns_are_exported_with_spans_that_cut_the_text() -> None:
    variorum("ingest", "-", stdin=json_lines(FERRY, LUNA))
    stories = [json.loads(line) for line in variorum("export", "stories").output.splitlines()]
    assert sorted(article for story in stories for article in story["articles"]) == ["ferry-1", "ferry-2"]
    readings = [json.loads(line) for line in variorum("export", "breakdowns").output.splitlines()]
    spans = [one["span"] for reading in readings for one in reading["summary"]["sentences"]]
    assert spans
    assert all(FERRY["text"][start:end].endswith(".") for start, end in spans)


@pytest.mark.django_db
def test_articles_are_found_by_their_words() -> None:
    variorum("ingest", "-", stdin=json_lines(FERRY, LUNA))
    shown = variorum("search", "marisol", "LARRAN", "--country", "my").output
    assert "Ferry sinks off Port Larran" in shown
    assert "1 found." in shown
    found = [json.loads(line) for line in variorum("search", "coast", "--format", "jsonl").output.splitlines()]
    assert {one["id"] for one in found} == {"ferry-1", "ferry-2"}
    assert "0 found." in variorum("search", "volcano").output


@pytest.mark.django_db
def test_doctor_says_what_is_in_force_and_what_is_stored() -> None:
    result = variorum("doctor", "--format", "json")
    findings = {(one["part"], one["name"]): one for one in json.loads(result.output)}
    assert findings["in force", "home"]["source"] == "VARIORUM_HOME"
    assert findings["reachable", "database"]["level"] == "ok"
    assert findings["stored", "articles"]["said"] == "0"
    assert findings["stored", "faults"]["level"] == "ok"
    assert "in force" in variorum("doctor").output


@pytest.mark.django_db
def test_a_page_without_text_is_told_of_once_and_in_our_words(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<title>The quay of Larran burns</title><link rel="canonical" href="https://a.example/1"><body></body>'
    )
    result = variorum("ingest", str(page))
    assert "refused: https://a.example/1" in result.stdout
    assert result.stderr == ""


def test_doctor_makes_nothing_where_nothing_was_made(tmp_path: Path) -> None:
    home = tmp_path / "home"
    command = [sys.executable, "-m", "variorum_site.command", "doctor", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, env=subprocess_environment(home), timeout=20)
    findings = {(one["part"], one["name"]): one["said"] for one in json.loads(done.stdout)}
    assert findings["reachable", "database"] == findings["home", str(home)] == "not made yet: the first run makes it"
    assert (done.returncode, home.exists()) == (0, False)


@pytest.mark.django_db
def test_a_page_that_is_taken_in_first_of_all_finds_its_outlet(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    text = "".join(f"<p>The harbour of Larran was closed for {n} days, the harbour board said.</p>" for n in range(9))
    head = '<link rel="canonical" href="https://www.spiegel.de/larran-1.html"><meta property="article:published_time" '
    page.write_text(f'<html lang="en"><head>{head}content="2031-03-04T05:06Z"></head><body><h1>Quay</h1>{text}</body>')
    variorum("ingest", str(page))
    (stored,) = map(json.loads, variorum("export", "articles").output.splitlines())
    assert stored["country"] == "DE"


@pytest.mark.django_db
def test_doctor_warns_of_faults() -> None:
    fault = Fault(error="ZeroDivisionError", message="nothing to share", where="share.py, line 1")
    save_fault("compare", "s1", fault, inputs="", now=datetime(2026, 3, 4, tzinfo=UTC))
    findings = {one["name"]: one for one in json.loads(variorum("doctor", "--format", "json").output)}
    assert findings["faults"]["level"] == "warning"
    assert findings["faults"]["said"].startswith("1: ")


@pytest.mark.django_db
def test_doctor_says_how_many_feeds_are_in_which_condition() -> None:
    store.save_outlet(outlet(feeds=tuple(feed(name=name) for name in "abc")))
    store.save_feed_state(state(feed(name="a").url))
    store.save_feed_state(state(feed(name="b").url, works=False))
    findings = {one["name"]: one for one in json.loads(variorum("doctor", "--format", "json").output)}
    assert findings["feeds"]["said"] == "3 feeds: 1 unread, 1 ok, 1 failing"
    assert findings["feeds"]["level"] == "warning"


def test_doctor_warns_of_host_mappings_and_hides_the_password(tmp_path: Path) -> None:
    environment = {
        **subprocess_environment(tmp_path / "home"),
        "VARIORUM_FETCH_HOSTS": "herald.example=127.0.0.1:8431",
        "DATABASE_URL": "postgres://ana:secret@127.0.0.1:1/none",
    }
    command = [sys.executable, "-m", "variorum_site.command", "doctor", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=20)  # no half minute's wait
    findings = {(one["part"], one["name"]): one for one in json.loads(done.stdout)}
    assert done.returncode == 1
    assert findings["in force", "fetch.hosts"]["level"] == "warning"
    assert findings["reachable", "database"]["level"] == "fault"
    assert "secret" not in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.django_db
def test_the_owner_gets_an_account_and_later_a_new_password() -> None:
    made = variorum("createowner", "--name", "ana", "--password-stdin", stdin="quay-lantern-42\n")
    assert made.output.strip() == "ana may do everything now, at /admin/."
    owner = User.objects.get(username="ana")
    assert (owner.is_superuser, owner.is_staff, owner.check_password("quay-lantern-42")) == (True, True, True)
    assert (
        "new password" in variorum("createowner", "--name", "ana", "--password-stdin", stdin="tide-table-77\n").output
    )


@pytest.mark.django_db
def test_a_weak_password_is_refused() -> None:
    result = variorum("createowner", "--name", "ana", "--password-stdin", stdin="12345\n")
    assert result.exit_code == 2
    assert not User.objects.exists()


def test_a_taken_port_gives_way_to_the_next_free_one() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        assert free_port("127.0.0.1", port) > port


def test_no_free_port_is_said_in_a_sentence() -> None:
    with pytest.raises(ConfigError, match="name another with --port"):
        free_port("192.0.2.1", 8000)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/"),
        ("0.0.0.0", "http://127.0.0.1:8000/"),
        ("::1", "http://[::1]:8000/"),
    ],
)
def test_the_address_can_be_opened_in_a_browser(host: str, address: str) -> None:
    assert address_of(host, 8000) == address


def test_the_demo_takes_in_its_world_and_ends(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "variorum_site.command", "demo", "--once", "--home", str(tmp_path / "home")]
    done = subprocess.run(
        command, capture_output=True, text=True, env=subprocess_environment(tmp_path / "other"), timeout=180
    )
    assert done.returncode == 0, done.stderr
    first = done.stdout.splitlines()[0]
    assert int(first.split()[0]) >= 8
    assert (tmp_path / "home" / "variorum.sqlite3").exists()
    assert list((tmp_path / "home" / "captures").glob("*.warc.gz"))
    assert (tmp_path / "home" / "secret.key").stat().st_mode & 0o077 == 0


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`variorum run` of an empty site, and its address."""
    command = [sys.executable, "-m", "variorum_site.command", "run", "--no-poll", "--port", "18431"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=subprocess_environment(tmp_path)
    )
    assert process.stdout is not None
    line = next(line for line in process.stdout if "Variorum is at" in line)
    yield process, line.split()[-1]
    process.kill()
    process.wait()
    process.stdout.close()


def test_run_serves_the_site_and_stops_when_it_is_interrupted(served: tuple[subprocess.Popen[str], str]) -> None:
    process, address = served
    with urlopen(address, timeout=60) as response:
        assert response.status == 200
        assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    began = time.monotonic()
    process.send_signal(2)
    assert process.wait(timeout=20) == 0
    assert time.monotonic() - began < 15


@pytest.mark.django_db
def test_a_bad_source_keeps_the_good_ones_before_it_from_being_half_taken_in(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text(json_lines({"id": "a", "text": "Une digue a cédé.", "headline": "Digue"}), encoding="utf-8")
    bad.write_text(json_lines({"id": "b", "text": "Ein Damm brach."}) + "not json\n", encoding="utf-8")
    refused = variorum("ingest", str(good), str(bad))
    assert (refused.exit_code, "bad.jsonl, line 2: this is no JSON" in refused.stderr) == (2, True)
    assert variorum("export", "articles").output == ""


@pytest.mark.django_db
def test_what_was_taken_in_before_an_address_that_does_not_answer_is_kept_and_told(tmp_path: Path) -> None:
    good = tmp_path / "good.jsonl"
    good.write_text(json_lines({"id": "a", "text": "Une digue\u2028a cédé.", "headline": "Digue"}), encoding="utf-8")
    done = variorum("ingest", str(good), "http://127.0.0.1:1/feed.xml")
    assert done.exit_code == 2
    assert "1 article, 1 of them new" in done.stdout
    assert json.loads(variorum("export", "articles").output)["id"] == "a"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("page.html", "<!doctype html><title>Кай</title><p>Nobody says where this was.</p>", "name it with --url"),
        ("list.opml", "<opml version='2.0'><body><outline xmlUrl='ht", "names no feed"),
        ("feed.xml", "<rss><channel", "feed.xml: "),
        ("lines.jsonl", json_lines({"id": "b", "text": "x", "country": "Orla"}), "line 1: The country of b"),
        ("folder", None, "holds no HTML file"),
    ],
)
def test_where_one_file_cannot_be_taken_in_nothing_of_the_others_is(
    tmp_path: Path, name: str, body: str | None, said: str
) -> None:
    good, bad = tmp_path / "good.jsonl", tmp_path / name
    good.write_text(json_lines({"id": "a", "text": "Une digue a cédé."}), encoding="utf-8")
    if body is None:
        bad.mkdir()
    else:
        bad.write_text(body, encoding="utf-8")
    refused = variorum("ingest", str(good), str(bad))
    assert (refused.exit_code, said in refused.stderr, refused.stdout) == (2, True, "")
    assert not rows.Article.objects.exists()
