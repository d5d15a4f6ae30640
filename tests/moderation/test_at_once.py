"""Eight moderators at once: each comment is decided once, no decision is lost, nothing deadlocks.

On SQLite and on PostgreSQL alike, with real processes.
"""

from collections import defaultdict

import pytest
from django.db import connection

from forum.accounts.models import Standing
from forum.comments import integrity
from forum.comments.models import Comment, Discussion
from forum.moderation import decisions
from forum.moderation.models import Batch, Claim, Decision
from tests import make
from tests.comments import processes
from tests.moderation import deciders

COUNT = processes.COUNT


@pytest.fixture(scope="module")
def crowd(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), processes.started(connection) as all_at_once:
        yield all_at_once


@pytest.fixture
def moderators(transactional_db, policy):
    policy(pause_seconds=0, person_limit=1000, claiming=True)
    return [make.member(f"mona-{n}", is_staff=True, is_superuser=True).pk for n in range(COUNT)]


@pytest.fixture
def places(transactional_db):
    return [make.discussion(url=f"/{number}/").pk for number in range(4)]


def comments_in(places, count: int, **fields) -> list[Comment]:
    discussions = Discussion.objects.in_bulk(places)
    return [make.comment(discussions[places[n % len(places)]], **fields) for n in range(count)]


def test_of_eight_bulks_on_the_same_comments_each_comment_is_approved_once(
    crowd, moderators, places
):
    comments_in(places, 40, status="held")

    answers = crowd(deciders.approve_all, [(pk,) for pk in moderators])

    assert sum(size for size, _left in answers) == 40
    assert sum(left for _size, left in answers) == 40 * (COUNT - 1)
    assert Decision.objects.count() == 40
    assert Decision.objects.values("comment").distinct().count() == 40
    assert list(integrity.problems()) == []


@pytest.mark.parametrize("round_", range(2))
def test_bulks_single_decisions_undoings_and_posts_cross_and_none_is_lost(
    crowd, moderators, places, round_
):
    roots = comments_in(places, 12)
    for root in roots:
        make.comment(parent=root, status="held")
    begun = dict(Comment.objects.values_list("pk", "status"))

    made = crowd(
        deciders.decide_on_some,
        [(seed + 100 * round_, pk, places, 12) for seed, pk in enumerate(moderators)],
    )

    assert sum(made) == Decision.objects.count() > 0
    histories = defaultdict(list)
    for decision in Decision.objects.order_by("pk"):
        histories[decision.comment_id].append(decision)
    now = dict(Comment.objects.values_list("pk", "status"))
    for pk, history in histories.items():
        status = begun.get(pk, history[0].before["status"])
        for decision in history:
            assert decision.before["status"] == status
            status = decision.after["status"]
        assert now[pk] == status
    for batch in Batch.objects.all():
        assert batch.size == batch.decisions.count()
    assert list(integrity.problems()) == []


def test_a_batch_that_all_undo_at_once_is_undone_once(crowd, moderators, places, mona):
    batch = decisions.approve(comments_in(places, 6, status="held"), mona)

    answers = crowd(deciders.undo, [(batch.pk, pk) for pk in moderators])

    assert sorted(answers) == ["AlreadyUndone"] * (COUNT - 1) + ["done"]
    assert set(Comment.objects.values_list("status", flat=True)) == {"held"}
    assert list(integrity.problems()) == []


@pytest.mark.parametrize("is_known", [True, False])
def test_people_whom_all_suspend_at_once_are_suspended_once(crowd, moderators, is_known):
    people = [[f"email:{n}@example.org", f"hand:{n}"] for n in range(30)]
    if is_known:
        for keys in people:
            Standing.objects.bulk_create(Standing(key=key, always_held=True) for key in keys)

    answers = crowd(deciders.suspend, [(people, pk) for pk in moderators])

    for of_one_person in zip(*answers, strict=True):
        assert sorted(of_one_person) == ["AlreadyDecided"] * (COUNT - 1) + ["done"]
    assert set(Standing.objects.values_list("rung", flat=True)) == {1}


def test_a_comment_that_all_claim_at_once_is_one_moderators(crowd, moderators, places):
    (comment,) = comments_in(places, 1)

    answers = crowd(deciders.claim, [(comment.pk, pk) for pk in moderators])

    assert sorted(answers) == ["Claimed"] * (COUNT - 1) + ["done"]
    assert Claim.objects.count() == 1
