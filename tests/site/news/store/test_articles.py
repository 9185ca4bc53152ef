"""Articles and what hangs on them: what is saved is loaded equal, and a changed text makes a revision."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.site.news.making import NOW, TEXT, article, full_article, outlet

from variorum.claims.reading import MADE_BY as CLAIMS_STEP
from variorum.errors import InputError
from variorum.model import ArticleClaims, Basis, Claim, Precision, Rejected, Reprint, Span
from variorum_site.news import models as rows
from variorum_site.news import store

pytestmark = [pytest.mark.site, pytest.mark.django_db]


def test_an_article_with_every_field_comes_back_equal() -> None:
    store.save_outlet(outlet())
    assert store.save_article(full_article(), now=NOW).changed
    assert store.load_article("bridge-1") == full_article()
    assert store.load_article("nobody") is None


def test_an_article_with_hardly_a_field_comes_back_equal() -> None:
    bare = replace(full_article(), outlet=None, capture=None, published=None, precision=None, headline=None, authors=())
    store.save_article(bare, now=NOW)
    assert store.load_article("bridge-1") == bare
    assert rows.Article.objects.get().headline == "The bridge at Orla opened on Monday."


def test_the_same_text_once_more_changes_nothing() -> None:
    store.save_article(article(), now=NOW)
    stored = store.save_article(replace(article(), fetched_at=NOW), now=NOW + timedelta(hours=1))
    assert (stored.changed, stored.article) == (False, article())
    assert store.all_revisions("bridge-1") == [article()]


def test_another_text_makes_another_revision_and_the_first_one_stays() -> None:
    store.save_article(article(), now=NOW)
    second = store.save_article(article(text=TEXT + "\nIt closed again."), now=NOW)
    assert (second.changed, second.article.revision) == (True, 2)
    assert [one.revision for one in store.all_revisions("bridge-1")] == [1, 2]
    assert store.load_article("bridge-1", revision=1) == article()
    assert store.load_revisions({"bridge-1": 1}) == {"bridge-1": article()}


def test_a_text_that_only_looks_different_makes_no_revision() -> None:
    store.save_article(article(), now=NOW)
    stored = store.save_article(article(text=TEXT.replace(" ", "  ") + "\nUpdated 5 minutes ago"), now=NOW)
    assert (stored.changed, rows.Revision.objects.count()) == (False, 1)


def test_a_page_cut_down_is_kept_and_the_fuller_text_stays_in_force() -> None:
    long = "\n".join(
        f"The board of the bridge met on day {number} and voted on pillar {number} again." for number in range(9)
    )
    short = "Subscribe to go on reading about the bridge."
    store.save_article(article(text=long), now=NOW)
    for _ in range(2):  # the second time it is nothing new
        assert not store.save_article(article(text=short), now=NOW).changed
    assert [one.text for one in store.all_revisions("bridge-1")] == [long, short]
    assert store.load_article("bridge-1") == article(text=long)
    assert not store.save_article(article(text=long), now=NOW).changed
    more = store.save_article(article(text=long + "\nThen it rained."), now=NOW)
    assert (more.changed, more.article.revision) == (True, 3)


def test_one_address_is_one_article_whatever_its_id() -> None:
    store.save_article(article(url="https://harbour-post.example/bridge"), now=NOW)
    address = "https://harbour-post.example/bridge?utm_source=x"
    stored = store.save_article(article("other", url=address, text="Changed."), now=NOW)
    assert (stored.article.id, stored.article.revision) == ("bridge-1", 2)


def test_a_revision_keeps_the_time_of_the_first_publication() -> None:
    store.save_article(article(), now=NOW)
    store.save_article(article(text="Changed.", published=NOW + timedelta(hours=5)), now=NOW)
    assert rows.Article.objects.get().at == NOW


def test_an_article_of_an_unknown_day_stands_at_the_time_it_was_fetched() -> None:
    fetched = NOW - timedelta(hours=3)
    store.save_article(article(published=None, precision=None, fetched_at=fetched), now=NOW)
    row = rows.Article.objects.get()
    assert (row.at, row.dated) == (fetched, False)


def test_articles_come_by_time_and_in_the_order_of_arrival() -> None:
    store.save_article(article("late", published=NOW, precision=Precision.DAY), now=NOW)
    store.save_article(article("early", published=NOW - timedelta(days=1)), now=NOW)
    assert list(store.load_articles(["late", "early"])) == ["early", "late"]
    assert [one.id for one in store.iter_articles()] == ["late", "early"]
    assert [one.id for one in store.ungrouped_articles()] == ["late", "early"]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"identity": "x" * 300}, "longer than 255"),
        ({"country": "MYS"}, "two letters"),
        ({"language": "x" * 21}, "tag"),
    ],
)
def test_what_no_database_could_hold_is_refused_in_a_sentence(facts: dict[str, str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        store.save_article(article(**facts), now=NOW)


def test_a_letter_that_postgresql_does_not_know_becomes_a_space() -> None:
    store.save_article(article(text="One\x00two"), now=NOW)
    found = store.load_article("bridge-1")
    assert found is not None
    assert found.text == "One two"


@pytest.mark.parametrize(("identity", "plain"), [("post-ferry", True), ("a/b", False), ("ö", False), ("x" * 65, False)])
def test_an_address_holds_the_id_where_it_is_plain_and_a_hash_where_not(identity: str, plain: bool) -> None:
    assert (store.slug_of(identity) == identity) is plain
    assert len(store.slug_of(identity)) <= 64


def test_claims_come_back_equal_and_those_of_an_older_step_are_missing() -> None:
    store.save_article(article(), now=NOW)
    claims = ArticleClaims(article="bridge-1", revision=1, claims=(Claim(span=Span(0, 9)),), made_by=CLAIMS_STEP)
    store.save_claims([claims])
    assert store.load_claims({"bridge-1": 1}) == {"bridge-1": claims}
    newer = replace(claims, claims=())
    store.save_claims([newer])
    assert store.load_claims({"bridge-1": 1}) == {"bridge-1": newer}
    store.save_claims([replace(claims, made_by="claims/0")])
    assert store.load_claims({"bridge-1": 1}) == {}
    rows.Claims.objects.update(made_by=CLAIMS_STEP, record={"article": "bridge-1", "moods": []})
    assert store.load_claims({"bridge-1": 1}) == {}
    assert store.load_claims({"bridge-1": 2, "bridge-9": 1}) == {}


def test_reprints_come_back_equal_and_a_new_count_replaces_the_old() -> None:
    for name in ("one", "two"):
        store.save_article(article(name), now=NOW)
    found = [
        Reprint(article="two", origin="one", overlap=0.75, basis=Basis.TEXT),
        Reprint(article="one", origin=None, agency="Nordwire", basis=Basis.CREDIT),
    ]
    store.save_reprints(found, among=["one", "two"])
    assert store.load_reprints(["one", "two"]) == found
    store.save_reprints(found[:1], among=["one", "two"])
    assert store.load_reprints(["one", "two"]) == found[:1]


def test_a_rejection_comes_back_equal_and_is_stored_once() -> None:
    refusal = Rejected(subject="https://x.example/", step="extract/1", reason="No text.", facts={"kind": "empty"})
    for _ in range(2):
        store.save_rejection(refusal, now=NOW)
    assert list(store.load_rejections()) == [refusal]


def test_an_address_means_its_own_article_whatever_it_ends_with() -> None:
    for name, address in (("quay", "one.example/y"), ("zother", "two.example/news/quay"), ("aother", "two.example/a")):
        store.save_article(article(name, url=f"https://{address}"), now=NOW)
    assert store.find_identity("https://two.example/news/quay") == "zother"
    assert store.find_identity("https://nowhere.example/quay") is None
    assert store.find_identity("quay") == "quay"
    assert store.find_identity("/news/quay") is None


def test_an_id_that_looks_like_an_address_and_one_that_is_hashed_are_found() -> None:
    store.save_article(article("https://old.example/7", url=None), now=NOW)
    store.save_article(article("記事 1", url=None), now=NOW)
    assert store.find_identity("https://old.example/7") == "https://old.example/7"
    assert store.find_identity(store.slug_of("記事 1")) == "記事 1"
