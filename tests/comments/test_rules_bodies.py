"""Rules about the form of the words, each at both sides of its boundary, without a database."""

import pytest

from forum.comments import rules, text
from forum.comments.rules import bodies
from tests.comments.drafting import draft, on_post_and_edit

pytestmark = on_post_and_edit

# empty


@pytest.mark.parametrize("body", ["", " \n\t ", "\u200b\u200d", "\u3164\u2800", "\u0301", "\ufeff"])
def test_what_leaves_no_ink_is_empty(edits, body):
    assert bodies.body_is_empty(draft(body, edits=edits)) == {"length": len(body)}


@pytest.mark.parametrize("body", [">", "> >", "- \n- ", "[](http://x.example)", "> \u2800"])
def test_marks_around_nothing_are_empty(edits, body):
    assert bodies.body_is_empty(draft(body, edits=edits))


@pytest.mark.parametrize("body", ["&nbsp;&nbsp;", "> x", "#", "[](/here)", "[x](http://x.example)"])
def test_marks_that_are_seen_are_not(edits, body):
    assert not bodies.body_is_empty(draft(body, edits=edits))


@pytest.mark.parametrize("body", ["x", ".", "1", "👍", "سلام", "—", "∞", "\u200bx"])
def test_what_leaves_ink_is_not(edits, body):
    assert not bodies.body_is_empty(draft(body, edits=edits))


# only_signs


@pytest.mark.parametrize("body", ["👍", "👏🏽👏🏽 !!", "…?!", "❤️", "> 👍", "☃", "+", "👍\u3164"])
def test_signs_alone_say_too_little(edits, body):
    assert bodies.body_is_only_signs(draft(body, edits=edits))


@pytest.mark.parametrize("body", ["👍 yes", "10/10", "é", "說", "सही", "> no", "①"])
def test_one_letter_or_digit_says_something(edits, body):
    assert not bodies.body_is_only_signs(draft(body, edits=edits))


# only_quoted


@pytest.mark.parametrize("body", ["> Well said.", "> a\n>> b", "> a\n\n👍", "> a\n\n> b"])
def test_a_quotation_alone_is_nobodys_own(edits, body):
    assert bodies.body_is_only_quoted(draft(body, edits=edits)) == {"length": len(body)}


@pytest.mark.parametrize("body", ["> Well said.\n\nNo.", "Yes.\n\n> a", "a > b", "> a\n\n1"])
def test_a_quotation_with_a_word_is(edits, body):
    assert not bodies.body_is_only_quoted(draft(body, edits=edits))


# too_long


@pytest.mark.parametrize(("length", "too_long"), [(100, False), (101, True)])
@pytest.mark.parametrize("char", ["x", "🜁"])
def test_length_counts_characters(edits, char, length, too_long):
    found = bodies.body_is_too_long(draft(char * length, edits=edits, max_length=100))

    assert found == ({"length": length} if too_long else None)


def test_the_sentence_about_length_names_both_numbers(edits):
    too_long = draft("x" * 123, edits=edits, max_length=100, standings=[])

    found = rules.judge(too_long, [rules.BY_CODE["too_long"]]).refusal

    assert found.sentence(too_long) == "That is 123 characters long; 100 are allowed."


def test_what_is_too_long_is_never_rendered(edits, monkeypatch):
    monkeypatch.setattr(text, "render", lambda body: pytest.fail("rendered"))
    pure = [
        rule for rule in rules.RULES if rule.code in ("too_long", "empty", "links", "only_signs")
    ]

    assert rules.judge(draft("*" * 1_000_000, edits=edits), pure).refusal.rule.code == "too_long"


# shouting


@pytest.mark.parametrize(
    ("body", "percent"),
    [
        ("A" * 14 + "a" * 6, 70),
        ("A" * 13 + "a" * 7, None),
        ("A" * 19, None),
        ("A" * 20, 100),
        ("READ THIS RIGHT NOW, ALL OF YOU: https://a.example/with/small/letters", 100),
        ("See https://A.EXAMPLE/WITH/MANY/LARGE/LETTERS/IN/IT for what I mean by that.", None),
        ("ПОЧЕМУ ЖЕ ОНИ ТАК КРИЧАТ", 100),
        ("為什麼" * 30, None),
        ("1234 5678 " * 9, None),
    ],
)
def test_capitals_shout_from_seventy_percent_of_twenty_letters(edits, body, percent):
    found = bodies.body_is_shouted(draft(body, edits=edits, shouting_percent=70))

    assert found == (percent and {"percent": percent})


@pytest.mark.parametrize(("percent", "shouted"), [(100, True), (101, False)])
def test_over_a_hundred_percent_nothing_shouts(edits, percent, shouted):
    found = bodies.body_is_shouted(draft("A" * 50, edits=edits, shouting_percent=percent))

    assert bool(found) is shouted


# links


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("https://a.example and https://b.example", None),
        ("https://a.example, https://b.example, https://c.example", 3),
        ("[a](https://a.example) <https://b.example> https://c.example", 3),
        ("[https://a.example](https://a.example) https://b.example", None),
        ("`https://a.example https://b.example https://c.example`", 3),
        ("www.a.example, www.b.example", None),
        ("www.a.example, WWW.b.example/x, https://c.example", 3),
        ("a.example, b.example, c.example", None),
    ],
)
def test_links_are_counted_as_readers_see_them(edits, body, links):
    found = bodies.body_has_too_many_links(draft(body, edits=edits, max_links=2))

    hosts = ["a.example", "b.example", "c.example"]
    assert found == (links and {"links": links, "hosts": hosts})


def test_bare_hosts_with_a_path_are_links(edits):
    body = "a.com/x and b.com:80/, c.com?q=1"

    found = bodies.body_has_too_many_links(draft(body, edits=edits, max_links=2))

    assert found == {"links": 3, "hosts": ["a.com", "b.com", "c.com"]}
    assert not bodies.body_has_too_many_links(draft(body, edits=edits, max_links=3))


@pytest.mark.parametrize(("body", "many"), [("https://a.example", True), ("a.example", False)])
def test_with_no_link_allowed_one_is_too_many(edits, body, many):
    assert bool(bodies.body_has_too_many_links(draft(body, edits=edits, max_links=0))) is many


def test_of_very_many_sites_some_are_kept(edits):
    body = " ".join(f"https://s{number}.example" for number in range(200))

    found = bodies.body_has_too_many_links(draft(body, edits=edits))

    assert (found["links"], len(found["hosts"])) == (200, 20)
