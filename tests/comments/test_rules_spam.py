"""Rules about what spam looked like before, each at both sides of its boundary."""

import pytest

from forum.comments import spam
from forum.comments.rules import Commenter
from forum.comments.rules import spam as rules
from forum.comments.spam.akismet import Opinion
from forum.comments.spam.bayes import Reason, Score
from tests import make
from tests.comments.drafting import draft, on_post_and_edit

# spam


@on_post_and_edit
@pytest.mark.parametrize(
    ("probability", "percent"), [(0.9, 90), (0.8999, None), (1.0, 100), (0.0, None)]
)
def test_a_score_holds_from_the_threshold_on(edits, probability, percent):
    score = Score(probability, (Reason("pills", 2.5), Reason("thanks", -0.5)))

    found = rules.filter_calls_it_spam(draft(edits=edits, spam_threshold=90, spam=score))

    reasons = [{"token": "pills", "weight": 2.5}, {"token": "thanks", "weight": -0.5}]
    assert found == (percent and {"percent": percent, "reasons": reasons})


@on_post_and_edit
@pytest.mark.parametrize(("threshold", "held"), [(100, True), (101, False)])
def test_over_a_hundred_percent_no_score_holds(edits, threshold, held):
    asked = draft(edits=edits, spam_threshold=threshold, spam=Score(1.0, ()))

    assert bool(rules.filter_calls_it_spam(asked)) is held


def test_a_filter_that_has_not_learned_enough_holds_nothing(db):
    assert draft().spam_score is None
    assert not rules.filter_calls_it_spam(draft(spam_threshold=1))


def test_the_score_is_looked_up_once(db, django_assert_num_queries):
    asked = draft()

    with django_assert_num_queries(1):
        rules.filter_calls_it_spam(asked)
        assert asked.spam_score is None


# remembered


@pytest.fixture
def removed_as_spam(db):
    comment = make.comment(
        body="Come and see https://pills.example today, friends.",
        by=make.guest("Spammer", hand="5" * 64),
        hand="5" * 64,
        status="removed",
    )
    spam.learn(comment, True)
    spam.ledger.fold()
    return comment


@on_post_and_edit
@pytest.mark.parametrize(
    ("body", "author", "kinds"),
    [
        ("Look: https://pills.example", Commenter("Ann", "ann@example.org"), ["host"]),
        ("Look: https://pillow.example", Commenter("Ann", "ann@example.org"), []),
        ("Well said.", Commenter("Ann", "spammer@example.org"), ["email"]),
        ("Well said.", Commenter("Ann", "ann@example.org", hand="5" * 64), ["hand"]),
        ("Well said.", Commenter("Ann", "ann@example.org", hand="6" * 64), []),
    ],
)
def test_traces_of_removed_spam_hold(removed_as_spam, edits, body, author, kinds):
    asked = draft(body, author=author, edits=edits)

    found = rules.spam_is_remembered(asked)

    assert [one["kind"] for one in found["seen"]] == kinds if kinds else found is None


# akismet, akismet_unavailable


@on_post_and_edit
@pytest.mark.parametrize("opinion", list(Opinion))
def test_only_the_word_spam_holds_and_only_silence_is_noted(edits, opinion):
    asked = draft(edits=edits, opinion=opinion)

    held = rules.service_calls_it_spam(asked)
    noted = rules.service_is_silent(asked)

    assert held == ({"opinion": "spam"} if opinion == "spam" else None)
    assert noted == ({"opinion": "unavailable"} if opinion == "unavailable" else None)


def test_without_a_service_nothing_is_held_nor_noted():
    assert draft().opinion == Opinion.OFF
