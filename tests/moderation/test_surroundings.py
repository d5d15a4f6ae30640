"""What a moderator sees of a comment besides its words."""

import pytest
from django.utils import timezone

from forum.comments.models import Comment, Revision
from forum.moderation import decisions, surroundings
from tests import make
from tests.moderation import waiting


def bodies(comments) -> list[str]:
    return [comment.body for comment in comments]


def test_around_a_reply_stand_its_siblings_and_its_answers_whatever_their_state(db):
    parent = make.comment(body="parent")
    comment = make.comment(parent=parent, body="it")
    make.comment(parent=parent, body="beside", status="removed")
    waiting.held(parent=comment, body="below")
    make.comment(parent.discussion, body="elsewhere")

    assert bodies(surroundings.around(comment)) == ["beside", "below"]


def test_around_the_beginning_of_a_thread_stand_its_answers_alone(db):
    comment = make.comment(body="it")
    make.comment(comment.discussion, body="another thread")
    make.comment(parent=comment, body="below")

    assert bodies(surroundings.around(comment)) == ["below"]


def test_a_thread_is_in_reading_order_with_what_waits_below_its_parent(db):
    root = make.comment(body="1")
    first = make.comment(parent=root, body="1.1")
    make.comment(parent=root, body="1.2")
    make.comment(parent=first, body="1.1.1")
    waits = waiting.held(parent=first, body="1.1 waits")
    make.comment(root.discussion, body="2")

    whole = ["1", "1.1", "1.1.1", "1.1 waits", "1.2"]
    assert bodies(surroundings.thread_of(root)) == whole
    assert bodies(surroundings.thread_of(Comment.objects.get(pk=waits.pk))) == whole


def test_a_thread_that_waits_is_the_comment_alone(db):
    waits = waiting.held(body="it")

    assert bodies(surroundings.thread_of(waits)) == ["it"]


def test_a_reply_to_what_waits_itself_has_its_parent_above_it(db):
    parent = waiting.held(body="parent")
    reply = waiting.held(parent=parent, body="it")

    assert bodies(surroundings.thread_of(reply)) == ["parent", "it"]


def test_open_reports_stand_first_and_those_for_one_reason_of_one_version_together(db):
    comment = make.comment()
    said = [
        *[("spam", "", 2), ("other", "", 2), ("spam", "disagreed", 2), ("other", "", 2)],
        *[("other", "", 1), ("other", "", 1), ("other", "", 1)],
    ]
    for number, (reason, outcome, revision) in enumerate(said):
        given = {"reason": reason, "outcome": outcome, "revision": revision}
        comment.reports.create(reporter=f"hand:{number}", **given)

    found = surroundings.reports_of(comment)

    alike = [(len(some), some[0].reason, some[0].outcome, some[0].revision) for some in found]
    assert alike == [
        (2, "other", "", 2),
        (1, "spam", "", 2),
        (3, "other", "", 1),
        (1, "spam", "disagreed", 2),
    ]


def test_the_decisions_about_a_comment_come_newest_first(mona):
    comment = waiting.held()
    decisions.approve(comment, mona)
    decisions.remove(comment, mona)

    verbs = [decision.verb for decision in surroundings.decisions_about(comment)]

    assert verbs == ["remove", "approve"]


def test_each_version_says_what_was_changed_in_it(db):
    comment = make.comment(body="Two green lamps.")
    for number, body in ((1, "A lamp."), (2, "Two red lamps.")):
        now = timezone.now()
        Revision.objects.create(comment=comment, number=number, body=body, replaced_at=now)

    changes = [version.changes for version in surroundings.versions_of(comment)]

    assert changes == [
        "Two <del>red </del><ins>green </ins>lamps.",
        "<del>A lamp.</del><ins>Two red lamps.</ins>",
    ]


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("same words", "same words", "same words"),
        ("", "<b>", "<ins>&lt;b&gt;</ins>"),
        ("<i>", "", "<del>&lt;i&gt;</del>"),
        ("a\nb", "a\nc", "a\n<del>b</del><ins>c</ins>"),
    ],
)
def test_a_comparison_is_safe_and_keeps_line_ends(before, after, shown):
    assert surroundings.compare(before, after) == shown


def test_what_is_too_long_to_compare_is_shown_as_it_was():
    before = "<lamp> " * surroundings.LONGEST

    assert surroundings.compare(before, "x").startswith("&lt;lamp&gt; &lt;lamp&gt;")


@pytest.mark.parametrize("words", ["a ", "ab cd "])
def test_the_longest_comparison_takes_no_time_to_speak_of(words):
    half = words * (surroundings.LONGEST // 2 // len(words))

    assert surroundings.compare(half, "z " + half)
