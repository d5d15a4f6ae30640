"""Undoing: exactly the former states; what changed since stays and is reported."""

from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.accounts.models import Standing
from forum.comments import integrity, posting, reporting, visibility
from forum.comments.models import Comment, Discussion, Finding, Lesson, Policy, Report
from forum.comments.reporters import Reporter
from forum.comments.rules import Commenter
from forum.moderation import decisions
from forum.moderation.models import Batch, Decision
from tests import make

PUBLISHED, HELD, REMOVED = Comment.Status.PUBLISHED, Comment.Status.HELD, Comment.Status.REMOVED
Reason = Comment.Reason

OF_COMMENTS = [
    "status",
    "is_reviewed",
    "removed_for",
    "message",
    "is_picked",
    "is_locked",
    "urgency",
    "open_reports",
    "held_at",
]
OF_REPORTS = ["outcome", "decided_at", "weight", "revision"]
OF_DISCUSSIONS = ["comment_count", "opening", "premoderated"]
OF_STANDINGS = [
    "suspended_until",
    "suspended_for_good",
    "rung",
    "always_held",
    "warning",
    "warned_at",
    "acknowledged_at",
]
NOTHING_SAID = tuple(getattr(Standing(), name) for name in OF_STANDINGS)


@pytest.fixture
def mary(db):
    return make.member("mary", is_staff=True, is_superuser=True)


@pytest.fixture
def rollback(db):
    """with rollback(): what happens inside has never happened."""

    @contextmanager
    def never():
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    return never


def everything() -> dict:
    """All that decisions change. A place in a thread is kept once it is given; a standing that
    says nothing is as good as none, and so is a lesson."""
    standings = {row[0]: row[1:] for row in Standing.objects.values_list("key", *OF_STANDINGS)}
    lessons = dict(Lesson.objects.values_list("pk", "verdicts"))
    return {
        "comments": set(Comment.objects.values_list("pk", *OF_COMMENTS)),
        "reports": set(Report.objects.values_list("pk", *OF_REPORTS)),
        "discussions": set(Discussion.objects.values_list("pk", *OF_DISCUSSIONS)),
        "standings": {key: row for key, row in standings.items() if row != NOTHING_SAID},
        "taught": {pk: verdicts for pk, verdicts in lessons.items() if verdicts},
    }


def report(comment: Comment, number: int = 1) -> None:
    reporting.report(comment.pk, Reporter(None, f"hand-{number}", f"net-{number}"), "offensive")


# any history, taken back step by step


def a_room() -> tuple[list[int], list[int]]:
    """Comments of every kind, reported and not, in two discussions; the keys of both."""
    Policy.objects.update_or_create(pk=1, defaults={"report_threshold": 2})
    rows = []
    for place in [make.discussion(url="/one/"), make.discussion(url="/two/")]:
        root = make.comment(place)
        rows += [root, make.comment(parent=root, status=HELD, by=make.guest("Ann"), hand="aa")]
        rows += [make.comment(place, status=HELD, urgency=30), make.comment(place, status=REMOVED)]
        rows += [make.comment(parent=root, by=make.guest("Ann"), hand="aa")]
        Finding.objects.create(comment=rows[-3], rule="links")
        report(root, 1)
        report(rows[-1], 2)
        report(rows[-1], 3)  # enough: out of sight
    return [row.pk for row in rows], list(Discussion.objects.values_list("pk", flat=True))


WHO = ["email:ann@example.org", "hand:aa"]
OF_PEOPLE = [
    lambda who: decisions.suspend(WHO, who),
    lambda who: decisions.suspend(WHO[:1], who, rung=3),
    lambda who: decisions.suspend(WHO, who, rung="good"),
    lambda who: decisions.lift(WHO, who),
    lambda who: decisions.warn(WHO, who, message="Mind your words."),
    lambda who: decisions.always_hold(WHO, who, held=True),
    lambda who: decisions.always_hold(WHO[1:], who, held=False),
    lambda who: decisions.remove_recent(WHO, who, hours=1, reason=Reason.ABUSIVE),
]
OF_SEVERAL = [
    decisions.approve,
    decisions.remove_as_spam,
    decisions.restore,
    lambda them, who: decisions.remove(them, who, reason=Reason.HATE, message="No."),
    lambda them, who: decisions.pick(them, who, picked=True),
    lambda them, who: decisions.pick(them, who, picked=False),
    lambda them, who: decisions.lock(them, who, locked=True),
    lambda them, who: decisions.lock(them, who, locked=False),
]


