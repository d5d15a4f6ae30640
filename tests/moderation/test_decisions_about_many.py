"""Bulks: one transaction, what does not apply is left alone and reported, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forum.accounts.models import Scope
from forum.comments import integrity
from forum.comments.models import Comment, Discussion
from forum.moderation import decisions, permissions
from forum.moderation.decisions import taking
from forum.moderation.models import Batch, Decision
from tests import make

PUBLISHED, HELD, REMOVED = Comment.Status.PUBLISHED, Comment.Status.HELD, Comment.Status.REMOVED


@pytest.fixture
def milo(db):
    return make.staff("milo", "comments.moderate_comment")


def states() -> dict:
    return dict(Comment.objects.values_list("pk", "status"))


@pytest.mark.parametrize("given", [list, lambda comments: Comment.objects.all()])
def test_a_bulk_is_one_batch_with_a_row_for_each(mona, given):
    comments = [make.comment(status=HELD) for _ in range(3)]

    batch = decisions.approve(given(comments), mona, reason="All fine.", summary="the whole page")

    assert set(states().values()) == {PUBLISHED}
    assert (batch.size, batch.summary, batch.left_alone) == (3, "the whole page", [])
    assert {row.comment for row in batch.decisions.all()} == set(comments)
    assert {row.reason for row in batch.decisions.all()} == {"All fine."}


def test_what_is_left_alone_is_told_with_the_reason(mona, milo):
    done, own, held = (make.comment(status=HELD) for _ in range(3))
    Comment.objects.filter(pk=own.pk).update(author=milo)
    decisions.approve(done, mona)

    batch = decisions.approve([done, own, held], milo)

    assert batch.size == 1
    told = {comment.pk: why for comment, why in batch.left_alone}
    assert told.keys() == {done.pk, own.pk}
    assert told[done.pk].startswith("already approved by Mona at ")
    assert told[own.pk] == "your own: another moderator decides about it"


def test_a_bulk_of_which_nothing_is_left_writes_nothing(mona):
    comment = make.comment(is_reviewed=True)

    batch = decisions.approve([comment], mona)

    assert (batch.pk, batch.size) == (None, 0)
    assert batch.left_alone == [(comment, "already published")]
    assert not Batch.objects.exists()


def test_of_nothing_comes_nothing(mona):
    assert decisions.remove([], mona).pk is None
    assert decisions.remove(Comment.objects.none(), mona).pk is None


def test_a_bulk_is_all_or_nothing(mona, monkeypatch):
    for _ in range(3):
        make.comment(status=HELD)
    monkeypatch.setattr(Decision.objects.__class__, "bulk_create", lambda *a, **k: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        decisions.approve(Comment.objects.all(), mona)

    assert set(states().values()) == {HELD}
    assert list(integrity.problems()) == []


@pytest.mark.parametrize("given", [list, lambda comments: Comment.objects.all()])
def test_more_than_the_limit_is_refused_before_anything_is_done(mona, monkeypatch, given):
    comments = [make.comment(status=HELD) for _ in range(3)]
    monkeypatch.setattr(taking, "LIMIT", 2)

    with pytest.raises(decisions.TooMany) as refused:
        decisions.approve(given(comments), mona)

    assert refused.value.sentence == "more than 2 at once: choose fewer"
    assert set(states().values()) == {HELD}
    assert decisions.approve(given(comments)[:2], mona).size == 2


def test_threads_approved_together_stand_in_the_order_they_were_written(mona):
    place = make.discussion()
    comments = [make.comment(place, status=HELD) for _ in range(5)]

    decisions.approve(comments[::-1], mona)

    assert list(Comment.objects.order_by("number")) == comments


def test_a_parent_that_came_without_a_place_gets_it_before_its_replies(mona):
    """What comes from elsewhere may have a reply with a lower key than its parent."""
    place = make.discussion()
    reply = make.comment(place, status=HELD)
    root, sibling = make.comment(place, status=HELD), make.comment(place, status=HELD)
    Comment.objects.filter(pk__in=[reply.pk, sibling.pk]).update(parent=root)

    decisions.approve(Comment.objects.all(), mona)

    order = Comment.objects.order_by("number", "lft").values_list("pk", flat=True)
    assert list(order) == [root.pk, reply.pk, sibling.pk]
    assert list(integrity.problems()) == []


def test_a_bulk_over_many_discussions_counts_right_in_each(mona):
    for _ in range(3):
        place = make.discussion(url=f"/{_}/")
        make.comment(parent=make.comment(place), status=HELD)
        make.comment(place, status=HELD)

    decisions.approve(Comment.objects.filter(status=HELD), mona)

    assert list(Discussion.objects.values_list("comment_count", "thread_count")) == [(3, 2)] * 3
    assert list(integrity.problems()) == []


# sections


def test_a_moderator_of_some_sections_decides_there_alone(milo):
    Scope.objects.create(member=milo, section="Screen")
    here = make.comment(make.discussion(section="Screen", url="/s/"), status=HELD)
    there = make.comment(make.discussion(section="Food", url="/f/"), status=HELD)
    nowhere = make.comment(make.discussion(url="/n/"), status=HELD)

    with pytest.raises(decisions.NotAllowed):
        decisions.approve(there, milo)
    batch = decisions.approve(Comment.objects.all(), milo)

    assert {row.comment for row in batch.decisions.all()} == {here}
    assert {comment for comment, _why in batch.left_alone} == {there, nowhere}
    assert {why for _comment, why in batch.left_alone} == {"not yours to decide about"}
    assert set(permissions.within(Comment.objects.all(), milo)) == {here}


def test_a_moderator_without_sections_decides_everywhere(milo):
    comment = make.comment(make.discussion(section="Food"), status=HELD)

    assert permissions.reach(milo) is None
    assert decisions.approve(comment, milo).size == 1


def test_no_section_limits_a_superuser(mona):
    Scope.objects.create(member=mona, section="Screen")
    comment = make.comment(make.discussion(section="Food"), status=HELD)

    assert decisions.approve(comment, mona).size == 1
    assert set(permissions.within(Comment.objects.all(), mona)) == {comment}


def test_a_discussion_of_another_section_is_not_configured(db):
    moderator = make.staff("milo", "comments.change_discussion")
    Scope.objects.create(member=moderator, section="Screen")
    place = make.discussion(section="Food")

    with pytest.raises(decisions.NotAllowed):
        decisions.configure(place, moderator, opening="closed", premoderated=False)


# permission

OF_COMMENTS = {
    "approve": decisions.approve,
    "remove": decisions.remove,
    "remove_as_spam": decisions.remove_as_spam,
    "restore": decisions.restore,
    "pick": lambda comments, who: decisions.pick(comments, who, picked=True),
    "lock": lambda comments, who: decisions.lock(comments, who, locked=True),
    "remove_recent": lambda comments, who: decisions.remove_recent("hand:ff", who, hours=1),
    "claim": lambda comments, who: decisions.claim(comments[0], who),
}


@pytest.mark.parametrize("verb", OF_COMMENTS)
@pytest.mark.parametrize(
    "fields", [{}, {"is_staff": True}, {"is_superuser": True, "is_active": False}]
)
def test_every_verb_asks_for_the_permission_itself(db, verb, fields):
    member = make.member("nobody", **fields)
    comments = [make.comment(status=status, hand="ff") for status in Comment.Status.values]
    before = states()

    with pytest.raises(decisions.NotAllowed):
        OF_COMMENTS[verb](comments, member)

    assert states() == before
    assert not Batch.objects.exists()


def test_an_editor_of_discussions_decides_about_no_comment(db):
    editor = make.staff("edith", "comments.change_discussion")
    place = make.discussion()

    assert decisions.configure(place, editor, opening="closed", premoderated=False)
    with pytest.raises(decisions.NotAllowed):
        decisions.remove(make.comment(place), editor)


def test_a_moderator_configures_no_discussion(milo):
    with pytest.raises(decisions.NotAllowed):
        decisions.configure(make.discussion(), milo, opening="closed", premoderated=False)


# what it costs

COSTS = [
    ("approve", HELD, 17),
    ("approve", PUBLISHED, 16),
    ("remove", PUBLISHED, 13),
    ("remove_as_spam", PUBLISHED, 17),
    ("restore", REMOVED, 14),
    ("pick", PUBLISHED, 13),
    ("lock", PUBLISHED, 13),
]


@pytest.mark.parametrize(("verb", "status", "queries"), COSTS)
def test_a_single_decision_costs_so_many_queries(
    milo, django_assert_num_queries, verb, status, queries
):
    comment = make.comment(status=status)

    with django_assert_num_queries(queries):
        OF_COMMENTS[verb](comment, milo)


@pytest.mark.parametrize("verb", ["remove", "remove_as_spam", "lock", "pick"])
def test_a_bulk_costs_the_same_however_large(mona, verb):
    def cost(count):
        place = make.discussion(url=f"/{count}/")
        for _ in range(count):
            make.comment(place)
        with CaptureQueriesContext(connection) as queries:
            OF_COMMENTS[verb](Comment.objects.filter(discussion=place), mona)
        return len(queries)

    assert cost(30) == cost(1)


def test_what_is_published_for_the_first_time_costs_a_query_each_for_its_place(mona):
    def cost(count):
        place = make.discussion(url=f"/{count}/")
        for _ in range(count):
            make.comment(place, status=HELD)
        with CaptureQueriesContext(connection) as queries:
            decisions.approve(Comment.objects.filter(discussion=place), mona)
        return len(queries)

    assert cost(30) - cost(1) == 29
