"""Claiming: nobody decides on what another moderator has on the desk, for ten minutes."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime

from forum.accounts.models import Scope
from forum.comments.models import Comment
from forum.moderation import decisions
from forum.moderation.models import Claim
from tests import make

TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture
def mary(db):
    return make.staff("mary", "comments.moderate_comment")


@pytest.fixture
def claiming(policy):
    policy(claiming=True)


@pytest.fixture
def clock(monkeypatch):
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def comment(db):
    return make.comment(status="held")


def test_a_claim_keeps_others_away_and_says_who_and_until_when(claiming, mona, mary, comment):
    claim = decisions.claim(comment, mona)

    for verb in (decisions.claim, decisions.approve, decisions.remove):
        with pytest.raises(decisions.Claimed) as claimed:
            verb(comment, mary)
        assert (claimed.value.by, claimed.value.until) == (mona, claim.until)
        clock = date_format(localtime(claim.until), "TIME_FORMAT")
        assert claimed.value.sentence == f"claimed by Mona until {clock}"
    comment.refresh_from_db()
    assert comment.is_held


def test_of_several_the_claimed_ones_are_left_alone(claiming, mona, mary, comment):
    decisions.claim(comment, mona)
    make.comment(status="held")

    batch = decisions.approve(Comment.objects.all(), mary)

    assert batch.size == 1
    assert [left for left, _why in batch.left_alone] == [comment]


def test_who_claimed_it_decides_and_the_claim_is_gone(claiming, mona, comment):
    decisions.claim(comment, mona)

    decisions.approve(comment, mona)

    assert not Claim.objects.exists()


@pytest.mark.parametrize("verb", [decisions.claim, decisions.approve])
@pytest.mark.parametrize(
    ("later", "is_claimed"), [(TEN_MINUTES - timedelta(seconds=1), True), (TEN_MINUTES, False)]
)
def test_a_claim_ends_by_itself(claiming, mona, mary, comment, clock, later, is_claimed, verb):
    now = timezone.now()
    clock(now)
    decisions.claim(comment, mona)
    clock(now + later)

    if is_claimed:
        with pytest.raises(decisions.Claimed):
            verb(comment, mary)
    else:
        assert verb(comment, mary)


def test_claiming_again_begins_anew(claiming, mona, comment, clock):
    first = decisions.claim(comment, mona)
    clock(first.until - timedelta(minutes=1))

    again = decisions.claim(comment, mona)

    assert again.until == first.until + timedelta(minutes=9)
    assert Claim.objects.count() == 1


def test_what_is_given_up_is_free(claiming, mona, mary, comment):
    decisions.claim(comment, mona)

    decisions.release(comment, mary)  # not hers to give up
    assert Claim.objects.exists()
    decisions.release(comment, mona)

    assert decisions.approve(comment, mary)


def test_where_the_policy_does_without_claims_there_are_none(mona, mary, comment, policy):
    policy(claiming=True)
    decisions.claim(comment, mona)
    policy(claiming=False)

    assert decisions.claim(comment, mary) is None
    assert decisions.approve(comment, mary)


def test_nothing_is_claimed_out_of_reach(claiming, mary, comment):
    Scope.objects.create(member=mary, section="Screen")

    with pytest.raises(decisions.NotAllowed):
        decisions.claim(comment, mary)