@st.composite
def steps(draw):
    """Calls of verbs, each taking (moderator, comments, discussions)."""
    kind = draw(st.sampled_from(["comments"] * 4 + ["people", "discussion"]))
    if kind == "people":
        verb = draw(st.sampled_from(OF_PEOPLE))
        return lambda who, comments, places: verb(who)
    if kind == "discussion":
        where = draw(st.integers(0, 1))
        opening = draw(st.sampled_from(Discussion.Opening.values))
        reads_first = draw(st.booleans())
        return lambda who, comments, places: decisions.configure(
            Discussion(pk=places[where]), who, opening=opening, premoderated=reads_first
        )
    verb = draw(st.sampled_from(OF_SEVERAL))
    chosen = draw(st.sets(st.integers(0, 9), min_size=1))
    return lambda who, comments, places: verb(
        Comment.objects.filter(pk__in=[comments[i] for i in chosen]), who
    )


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(history=st.lists(steps(), min_size=1, max_size=12))
def test_any_history_undone_backwards_was_never_and_redone_is_again(mona, rollback, history):
    with rollback():
        comments, places = a_room()
        first, made = everything(), []
        for step in history:
            before = everything()
            try:
                batch = step(mona, comments, places)
            except decisions.LeftAlone:
                batch = None
            if batch and batch.pk:
                made.append((before, batch))
            else:
                assert everything() == before
        last = everything()

        undone = []
        for before, batch in reversed(made):
            undone.append(decisions.undo(batch, mona))
            assert undone[-1].left_alone == []
            assert everything() == before
            assert list(integrity.problems()) == []
        assert everything() == first

        for undoing in reversed(undone):
            assert decisions.undo(undoing, mona).left_alone == []
        assert everything() == last
        assert list(integrity.problems()) == []


# one at a time


def test_an_approval_undone_waits_again_and_keeps_its_place(mona):
    comment = make.comment(status=HELD)
    batch = decisions.approve(comment, mona)

    undoing = decisions.undo(batch, mona)

    comment.refresh_from_db()
    assert (comment.status, comment.is_reviewed, comment.number) == (HELD, False, 1)
    assert (undoing.verb, undoing.undoes, undoing.size) == ("undo", batch, 1)
    decision = undoing.decisions.get()
    assert decision.before == {"status": "published", "is_reviewed": True, "taught": "ham"}
    assert decision.after == {"status": "held", "is_reviewed": False, "taught": ""}


def test_a_comment_waits_again_since_it_did_and_one_that_is_removed_again_as_it_was(mona):
    posted, hidden = make.comment(status=HELD), make.comment()
    visibility.hide(hidden, HELD)
    both = Comment.objects.filter(pk__in=[posted.pk, hidden.pk])
    since = dict(both.values_list("pk", "held_at"))
    removal = decisions.remove(both, mona)
    gone = everything()

    decisions.undo(decisions.restore(both, mona), mona)
    assert everything() == gone
    decisions.undo(removal, mona)

    assert dict(both.values_list("pk", "held_at")) == since
    assert (since[posted.pk], since[hidden.pk]) == (None, hidden.held_at)


def test_a_batch_is_undone_once_and_the_second_hears_who_did_it(mona, mary):
    batch = decisions.remove(make.comment(), mona)
    decisions.undo(batch, mona)

    with pytest.raises(decisions.AlreadyUndone) as late:
        decisions.undo(batch, mary)

    assert late.value.sentence.startswith("already undone by Mona at ")
    assert Batch.objects.filter(undoes=batch).count() == 1


def test_an_undoing_can_be_undone(mona):
    comment = make.comment()
    batch = decisions.remove(comment, mona, reason=Reason.HATE, message="No.")

    decisions.undo(decisions.undo(batch, mona), mona)

    comment.refresh_from_db()
    assert (comment.status, comment.removed_for, comment.message) == (REMOVED, "hate", "No.")


def test_a_removal_that_is_brought_back_is_logged_with_its_reason_and_its_message(mona):
    comment = make.comment()
    batch = decisions.remove(comment, mona, reason=Reason.HATE, message="No.", remark="Again.")

    undoing = decisions.undo(batch, mona)
    redoing = decisions.undo(undoing, mona)

    logged = [
        (one.reason_code, one.message, one.reason)
        for one in (undoing.decisions.get(), redoing.decisions.get())
    ]
    assert logged == [("", "", "Again."), ("hate", "No.", "Again.")]


def test_a_restoration_that_is_undone_is_logged_as_a_removal_for_the_reason_it_had(mona):
    comment = make.comment()
    decisions.remove(comment, mona, reason=Reason.HATE)

    undoing = decisions.undo(decisions.restore(comment, mona), mona)

    assert undoing.decisions.get().reason_code == "hate"


