"""The demo's desk: every comment waits for the reason it is there to show, and the log is whole.

It is built once for all of these tests; what one of them writes, none of the others sees.
"""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from forum.accounts.models import Member, Standing
from forum.comments import integrity
from forum.comments.models import Comment, Discussion, Finding, Lesson, Report
from forum.comments.rules.holds import HOLDS
from forum.comments.spam import learned
from forum.exchange.demo import building, filling, lines, magazine, moderator
from forum.exchange.models import Arrival
from forum.moderation import decisions
from forum.moderation.figures import desk as figures
from forum.moderation.figures import open as openness
from forum.moderation.models import Batch, Decision, Letter, Note, Verb

LATEST = timedelta(hours=1)  # these tests may take so long


@pytest.fixture(scope="module")
def content():
    return magazine.read()


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker, tmp_path_factory, content):
    """The whole demo, in a transaction that the last test takes back."""
    with (
        django_db_blocker.unblock(),
        override_settings(
            MEDIA_ROOT=tmp_path_factory.mktemp("media"), DATA_DIR=tmp_path_factory.mktemp("data")
        ),
        transaction.atomic(),
    ):
        for _headline in building.build(content, size=(64, 36)):
            pass
        building.fill_desk(content)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(filled, db):
    """The demo, for one test."""


@pytest.fixture
def said(demo):
    """The ids of the desk's comments by the key of their line."""
    here = Arrival.objects.filter(source=filling.SOURCE)
    return dict(here.values_list("source_id", "object_id"))


def state() -> list[int]:
    models = (Comment, Finding, Report, Decision, Batch, Note, Letter, Standing, Member, Arrival)
    return [model.objects.count() for model in models]


# The morning


def test_each_comment_waits_for_what_its_line_says(said, content):
    found = {pk: set() for pk in said.values()}
    for pk, code in Finding.objects.filter(comment__in=found).values_list("comment", "rule"):
        found[pk].add(code)

    for line in content.desk.lines:
        expected = set(line.rules) - {lines.PUBLISHED}
        assert expected <= found[said[line.key]], line
        if line.is_seen_first:
            assert found[said[line.key]] <= expected, line


def test_400_comments_wait_with_every_kind_of_reason(demo):
    waiting = Comment.objects.waiting()
    holding = Finding.objects.holding().filter(comment__in=waiting)
    counts = Counter(holding.values_list("rule", flat=True))

    assert 400 <= waiting.count() <= 450
    assert not [rule.code for rule in HOLDS if counts[rule.code] < 3]
    assert not waiting.exclude(pk__in=holding.values("comment")).exists()
    assert not waiting.filter(urgency=0).exists()
    assert Finding.objects.filter(comment__in=waiting, is_watched=True).exists()


def test_what_waits_was_said_this_morning(demo):
    now = timezone.now()

    waiting = Comment.objects.waiting()

    assert not waiting.filter(posted_at__gt=now).exists()
    assert not waiting.filter(posted_at__lt=now - timedelta(hours=10) - LATEST).exists()


def test_what_readers_reported_went_out_of_sight_after_they_had_seen_it(demo):
    held = Comment.objects.waiting().filter(findings__rule="reported")

    assert held.count() == len(held.distinct()) >= 8
    for comment in held:
        assert comment.is_placed
        assert comment.open_reports == comment.reports.count() >= 3
        assert max(report.made_at for report in comment.reports.all()) <= timezone.now()
    assert Report.objects.exclude(note="").exists()
    assert Comment.objects.published().reported().exists()


def test_some_of_it_is_published_and_nobody_has_seen_it_yet(demo):
    unseen = Comment.objects.unseen()

    assert unseen.count() >= 30
    assert not unseen.filter(findings__is_watched=False).exists()


def test_no_name_is_a_members_and_no_address_is_anybodys(content):
    for line in content.desk.lines:
        assert line.email.endswith((".example", "example.org", "example.net")), line


def test_the_discussions_are_as_they_were_but_for_what_was_published(demo):
    busiest = Discussion.objects.order_by("-comment_count").first()

    assert (busiest.comment_count, busiest.thread_count) == (263, 161)
    assert list(integrity.problems()) == []


def test_the_filter_has_learned_and_can_say_why(demo):
    score = learned.score("100 FREE SPINS just for you! Claim your welcome bonus")

    assert score.percent >= 90
    assert score.reasons
    assert learned.score("The heron by the lock is back, my gran says").percent < 50


