"""Moderators' verbs: the change, its log line, and what a second moderator gets."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from forum.comments import integrity, posting
from forum.comments.models import Comment, Discussion, Finding, Lesson, Report, Trace
from forum.comments.rules import Commenter
from forum.moderation import decisions
from forum.moderation.models import Decision
from tests import make

PUBLISHED, HELD, REMOVED = Comment.Status.PUBLISHED, Comment.Status.HELD, Comment.Status.REMOVED
VERBS = {"approve": decisions.approve, "remove": decisions.remove, "restore": decisions.restore}
TEN_O_FOUR = datetime(2026, 11, 21, 10, 4, tzinfo=UTC)


@pytest.fixture
def mary(db):
    return make.member("mary", is_staff=True, is_superuser=True)


@pytest.fixture
def clock(monkeypatch):
    """Set the time: clock(TEN_O_FOUR)."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def report(comment: Comment, reporter: str = "hand:1") -> Report:
    """A reader's report, counted as `reporting` counts it."""
    made = Report.objects.create(comment=comment, reporter=reporter, reason=Report.Reason.OFFENSIVE)
    Comment.objects.filter(pk=comment.pk).update(
        open_reports=comment.reports.open().count(), urgency=comment.urgency + 10
    )
    comment.refresh_from_db()
    return made


def again(comment: Comment) -> Comment:
    return Comment.objects.get(pk=comment.pk)


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


def test_an_unseen_comment_that_is_approved_has_been_seen_and_readers_notice_nothing(mona):
    unseen = make.comment()
    before = state(unseen), version(unseen)

    decisions.approve(unseen, mona)

    assert again(unseen).is_reviewed
    assert (state(unseen), version(unseen)) == before


def test_approving_a_reported_comment_answers_its_reports(mona):
    comment = make.comment(is_reviewed=True)
    first, second = report(comment, "hand:1"), report(comment, "hand:2")

    batch = decisions.approve(comment, mona)

    assert (again(comment).open_reports, again(comment).urgency) == (0, 0)
    assert {r.outcome for r in comment.reports.all()} == {"disagreed"}
    decision = batch.decisions.get()
    assert decision.before["reports"] == {str(first.pk): ["", None], str(second.pk): ["", None]}
    now = ["disagreed", batch.made_at.isoformat()]
    assert decision.after["reports"] == {str(first.pk): now, str(second.pk): now}


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


def test_readers_get_the_reason_the_author_a_message_and_the_log_a_remark(mona):
    comment = make.comment()

    batch = decisions.remove(
        comment,
        mona,
        reason=Comment.Reason.ABUSIVE,
        message="Not like this.",
        remark="The third time.",
    )

    comment = again(comment)
    assert (comment.removed_for, comment.message) == ("abusive", "Not like this.")
    decision = batch.decisions.get()
    assert (decision.reason_code, decision.message) == ("abusive", "Not like this.")
    assert decision.reason == "The third time."


def test_a_reason_that_is_none_is_refused(mona):
    comment = make.comment()

    with pytest.raises(ValueError, match="whatever"):
        decisions.remove(comment, mona, reason="whatever")

    assert again(comment).is_published


def test_readers_who_reported_what_is_removed_were_right(mona):
    comment = make.comment()
    report(comment)

    decisions.remove(comment, mona)

    assert comment.reports.get().outcome == "agreed"
    assert again(comment).open_reports == 0


# what the spam filter is told


def lesson(comment: Comment) -> list[str]:
    found = Lesson.objects.filter(pk=comment.pk).first()
    return found.verdicts if found else []


def test_the_filter_learns_from_what_is_removed_as_spam_and_from_what_is_approved(mona):
    spam, ham, unseen, rude = (make.comment(status=s) for s in (HELD, HELD, PUBLISHED, HELD))

    decisions.remove_as_spam(spam, mona)
    decisions.approve(ham, mona)
    decisions.approve(unseen, mona)
    decisions.remove(rude, mona, reason=Comment.Reason.OFFENSIVE)

    assert [lesson(one) for one in (spam, ham, unseen, rude)] == [["spam"], ["ham"], ["ham"], []]
    assert again(spam).removed_for == "spam"


