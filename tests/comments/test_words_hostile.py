"""What somebody may type who wants the filter to be busy: twice the text, twice the time."""

import sys
from itertools import product

import pytest

from forum.comments.words import Entry, Matcher
from forum.comments.words.folding import MOST_DIFFERENT
from forum.comments.words.search import MOST_ODD

SIZE = 10_000
TIMES = 8  # eight times the text: linear work takes 8 times as long, quadratic 64 times

HOSTILE = {
    "dotted letters": "f.",
    "spaced letters": "f u ",
    "wide gaps": "f     ",
    "stars": "*",
    "stars in words": "f*c* ",
    "one masked word": "f*",
    "one word": "f",
    "one word of digits": "1f",
    "signs": "$h!|+@",
    "hyphens": "-f",
    "zero width": "\u200b",
    "combining marks": "\u0336",
    "a letter and a mark": "f\u0336",
    "listed words": "fuck ",
    "phrases that do not end": "kill your ",
    "allowed phrases": "moby dick ",
    "halves": "fu ck ",
    "fragments": "f uc k ",
    "Cyrillic": "сосо ",
    "full width": "ｆ",
    "camel": "fF",
    "links": "www.f",
    "apostrophes": "f'",
    "emoji": "🖕",
    "ideographs": "操你",
    "new lines": "\n",
}


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    letters = "fuckshitmobydasn"
    entries = [Entry("".join(word), "suspect") for word in product(letters, "aou", letters, "ck")]
    phrases = ["moby dick", "moby " * 30 + "dick", "kill your " * 10 + "darlings"]
    return Matcher([*entries, Entry("fuck", "banned"), Entry("kill yourself", "suspect")], phrases)


def work(matcher: Matcher, text: str) -> int:
    """Calls of Python and C functions: the same at every run, on every machine. What one regular
    expression does inside is measured by `python -m tests.bench.words`."""
    calls = 0

    def count(_frame, _event, _arg):
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        matcher.find(text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_work_grows_no_faster_than_the_text(matcher, piece):
    short, long = (piece * (size // len(piece)) for size in (SIZE // 8, SIZE))

    assert work(matcher, long) <= TIMES * 1.2 * work(matcher, short) + 1000


ODD = {
    "masked": lambda n: f"f*{n:05x}k ",
    "leet": lambda n: f"5h{n:05x}t ",
    "hyphened": lambda n: f"f-{n:05x}-k ",
}


@pytest.mark.parametrize("word", ODD.values(), ids=ODD)
def test_of_very_many_different_odd_words_the_first_are_looked_at(matcher, word):
    few, many, more = ("".join(map(word, range(MOST_ODD, MOST_ODD + n))) for n in (300, 600, 1200))

    each_at_first = work(matcher, few) / 300
    each_at_last = (work(matcher, more) - work(matcher, many)) / 600

    assert each_at_last < 0.85 * each_at_first


@pytest.mark.parametrize(("before", "is_found"), [(MOST_ODD - 1, True), (MOST_ODD, False)])
def test_a_disguise_is_found_until_nobody_means_them(matcher, before, is_found):
    odd = " ".join(f"b{n:04}g" for n in range(before))

    assert bool(matcher.find(f"{odd} fu<k f*ck")) is is_found
    assert matcher.find(f"{odd} fuck")


def test_what_is_written_alike_is_looked_at_once(matcher):
    once, often = work(matcher, "f*zk "), work(matcher, "f*zk " * 1000)

    assert often < 1000 * once / 2


@pytest.mark.parametrize("different", [MOST_DIFFERENT - 2, 5 * MOST_DIFFERENT])
def test_a_word_among_very_many_characters_is_found(matcher, different):
    noise = "".join(chr(0x1400 + n) for n in range(different))

    assert matcher.find(f"ｆuck {noise}")


def test_no_single_letter_makes_a_long_list_slow(matcher):
    """Of a masked word all letters but one may be known to no entry."""
    masked = " ".join(f"f*{letter}k" for letter in "abcdefghijklmnopqrstuvwxyz") + " "

    assert work(matcher, masked * 8) <= TIMES * 1.2 * work(matcher, masked)