def test_somebody_at_the_library_pays_for_what_another_did_there(said):
    [finding] = Finding.objects.filter(comment__name="Kip", rule="remembered")

    assert [one["kind"] for one in finding.evidence["seen"]] == ["network"]


# The weeks


def test_three_moderators_decided_a_few_hundred_times(demo):
    by_moderator = Counter(Decision.objects.values_list("moderator__username", flat=True))

    assert set(by_moderator) == {"mona", "hedda", "jonah"}
    assert min(by_moderator.values()) >= 40
    assert 300 <= by_moderator.total() <= 500


def test_only_the_demos_own_moderator_can_sign_in(demo):
    can = {m.username for m in Member.objects.all() if m.has_usable_password()}

    assert can == {moderator.USERNAME}
    assert all(m.has_perm("comments.moderate_comment") for m in moderator.team([]))


def test_the_log_is_in_the_order_of_time_and_ends_before_now(demo):
    made = list(Decision.objects.order_by("pk").values_list("made_at", flat=True))

    assert made == sorted(made)
    assert made[-1] <= timezone.now()


def test_every_decision_comes_after_what_it_is_about(demo):
    decided = Decision.objects.exclude(comment=None).select_related("comment")

    assert all(one.made_at > one.comment.posted_at for one in decided)


def test_the_last_decision_about_a_comment_left_it_as_it_is(demo):
    last = {one.comment_id: one for one in Decision.objects.exclude(comment=None).order_by("pk")}
    reported = Finding.objects.filter(rule="reported").values("comment")
    decided = Comment.objects.filter(pk__in=last).exclude(pk__in=reported)

    for comment in decided:
        assert comment.status == last[comment.pk].after["status"]
    removed = Comment.objects.filter(status=Comment.Status.REMOVED)
    assert removed.count() == removed.filter(pk__in=last).count() > 100


def test_every_approval_has_taught_the_filter_as_the_desks_own_does(demo):
    approved = Decision.objects.filter(verb=Verb.APPROVE).exclude(comment=None)
    stands = approved.filter(comment__status=Comment.Status.PUBLISHED)

    assert stands.exclude(before__status=Comment.Status.HELD).exists()
    keys = set(stands.values_list("comment", flat=True))
    lessons = Lesson.objects.filter(comment__in=keys)
    assert [one.verdict for one in lessons] == [Lesson.Verdict.HAM] * len(keys)


def test_there_are_mistakes_that_were_taken_back_one_by_one_and_at_one_stroke(demo):
    assert Batch.objects.filter(verb=Verb.RESTORE).exists()
    assert Batch.objects.filter(undoes__isnull=False, size__gt=1).exists()
    assert openness.year(timezone.now()).restored_percent >= 1


def test_the_figures_have_something_to_show(demo):
    now = timezone.now()

    waits = figures.waits(now, [])
    assert timedelta(minutes=10) < waits.median < timedelta(hours=3)
    assert sum(bool(count) for count in waits.counts) >= 4
    shares = {one.approved_percent for one in figures.precision(now, []) if one.decided >= 10}
    assert max(shares) > 60 > 20 > min(shares)
    assert sum(hour.posted for hour in figures.hours(now, [])) > 400


def test_every_kind_of_decision_about_people_is_in_the_log(demo):
    verbs = set(Decision.objects.exclude(whom="").filter(comment=None).values_list("verb", flat=1))

    assert {Verb.ALWAYS_HOLD, Verb.TRUST, Verb.WARN, Verb.SUSPEND} <= verbs
    assert Standing.objects.filter(suspended_for_good=True).exists()
    assert Standing.objects.filter(suspended_until__gt=timezone.now()).exists()
    assert Note.objects.exists()
    assert Letter.objects.open().exists()
    assert Letter.objects.answered().exists()


@pytest.mark.parametrize("verb", [Verb.APPROVE, Verb.REMOVE])
def test_what_was_decided_in_those_weeks_can_still_be_undone(demo, verb):
    mona = Member.objects.get(username="mona")
    about = Decision.objects.filter(verb=verb, before__status="held").order_by("pk")
    decision = next(one for one in about if one.comment.decisions.count() == 1)

    undone = decisions.undo(decision.batch, mona)

    assert undone.left_alone == []
    assert Comment.objects.get(pk=decision.comment_id).status == Comment.Status.HELD
    assert list(integrity.problems()) == []


# Once


def test_a_second_time_nothing_is_written(demo, content, django_assert_max_num_queries):
    before = state()

    with django_assert_max_num_queries(4):
        assert building.is_complete(content)
    building.fill_desk(content)

    assert state() == before
