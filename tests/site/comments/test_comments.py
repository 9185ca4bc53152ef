"""Comments: written by people with an account, seen once a moderator approved, no faster than a person writes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from tests.site.newsroom import BRIDGE, FERRY
from tests.site.people import Person

from variorum.model import Merge
from variorum_site.accounts.models import Profile
from variorum_site.comments.actions import LIMIT, WINDOW, TooManyCommentsError, decide, submit
from variorum_site.comments.forms import LONGEST
from variorum_site.comments.models import Comment, State
from variorum_site.news import store
from variorum_site.news.models import Story

pytestmark = [pytest.mark.site, pytest.mark.django_db]
PAGE = f"/stories/{FERRY}/"
WORDS = "Our papers wrote nothing of the failed inspections."


def write(person: Person, text: str = WORDS, country: str = "EG") -> HttpResponse:
    response: HttpResponse = person.client.post(PAGE, {"text": text, "country": country})  # type: ignore[assignment]  # stubs
    return response


def sees(person: Person, text: str = WORDS) -> bool:
    return text in person.client.get(PAGE).content.decode()


def comment_of(author: Person, story: Story, *, text: str = WORDS) -> Comment:
    assert author.user is not None
    return submit(story, author.user, text=text, country="EG", now=timezone.now())


def test_a_comment_waits_and_only_its_author_sees_it(
    story: Story, author: Person, reader: Person, moderator: Person, stranger: Person
) -> None:
    response = write(author)
    assert (response.status_code, response["Location"]) == (302, f"{PAGE}#comments")
    assert "Waits for a moderator" in author.client.get(PAGE).content.decode()
    assert [sees(person) for person in (author, reader, moderator, stranger)] == [True, False, False, False]


def test_an_approved_comment_is_seen_by_all(
    story: Story, author: Person, reader: Person, moderator: Person, stranger: Person
) -> None:
    comment = comment_of(author, story)
    response = moderator.client.post(f"/moderation/{comment.pk}/", {"decision": "approve"})
    assert (response.status_code, response["Location"]) == (302, "/moderation/")
    assert all(sees(person) for person in (author, reader, moderator, stranger))


def test_a_rejected_comment_stays_with_its_author_who_is_told(
    story: Story, author: Person, reader: Person, moderator: Person
) -> None:
    comment = comment_of(author, story)
    moderator.client.post(f"/moderation/{comment.pk}/", {"decision": "reject"})
    assert "Not accepted; only you see it" in author.client.get(PAGE).content.decode()
    assert not sees(reader)


def test_a_decision_keeps_who_made_it_and_may_be_changed(story: Story, author: Person, moderator: Person) -> None:
    comment = comment_of(author, story)
    for decision, state in (("reject", State.REJECTED), ("approve", State.APPROVED)):
        moderator.client.post(f"/moderation/{comment.pk}/", {"decision": decision})
        comment.refresh_from_db()
        assert (comment.state, comment.moderated_by) == (state, moderator.user)
    assert comment.moderated_at is not None


def test_a_decision_that_is_none_changes_nothing(story: Story, author: Person, moderator: Person) -> None:
    comment = comment_of(author, story)
    moderator.client.post(f"/moderation/{comment.pk}/", {"decision": "perhaps"})
    comment.refresh_from_db()
    assert comment.pending


@pytest.mark.parametrize(
    ("who", "page", "decision"),
    [("stranger", 302, 302), ("reader", 403, 403), ("author", 403, 403), ("editor", 403, 403), ("moderator", 200, 302)],
)
def test_only_a_moderator_moderates(
    request: pytest.FixtureRequest, story: Story, author: Person, who: str, page: int, decision: int
) -> None:
    person: Person = request.getfixturevalue(who)
    comment = comment_of(author, story)
    assert person.client.get("/moderation/").status_code == page
    response = person.client.post(f"/moderation/{comment.pk}/", {"decision": "approve"})
    assert response.status_code == decision
    comment.refresh_from_db()
    assert (comment.state == State.APPROVED) == (who == "moderator")


def test_the_action_itself_refuses_who_is_no_moderator(story: Story, author: Person, editor: Person) -> None:
    comment = comment_of(author, story)
    assert editor.user is not None
    with pytest.raises(PermissionDenied):
        decide(comment, editor.user, state=State.APPROVED, now=timezone.now())


@pytest.mark.parametrize(("who", "seen"), [("editor", False), ("reader", False), ("moderator", True)])
def test_only_a_moderator_is_offered_the_way_to_moderation(
    request: pytest.FixtureRequest, story: Story, who: str, seen: bool
) -> None:
    person: Person = request.getfixturevalue(who)
    assert ('href="/moderation/"' in person.client.get("/").content.decode()) is seen


def test_a_stranger_who_writes_is_asked_to_sign_in_and_nothing_is_kept(story: Story, stranger: Person) -> None:
    response = write(stranger)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=/stories/")
    assert not Comment.objects.exists()


def test_the_admin_approves_many_at_once_for_moderators_alone(
    story: Story, author: Person, moderator: Person, editor: Person
) -> None:
    chosen = [comment_of(author, story, text=f"{WORDS} {number}").pk for number in range(2)]
    action = {"action": "approve", "_selected_action": chosen}
    editor.client.post("/admin/comments/comment/", action)
    assert Comment.objects.filter(state=State.APPROVED).count() == 0
    moderator.client.post("/admin/comments/comment/", action)
    assert Comment.objects.filter(state=State.APPROVED, moderated_by=moderator.user).count() == 2
    moderator.client.post("/admin/comments/comment/", {**action, "action": "reject"})
    assert Comment.objects.filter(state=State.REJECTED).count() == 2


def test_nobody_writes_faster_than_a_person_does(story: Story, author: Person) -> None:
    for number in range(LIMIT):
        write(author, f"{WORDS} {number}")
    response = write(author, "One more.")
    assert response.status_code == 429
    assert "Please wait a little" in response.content.decode()
    assert Comment.objects.count() == LIMIT


def test_the_limit_is_each_persons_own_and_passes_with_time(story: Story, author: Person, reader: Person) -> None:
    for _ in range(LIMIT):
        comment_of(author, story)
    comment_of(reader, story)
    with pytest.raises(TooManyCommentsError):
        comment_of(author, story)
    Comment.objects.update(written_at=timezone.now() - WINDOW - timedelta(seconds=1))
    comment_of(author, story)


@pytest.mark.parametrize("text", ["", "   \n ", "x" * (LONGEST + 1)])
def test_an_empty_or_endless_comment_is_refused_with_the_form_still_filled(
    story: Story, author: Person, text: str
) -> None:
    response = write(author, text)
    assert response.status_code == 422
    assert 'class="errorlist"' in response.content.decode()
    assert not Comment.objects.exists()


def test_a_country_that_is_none_is_refused(story: Story, author: Person) -> None:
    assert write(author, country="<x").status_code == 422


def test_a_comment_shows_the_authors_chosen_name_and_country(story: Story, author: Person, moderator: Person) -> None:
    assert author.user is not None
    Profile.objects.create(user=author.user, display_name="Amira of Port Larran", home_country="EG")
    comment_of(author, story)
    Comment.objects.update(state=State.APPROVED)
    shown = moderator.client.get(PAGE).content.decode()
    assert "Amira of Port Larran" in shown
    assert "<span>Egypt</span>" in shown


def test_the_form_begins_with_the_authors_own_country(story: Story, author: Person) -> None:
    assert author.user is not None
    Profile.objects.create(user=author.user, home_country="EG")
    assert '<option value="EG" selected>' in author.client.get(PAGE).content.decode()


def test_comments_stay_with_a_story_that_is_merged_into_another(story: Story, author: Person, reader: Person) -> None:
    comment_of(author, Story.objects.get(id=BRIDGE))
    Comment.objects.update(state=State.APPROVED)
    store.apply([Merge(source=BRIDGE, target=FERRY, score=0.9, made_by="person:test")], now=timezone.now())
    assert sees(reader)


def test_moderation_says_when_nothing_waits(story: Story, moderator: Person) -> None:
    assert "No comment waits." in moderator.client.get("/moderation/").content.decode()


def test_moderation_lists_what_waits_oldest_first(story: Story, author: Person, moderator: Person) -> None:
    first, second = comment_of(author, story, text="The first."), comment_of(author, story, text="The second.")
    Comment.objects.filter(pk=first.pk).update(written_at=second.written_at - timedelta(hours=3))
    shown = moderator.client.get("/moderation/").content.decode()
    assert shown.index("The first.") < shown.index("The second.")