@pytest.mark.parametrize("status", [HELD, PUBLISHED])
def test_an_approval_teaches_whether_a_rule_held_it_or_not_and_undoing_takes_it_back(mona, status):
    comment = make.comment(status=status)

    batch = decisions.approve(comment, mona)
    assert lesson(comment) == ["ham"]

    decisions.undo(batch, mona)
    assert lesson(comment) == []


def test_what_was_reported_and_stands_is_taught_once(mona):
    seen, taught = make.comment(is_reviewed=True), make.comment(status=HELD)
    decisions.approve(taught, mona)
    for comment in (seen, taught):
        report(again(comment))

    batch = decisions.approve([seen, taught], mona)
    assert (lesson(seen), lesson(taught)) == (["ham"], ["ham"])

    decisions.undo(batch, mona)
    assert (lesson(seen), lesson(taught)) == ([], ["ham"])


def test_new_words_that_are_approved_are_taught_in_the_place_of_the_old(
    mona, django_capture_on_commit_callbacks
):
    comment = make.comment(body="A lantern.")
    with django_capture_on_commit_callbacks(execute=True):
        decisions.approve(comment, mona)
    edited = {"body": "A candle.", "html": "A candle.", "revision": 2, "is_reviewed": False}
    Comment.objects.filter(pk=comment.pk).update(**edited)

    with django_capture_on_commit_callbacks(execute=True):
        decisions.approve(again(comment), mona)

    counted = dict(Trace.objects.filter(key__in=["lantern", "candle"]).values_list("key", "ham"))
    assert counted == {"lantern": 0, "candle": 1}


def test_the_filter_forgets_what_is_restored(mona):
    comment = make.comment()
    decisions.remove_as_spam(comment, mona)

    decisions.restore(comment, mona)

    assert lesson(comment) == []


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


@pytest.mark.parametrize("by", ["mona", "somebody elsewhere"])
def test_what_waits_again_waits_from_now_on(mona, by):
    comment = make.comment(status=HELD if by == "mona" else REMOVED)
    if by == "mona":
        decisions.remove(comment, mona)
    before = timezone.now()

    decisions.restore(comment, mona)

    assert before < again(comment).held_at < timezone.now()


def test_what_readers_see_again_waits_since_never(mona):
    comment = make.comment()
    decisions.remove(comment, mona)

    decisions.restore(comment, mona)

    assert again(comment).held_at is None


def test_a_restored_comment_bears_no_reason_and_readers_were_not_right_after_all(mona):
    comment = make.comment()
    report(comment)
    decisions.remove(comment, mona, reason=Comment.Reason.OFFENSIVE, message="No.")

    decisions.restore(comment, mona)

    comment = again(comment)
    assert (comment.removed_for, comment.message, comment.is_reviewed) == ("", "", True)
    assert comment.reports.get().outcome == "disagreed"


def test_a_comment_that_waits_again_waits_with_its_reports(mona):
    comment = make.comment(status=HELD)
    report(comment)
    decisions.remove(comment, mona)

    decisions.restore(comment, mona)

    comment = again(comment)
    assert (comment.status, comment.is_reviewed, comment.open_reports) == (HELD, False, 1)
    assert comment.reports.get().outcome == ""


# pick and lock


def test_a_pick_and_a_lock_are_made_and_taken_back(mona):
    comment = make.comment()
    before = version(comment)

    decisions.pick(comment, mona, picked=True)
    decisions.lock(comment, mona, locked=True)
    assert (again(comment).is_picked, again(comment).is_locked) == (True, True)

    decisions.pick(comment, mona, picked=False)
    decisions.lock(comment, mona, locked=False)
    assert (again(comment).is_picked, again(comment).is_locked) == (False, False)
    assert version(comment) == before + 4
    verbs = Decision.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["pick", "lock", "unpick", "unlock"]