def test_what_was_decided_anew_stays_and_is_reported_with_who_did_it(mona, mary):
    first, second = make.comment(status=HELD), make.comment(status=HELD)
    batch = decisions.approve(Comment.objects.filter(status=HELD), mona)
    decisions.remove(first, mary)

    undoing = decisions.undo(batch, mona)

    states = dict(Comment.objects.values_list("pk", "status"))
    assert states == {first.pk: REMOVED, second.pk: HELD}
    ((left, why),) = undoing.left_alone
    assert left == first
    assert why.startswith("changed since: Mary, removed, at ")
    assert undoing.size == undoing.decisions.count() == 1


def test_what_its_author_changed_since_stays(mona, ann):
    place = make.discussion(premoderated=True)
    comment = posting.post(place.pk, ann, "A fair point.")
    batch = decisions.approve(comment, mona)
    posting.edit(comment, ann, "A fairer point.")
    state = everything()

    undoing = decisions.undo(batch, mona)

    assert [why for _comment, why in undoing.left_alone] == ["changed since by its author"]
    assert everything() == state
    assert undoing.pk is None
    assert not Batch.objects.filter(verb="undo").exists()


def test_where_nothing_was_left_to_undo_it_can_be_tried_again(mona, mary):
    comment = make.comment()
    batch = decisions.lock(comment, mona, locked=True)
    unlocking = decisions.lock(comment, mary, locked=False)
    assert decisions.undo(batch, mona).pk is None

    decisions.undo(unlocking, mary)

    assert decisions.undo(batch, mona).size == 1


def test_reports_that_came_since_stay_open(mona):
    comment = make.comment()
    report(comment, 1)
    batch = decisions.approve(comment, mona)
    report(comment, 2)

    decisions.undo(batch, mona)

    comment.refresh_from_db()
    assert (comment.open_reports, comment.reports.open().count()) == (2, 2)


def test_the_filter_forgets_what_was_undone(mona):
    spam, ham = make.comment(), make.comment(status=HELD)
    for batch in [decisions.remove_as_spam(spam, mona), decisions.approve(ham, mona)]:
        decisions.undo(batch, mona)

    assert not Lesson.objects.exclude(verdicts=[]).exists()


def test_nobody_undoes_what_was_decided_about_their_own_comment(mona, mary):
    own = make.comment(by=Commenter("Mary", mary.email, mary))
    batch = decisions.remove(own, mona)

    undoing = decisions.undo(batch, mary)

    own.refresh_from_db()
    assert own.status == REMOVED
    assert [why for _comment, why in undoing.left_alone] == [decisions.NotYours().sentence]


def test_undoing_asks_for_the_permission_of_what_is_undone(mona):
    moderator = make.staff("milo", "comments.moderate_comment")
    suspension = decisions.suspend("email:x@example.org", mona)
    opened = decisions.configure(make.discussion(), mona, opening="closed", premoderated=False)
    removal = decisions.remove(make.comment(), mona)

    for batch in (suspension, opened, decisions.undo(suspension, mona)):
        with pytest.raises(decisions.NotAllowed):
            decisions.undo(batch, moderator)
    assert decisions.undo(removal, moderator).size == 1


def test_a_discussion_that_was_changed_again_stays(mona, mary):
    place = make.discussion()
    batch = decisions.configure(place, mona, opening="closed", premoderated=False)
    decisions.configure(place, mary, opening="closed", premoderated=True)

    undoing = decisions.undo(batch, mona)

    ((left, why),) = undoing.left_alone
    assert left == place
    assert why.startswith("changed since: Mary, changed the discussion, at ")


def test_a_warning_that_was_read_stays_and_a_suspension_of_all_keys_is_undone_together(mona):
    warning = decisions.warn(["email:x@example.org"], mona, message="Mind your words.")
    Standing.objects.update(acknowledged_at=warning.made_at)
    suspension = decisions.suspend(["email:x@example.org", "hand:aa"], mona)

    assert decisions.undo(suspension, mona).size == 2
    assert decisions.undo(warning, mona).pk is None
    assert Standing.objects.get(key="email:x@example.org").warning == "Mind your words."


def test_settings_go_back_where_they_are_set(mona):
    batch = decisions.record_setting(mona, "links at most", 2, 3)

    with pytest.raises(decisions.NotUndoable):
        decisions.undo(batch, mona)


def test_the_log_of_an_undoing_names_the_person_and_the_rules(mona):
    comment = make.comment(status=HELD)
    Finding.objects.create(comment=comment, rule="links")

    decisions.undo(decisions.approve(comment, mona), mona)

    undoing = Decision.objects.filter(verb="undo").get()
    assert (undoing.whom, undoing.rules) == (comment.person_key, ["links"])
