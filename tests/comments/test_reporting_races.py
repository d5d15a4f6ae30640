"""Eight processes report at once: the threshold is passed once, and every count is right.

On SQLite and on PostgreSQL alike.
"""

import pytest
from django.db import connection

from forum.comments import integrity
from forum.comments.models import Comment, Discussion, Finding, Report
from tests import make
from tests.comments import complainers, processes

NUMBERS = range(processes.COUNT)


@pytest.fixture(scope="module")
def crowd(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), processes.started(connection) as all_at_once:
        yield all_at_once


@pytest.fixture
def comments(transactional_db, policy):
    policy(report_threshold=5)
    place = make.discussion()
    return [make.comment(place) for _ in range(3)]


def test_the_threshold_is_passed_once(crowd, comments):
    pks = [comment.pk for comment in comments]

    made = crowd(complainers.complain, [(n, pks[n % 3 :] + pks[: n % 3]) for n in NUMBERS])

    columns = Comment.objects.values_list("status", "open_reports", "urgency")
    assert list(columns) == [("held", 8, 70 + 80)] * 3
    assert sorted(pk for of_one in made for pk in of_one) == list(
        Report.objects.order_by("pk").values_list("pk", flat=True)
    )
    found = Finding.objects.order_by("comment").values_list("comment", "evidence__weight")
    assert list(found) == [(pk, 500) for pk in pks]
    assert Discussion.objects.get().comment_count == 0
    assert list(integrity.problems()) == []


@pytest.mark.parametrize("round_", range(3))
def test_one_report_sent_by_all_at_once_is_one(crowd, comments, round_):
    pk = comments[0].pk

    made = crowd(complainers.complain, [(1, [pk])] * processes.COUNT)

    assert len({pk for of_one in made for pk in of_one}) == 1
    assert Comment.objects.get(pk=pk).open_reports == Report.objects.count() == 1


def test_eight_browsers_of_one_network_are_eight_that_weigh_little(crowd, comments):
    pk = comments[0].pk

    crowd(complainers.complain, [(n, [pk], "office") for n in NUMBERS])

    comment = Comment.objects.get(pk=pk)
    assert sorted(Report.objects.values_list("note", flat=True)) == [str(n) for n in NUMBERS]
    assert (comment.open_reports, comment.urgency, comment.is_published) == (8, 15, True)


def test_counts_are_right_while_a_moderator_decides(crowd, comments, mona):
    pks = [comment.pk for comment in comments] * 3

    crowd(complainers.complain_or_decide, [(n, pks, mona.pk) for n in NUMBERS])

    assert Report.objects.count() == 3 * 7
    assert list(integrity.problems()) == []
