"""What a web address is, and what only looks like one."""

import pytest

from forum.comments import hosts, links, text
from forum.comments.rules import bodies
from forum.comments.spam.tokens import tokens_of
from tests.comments.drafting import draft

ADDRESSES = {
    "https://a.example": "https://a.example",
    "HTTP://a.example/x?y=1#z": "HTTP://a.example/x?y=1#z",
    "see:https://a.example": "https://a.example",
    "(https://a.example/x).": "https://a.example/x",
    "www.a.example": "http://www.a.example",
    "“WWW.a.example/x”": "http://WWW.a.example/x",
    "*www.a.example*": "http://www.a.example",
    "a,www.a.example": "http://www.a.example",
    "example.com/": "http://example.com/",
    "shop.example.co.uk/offers.": "http://shop.example.co.uk/offers",
    "example.com:8080/x": "http://example.com:8080/x",
    "example.com?id=1": "http://example.com?id=1",
    "bücher.de/x": "http://bücher.de/x",
}


@pytest.mark.parametrize(("typed", "address"), ADDRESSES.items())
def test_an_address_is_found_wherever_it_stands(typed, address):
    around = f"Look: {typed} and so on."

    assert links.addresses(around) == [address]
    [(start, end)] = links.spans(around)
    assert address.endswith(around[start:end])


@pytest.mark.parametrize(
    "typed",
    [
        *("end.But", "Node.js", "example.com", "www.", "www.only", "and/or", "a.m./p.m.", "e.g./x"),
        *("1.5/2.5", "Bob.Smith/Jones", "ann@example.com", "ann@example.com/x", "so.What?yes"),
        *("...", "https://", "http://localhost", "24.12./31.12.", "He said.She/they left"),
    ],
)
def test_what_only_looks_like_one_is_none(typed):
    assert links.addresses(f"Look: {typed} and so on.") == []


@pytest.mark.parametrize("typed", ADDRESSES)
def test_whoever_asks_for_links_gets_the_same_answer(typed):
    """The limit, the memory of sites, the spam filter and the shouting rule."""
    said = draft(f"Look at {typed} now", max_links=0)

    assert bodies.body_has_too_many_links(said)["links"] == 1
    assert len(hosts.hosts_of(text.render(said.body))) == 1
    assert "link" in {token.key for token in tokens_of(said.body)}
    assert "example" not in links.without(said.body)


def test_an_address_is_no_shouting():
    assert not bodies.body_is_shouted(draft("WWW.EXAMPLE.COM/ALL-OF-IT-IN-CAPITALS/ and more"))


def test_what_is_left_without_addresses_keeps_its_other_characters():
    assert links.without("See www.a.example, or https://b.example!") == "See  , or  !"
    assert links.without("None here.") == "None here."
