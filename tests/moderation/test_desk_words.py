"""A spelling allowed from a card: for whom, and taken back by the same key as a decision."""

import pytest
from django.urls import reverse

from forum.comments import wordlists
from forum.comments.models import Phrase
from forum.moderation.models import Batch
from tests import make
from tests.moderation import waiting
from tests.moderation.answers import text_of

ALLOW = reverse("admin:comments_phrase_allow")
QUEUE = reverse("admin:desk_queue", args=["waiting"])
LISTS = ["comments.change_word", "comments.add_phrase"]
FCUK = {"start": 7, "end": 11, "written": "fcuk", "word": "fuck", "how": "swapped"}
FOUND = {"word": "fcuk", "field": "body", "words": [FCUK | {"list": "suspect"}], "names": []}


@pytest.fixture
def sam(db):
    """A senior moderator."""
    return make.staff("sam", *waiting.MODERATOR, *LISTS)


@pytest.fixture
def desk(client, sam):
    client.force_login(sam)
    return client


def offered(client) -> bool:
    return "Allow “fcuk”" in text_of(client.get(QUEUE))


def test_a_disguise_that_is_none_can_be_allowed_from_its_card(desk):
    wordlists.add(["fuck"], "suspect")
    first = waiting.held(rules={"suspect_word": FOUND}, body="What a fcuk.")
    waiting.held(body="Another.")
    assert offered(desk)

    there = f"{QUEUE}?at={first.pk}"
    response = desk.post(ALLOW, {"text": "fcuk", "comment": first.pk, "next": there}, follow=True)

    assert response.redirect_chain == [(there, 302)]
    assert "“fcuk” passes from now on." in text_of(response)
    assert response.context["card"].comment == first
    assert Phrase.objects.get(text="fcuk").source == f"comment:{first.pk}"


def test_the_key_for_undo_takes_it_back(desk):
    waiting.held(rules={"suspect_word": FOUND}, body="What a fcuk.")
    desk.post(ALLOW, {"text": "fcuk"})

    undo = desk.get(QUEUE).context["undo"]
    assert undo.label == "changed the word lists"
    response = desk.post(undo.url, headers={"HX-Request": "true"})

    assert response.headers["HX-Refresh"] == "true"  # the same page, with what it says of it
    assert "The change of the word lists is undone." in text_of(desk.get(QUEUE))
    assert not Phrase.objects.filter(text="fcuk").exists()
    assert [batch.verb for batch in Batch.objects.order_by("pk")] == ["words", "undo"]


def test_without_javascript_undoing_it_leads_back_to_the_list(desk):
    desk.post(ALLOW, {"text": "fcuk"})

    response = desk.post(desk.get(QUEUE).context["undo"].url)

    assert response.headers["Location"] == QUEUE


def test_who_may_not_change_the_lists_is_offered_nothing(client, db):
    waiting.held(rules={"suspect_word": FOUND}, body="What a fcuk.")
    client.force_login(make.staff("milo", *waiting.MODERATOR))

    assert not offered(client)


def test_of_words_that_are_gone_no_spelling_is_offered(desk):
    comment = waiting.held(rules={"suspect_word": FOUND}, body="What a fcuk.")
    type(comment).objects.filter(pk=comment.pk).update(revision=2)

    assert not offered(desk)


def test_a_word_as_listed_is_taken_off_its_list_and_not_allowed_beside_it(desk):
    exact = FOUND | {"words": [FOUND["words"][0] | {"how": "word"}]}
    waiting.held(rules={"suspect_word": exact}, body="What a fcuk.")

    assert not offered(desk)
