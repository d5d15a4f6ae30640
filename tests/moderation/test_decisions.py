"""Moderators' verbs: the change, its log line, and what a second moderator gets."""

import pytest
from django.db import transaction

from forum.comments import integrity
from forum.comments.models import Comment, Discussion
from forum.comments.rules import Commenter
from forum.moderation import decisions
from forum.moderation.models import Decision
from tests import make

PUBLISHED, HELD, REMOVED = Comment.Status.PUBLISHED, Comment.Status.HELD, Comment.Status.REMOVED
VERBS = {"approve": decisions.approve, "remove": decisions.remove, "restore": decisions.restore}


def state(comment: Comment) -> tuple:
    """(status, thread number) of the comment; (threads, comments) of its discussion."""
    comment = Comment.objects.select_related("discussion").get(pk=comment.pk)
    place = comment.discussion
    return (comment.status, comment.number), (place.thread_count, place.comment_count)


def version(comment: Comment) -> int:
    return Discussion.objects.get(pk=comment.discussion_id).version


# approve


def test_an_approved_comment_gets_its_place_and_is_counted(mona):
    held = make.comment(status=HELD)

    decisions.approve(held, mona)

    assert state(held) == ((PUBLISHED, 1), (1, 1))
    assert list(integrity.problems()) == []


def test_a_comment_approved_late_stands_where_the_discussion_is_then(mona):
    held = make.comment(status=HELD)
    make.comment(held.discussion)

    decisions.approve(held, mona)

    assert state(held) == ((PUBLISHED, 2), (2, 2))


def test_an_approved_reply_stands_at_the_end_of_its_parents_replies(mona):
    root = make.comment(body="root")
    held = make.comment(parent=root, body="held", status=HELD)
    make.comment(parent=make.comment(parent=root, body="first"), body="deep")

    decisions.approve(held, mona)

    order = Comment.objects.order_by("number", "lft").values_list("body", flat=True)
    assert list(order) == ["root", "first", "deep", "held"]
    assert state(held) == ((PUBLISHED, 1), (1, 4))
    assert list(integrity.problems()) == []


def test_a_reply_is_approved_below_a_parent_that_was_removed_meanwhile(mona):
    root = make.comment()
    held = make.comment(parent=root, status=HELD)
    decisions.remove(root, mona)

    decisions.approve(held, mona)

    assert state(held) == ((PUBLISHED, 1), (1, 1))
    assert list(integrity.problems()) == []


# remove


def test_a_removed_comment_keeps_its_place_and_its_replies(mona):
    root = make.comment()
    reply = make.comment(parent=root)

    decisions.remove(root, mona)

    assert state(root) == ((REMOVED, 1), (1, 1))
    assert state(reply) == ((PUBLISHED, 1), (1, 1))
    assert list(integrity.problems()) == []


def test_a_held_comment_that_is_removed_was_never_counted(mona):
    held = make.comment(status=HELD)

    decisions.remove(held, mona)

    assert state(held) == ((REMOVED, None), (0, 0))
    assert list(integrity.problems()) == []


# restore


def test_what_was_published_is_published_again_in_its_place(mona):
    root = make.comment()
    make.comment(root.discussion)
    decisions.remove(root, mona)

    decisions.restore(root, mona)

    assert state(root) == ((PUBLISHED, 1), (2, 2))


def test_what_was_held_waits_again(mona):
    held = make.comment(status=HELD)
    decisions.remove(held, mona)

    decisions.restore(held, mona)

    assert state(held) == ((HELD, None), (0, 0))
    decisions.approve(held, mona)
    assert state(held) == ((PUBLISHED, 1), (1, 1))


def test_the_last_removal_decides_what_a_restored_comment_was(mona):
    held = make.comment(status=HELD)
    for verb in (decisions.remove, decisions.restore, decisions.approve, decisions.remove):
        verb(held, mona)

    decisions.restore(held, mona)

    assert state(held) == ((PUBLISHED, 1), (1, 1))


def test_what_was_removed_elsewhere_is_held_and_keeps_its_place(mona):
    gone = make.comment(status=REMOVED)
    make.comment(parent=gone)

    decisions.restore(gone, mona)

    assert state(gone) == ((HELD, 1), (1, 1))
    assert list(integrity.problems()) == []
    decisions.approve(gone, mona)
    assert state(gone) == ((PUBLISHED, 1), (1, 2))
    assert list(integrity.problems()) == []


# what a verb does not apply to


