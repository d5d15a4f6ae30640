"""The desk's buttons: what each does, what comes next, and what the second moderator hears."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from forum.comments.models import Comment
from forum.moderation import decisions, queue
from forum.moderation.admin import sentences
from forum.moderation.decisions import sight
from forum.moderation.models import Batch, Claim, Decision, Verb
from tests import make
from tests.moderation import waiting
from tests.moderation.answers import said, url

HTMX = {"HX-Request": "true"}
Status = Comment.Status


def decide(client, comment, verb, *, htmx=False, rows=(), queue="waiting", **data):
    """Press a button of the comment's card in a queue."""
    data = {"verb": verb, "seen": sight(comment), "row": [row.pk for row in rows]} | data
    address = url("decide", comment.pk, **({"queue": queue} if queue else {}))
    return client.post(address, data, headers=HTMX if htmx else {})


def fresh(comment) -> Comment:
    return Comment.objects.get(pk=comment.pk)


def queued(count: int) -> list[Comment]:
    place = make.discussion()
    return [waiting.held(place, by=make.guest(f"Nell {number}")) for number in range(count)]


# What a button does ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "verb", "change"),
    [
        (waiting.held, "approve", {"status": "published", "is_reviewed": True}),
        (make.comment, "approve", {"status": "published", "is_reviewed": True}),
        (waiting.reported, "approve", {"status": "published", "open_reports": 0}),
        (waiting.held, "spam", {"status": "removed", "removed_for": "spam"}),
        (make.comment, "pick", {"is_picked": True}),
        (lambda: make.comment(is_picked=True), "unpick", {"is_picked": False}),
        (make.comment, "lock", {"is_locked": True}),
        (lambda: make.comment(is_locked=True), "unlock", {"is_locked": False}),
        (lambda: make.comment(status="removed"), "restore", {"status": "held"}),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_a_button_does_what_it_says_and_logs_it(desk, milo, made, verb, change, htmx):
    comment = made()

    response = decide(desk, comment, verb, htmx=htmx)

    assert response.status_code == (200 if htmx else 303)
    assert {name: getattr(fresh(comment), name) for name in change} == change
    assert Decision.objects.get().moderator == milo


def test_removing_keeps_reason_message_and_remark(desk):
    comment = waiting.held()

    decide(
        desk,
        comment,
        "remove",
        reason="abusive",
        message=" Please stay civil.\r\n",
        remark="Third\ttime.",
    )

    assert fresh(comment).removed_for == "abusive"
    assert fresh(comment).message == "Please stay civil."
    assert Decision.objects.get().reason == "Third\ttime."


@pytest.mark.parametrize(
    ("made", "verb"),
    [
        (waiting.held, "approve"),
        (waiting.held, "spam"),
        (waiting.held, "remove"),
        (lambda: make.comment(status="removed"), "restore"),
        (make.comment, "pick"),
        (lambda: make.comment(is_picked=True), "unpick"),
        (make.comment, "lock"),
        (lambda: make.comment(is_locked=True), "unlock"),
    ],
)
def test_the_log_keeps_the_reason_of_every_button(desk, made, verb):
    decide(desk, made(), verb, reason="hate", remark="Third time.")

    assert Decision.objects.get().reason == "Third time."


def test_all_buttons_of_a_card_send_the_one_reason_for_the_log(desk):
    comment = make.comment()

    page = desk.get(url("comment", comment.pk)).content.decode()

    [form] = re.findall(rf'action="{url("decide", comment.pk)}.*?</form>', page, re.DOTALL)
    assert form.count('name="remark"') == 1
    assert form.count('name="verb"') == 4  # approve, spam, pick, lock
    assert form.count('<button name="reason"') == len(Comment.Reason.choices)


def test_a_reason_for_readers_is_a_button_that_removes(desk):
    comment = waiting.held()

    desk.post(url("decide", comment.pk), {"reason": "hate", "seen": sight(comment)})

    assert (fresh(comment).status, fresh(comment).removed_for) == ("removed", "hate")


@pytest.mark.parametrize(
    "data",
    [
        {"verb": "remove"},
        {"verb": "remove", "reason": "because"},
        {"verb": "remove", "reason": "hate", "message": "x" * 1001},
        {"verb": "delete"},
        {"verb": ""},
        {},
    ],
)
def test_what_no_button_sends_is_refused_and_changes_nothing(desk, data):
    comment = waiting.held()

    response = desk.post(url("decide", comment.pk, queue="waiting"), data)

    assert response.status_code == 400
    assert fresh(comment).is_held
    assert not Decision.objects.exists()


def test_a_button_is_pressed_by_post_alone(desk):
    comment = waiting.held()

    for name in ("decide", "claim", "discussion", "note", "judge"):
        assert desk.get(url(name, comment.pk)).status_code in (403, 405)
    assert desk.get(url("chosen")).status_code == 405


def test_a_forged_button_is_refused(milo):
    comment, client = waiting.held(), Client(enforce_csrf_checks=True)
    client.force_login(milo)

    assert decide(client, comment, "approve").status_code == 403
    assert fresh(comment).is_held


def test_a_comment_outside_the_sections_is_not_there_to_decide_about(client, milo):
    milo.scopes.create(section="Books")
    comment = waiting.held(make.discussion(section="Screen"))
    client.force_login(milo)

    assert decide(client, comment, "approve").status_code == 404
    assert fresh(comment).is_held


# What comes next -------------------------------------------------------------------------------


def test_without_javascript_the_list_comes_back_with_the_next_comment(desk):
    first, second, _third = queued(3)

    response = decide(desk, first, "approve")

    assert response["Location"] == url("queue", "waiting", at=second.pk)
    assert said(response) == ["Nell 0: approved."]


def test_htmx_gets_the_next_card_the_row_the_counts_and_the_way_back(desk):
    rows = first, second, _third = queued(3)

    response = decide(desk, first, "approve", htmx=True, rows=rows)

    page = response.content.decode()
    assert f'id="card" data-pk="{second.pk}"' in page
    assert re.search(rf'<li[^>]*id="row-{first.pk}"[^>]*data-done[^>]*hx-swap-oob="true"', page)
    assert 'id="desk-list"' not in page
    assert re.search(r'tabs__count">2<', page)
    assert url("undo", Batch.objects.get().pk, queue="waiting") in page
    assert 'id="desk-said" hx-swap-oob="innerHTML">Nell 0: approved.<' in page


def test_filters_and_order_go_along(desk):
    place, other = make.discussion(), make.discussion()
    first, last = waiting.held(place), waiting.held(place)
    waiting.held(other)
    sitting = {"queue": "waiting", "discussion": place.pk, "order": "newest"}
    address = url("decide", last.pk, **sitting)

    response = desk.post(address, {"verb": "approve", "seen": sight(last)})

    assert f"discussion={place.pk}" in response["Location"]
    assert "order=newest" in response["Location"]
    assert f"at={first.pk}" in response["Location"]


def test_behind_the_end_of_the_list_comes_its_next_page(desk):
    made = queued(queue.SIZE + 2)

    response = decide(desk, made[queue.SIZE - 1], "approve", htmx=True, rows=made[: queue.SIZE])

    page = response.content.decode()
    assert f'id="card" data-pk="{made[queue.SIZE].pk}"' in page
    assert 'id="desk-list"' in page
    assert f'id="row-{made[-1].pk}"' in page
    assert f'id="row-{made[0].pk}"' not in page


def test_after_the_last_come_those_that_were_left_out(desk):
    first, last = queued(2)

    response = decide(desk, last, "approve", htmx=True, rows=[last])

    page = response.content.decode()
    assert f'id="card" data-pk="{first.pk}"' in page
    assert f'id="row-{first.pk}"' in page


def test_after_the_only_one_the_queue_says_that_it_is_empty(desk):
    [only] = queued(1)

    page = decide(desk, only, "approve", htmx=True, rows=[only]).content.decode()

    assert "Nothing waits." in page
    assert f'id="row-{only.pk}"' in page


@pytest.mark.parametrize("verb", ["pick", "lock"])
def test_a_pick_and_a_lock_stay_at_the_card(desk, verb):
    place = make.discussion()
    rows = comment, _other = make.comment(place), make.comment(place)

    page = decide(desk, comment, verb, htmx=True, rows=rows, queue="unseen").content.decode()

    assert f'id="card" data-pk="{comment.pk}"' in page
    assert "data-done" not in page


def test_on_the_page_of_a_comment_a_button_leads_back_to_it(desk):
    comment = waiting.held()

    response = decide(desk, comment, "approve", queue="")

    assert response["Location"] == url("comment", comment.pk)


def test_the_list_the_browser_names_may_be_nonsense(desk):
    [first] = queued(1)

    response = decide(desk, first, "approve", htmx=True, row=["x", "-1", "²", "9" * 50])

    assert response.status_code == 200


@pytest.mark.parametrize("count", [2, 30])
def test_a_decision_costs_the_same_however_long_the_list(
    desk, django_assert_max_num_queries, count
):
    rows = queued(count)[: queue.SIZE]

    with django_assert_max_num_queries(28):
        decide(desk, rows[0], "approve", htmx=True, rows=rows)


def test_where_others_have_decided_about_the_rest_the_list_is_empty(desk):
    comment, other = queued(2)

    def meanwhile(execute, sql, *args):
        if f"LIMIT {queue.SIZE + 1}" in sql:  # the next page of the list is about to be read
            Comment.objects.filter(pk=other.pk).update(status=Status.REMOVED)
        return execute(sql, *args)

    with connection.execute_wrapper(meanwhile):
        response = decide(desk, comment, "approve", htmx=True, rows=[comment])

    assert response.status_code == 200
    assert fresh(comment).is_published
    assert 'class="card"' not in response.content.decode()


# Two moderators at once ------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["approve", "remove", "spam"])
def test_the_second_moderator_hears_who_was_first_and_when(desk, mona, verb):
    comment = waiting.held()
    then = sight(comment)
    decisions.approve(comment, mona)

    response = decide(desk, comment, verb, htmx=True, rows=[comment], seen=then, reason="hate")

    page = response.content.decode()
    assert re.search(r'card__notice">Already approved by Mona at [^.]+\.(m\.)?<', page)
    assert f'id="card" data-pk="{comment.pk}"' in page
    assert re.search(r"data-done[^>]*>.*published", page, re.DOTALL)
    assert Decision.objects.count() == 1
    assert fresh(comment).is_published


def test_the_second_moderator_hears_it_without_javascript_too(desk, mona):
    comment = waiting.held()
    then = sight(comment)
    decisions.remove(comment, mona)

    response = decide(desk, comment, "approve", seen=then)

    assert response["Location"] == url("comment", comment.pk, queue="waiting")
    assert re.fullmatch(r"Already removed by Mona at [^.]+\.(m\.)?", said(response)[0])


def test_words_that_changed_since_they_were_read_are_read_again(desk):
    comment = waiting.held()
    then = sight(comment)
    Comment.objects.update(revision=2, edited_at=comment.posted_at)

    page = decide(desk, comment, "approve", htmx=True, seen=then).content.decode()

    assert "read it again" in page
    assert fresh(comment).is_held


def test_ones_own_comment_is_left_alone(desk, milo):
    own = waiting.held(by=make.guest("Milo", member=milo))

    page = decide(desk, own, "approve", htmx=True).content.decode()

    assert "Your own: another moderator decides about it." in page
    assert fresh(own).is_held


# Undoing ---------------------------------------------------------------------------------------


def undo(client, batch, *, rows=(), htmx=True, **asked):
    asked = {"queue": "waiting"} | asked
    data = {"row": [row.pk for row in rows]}
    return client.post(url("undo", batch.pk, **asked), data, headers=HTMX if htmx else {})


def test_undoing_brings_the_comment_back_to_its_row(desk, milo):
    rows = first, _second = queued(2)
    batch = decisions.approve(first, milo)

    page = undo(desk, batch, rows=rows).content.decode()

    assert f'id="card" data-pk="{first.pk}"' in page
    assert f'id="row-{first.pk}"' in page
    assert "data-done" not in page
    assert "The approval is undone." in page
    assert fresh(first).is_held


def test_undoing_what_is_not_in_the_list_turns_to_its_page(desk, milo):
    first, second, third = queued(3)
    batch = decisions.approve(second, milo)

    page = undo(desk, batch, rows=[third]).content.decode()

    assert f'id="card" data-pk="{second.pk}"' in page
    assert f'id="row-{second.pk}"' in page
    assert f'id="row-{first.pk}"' not in page


def test_pressing_undo_again_undoes_the_decision_before(desk, milo):
    rows = first, second = queued(2)
    decisions.approve(first, milo)
    page = decide(desk, second, "spam", htmx=True, rows=rows).content.decode()
    for _ in range(2):
        address = re.search(r'hx-post="([^"]*undoing[^"]*)"', page)[1]
        page = desk.post(address, {"row": [first.pk, second.pk]}, headers=HTMX).content.decode()

    assert {fresh(one).status for one in rows} == {Status.HELD}
    assert "undoing" not in page


def test_a_batch_of_several_comes_back_with_the_whole_list(desk, milo):
    made = queued(3)
    batch = decisions.approve(made, milo)

    response = undo(desk, batch)

    assert response["HX-Redirect"] == url("queue", "waiting")
    assert said(response) == ["The approval is undone."]
    assert {fresh(one).status for one in made} == {Status.HELD}


@pytest.mark.parametrize("verb", sorted(set(Verb) - {Verb.SETTING, Verb.ANSWER, Verb.REOPEN}))
def test_whatever_is_undone_is_said_in_a_sentence(verb):
    said = sentences.undone(Batch(verb=verb))

    assert re.fullmatch(r"(The|It) .*\bis .*\.", said)
    assert str(verb.label) not in said


def test_undoing_an_undoing_says_what_holds_again(desk, milo):
    [comment] = queued(1)
    undone = decisions.undo(decisions.approve(comment, milo), milo)

    page = undo(desk, undone, rows=[comment]).content.decode()

    assert "The undoing is undone: what was decided holds again." in page


def test_undoing_twice_says_so(desk, milo):
    [comment] = queued(1)
    batch = decisions.approve(comment, milo)
    decisions.undo(batch, milo)

    page = undo(desk, batch, rows=[comment]).content.decode()

    assert re.search(r"Already undone by Milo at [^.]+\.(m\.)?", page)


def test_what_changed_since_is_left_alone_and_named(desk, milo, mona):
    [comment] = queued(1)
    batch = decisions.approve(comment, milo)
    decisions.remove(comment, mona)

    page = undo(desk, batch, rows=[comment]).content.decode()

    assert "Changed since: Mona, removed" in page
    assert fresh(comment).status == Status.REMOVED


def test_undoing_needs_the_permission_of_what_is_undone(desk, mona):
    batch = decisions.warn("hand:aa", mona, message="Please.")

    response = undo(desk, batch, htmx=False)

    assert said(response) == ["Not yours to decide about."]
    assert not hasattr(Batch.objects.get(pk=batch.pk), "undone_by")


def test_undoing_without_javascript_leads_back_to_the_list(desk, milo):
    [comment] = queued(1)
    batch = decisions.approve(comment, milo)

    response = undo(desk, batch, htmx=False)

    assert response["Location"] == url("queue", "waiting", at=comment.pk)


# Claims ----------------------------------------------------------------------------------------


def test_there_is_nothing_to_claim_where_the_policy_does_without(desk):
    comment = waiting.held()

    assert url("claim", comment.pk) not in desk.get(url("queue", "waiting")).content.decode()


def test_a_claim_is_told_to_others_and_keeps_them_from_deciding(desk, milo, mona, policy):
    policy(claiming=True)
    comment = waiting.held()
    desk.post(url("claim", comment.pk, queue="waiting"))
    own = desk.get(url("queue", "waiting")).content.decode()
    desk.force_login(mona)

    theirs = desk.get(url("queue", "waiting")).content.decode()
    page = decide(desk, comment, "approve", htmx=True, rows=[comment]).content.decode()

    assert 'card__notice">Milo is working on it' not in own
    assert 'card__notice">Milo is working on it' in theirs
    assert "Claimed by Milo until" in page
    assert fresh(comment).is_held


@pytest.mark.parametrize(("minutes", "told"), [(1, True), (-1, False)])
def test_a_claim_that_is_over_is_not_told_any_more(desk, mona, minutes, told):
    until = timezone.now() + timedelta(minutes=minutes)
    Claim.objects.create(comment=waiting.held(), moderator=mona, until=until)

    page = desk.get(url("queue", "waiting")).content.decode()

    assert ("Mona is working on it" in page) is told


def test_a_claim_can_be_given_back_by_whoever_has_it(desk, milo, mona, policy):
    policy(claiming=True)
    comment, release = waiting.held(), 'value="release"'
    desk.post(url("claim", comment.pk, queue="waiting"), {"verb": "claim"})
    assert release in desk.get(url("comment", comment.pk)).content.decode()

    desk.post(url("claim", comment.pk, queue="waiting"), {"verb": "release"})

    assert release not in desk.get(url("comment", comment.pk)).content.decode()
    assert decisions.approve(comment, mona).size == 1


def test_nobody_gives_back_the_claim_of_another(desk, mona, policy):
    policy(claiming=True)
    comment = waiting.held()
    decisions.claim(comment, mona)

    assert 'value="release"' not in desk.get(url("comment", comment.pk)).content.decode()
    desk.post(url("claim", comment.pk, queue="waiting"), {"verb": "release"})

    assert comment.pk in Claim.objects.values_list("comment", flat=True)


def test_what_is_claimed_cannot_be_claimed_by_another(desk, mona, policy):
    policy(claiming=True)
    comment = waiting.held()
    decisions.claim(comment, mona)

    response = desk.post(url("claim", comment.pk, queue="waiting"), headers=HTMX)

    assert "Claimed by Mona until" in response.content.decode()


# The discussion --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "opening", "premoderated"),
    [
        ("close", "closed", False),
        ("premoderate", "by_age", True),
        ("reopen", "by_age", False),
        ("stop", "by_age", False),
    ],
)
def test_the_discussion_is_changed_from_the_card(desk, change, opening, premoderated):
    comment = waiting.held()

    response = desk.post(url("discussion", comment.pk), {"change": change})

    comment.discussion.refresh_from_db()
    assert (comment.discussion.opening, comment.discussion.premoderated) == (opening, premoderated)
    assert response["Location"] == url("comment", comment.pk)


@pytest.mark.parametrize("change", ["close", "premoderate"])
def test_the_log_keeps_the_reason_of_a_change_of_the_discussion(desk, change):
    comment = waiting.held()
    assert 'name="remark"' in desk.get(url("context", comment.pk)).content.decode()

    desk.post(url("discussion", comment.pk), {"change": change, "remark": "Off the rails."})

    assert Decision.objects.get().reason == "Off the rails."


def test_a_closed_discussion_is_offered_to_be_reopened(desk):
    comment = waiting.held(make.discussion(opening="closed", premoderated=True))

    page = desk.get(url("context", comment.pk)).content.decode()

    assert set(re.findall(r'name="change" value="(\w+)"', page)) == {"reopen", "stop"}


def test_an_unknown_change_of_a_discussion_is_refused(desk):
    comment = waiting.held()

    assert desk.post(url("discussion", comment.pk), {"change": "burn"}).status_code == 400


def test_without_the_permission_the_discussion_has_no_buttons(client, db):
    client.force_login(make.staff("vera", "comments.moderate_comment"))
    comment = waiting.held()

    assert 'name="change"' not in client.get(url("context", comment.pk)).content.decode()
    assert client.post(url("discussion", comment.pk), {"change": "close"}).status_code == 403
