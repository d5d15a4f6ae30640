"""How much a reporter's word counts: at both sides of every boundary."""

import pytest

from forum.accounts.models import Member
from forum.comments.models import Report
from forum.comments.reporters import Reporter, weight_of
from tests import make

AGREED, DISAGREED = Report.Outcome.AGREED, Report.Outcome.DISAGREED


@pytest.mark.parametrize("agreed", range(6))
def test_five_decided_reports_prove_nothing(agreed):
    assert weight_of(agreed, 5 - agreed) == 100


@pytest.mark.parametrize(
    ("agreed", "disagreed", "weight"),
    [
        (0, 6, 0),
        (1, 5, 2),
        (2, 4, 32),
        (4, 2, 94),
        (5, 1, 157),
        (6, 0, 200),
        (7, 3, 100),
        (69, 31, 95),
        (71, 29, 111),
        (35, 35, 12),
        (30, 40, 0),
        (1000, 0, 200),
        (0, 1000, 0),
    ],
)
def test_from_the_sixth_on_the_share_of_agreed_ones_counts(agreed, disagreed, weight):
    assert weight_of(agreed, disagreed) == weight


def test_a_better_record_never_weighs_less():
    for decided in (6, 17, 300):
        weights = [weight_of(agreed, decided - agreed) for agreed in range(decided + 1)]

        assert weights == sorted(weights)
        assert (weights[0], weights[-1]) == (0, 200)


@pytest.mark.parametrize(
    ("reporter", "keys"),
    [
        (Reporter(Member(pk=12), "aa", "nn"), ["member:12"]),
        (Reporter(None, "aa", "nn"), ["hand:aa", "network:nn"]),
        (Reporter(None, "", "nn"), ["network:nn"]),
        (Reporter(), ["network:"]),
    ],
)
def test_a_reporter_goes_by_account_then_browser_then_network(reporter, keys):
    assert reporter.keys == keys
    assert reporter.key == keys[0]


def decided(key: str, agreed: int, disagreed: int):
    for outcome in [AGREED] * agreed + [DISAGREED] * disagreed + [""]:
        Report.objects.create(comment=make.comment(), reporter=key, reason="spam", outcome=outcome)


@pytest.mark.django_db
def test_the_record_is_that_of_the_person():
    decided("hand:aa", 0, 6)
    decided("member:12", 6, 0)

    assert Reporter(hand="aa", network="nn").weight == 0
    assert Reporter(Member(pk=12), "aa", "nn").weight == 200
    assert Reporter(hand="bb", network="nn").weight == 100


@pytest.mark.django_db
def test_a_bad_record_is_not_thrown_away_with_the_cookie():
    """A browser without a token is known by its network; so is a new one, until it is known."""
    decided("network:nn", 0, 6)
    decided("hand:new", 0, 5)
    decided("hand:known", 6, 0)

    assert Reporter(network="nn").weight == 0
    assert Reporter(hand="new", network="nn").weight == 0
    assert Reporter(hand="known", network="nn").weight == 200
    assert Reporter(hand="new", network="other").weight == 100


@pytest.mark.django_db
def test_a_record_is_read_by_one_query(django_assert_num_queries):
    decided("hand:aa", 10, 10)

    with django_assert_num_queries(1):
        assert Reporter(hand="aa", network="nn").weight < 100
