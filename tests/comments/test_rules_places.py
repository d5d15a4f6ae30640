"""Rules about where something is said, each at both sides of its boundary."""

import pytest

from forum.comments.models import Comment, Discussion
from forum.comments.rules import places
from tests import make
from tests.comments.drafting import (
    DAY,
    EDITED,
    HELD,
    NOW,
    PUBLISHED,
    REMOVED,
    SECOND,
    draft,
    on_post_and_edit,
)

# closed


@on_post_and_edit
@pytest.mark.parametrize(
    ("opened_at", "closed"), [(NOW, False), (NOW + SECOND, True), (None, True)]
)
def test_a_discussion_opens_on_its_second(edits, opened_at, closed):
    place = Discussion(opened_at=opened_at)

    found = places.discussion_is_closed(draft(place=place, edits=edits))

    assert found == ({"closed": "unpublished"} if closed else None)


@on_post_and_edit
@pytest.mark.parametrize(
    ("opening", "closed"), [("by_age", False), ("open", False), ("closed", True)]
)
def test_a_discussion_can_be_closed_by_hand(edits, opening, closed):
    place = Discussion(opened_at=NOW - DAY, opening=opening)

    found = places.discussion_is_closed(draft(place=place, edits=edits))

    assert found == ({"closed": "by hand"} if closed else None)


# too_old


@on_post_and_edit
@pytest.mark.parametrize(
    ("age", "days"), [(7 * DAY - SECOND, None), (7 * DAY, 7), (700 * DAY, 700)]
)
def test_a_discussion_closes_by_age_on_its_second(edits, age, days):
    place = Discussion(opened_at=NOW - age)

    found = places.discussion_is_too_old(draft(place=place, edits=edits, close_after_days=7))

    assert found == (days and {"days": days})


@pytest.mark.parametrize(("opening", "days"), [("open", 7), ("by_age", 0)])
def test_one_kept_open_does_not_age_nor_does_any_without_a_number_of_days(opening, days):
    place = Discussion(opened_at=NOW - 700 * DAY, opening=opening)

    assert not places.discussion_is_too_old(draft(place=place, close_after_days=days))


def test_what_a_moderator_closed_is_not_called_old():
    place = Discussion(opened_at=NOW - 700 * DAY, opening="closed")

    assert not places.discussion_is_too_old(draft(place=place, close_after_days=7))


# parent_gone


@pytest.mark.parametrize(("status", "gone"), [(PUBLISHED, False), (HELD, True), (REMOVED, True)])
def test_only_a_published_comment_can_be_answered(status, gone):
    parent = Comment(pk=4, status=status)

    found = places.parent_is_gone(draft(parent=parent))

    assert found == ({"parent": 4, "status": status} if gone else None)


@pytest.mark.parametrize("status", [PUBLISHED, HELD, REMOVED])
def test_an_edit_answers_nothing_anew(status):
    parent = Comment(pk=4, status=status)

    assert not places.parent_is_gone(draft(parent=parent, edits=EDITED))


@on_post_and_edit
def test_a_thread_needs_no_parent(edits):
    assert not places.parent_is_gone(draft(edits=edits))


# locked


@on_post_and_edit
@pytest.mark.parametrize(("level", "locked"), [(None, False), (0, True), (1, True), (2, False)])
def test_nothing_is_added_to_a_locked_comment_or_below_it(db, edits, level, locked):
    root = make.comment()
    line = [root, middle := make.comment(parent=root), make.comment(parent=middle)]
    parent = line[1]
    if level is not None:
        Comment.objects.filter(pk=line[level].pk).update(is_locked=True)
    parent.refresh_from_db()

    found = places.thread_is_locked(draft(parent=parent, edits=edits))

    assert found == ({"locked": line[level].pk} if locked else None)


def test_a_locked_comment_is_not_edited():
    assert places.thread_is_locked(draft(edits=Comment(pk=3, is_locked=True))) == {"locked": 3}


@on_post_and_edit
def test_a_new_thread_and_a_reply_to_its_root_look_nothing_up(edits, django_assert_num_queries, db):
    for parent in (None, Comment(pk=4, level=0, status=PUBLISHED)):
        with django_assert_num_queries(0):
            assert not places.thread_is_locked(draft(parent=parent, edits=edits))


# premoderated


@on_post_and_edit
@pytest.mark.parametrize("premoderated", [True, False])
def test_in_a_premoderated_discussion_all_is_held(edits, premoderated):
    place = Discussion(pk=5, opened_at=NOW, premoderated=premoderated)

    found = places.discussion_is_premoderated(draft(place=place, edits=edits))

    assert found == ({"discussion": 5} if premoderated else None)
