"""A client's network as a keyed hash."""

import re
from datetime import UTC, datetime

import pytest

from forum.comments.networks import network_key

MAY, JUNE = datetime(2026, 5, 31, 23, 59, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:DB8::1", "2001:db8:0:0::2"),
    ],
)
def test_one_household_has_one_key(one, other):
    assert network_key(one, MAY) == network_key(other, MAY)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("203.0.113.7", "203.0.113.8"),
        ("2001:db8:1:2::1", "2001:db8:1:3::1"),
        ("::ffff:203.0.113.7", "::ffff:203.0.113.8"),
    ],
)
def test_two_households_have_two(one, other):
    assert network_key(one, MAY) != network_key(other, MAY)


def test_the_key_changes_with_the_month():
    assert network_key("203.0.113.7", MAY) != network_key("203.0.113.7", JUNE)


def test_the_key_changes_with_the_site(settings):
    before = network_key("203.0.113.7", MAY)

    settings.SECRET_KEY = "k" * 50

    assert network_key("203.0.113.7", MAY) != before


def test_the_key_is_64_digits_without_the_address():
    assert re.fullmatch(r"[0-9a-f]{64}", network_key("203.0.113.7", MAY))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "unknown",
        "203.0.113.7:1234",
        "203.0.113",
        "unix:",
        "1.2.3.4, 5.6.7.8",
        "<script>",
        "\x00",
    ],
)
def test_what_is_no_address_has_no_key(address):
    assert network_key(address, MAY) == ""


def test_an_address_of_one_link_has_a_key():
    assert network_key("fe80::1%eth0", MAY)
