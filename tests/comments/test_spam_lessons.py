"""What moderators decide is counted once, taken back exactly, and never lost."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from forum.comments import spam
from forum.comments.models import Lesson, Trace
from forum.comments.spam import ledger
from tests import make
from tests.comments.spam_examples import INNOCENT, SPAM

pytestmark = pytest.mark.django_db


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """with committed(): what would follow the commit follows."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def teach(committed):
    """teach(comment, is_spam): a moderator says so, and it is committed."""

    def say(comment, is_spam, *, verb=spam.learn):
        with committed():
            verb(comment, is_spam)

    return say


@pytest.fixture
def untaught(teach):
    return lambda comment, is_spam: teach(comment, is_spam, verb=spam.unlearn)


def count(key: str) -> tuple[int, int]:
    trace = Trace.objects.filter(key=key).first()
    return (trace.spam, trace.ham) if trace else (0, 0)


def everything() -> dict:
    """All that is counted, but for what is zero."""
    rows = Trace.objects.values_list("kind", "key", "spam", "ham")
    return {row[:2]: row[2:] for row in rows if any(row[2:])}


def test_a_comment_leaves_its_words_links_and_hashes(teach):
    comment = make.comment(
        by=make.guest("Ann", network="n" * 64, hand="h" * 64),
        body="Cheap lamps at https://lamps.example/shop",
        network="n" * 64,
        hand="h" * 64,
    )

    teach(comment, True)

    assert {kind for kind, _key in everything()} == set(Trace.Kind.values)
    assert set(everything().values()) == {(1, 0)}
    assert count("cheap") == count("lamps.example") == count("") == (1, 0)
    assert not Trace.objects.filter(key__icontains="example.org").exists()


def test_approved_and_removed_add_up(teach):
    for is_spam in (True, True, False):
        teach(make.comment(body="A lamp."), is_spam)

    assert count("lamp") == count("") == (2, 1)


def test_nothing_is_counted_before_the_decision_is_committed(committed):
    with committed():
        spam.learn(make.comment(body="A lamp."), True)
        assert count("lamp") == (0, 0)

    assert count("lamp") == (1, 0)


def test_what_is_said_twice_counts_once(teach):
    comment = make.comment(body="A lamp, a lamp.")

    teach(comment, True)
    teach(comment, True)

    assert count("lamp") == (1, 0)


def test_another_verdict_replaces_the_first(teach):
    comment = make.comment(body="A lamp.")

    teach(comment, False)
    teach(comment, True)

    assert count("lamp") == count("") == (1, 0)


@pytest.mark.parametrize("is_spam", [True, False])
def test_undo_takes_back_exactly_what_was_counted(teach, untaught, is_spam):
    teach(make.comment(body="A lamp in the window."), True)
    before, comment = everything(), make.comment(body="The lamp at https://lamps.example/")

    teach(comment, is_spam)
    assert everything() != before
    untaught(comment, is_spam)

    assert everything() == before


def test_undo_brings_back_the_verdict_before_step_by_step(teach, untaught):
    comment, seen = make.comment(body="A lamp."), []

    for is_spam in (False, True, False):
        teach(comment, is_spam)
    for is_spam in (False, True, False):
        untaught(comment, is_spam)
        seen.append(count("lamp"))

    assert seen == [(1, 0), (0, 1), (0, 0)]


def test_undo_of_what_was_never_said_changes_nothing(teach, untaught):
    comment = make.comment(body="A lamp.")
    teach(comment, False)
    before = everything()

    untaught(comment, True)
    untaught(make.comment(), True)

    assert everything() == before


def test_undo_is_exact_though_the_words_have_changed_since(teach, untaught):
    comment = make.comment(body="Cheap lamps.")
    teach(comment, True)

    comment.body = "Dear Sir"
    comment.save()
    untaught(comment, True)

    assert everything() == {}


def test_undo_leaves_alone_what_was_forgotten_and_learned_anew(teach, untaught):
    first, second = (make.comment(body="https://lamps.example/") for _ in range(2))
    teach(first, True)
    ledger.forget(Trace.objects.get(key="lamps.example").pk)
    teach(second, True)

    untaught(first, True)

    assert count("lamps.example") == (1, 0)