@pytest.mark.parametrize(
    ("verb", "status"),
    [
        ("approve", PUBLISHED),
        ("approve", REMOVED),
        ("remove", REMOVED),
        ("restore", PUBLISHED),
        ("restore", HELD),
    ],
)
def test_a_verb_that_does_not_apply_changes_nothing(mona, verb, status):
    comment = make.comment(status=status)
    before = state(comment), version(comment)

    with pytest.raises(decisions.AlreadyDecided) as decided:
        VERBS[verb](comment, mona)

    assert decided.value.status == status
    assert (state(comment), version(comment)) == before
    assert not Decision.objects.exists()


def test_of_two_moderators_with_one_page_the_second_is_too_late(mona):
    mary = make.member("mary", is_staff=True)
    held = make.comment(status=HELD)
    seen_by_mary = Comment.objects.get(pk=held.pk)
    decisions.remove(held, mona)

    with pytest.raises(decisions.AlreadyDecided):
        decisions.approve(seen_by_mary, mary)

    assert state(held) == ((REMOVED, None), (0, 0))


@pytest.mark.parametrize(
    ("verb", "status"), [("approve", HELD), ("remove", PUBLISHED), ("restore", REMOVED)]
)
def test_nobody_decides_on_their_own_comment(mona, verb, status):
    own = make.comment(by=Commenter("Mona", mona.email, mona), status=status)

    with pytest.raises(decisions.NotYours):
        VERBS[verb](own, mona)

    assert Comment.objects.get(pk=own.pk).status == status
    assert not Decision.objects.exists()


def test_a_guests_comment_is_nobodys_own(mona):
    held = make.comment(by=make.guest("Mona", email=mona.email), status=HELD)

    assert decisions.approve(held, mona)


# configure


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        ({"opening": "closed", "premoderated": False}, "by_age", "closed"),
        ({"opening": "open", "premoderated": True}, "by_age", "open+premoderated"),
        ({"opening": "by_age", "premoderated": True}, "by_age", "by_age+premoderated"),
    ],
)
def test_a_discussion_is_configured_and_the_log_says_how_it_was(mona, change, before, after):
    place = make.discussion()

    decision = decisions.configure(place, mona, **change, reason="Heated")

    place.refresh_from_db()
    assert (place.opening, place.premoderated) == (change["opening"], change["premoderated"])
    assert place.version == 2
    assert (decision.verb, decision.before, decision.after) == ("configure", before, after)
    assert (decision.discussion, decision.comment, decision.reason) == (place, None, "Heated")


def test_configuring_nothing_new_logs_nothing(mona):
    place = make.discussion()

    assert decisions.configure(place, mona, opening="by_age", premoderated=False) is None

    place.refresh_from_db()
    assert place.version == 1
    assert not Decision.objects.exists()


def test_configuring_leaves_counters_that_changed_meanwhile(mona):
    stale = make.discussion()
    make.comment(stale)

    decisions.configure(stale, mona, opening="closed", premoderated=False)

    assert list(integrity.problems()) == []


# the log line


@pytest.mark.parametrize(
    ("verb", "status", "after"),
    [
        ("approve", HELD, PUBLISHED),
        ("remove", PUBLISHED, REMOVED),
        ("remove", HELD, REMOVED),
        ("restore", REMOVED, HELD),
    ],
)
def test_each_verb_logs_who_did_what_to_what_and_why(mona, verb, status, after):
    comment = make.comment(status=status)

    decision = VERBS[verb](comment, mona, "Because.")

    assert Decision.objects.get() == decision
    assert (decision.verb, decision.moderator, decision.comment) == (verb, mona, comment)
    assert decision.discussion == comment.discussion
    assert (decision.before, decision.after, decision.reason) == (status, after, "Because.")


@pytest.mark.parametrize(
    ("verb", "status"), [("approve", HELD), ("remove", PUBLISHED), ("restore", REMOVED)]
)
def test_what_readers_could_see_bumps_the_version(mona, verb, status):
    comment = make.comment(status=status)
    before = version(comment)

    VERBS[verb](comment, mona)

    assert version(comment) > before


@pytest.mark.parametrize("verb", ["approve", "remove", "restore"])
def test_change_and_log_line_are_one_transaction(mona, verb, monkeypatch):
    status = {"approve": HELD, "remove": PUBLISHED, "restore": REMOVED}[verb]
    comment = make.comment(status=status)
    before = state(comment)
    monkeypatch.setattr(Decision, "save", lambda *a, **k: 1 / 0)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        VERBS[verb](comment, mona)

    assert state(comment) == before