@pytest.mark.parametrize("status", [HELD, REMOVED])
def test_only_what_readers_see_is_picked(mona, status):
    comment = make.comment(status=status)

    with pytest.raises(decisions.AlreadyDecided):
        decisions.pick(comment, mona, picked=True)


def test_the_second_pick_is_told_of_the_first(mona, mary):
    comment = make.comment()
    decisions.pick(comment, mona, picked=True)

    with pytest.raises(decisions.AlreadyDecided) as late:
        decisions.pick(comment, mary, picked=True)

    assert late.value.sentence.startswith("already picked by Mona at ")


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
    comment = make.comment(status=status, is_reviewed=status != HELD)
    before = state(comment), version(comment)

    with pytest.raises(decisions.AlreadyDecided) as decided:
        VERBS[verb](comment, mona)

    assert decided.value.status == status
    assert (state(comment), version(comment)) == before
    assert not Decision.objects.exists()


def test_of_two_moderators_with_one_page_the_second_is_too_late(mona, mary):
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


# what the second moderator is told


def test_the_second_moderator_is_told_who_was_faster_and_when(mona, mary, clock):
    comment = make.comment(status=HELD)
    clock(TEN_O_FOUR)
    decisions.approve(comment, mona)

    with pytest.raises(decisions.AlreadyDecided) as late:
        decisions.approve(comment, mary)

    assert (late.value.status, late.value.by, late.value.at) == (PUBLISHED, mona, TEN_O_FOUR)
    assert late.value.sentence == "already approved by Mona at 10:04 a.m."
    assert late.value.in_full == "Already approved by Mona at 10:04 a.m."


@override_settings(TIME_ZONE="Europe/Berlin")
def test_the_hour_is_that_of_the_site_and_the_day_is_named_where_it_is_another(mona, mary, clock):
    comment = make.comment(status=HELD)
    clock(TEN_O_FOUR)
    decisions.remove(comment, mona)
    clock(TEN_O_FOUR.replace(day=22))

    with pytest.raises(decisions.AlreadyDecided) as late:
        decisions.remove(comment, mary)

    assert late.value.sentence == "already removed by Mona on 21 Nov 2026 at 11:04 a.m."


def test_where_nobody_decided_nobody_is_named(mona):
    comment = make.comment(is_reviewed=True)

    with pytest.raises(decisions.AlreadyDecided) as late:
        decisions.approve(comment, mona)

    assert (late.value.by, late.value.at) == (None, None)
    assert late.value.sentence == "already published"


@pytest.mark.parametrize("verb", ["approve", "remove"])
def test_what_another_decided_since_is_not_decided_again_from_an_old_page(mona, mary, verb):
    comment = make.comment(status=HELD)
    seen = {comment.pk: decisions.sight(comment)}
    decisions.approve(comment, mona)

    with pytest.raises(decisions.AlreadyDecided) as late:
        VERBS[verb](comment, mary, seen=seen)

    assert late.value.by == mona
    assert again(comment).status == PUBLISHED


def test_from_a_new_page_the_second_moderator_may_decide_otherwise(mona, mary):
    comment = make.comment(status=HELD)
    decisions.approve(comment, mona)

    decisions.remove(comment, mary, seen={comment.pk: decisions.sight(again(comment))})

    assert again(comment).status == REMOVED


def test_words_that_the_moderator_has_not_read_are_not_approved(mona, ann):
    place = make.discussion(premoderated=True)
    comment = posting.post(place.pk, ann, "A fair point.")
    seen = {comment.pk: decisions.sight(comment)}
    posting.edit(comment, ann, "Buy my lamps!")

    with pytest.raises(decisions.Edited) as edited:
        decisions.approve(comment, mona, seen=seen)

    assert edited.value.sentence.startswith("edited by its author at ")
    assert again(comment).status == HELD


