"""How long something takes, in words."""

from datetime import timedelta

import pytest

from forum.web import durations

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(0), "0 seconds"),
        (SECOND / 1000, "1 second"),
        (89 * SECOND, "89 seconds"),
        (90 * SECOND, "2 minutes"),
        (437 * SECOND, "8 minutes"),
        (89 * MINUTE, "89 minutes"),
        (89 * MINUTE + SECOND, "2 hours"),
        (24 * 60 * MINUTE, "24 hours"),
        (47 * 60 * MINUTE, "47 hours"),
        (47 * 60 * MINUTE + SECOND, "2 days"),
        (30 * 24 * 60 * MINUTE, "30 days"),
    ],
)
def test_a_time_is_told_in_a_unit_that_fits_and_never_as_less_than_it_is(time, words):
    assert durations.in_words(time) == words
