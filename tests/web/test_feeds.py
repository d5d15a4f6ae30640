"""Cursors: what stands in the address of a page of a feed."""

from datetime import UTC, datetime

import pytest

from forum.web.feeds import Cursor


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 8, 12, 30, 1, 123_456, tzinfo=UTC),
        datetime(1931, 1, 1, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(1970, 1, 1, tzinfo=UTC),
    ],
    ids=str,
)
def test_what_was_written_is_read(moment):
    cursor = Cursor(moment, 42)

    assert Cursor.read(str(cursor)) == cursor


@pytest.mark.parametrize(
    "written",
    ["", "7", "_", "1.5_1", " 1_1", "1_1\n", "+1_1", "٣_1", f"-{17 * '9'}_1", "1_" + 19 * "9"],
)
def test_nothing_else_is(written):
    with pytest.raises(ValueError):  # noqa: PT011 (it is the promise)
        Cursor.read(written)
