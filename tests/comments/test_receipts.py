"""What a comment's author alone is told: receipts, new words, their own list."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from forum.accounts.models import Standing
from forum.comments import posting, receipts
from forum.comments.models import Comment, Discussion
from forum.comments.rules import Commenter
from tests import make
from tests.comments.readers import (
    LINKS,
    OWN,
    assert_for_one_alone,
    landing,
    post,
    save,
    text_of,
    write,
    write_at,
)

HELD, REMOVED = Comment.Status.HELD, Comment.Status.REMOVED


@pytest.fixture
def place(policy):
    policy(pause_seconds=0, person_limit=1_000, network_limit=1_000, edit_minutes=15)
    return make.article(slug="lamps").discussion


def waiting(client, place, **fields) -> Comment:
    held = write(client, place, body=LINKS, **fields)
    assert held.is_held
    return held


# the receipt


def test_the_receipt_of_a_waiting_comment_says_why_it_waits(client, place):
    page = client.get(receipts.url_of(waiting(client, place)))

    assert_for_one_alone(page)
    assert "waits for a moderator" in text_of(page)
    assert "links" in re.search(r'receipt__reason">([^<]+)<', text_of(page))[1]


@pytest.mark.parametrize(("rule", "told"), [("premoderated", True), ("trap", False)])
def test_a_receipt_teaches_no_machine(client, place, rule, told):
    comment = make.comment(place, status=HELD)
    comment.findings.create(rule=rule, evidence={"typed": "https://spam.example"})

    page = text_of(client.get(receipts.url_of(comment)))

    assert ("receipt__reason" in page) is told
    assert "spam.example" not in page


def test_a_receipt_outlives_a_rule(client, place):
    comment = make.comment(place, status=HELD)
    comment.findings.create(rule="of_old", evidence={})

    assert client.get(receipts.url_of(comment)).status_code == 200


def test_why_it_waited_before_an_edit_is_not_why_it_waits(client, place):
    comment = waiting(client, place)
    save(client, comment, "Harmless now.")

    page = text_of(client.get(receipts.url_of(comment)))

    assert "waits for a moderator" in page
    assert "receipt__reason" not in page


def test_the_receipt_of_a_removed_comment_has_reason_and_message(client, place):
    comment = make.comment(place, status=REMOVED)
    message = "Tell us <b>about</b> the lamps.\n\nGladly."
    Comment.objects.update(removed_for="off_topic", message=message)

    page = text_of(client.get(receipts.url_of(comment)))

    assert "not about the article" in page
    assert "Tell us &lt;b&gt;about&lt;/b&gt; the lamps." in page
    assert "Save the new words" not in page


def test_the_receipt_of_a_published_comment_leads_to_it(client, place):
    comment = write(client, place)

    page = text_of(client.get(receipts.url_of(comment)))

    assert "is published" in page
    assert f'href="{landing(comment)}#comment-{comment.pk}"' in page


@pytest.mark.parametrize(
    ("standing", "sentence"),
    [
        ({"suspended_for_good": True}, "for good"),
        ({"suspended_until": timezone.now() + timedelta(days=3)}, "suspended you until"),
        ({"suspended_until": timezone.now() - timedelta(days=3)}, ""),
    ],
)
def test_a_receipt_says_how_long_a_suspension_lasts(client, place, standing, sentence):
    comment = write(client, place)
    Standing.objects.create(key="email:ann@example.org", **standing)

    page = text_of(client.get(receipts.url_of(comment)))

    assert (sentence in page) if sentence else ("form-errors" not in page)


# a warning


def warn(key="email:ann@example.org", **fields) -> Standing:
    fields = {"warning": "No shops, please.", "warned_at": timezone.now()} | fields
    return Standing.objects.create(key=key, **fields)


@pytest.mark.parametrize("where", ["receipt", "list"])
def test_a_warning_is_shown_until_its_reader_says_so(client, place, where):
    comment = write(client, place)
    standing = warn()
    path = {"receipt": receipts.url_of(comment), "list": "/receipts/"}[where]
    page = text_of(client.get(path))
    assert "No shops, please." in page
    action = re.search(r'action="([^"]+/warning/)"', page)[1]

    answer = client.post(action, shown_on(page), headers=OWN)

    assert (answer.status_code, answer.headers["Location"]) == (303, receipts.url_of(comment))
    standing.refresh_from_db()
    assert standing.acknowledged_at
    assert standing.warning == "No shops, please."
    assert "No shops" not in text_of(client.get(path))


def shown_on(page: str) -> dict:
    """What the form of the warning on a page sends."""
    return {"shown": re.search(r'name="shown" value="([^"]*)"', page)[1]}


@pytest.mark.parametrize("moment", [None, timezone.now() - timedelta(days=1)])
def test_a_warning_that_came_since_the_page_was_shown_stays_unread(client, place, moment):
    comment = write(client, place)
    standing = warn(f"hand:{comment.hand}", warned_at=moment)
    read = shown_on(text_of(client.get(receipts.url_of(comment))))
    Standing.objects.update(warning="The last time.", warned_at=timezone.now())

    answer = client.post(f"{receipts.url_of(comment)}warning/", read, headers=OWN)

    standing.refresh_from_db()
    assert standing.acknowledged_at is None
    assert "The last time." in text_of(client.get(answer.headers["Location"]))


def test_a_warning_of_an_unknown_moment_is_read_like_any(client, place):
    comment = write(client, place)
    warn(f"hand:{comment.hand}", warned_at=None)
    read = shown_on(text_of(client.get(receipts.url_of(comment))))

    client.post(f"{receipts.url_of(comment)}warning/", read, headers=OWN)

    assert Standing.objects.get().acknowledged_at


def test_a_warning_by_address_is_not_shown_to_who_types_it_afterwards(client, place):
    warn(warned_at=timezone.now() - timedelta(hours=1))
    comment = write(client, place)

    assert "No shops" not in text_of(client.get(receipts.url_of(comment)))
    assert "No shops" not in text_of(client.get("/receipts/"))
    typed = {"shown": receipts.told_at(Standing.objects.get())}
    client.post(f"{receipts.url_of(comment)}warning/", typed, headers=OWN)
    assert Standing.objects.get().acknowledged_at is None


def test_a_warning_by_hand_is_shown_whenever_it_came(client, place):
    comment = write(client, place)
    warn(f"hand:{comment.hand}", warned_at=timezone.now() - timedelta(hours=1))

    assert "No shops" in text_of(client.get(receipts.url_of(comment)))


def test_another_site_can_say_nothing_in_the_readers_name(client, place):
    comment = write(client, place)
    warn()

    typed = {"shown": receipts.told_at(Standing.objects.get())}
    answer = client.post(
        f"{receipts.url_of(comment)}warning/", typed, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status_code == 403
    assert Standing.objects.get().acknowledged_at is None


def test_a_browser_that_says_nothing_of_itself_confirms(client, place):
    comment = write(client, place)
    warn()
    browser = Client(enforce_csrf_checks=True)

    asked = browser.post(f"{receipts.url_of(comment)}warning/")

    assert asked.status_code == 403
    assert Standing.objects.get().acknowledged_at is None
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text_of(asked))[1]
    again = {"csrfmiddlewaretoken": token} | shown_on(text_of(asked))
    assert browser.post(f"{receipts.url_of(comment)}warning/", again).status_code == 303
    assert Standing.objects.get().acknowledged_at


# editing


def test_new_words_are_saved_and_the_author_is_back_at_the_comment(client, place):
    comment = write(client, place)
    assert "Save the new words" in text_of(client.get(receipts.url_of(comment)))

    answer = save(client, comment)

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{landing(comment)}#comment-{comment.pk}"
    comment.refresh_from_db()
    assert comment.html == "<p>Well <em>said</em>.</p>"
    assert "<em>said</em>" in text_of(Client().get(place.url))


def test_whoever_has_the_receipt_may_edit_from_another_browser(client, place):
    comment = write(client, place)

    answer = save(Client(), comment)

    assert answer.headers["Location"] == receipts.url_of(comment)
    comment.refresh_from_db()
    assert comment.body == "Well *said*."


def test_an_edit_by_another_browser_gives_it_no_hand(client, place):
    other = Client()
    save(other, write(client, place))

    assert "reader" not in other.cookies


def test_an_edit_that_would_wait_is_asked_about_with_every_word_kept(client, place):
    comment = write(client, place)

    asked = save(client, comment, f"Look: {LINKS}")

    page = text_of(asked)
    assert asked.status_code == 422
    assert f"Look: {LINKS}</textarea>" in page
    assert 'name="anyway"' in page
    comment.refresh_from_db()
    assert comment.body == "Well said."

    answer = save(client, comment, f"Look: {LINKS}", anyway="1")

    assert answer.headers["Location"] == receipts.url_of(comment)
    assert "out of sight" in text_of(client.get(receipts.url_of(comment)))


@pytest.mark.parametrize(
    ("body", "status"), [("", 422), (" \n", 422), ("x" * 10_001, 422), ("a\x00b", 422)]
)
def test_an_edit_that_is_refused_keeps_every_word(client, place, body, status):
    comment = write(client, place)

    answer = save(client, comment, body)

    assert answer.status_code == status
    assert body.replace("\x00", "")[:20] in text_of(answer).replace("\x00", "")
    assert_for_one_alone(answer)
    comment.refresh_from_db()
    assert comment.body == "Well said."


def test_new_words_that_come_too_late_are_given_back(client, place):
    comment = write(client, place)
    Comment.objects.update(posted_at=timezone.now() - timedelta(minutes=16))

    answer = save(client, comment, "My <new> words.")

    page = text_of(answer)
    assert answer.status_code == 403
    assert "The time to edit this comment is over" in page
    assert "My &lt;new&gt; words.</textarea>" in page
    assert "Save the new words" not in page


def test_an_edit_in_a_closed_discussion_is_refused_in_words(client, place):
    comment = write(client, place)
    Discussion.objects.update(opening="closed")

    answer = save(client, comment)

    assert answer.status_code == 403
    assert "This discussion is closed." in text_of(answer)
    assert "Well *said*.</textarea>" in text_of(answer)


def test_another_site_cannot_edit(client, place):
    comment = write(client, place)

    answer = client.post(
        receipts.url_of(comment), {"body": "Forged."}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status_code == 403
    comment.refresh_from_db()
    assert comment.body == "Well said."


def test_an_edit_by_a_browser_that_says_nothing_of_itself_is_confirmed(client, place):
    comment = write(client, place)
    browser = Client(enforce_csrf_checks=True)

    asked = browser.post(receipts.url_of(comment), {"body": "New words."})

    assert asked.status_code == 403
    assert "New words.</textarea>" in text_of(asked)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text_of(asked))[1]
    again = {"body": "New words.", "csrfmiddlewaretoken": token}
    assert browser.post(receipts.url_of(comment), again).status_code == 303
    comment.refresh_from_db()
    assert comment.body == "New words."


def test_a_members_edit_needs_their_token(place, mona):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(mona)
    comment = posting.post(place.pk, Commenter("Mona", mona.email, mona), "Well said.")

    answer = save(browser, comment)

    assert answer.status_code == 403
    comment.refresh_from_db()
    assert comment.body == "Well said."


@pytest.mark.parametrize("body", ["x\x07y\u202ez", "عبارة", "<script>alert(1)</script>", "{{ x }}"])
def test_odd_words_are_edited_like_any(client, place, body):
    comment = write(client, place)

    assert save(client, comment, body).status_code == 303

    assert "<script>alert" not in text_of(client.get(place.url))
    assert "<script>alert" not in text_of(client.get(receipts.url_of(comment)))


# all of one's comments


def test_a_browser_has_a_list_of_what_was_written_from_it(client, place):
    mine = [write(client, place, body=f"Words {n}.") for n in range(3)]
    theirs = make.comment(place, body="Not mine.")

    page = client.get("/receipts/")

    assert_for_one_alone(page)
    found = [text_of(page).find(receipts.url_of(comment)) for comment in reversed(mine)]
    assert found == sorted(found)
    assert -1 not in found
    assert theirs.body not in text_of(page)


def test_a_browser_that_wrote_nothing_is_told_so(client, place):
    make.comment(place)

    page = text_of(client.get("/receipts/"))

    assert "nothing was written here yet" in page
    assert "receipts__words" not in page


def test_an_account_lists_its_own(client, place, mona):
    write(client, place, body="As a guest.")
    client.force_login(mona)
    write(client, place, body="As myself.")

    page = text_of(client.get("/receipts/"))

    assert "As myself." in page
    assert "As a guest." not in page


def test_the_list_says_what_became_of_each(client, place):
    waiting(client, place)
    write(client, place)
    Comment.objects.filter(body="Well said.").update(status=REMOVED, removed_for="off_topic")

    page = text_of(client.get("/receipts/"))

    assert "waiting for a moderator" in page
    assert "removed by a moderator: not about the article" in page


def test_the_list_ends_after_the_newest_fifty(client, place):
    write(client, place)
    hand = Comment.objects.get().hand
    for _ in range(50):
        make.comment(place, by=make.guest(hand=hand), hand=hand)

    page = text_of(client.get("/receipts/"))

    assert page.count("receipts__words") == 50
    assert "Well said.</p>" not in page
    assert "Only the newest 50" in page


@pytest.mark.parametrize("size", [1, 30])
@pytest.mark.parametrize("who", ["guest", "member"])
def test_the_list_costs_the_same_at_1_and_at_30(
    client, place, size, who, django_assert_num_queries
):
    if who == "member":
        client.force_login(make.member("max"))
    for n in range(size):
        write(client, place, body=f"Words {n}.")
    warn()

    # the comments, the policy (for the rules, for the page), the warnings, the suspension, the
    # menus; session and member
    with django_assert_num_queries(6 if who == "guest" else 8):
        assert client.get("/receipts/").status_code == 200


def test_the_discussion_leads_to_the_list(client, place):
    assert 'href="/receipts/"' in text_of(client.get(place.url))


# a member who may not write


def test_a_suspended_member_reads_so_before_typing(client, place):
    max_ = make.member("max")
    client.force_login(max_)
    assert "<textarea" in text_of(client.get(place.url))
    Standing.objects.create(
        key=f"member:{max_.pk}", suspended_until=timezone.now() + timedelta(days=1)
    )

    for path in (place.url, f"/discussions/{place.pk}/comments/"):
        page = text_of(client.get(path))
        assert "A moderator has suspended you" in page
        assert "<textarea" not in page


def test_a_suspended_guest_is_told_at_the_form_with_every_word_kept(client, place):
    Standing.objects.create(key="email:ann@example.org", suspended_for_good=True)

    answer = post(client, write_at(place))

    assert answer.status_code == 403
    assert "for good" in text_of(answer)
    assert "Well said.</textarea>" in text_of(answer)
