"""A person at the desk: what moderators see of them, note about them and decide."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from forum.accounts.models import Standing
from forum.comments.models import Comment
from forum.moderation import decisions
from forum.moderation.models import Batch, Decision, Note
from tests import make
from tests.moderation import waiting
from tests.moderation.answers import said, url


@pytest.fixture
def sena(db):
    """A senior moderator: may judge people."""
    return make.staff("sena", *waiting.MODERATOR, "accounts.change_standing")


@pytest.fixture
def desk(client, sena):
    client.force_login(sena)
    return client


@pytest.fixture
def comment(db):
    return waiting.held(by=make.guest("Nell"), hand="aa")


def judge(client, comment, verb, **data):
    return client.post(url("judge", comment.pk), {"verb": verb} | data)


def test_the_page_of_an_author_tells_their_history(desk, comment, mona):
    removed = make.comment(by=make.guest("Nell"), body="About the ferry.", status="removed")
    make.comment(by=make.guest("Nell", email="other@example.org"))
    decisions.note(comment.person_key, mona, "Knows lamps.")
    decisions.suspend(["email:nell@example.org", "hand:aa"], mona)

    page = desk.get(url("author", comment.pk)).content.decode()

    for words in (
        "nell@example.org",
        "About the ferry.",
        "Knows lamps.",
        "suspended until",
        "Mona: suspended",
        "other@example.org",
        url("comment", removed.pk),
        url("queue", "waiting", author=comment.pk),
    ):
        assert words in page


def test_what_was_written_outside_ones_sections_is_not_on_the_page(client, sena):
    sena.scopes.create(section="Books")
    here, there = (make.discussion(section=name, url=f"/{name}/") for name in ("Books", "Screen"))
    own = waiting.held(here, by=make.guest("Nell"), body="About the ferry.")
    make.comment(there, by=make.guest("Nell"), body="About the lamp.")
    make.comment(there, by=make.guest("Nell", email="other@example.org"))
    client.force_login(sena)

    for name in ("author", "comment", "context"):
        page = client.get(url(name, own.pk)).content.decode()
        assert 'class="about"' in page
        assert "About the lamp." not in page
        assert "other@example.org" not in page
    assert "About the ferry." in client.get(url("author", own.pk)).content.decode()


@pytest.mark.parametrize("name", ["author", "comment", "context"])
def test_notes_are_for_those_who_may_read_notes(client, desk, comment, mona, name):
    decisions.note(comment.person_key, mona, "Knows lamps.")
    assert "Knows lamps." in desk.get(url(name, comment.pk)).content.decode()

    client.force_login(make.staff("vera", "comments.moderate_comment"))
    response = client.get(url(name, comment.pk))

    assert 'class="about"' in response.content.decode()
    assert "Knows lamps." not in response.content.decode()


def test_a_note_is_kept_with_who_wrote_it(desk, sena, comment):
    response = desk.post(url("note", comment.pk), {"body": "Knows\nlamps."})

    note = Note.objects.get()
    assert (note.key, note.body, note.by) == ("hand:aa", "Knows\nlamps.", sena)
    assert said(response) == ["Kept."]
    assert response["Location"] == url("author", comment.pk)


@pytest.mark.parametrize("body", ["", "  ", "x" * 1001])
def test_an_empty_or_endless_note_is_not_kept_and_what_was_typed_stays(desk, comment, body):
    response = desk.post(url("note", comment.pk), {"body": body})

    assert response.context["note_form"].errors
    assert not Note.objects.exists()


def test_nothing_is_noted_about_nobody(desk):
    nobody = waiting.held(by=make.guest("Nell", email=""))

    page = desk.get(url("author", nobody.pk)).content.decode()
    response = desk.post(url("note", nobody.pk), {"body": "Knows lamps."})

    assert 'name="body"' not in page
    assert said(response) == ["Nobody is known to have written it."]
    assert not Note.objects.exists()


VERDICTS = [
    ("warn", {"message": "Please."}, "warning", "Please."),
    ("suspend", {}, "rung", 1),
    ("suspend", {"rung": "3"}, "rung", 3),
    ("suspend", {"rung": "good"}, "suspended_for_good", True),
    ("hold", {}, "always_held", True),
]


@pytest.mark.parametrize(("verb", "data", "column", "value"), VERDICTS)
def test_a_verdict_binds_the_browser_alone(desk, comment, verb, data, column, value):
    judge(desk, comment, verb, **data)

    assert Standing.objects.values_list("key", column).get() == ("hand:aa", value)


@pytest.mark.parametrize(("verb", "data", "column", "value"), VERDICTS)
def test_where_that_is_chosen_it_binds_the_address_as_well(
    desk, comment, verb, data, column, value
):
    judge(desk, comment, verb, by_address="on", **data)

    found = Standing.objects.values_list("key", column)
    assert set(found) == {("email:nell@example.org", value), ("hand:aa", value)}


of_every_verdict = pytest.mark.parametrize(
    ("verb", "before"),
    [
        ("warn", {}),
        ("suspend", {}),
        ("lift", {"suspended_for_good": True}),
        ("hold", {}),
        ("trust", {"always_held": True}),
    ],
)


@of_every_verdict
def test_the_log_keeps_the_reason_of_every_verdict(desk, comment, verb, before):
    Standing.objects.create(key="email:nell@example.org", **before)

    judge(desk, comment, verb, reason="Third time.", message="Please.")

    assert set(Decision.objects.values_list("reason", flat=True)) == {"Third time."}


@pytest.mark.django_db(transaction=True)
@of_every_verdict
def test_every_verdict_opens_the_transaction_that_its_locks_need(desk, comment, verb, before):
    Standing.objects.create(key="hand:aa", **before)

    response = judge(desk, comment, verb, message="Please.")

    assert said(response) == ["Done, and in the log."]


def test_one_reason_for_the_log_stands_before_all_buttons(desk, comment):
    page = desk.get(url("author", comment.pk)).content.decode()

    form = page[page.index(url("judge", comment.pk)) :]
    assert form.index("Reason for the log") < form.index('name="reason"') < form.index("<button")


@pytest.mark.parametrize("key", ["hand:aa", "email:nell@example.org"])
@pytest.mark.parametrize(
    ("verb", "before"), [("lift", {"suspended_for_good": True}), ("trust", {"always_held": True})]
)
def test_a_verdict_is_taken_back_by_whatever_it_went(desk, comment, verb, before, key):
    Standing.objects.create(key=key, **before)

    judge(desk, comment, verb)

    standing = Standing.objects.get(key=key)
    assert (standing.suspended_for_good, standing.always_held) == (False, False)


def test_the_second_verdict_hears_of_the_first(desk, comment):
    judge(desk, comment, "suspend")

    response = judge(desk, comment, "suspend")

    assert any(
        re.fullmatch(r"Already suspended by Sena at [^.]+\.(m\.)?", one) for one in said(response)
    )


@pytest.mark.parametrize(
    "data",
    [
        {"verb": "warn"},
        {"verb": "warn", "message": " "},
        {"verb": "burn"},
        {},
        {"verb": "suspend", "rung": "9"},
    ],
)
def test_what_no_button_sends_changes_nothing(desk, comment, data):
    response = desk.post(url("judge", comment.pk), data)

    assert response.context["standing_form"].errors
    assert not Standing.objects.exists()


def test_a_moderator_who_is_no_senior_judges_nobody(client, milo, comment):
    client.force_login(milo)

    page = client.get(url("author", comment.pk)).content.decode()

    assert 'value="suspend"' not in page
    assert judge(client, comment, "suspend").status_code == 403
    assert not Standing.objects.exists()


def test_nobody_judges_themselves_or_removes_what_they_wrote(desk, sena):
    own = waiting.held(by=make.guest("Sena", member=sena))

    page = desk.get(url("author", own.pk)).content.decode()
    response = judge(desk, own, "warn", message="Please.")

    assert 'value="suspend"' not in page
    assert url("remove_recent", own.pk) not in page
    assert said(response) == ["Your own: another moderator decides about it."]


# Removing what somebody wrote ------------------------------------------------------------------


def ask(client, comment, **data):
    return client.get(url("remove_recent", comment.pk), {"hours": 24, "where": "everywhere"} | data)


def remove(client, comment, **data):
    data = {"hours": 24, "where": "everywhere", "reason": "spam"} | data
    return client.post(url("remove_recent", comment.pk), data)


@pytest.fixture
def written(comment):
    """By Nell: one here, one elsewhere, one two days ago, one that is removed; one by Otto."""
    now = timezone.now()
    nell = {"by": make.guest("Nell"), "hand": "aa"}
    make.comment(**nell)
    make.comment(**nell, posted_at=now - timedelta(hours=48))
    make.comment(**nell, status="removed")
    make.comment(comment.discussion, by=make.guest("Otto"))
    return comment


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, 2),
        ({"where": "here"}, 1),
        ({"hours": 168}, 3),
        ({"hours": 168, "where": "here"}, 1),
    ],
)
def test_the_page_says_how_many_are_removed_and_that_many_are(desk, written, asked, count):
    shown = ask(desk, written, **asked)
    before = Comment.objects.filter(status="removed").count()

    response = remove(desk, written, **asked)

    assert shown.context["count"] == count
    assert Comment.objects.filter(status="removed").count() == before + count
    assert Batch.objects.get().size == count
    assert f"{count} comment" in said(response)[0]
    assert response["Location"] == url("author", written.pk)


def test_the_batch_says_how_they_were_chosen_and_is_undone_as_one(desk, written):
    remove(desk, written)
    batch = Batch.objects.get()

    desk.post(url("undo", batch.pk))

    assert batch.summary == "by Nell, 24 hours"
    assert Comment.objects.filter(status="removed").count() == 1


def test_nothing_is_removed_without_a_reason(desk, written):
    response = remove(desk, written, reason="")

    assert response.context["form"].errors
    assert not Decision.objects.exists()


@pytest.mark.parametrize("asked", [{"hours": "2"}, {"hours": "x"}, {"where": "there"}])
def test_what_the_form_does_not_offer_is_refused(desk, written, asked):
    assert ask(desk, written, **asked).status_code == 400
    assert remove(desk, written, **asked).status_code == 400
    assert not Decision.objects.exists()


def test_of_nobody_nothing_is_removed(desk):
    nobody = waiting.held(by=make.guest("Nell", email=""))

    remove(desk, nobody)

    assert Comment.objects.get(pk=nobody.pk).is_held


def test_outside_ones_sections_nothing_is_removed(client, sena, written):
    written.discussion.section = "Books"
    written.discussion.save()
    sena.scopes.create(section="Books")
    client.force_login(sena)

    shown = ask(client, written)
    remove(client, written)

    assert shown.context["count"] == 1
    assert Comment.objects.filter(status="removed", removed_for="spam").count() == 1
