"""Forms that are sent to machines that asked for them."""

from collections.abc import Callable

import pytest
from pytest_httpserver import HTTPServer
from tests.fetch.web import FakeTime, asked

from variorum.errors import FetchError
from variorum.fetch import Client

pytestmark = pytest.mark.contract
MakeClient = Callable[..., Client]
FORM = {"hub.mode": "subscribe", "hub.topic": "https://paper.example/feed?a=1&b=é"}


def test_a_form_arrives_as_it_was_written(httpserver: HTTPServer, make_client: MakeClient) -> None:
    httpserver.expect_request("/hub", method="POST").respond_with_data("taken", status=202)
    page = make_client(contact="press@instance.example").post("https://hub.example/hub", FORM)
    assert (page.status, page.body, page.final_url) == (202, b"taken", "https://hub.example/hub")
    request = httpserver.log[0][0]
    assert request.form.to_dict() == FORM
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert request.headers["From"] == "press@instance.example"


def test_no_rules_for_robots_are_asked_before_a_form_is_sent(httpserver: HTTPServer, make_client: MakeClient) -> None:
    httpserver.expect_request("/hub").respond_with_data("", status=204)
    make_client().post("https://hub.example/hub", FORM)
    assert asked(httpserver) == ["hub.example/hub"]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_form_is_never_carried_on_to_somebody_else(
    httpserver: HTTPServer, make_client: MakeClient, status: int
) -> None:
    elsewhere = {"Location": "https://other.example/hub"}
    httpserver.expect_request("/hub").respond_with_data("", status=status, headers=elsewhere)
    with pytest.raises(FetchError) as caught:
        make_client().post("https://hub.example/hub", FORM)
    assert caught.value.kind == f"status-{status}"
    assert asked(httpserver) == ["hub.example/hub"]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://127.0.0.1/hub", "refused-address"),
        ("http://[::ffff:10.0.0.1]/hub", "refused-address"),
        ("https://hub.example:6379/hub", "refused-address"),
        ("file:///etc/passwd", "url"),
        ("https://me:word@hub.example/hub", "url"),
    ],
)
def test_a_form_goes_to_no_address_that_a_page_could_not_come_from(
    make_client: MakeClient, url: str, kind: str
) -> None:
    with pytest.raises(FetchError) as caught:
        make_client(hosts={}).post(url, FORM)
    assert caught.value.kind == kind


def test_a_machine_that_has_too_much_to_do_is_left_alone(
    httpserver: HTTPServer, make_client: MakeClient, time: FakeTime
) -> None:
    httpserver.expect_request("/hub").respond_with_data("", status=429, headers={"Retry-After": "90"})
    client = make_client()
    for kind in ("status-429", "paused"):
        with pytest.raises(FetchError) as caught:
            client.post("https://hub.example/hub", FORM)
        assert caught.value.kind == kind
    assert len(httpserver.log) == 1


def test_an_answer_to_a_form_has_the_limits_of_a_page(httpserver: HTTPServer, make_client: MakeClient) -> None:
    httpserver.expect_request("/hub").respond_with_data("x" * 2000)
    with pytest.raises(FetchError) as caught:
        make_client(max_bytes=1000).post("https://hub.example/hub", FORM)
    assert caught.value.kind == "too-large"


def test_two_forms_to_one_host_keep_its_pause(httpserver: HTTPServer, make_client: MakeClient, time: FakeTime) -> None:
    httpserver.expect_request("/hub").respond_with_data("")
    client = make_client(host_delay=3.0)
    client.post("https://hub.example/hub", FORM)
    client.post("https://hub.example/hub", FORM)
    assert time.slept == [3.0]
