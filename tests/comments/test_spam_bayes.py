"""The arithmetic of the filter: against numbers by hand, and what must hold whatever the counts."""

import sys
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as some

from forum.comments import text
from forum.comments.hosts import hosts_of
from forum.comments.models import Trace
from forum.comments.spam import bayes, examples, figures
from forum.comments.spam.bayes import ENOUGH, MOST_TELLING, SHOWN, Count, score, weight
from forum.comments.spam.tokens import EVERY_COMMENT, Token, tokens_of
from tests.comments.spam_examples import INNOCENT, SPAM

numbers = some.integers(0, 500)


def word(key: str) -> Token:
    return Token(Trace.Kind.WORD, key)


def known(**counts) -> dict[Token, Count]:
    """20 comments of each sort, and these words."""
    words = {word(key): Count(*count) for key, count in counts.items()}
    return {EVERY_COMMENT: Count(ENOUGH, ENOUGH)} | words


def test_a_weight_by_hand():
    # In 9 of 100 spam and 1 of 50 others: p = 0.09 / (0.09 + 0.02), drawn by two imagined comments.
    drawn = (1 + 10 * (0.09 / 0.11)) / 12

    assert weight(Count(9, 1), Count(100, 50)) == pytest.approx(log(drawn / (1 - drawn)))


def test_a_score_by_hand():
    # Laplace's rule, since both sorts are as many: (3+1)/(0+1) and (1+1)/(1+1).
    found = score([word("buy"), word("lamp")], known(buy=(3, 0), lamp=(1, 1)))

    assert found.probability == pytest.approx(4 / 5)
    assert found.percent == 80
    assert found.reasons == (("buy", round(log(4), 2)), ("lamp", 0))


def test_a_percentage_is_rounded_down():
    assert bayes.Score(0.8999, ()).percent == 89
    assert bayes.Score(0.9, ()).percent == 90


@pytest.mark.parametrize(
    ("seen", "is_scored"),
    [
        (Count(ENOUGH, ENOUGH), True),
        (Count(ENOUGH - 1, 500), False),
        (Count(500, ENOUGH - 1), False),
        (Count(), False),
    ],
)
def test_there_is_no_score_before_enough_of_each_sort_is_known(seen, is_scored):
    assert (score([word("buy")], {EVERY_COMMENT: seen}) is not None) is is_scored


def test_nothing_known_is_even_odds():
    found = score([word("never"), word("heard")], known())

    assert (found.probability, found.reasons) == (0.5, ())


def test_what_was_untaught_again_says_nothing():
    assert score([word("buy")], known(buy=(0, 0))).probability == 0.5


def test_the_reasons_are_the_weightiest_in_words():
    counts = known(**{f"word{n}": (n, 0) for n in range(1, 10)})
    counts |= {
        Token(Trace.Kind.SIGN, "capitals"): Count(19, 0),
        Token(Trace.Kind.HOST, "x.example"): Count(18, 0),
    }

    reasons = score(list(counts)[1:], counts).reasons

    assert len(reasons) == SHOWN
    assert [reason.token for reason in reasons][:3] == [
        "words in CAPITALS",
        "a link to x.example",
        "word9",
    ]


def test_only_the_most_telling_decide():
    told = {f"spam{n}": (9, 0) for n in range(MOST_TELLING)}
    mild = {f"mild{n}": (0, 1) for n in range(500)}
    counts = known(**told, **mild)

    assert score(list(counts)[1:], counts) == score([word(key) for key in told], counts)


@given(numbers, numbers, some.integers(1, 500), some.integers(1, 500))
def test_a_weight_is_finite_and_changes_its_sign_with_the_sorts(spam, ham, all_spam, all_ham):
    count, seen = Count(min(spam, all_spam), min(ham, all_ham)), Count(all_spam, all_ham)
    if not any(count):
        return

    assert -12 < weight(count, seen) < 12
    assert weight(count, seen) == pytest.approx(-weight(Count(*count[::-1]), Count(*seen[::-1])))


@given(some.integers(0, 99), some.integers(0, 99))
def test_one_more_spam_comment_never_makes_a_word_look_better(spam, ham):
    if spam + ham:
        seen = Count(100, 100)
        assert weight(Count(spam + 1, ham), seen) >= weight(Count(spam, ham), seen)


# how good it is


def read(lines, is_spam) -> list[examples.Example]:
    bodies = [text.clean(line) for line in lines]
    return [
        examples.Example(tuple(tokens_of(body, hosts=hosts_of(text.render(body)))), is_spam)
        for body in bodies
    ]


def test_most_spam_is_told_from_comments_that_use_its_words(capsys):
    scores = examples.cross_validated(read(INNOCENT, False) + read(SPAM, True))
    found = figures.figures(scores, 90)

    with capsys.disabled():
        sys.stdout.write(
            f"\nspam filter, held out: precision {found.precision:.1f} %, recall "
            f"{found.recall:.1f} %, good ones held {found.ham_held} of {len(INNOCENT)}\n"
        )
    assert found.precision >= 98
    assert found.recall >= 85


# figures


def test_figures_by_hand():
    scores = [(95, True, 6), (95, False, 2), (89, True, 3), (10, False, 4), (None, True, 1)]
    found = figures.figures(scores, 90)

    assert (found.spam_held, found.spam_missed) == (6, 4)
    assert (found.ham_held, found.ham_passed) == (2, 4)
    assert (found.precision, found.recall) == (75, 60)
    assert found.false_alarms == pytest.approx(100 / 3)


def test_the_threshold_itself_is_held():
    assert figures.figures([(90, True, 1)], 90).spam_held == 1
    assert figures.figures([(90, True, 1)], 91).spam_held == 0


def test_of_nothing_there_are_no_shares():
    found = figures.figures([], 90)

    assert (found.precision, found.recall, found.false_alarms) == (None, None, None)


@pytest.mark.parametrize("in_force", [90, 42, 101])
def test_the_threshold_in_force_is_among_those_shown_once_and_in_order(in_force):
    shown = [one.threshold for one in figures.over([], in_force)]

    assert shown == sorted({*figures.THRESHOLDS, in_force})


def test_one_sign_alone_makes_no_comment_spam():
    link, free = Token("sign", "link"), Token("word", "free")
    counts = {EVERY_COMMENT: Count(40, 40), link: Count(40, 0), free: Count(40, 0)}

    assert score([link], counts).percent < 90
    assert score([link, free], counts).percent >= 90
