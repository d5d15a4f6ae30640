"""When a form was made: what its stamp says, at both sides of each boundary."""

from datetime import UTC, datetime, timedelta

import pytest

from forum.comments import stamps

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
MIDNIGHT = datetime(2026, 5, 2, tzinfo=UTC)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize("passed", [timedelta(0), SECOND, HOUR, 40 * DAY])
def test_an_exact_stamp_tells_the_age(passed):
    assert stamps.age(stamps.of_moment(NOON), NOON + passed) == passed


def test_a_page_for_everybody_changes_once_a_day():
    assert stamps.of_day(NOON) == stamps.of_day(MIDNIGHT - SECOND)
    assert stamps.of_day(NOON) != stamps.of_day(MIDNIGHT)


@pytest.mark.parametrize("passed", [timedelta(0), SECOND, DAY, 3 * DAY, 400 * DAY])
def test_a_days_stamp_tells_no_age_however_long_a_cache_kept_the_page(passed):
    assert stamps.age(stamps.of_day(NOON), NOON + passed) is None


def test_the_day_is_the_same_in_every_time_zone():
    elsewhere = NOON.astimezone(datetime.strptime("+1300", "%z").tzinfo)

    assert stamps.of_day(elsewhere) == stamps.of_day(NOON)


@pytest.mark.parametrize(
    "stamp",
    [
        "",
        "x",
        "2026-05-01",
        "2026-05-01:forged",
        stamps.of_moment(NOON)[:-1],
        stamps.of_moment(NOON) + "x",
        stamps.of_moment(NOON).replace("2026", "2020"),
        stamps.of_day(NOON).replace(":", ""),
        "é" * 5_000,
        "\x00",
    ],
    # A signature differs in every process; a test's name must not.
    ids=["empty", "no_stamp", "unsigned", "forged", "cut", "longer", "moved", "joined", "é", "nul"],
)
def test_a_stamp_that_is_not_ours_is_told_from_ours(stamp):
    with pytest.raises(stamps.NotOurs):
        stamps.age(stamp, NOON + DAY)


@pytest.mark.parametrize("of", [stamps.of_day, stamps.of_moment])
def test_a_stamp_stays_ours_when_the_key_is_changed_and_the_old_one_kept(settings, of):
    kept = of(NOON)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key, from now on"

    settings.SECRET_KEY_FALLBACKS = [old]

    assert stamps.age(kept, NOON + HOUR) == stamps.age(of(NOON), NOON + HOUR)
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(stamps.NotOurs):
        stamps.age(kept, NOON + HOUR)


def test_a_stamp_of_the_future_says_nothing():
    """Two machines' clocks differ."""
    assert stamps.age(stamps.of_moment(NOON), NOON - SECOND) is None
