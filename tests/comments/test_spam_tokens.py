"""What is counted of a comment: words, signs, hosts; and whose it is, as keyed hashes."""

from time import process_time

import pytest

from forum.comments.models import Trace
from forum.comments.spam.tokens import (
    LONGEST,
    MOST,
    SHORTEST_TEXT,
    SIGNS,
    email_key,
    marks_of,
    tokens_of,
)

Kind = Trace.Kind


def keys(kind, *arguments, **named) -> list[str]:
    return [token.key for token in tokens_of(*arguments, **named) if token.kind == kind]


def test_each_word_counts_once_however_it_is_written():
    assert keys(Kind.WORD, "Lamp lamp LAMP ｌａｍｐ don’t don't") == ["lamp", "don't"]


def test_the_name_is_read_as_the_text_is():
    assert keys(Kind.WORD, "Nice", name="Cheap Loans") == ["cheap", "loans", "nice"]


@pytest.mark.parametrize("typed", ["ann@example.org", "@ann_vale", "https://x.example/ann?ann=1"])
def test_what_names_a_person_or_a_page_is_no_word(typed):
    assert keys(Kind.WORD, f"Ask {typed} please") == ["ask", "please"]


@pytest.mark.parametrize(
    ("sign", "has_it", "has_it_not"),
    [
        ("link", "see https://x.example", "see x.example"),
        ("link", "see www.x.example", "see the www"),
        ("link", "see example.com/x", "see example.com"),
        ("address", "write me@x.example", "write @me"),
        ("number", "call 555 0100", "born 1962"),
        ("money", "only $50", "only fifty"),
        ("money", "only 50€", "only 50"),
        ("marks", "Really?!", "Really?"),
        ("capitals", "BUY THE LAMPS now", "BUY the LAMPS now"),
        ("capitals", "BUY THE LAMPS so it is", "BUY THE LAMPS or so it is said"),
        ("mixed", "subscrіbe", "подписка subscribe"),  # the first with a Cyrillic і
    ],
)
def test_a_sign_applies_or_not(sign, has_it, has_it_not):
    assert sign in keys(Kind.SIGN, has_it)
    assert sign not in keys(Kind.SIGN, has_it_not)


def test_every_sign_has_a_description():
    typed = "BUY THE LAMPS!! $50 +1 555 0100 me@x.example https://x.example іt"

    assert set(keys(Kind.SIGN, typed)) == set(SIGNS)


def test_a_word_and_a_list_of_words_have_an_end():
    words = " ".join(f"w{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(MOST + 1))

    assert keys(Kind.WORD, "a" * (LONGEST + 1)) == ["a" * LONGEST]
    assert len(keys(Kind.WORD, words)) == MOST
    assert len(keys(Kind.HOST, "", hosts=[f"{n}.example" for n in range(MOST + 1)])) == MOST


@pytest.mark.parametrize(
    "typed",
    [
        *("", "\0", "!?!", "\ud800", "a" * 20_000, "a." * 10_000, "a@" * 10_000, "@" * 20_000),
        *("1 " * 10_000, "1(((((" * 3000, "https://" * 2500, "a'" * 10_000, "１" * 20_000),
    ],
    ids=lambda typed: ascii(typed[:8]),
)
def test_hostile_text_is_read_at_once(typed):
    began = process_time()
    tokens_of(typed, name=typed, hosts=[typed])

    assert process_time() - began < 0.25


# marks


def test_marks_are_hashes_and_hosts_and_nothing_that_was_typed():
    marks = marks_of(
        body="Buy a lamp while they last.",
        email="Ann@example.org",
        hand="h" * 64,
        network="n" * 64,
        hosts=["x.example"],
    )

    assert [mark.kind for mark in marks] == ["email", "hand", "network", "text", "host"]
    assert not any("ann" in mark.key.lower() or "lamp" in mark.key for mark in marks)
    assert all(len(mark.key) == 64 for mark in marks if mark.kind != Kind.HOST)


def test_what_is_empty_leaves_no_mark():
    assert marks_of() == []
    assert email_key("  ") == ""


def test_an_address_is_the_same_however_it_is_capitalised():
    assert email_key(" Ann@Example.ORG") == email_key("ann@example.org")
    assert email_key("ann@example.org") != email_key("bob@example.org")


def test_only_a_text_of_some_length_is_told_by_its_words():
    assert marks_of(body="x" * (SHORTEST_TEXT - 1)) == []
    assert [mark.kind for mark in marks_of(body="x" * SHORTEST_TEXT)] == ["text"]
