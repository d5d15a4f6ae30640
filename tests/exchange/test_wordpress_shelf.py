"""The words of comments on their way, and the numbers that have come by. No database."""

import pytest

from forum.exchange.wordpress import shelf
from forum.exchange.wordpress.seen import WIDTH, Seen


@pytest.mark.parametrize("size", [1, shelf.IN_MEMORY])
def test_what_is_laid_away_is_found_again(size):
    texts = ["", "One\r\ntwo.", "🦉" * size, "\ud800", "ö"]

    with shelf.Shelf() as kept:
        laid = [kept.lay(text) for text in texts]

        assert [str(one) for one in reversed(laid)] == texts[::-1]
        assert str(kept.lay("more")) == "more"


def test_a_shelf_that_was_cleared_is_empty():
    with shelf.Shelf() as kept:
        kept.lay("One.")
        kept.clear()

        assert kept.lay("Two.").start == 0


def test_a_number_comes_for_the_first_time_once():
    seen, numbers = Seen(), [0, 1, WIDTH - 1, WIDTH, WIDTH + 1, 2**60, 10**20]

    assert all(seen.is_first(number) for number in numbers)
    assert not any(seen.is_first(number) for number in numbers)
    assert seen.is_first(2)


def test_a_million_numbers_in_a_row_take_little():
    seen = Seen()

    for number in range(1_000_000):
        seen.is_first(number)

    assert len(seen.rows) < 1_000