def test_many_are_learned_at_once_as_one_by_one(teach, committed, django_assert_max_num_queries):
    comments = [make.comment(body=f"Cheap lamps, offer {n}.") for n in range(60)]
    with django_assert_max_num_queries(60), committed():
        spam.learn_all(comments, True)
    at_once = everything()

    with committed():
        spam.unlearn_all(comments, True)
    assert everything() == {}
    for comment in comments:
        teach(comment, True)

    assert everything() == at_once
    assert count("cheap") == (60, 0)


def test_a_lesson_not_counted_yet_is_counted_the_next_time(teach):
    spam.learn(make.comment(body="A lamp."), True)  # the process dies before it counts
    assert count("lamp") == (0, 0)

    teach(make.comment(body="A window."), True)

    assert count("lamp") == count("window") == (1, 0)
    assert not Lesson.objects.filter(is_due=True).exists()


def test_a_decision_taken_back_before_it_was_counted_never_is(committed):
    comment = make.comment(body="A lamp.")
    with committed():
        spam.learn(comment, True)
        spam.unlearn(comment, True)

    assert everything() == {}


def test_a_decision_that_is_rolled_back_teaches_nothing(committed):
    comment = make.comment(body="A lamp.")
    with committed(), transaction.atomic():
        spam.learn(comment, True)
        transaction.set_rollback(True)

    assert everything() == {}
    assert not Lesson.objects.exists()


def test_a_decision_stands_though_counting_fails(committed, caplog, monkeypatch):
    """The lock is taken by somebody for too long, the disk is full: the lesson waits."""
    comment = make.comment(body="A lamp.")
    monkeypatch.setattr(ledger.Trace.objects, "bulk_create", None)
    with committed():
        spam.learn(comment, True)
    monkeypatch.undo()

    assert Lesson.objects.get().is_due
    ledger.fold()
    assert count("lamp") == (1, 0)


# the score


def learned(committed, spam_count, ham_count):
    for lines, is_spam in ((SPAM[:spam_count], True), (INNOCENT[:ham_count], False)):
        with committed():
            spam.learn_all([make.comment(body=line) for line in lines], is_spam)


@pytest.mark.parametrize(("spam_count", "ham_count"), [(0, 0), (19, 20), (20, 19)])
def test_there_is_no_score_before_twenty_of_each(committed, spam_count, ham_count):
    learned(committed, spam_count, ham_count)

    assert spam.learned.score("Cheap loans") is None


def test_from_twenty_of_each_spam_stands_out_and_says_why(committed):
    learned(committed, 20, 20)

    found = spam.learned.score(
        "Subscribe to my channel and win free money", hosts=["casino.example"]
    )

    assert found.percent >= 90
    assert "a link to casino.example" in [reason.token for reason in found.reasons]
    assert spam.learned.score("The lamps were lit when the ferry came in.").percent < 50


def test_a_score_costs_one_query(committed, django_assert_num_queries):
    learned(committed, 20, 20)

    for words in ("A lamp", "The lamps were lit. " * 200):
        with django_assert_num_queries(1):
            assert spam.learned.score(words, name="Ann", hosts=["a.example", "b.example"])


def test_the_name_and_the_hosts_are_scored_too(committed):
    learned(committed, 40, 40)
    plain = spam.learned.score("Very well put.")

    assert spam.learned.score("Very well put.", name="Cheap Loans").percent > plain.percent
    assert spam.learned.score("Very well put.", hosts=["casino.example"]).percent > plain.percent


# order


def test_what_was_not_seen_for_long_is_dropped_and_the_totals_stay(teach):
    teach(make.comment(body="An old lamp."), True)
    Trace.objects.update(seen_at=timezone.now() - ledger.KEPT - timedelta(minutes=1))
    teach(make.comment(body="A new lamp."), True)

    ledger.purge(timezone.now())

    assert count("old") == (0, 0)
    assert count("lamp") == count("") == (2, 0)
    assert count("new") == (1, 0)