def test_what_reports_took_out_of_sight_meanwhile_can_still_be_decided(mona):
    comment = make.comment()
    seen = {comment.pk: decisions.sight(comment)}
    Comment.objects.filter(pk=comment.pk).update(status=HELD)
    Discussion.objects.update(comment_count=0)

    decisions.remove(comment, mona, seen=seen)

    assert again(comment).status == REMOVED


def test_a_guests_comment_is_nobodys_own(mona):
    held = make.comment(by=make.guest("Mona", email=mona.email), status=HELD)

    assert decisions.approve(held, mona)


# configure


@pytest.mark.parametrize(
    "change",
    [
        {"opening": "closed", "premoderated": False},
        {"opening": "open", "premoderated": True},
        {"opening": "by_age", "premoderated": True},
    ],
)
def test_a_discussion_is_configured_and_the_log_says_how_it_was(mona, change):
    place, before = make.discussion(), {"opening": "by_age", "premoderated": False}

    decision = decisions.configure(place, mona, **change, reason="Heated").decisions.get()

    place.refresh_from_db()
    assert (place.opening, place.premoderated) == (change["opening"], change["premoderated"])
    assert place.version == 2
    assert (decision.verb, decision.before, decision.after) == ("configure", before, change)
    assert (decision.discussion, decision.comment, decision.reason) == (place, None, "Heated")


def test_configuring_nothing_new_logs_nothing(mona):
    place = make.discussion()

    assert decisions.configure(place, mona, opening="by_age", premoderated=False) is None

    place.refresh_from_db()
    assert place.version == 1
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"opening": "closed"}, {"premoderated": True}),
        ({"premoderated": True}, {"opening": "closed"}),
    ],
)
def test_of_two_moderators_each_changes_the_one_thing_they_name(mona, first, second):
    place = make.discussion()
    stale = Discussion.objects.get(pk=place.pk)
    decisions.configure(place, mona, **first)

    decision = decisions.configure(stale, mona, **second).decisions.get()

    place.refresh_from_db()
    assert (place.opening, place.premoderated) == ("closed", True)
    assert decision.before == {"opening": "by_age", "premoderated": False} | first


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

    word = "remark" if verb == "remove" else "reason"

    batch = VERBS[verb](comment, mona, **{word: "Because."})

    assert (batch.verb, batch.moderator, batch.size, batch.left_alone) == (verb, mona, 1, [])
    decision = batch.decisions.get()
    assert Decision.objects.get() == decision
    assert (decision.verb, decision.moderator, decision.comment) == (verb, mona, comment)
    assert (decision.discussion, decision.whom) == (comment.discussion, comment.person_key)
    assert (decision.before["status"], decision.after["status"]) == (status, after)
    assert (decision.reason, decision.made_at) == ("Because.", batch.made_at)


def test_the_log_names_the_rules_that_held_it_and_not_those_that_watched(mona):
    comment = make.comment(status=HELD)
    for rule, is_watched in [("links", False), ("words", False), ("links", False), ("shout", True)]:
        Finding.objects.create(comment=comment, rule=rule, is_watched=is_watched)

    decision = decisions.approve(comment, mona).decisions.get()

    assert decision.rules == ["links", "words"]


def test_the_log_names_no_rule_that_held_only_words_that_are_gone(mona):
    comment = make.comment(status=HELD, revision=2)
    Finding.objects.create(comment=comment, rule="links", revision=1)
    Finding.objects.create(comment=comment, rule="words", revision=2)

    assert decisions.approve(comment, mona).decisions.get().rules == ["words"]


def test_the_log_notes_exactly_what_was_changed(mona):
    comment = make.comment(status=HELD)

    decision = decisions.remove(comment, mona, reason=Comment.Reason.HATE).decisions.get()

    assert decision.before == {"status": "held", "is_reviewed": False, "removed_for": ""}
    assert decision.after == {"status": "removed", "is_reviewed": True, "removed_for": "hate"}


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
    monkeypatch.setattr(Decision.objects.__class__, "bulk_create", lambda *a, **k: 1 / 0)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        VERBS[verb](comment, mona)

    assert state(comment) == before
