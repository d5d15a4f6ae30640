"""What a rule found, said to moderators: in a sentence, and marked in the text. No database."""

import pytest

from forum.comments.rules import RULES, Refusal
from forum.comments.words import Match
from forum.moderation import evidence

KEEPING = [rule.code for rule in RULES if not isinstance(rule, Refusal)]


def word(text: str, written: str, **fields) -> dict:
    start = text.index(written)
    fields = {"word": written, "how": "word", "list": "suspect"} | fields
    return Match(start, start + len(written), written, **fields).evidence()


def said(*words, names=()) -> dict:
    return {"word": "", "field": "body" if words else "name", "words": words, "names": names}


# What each rule keeps, and what is said of it.
SENTENCES = {
    "premoderated": ({"discussion": 1}, "a moderator reads every comment first"),
    "always_held": ({"person": "hand:aa"}, "whatever this person writes"),
    "newcomer": ({"published": 1, "needed": 3}, "1 of the first 3 comments"),
    "offender": ({"removed": 3, "published": 2}, "3 of this person’s 5 comments"),
    "reported": (
        {"count": 3, "weight": 320, "reasons": {"spam": 2, "gone": 1}},
        "3 reports took it out of sight: It is advertising (2), gone (1).",
    ),
    "suspect_word": (
        said(word("a fcuk b", "fcuk", word="fuck", how="swapped")),
        "“fcuk” for “fuck”, with two letters swapped.",
    ),
    "links": ({"links": 3, "hosts": ["a.example"]}, "3 links, to a.example."),
    "shouting": ({"percent": 91}, "91 % of its letters"),
    "twins": (
        {"twin": 12, "people": 4},
        "4 people wrote the same within a day, first in comment 12",
    ),
    "spam": (
        {
            "percent": 97,
            "reasons": [{"token": "“free”", "weight": 2}, {"token": "“ferry”", "weight": -1}],
        },
        "97 % likely, says the filter that learns here: “free”.",
    ),
    "remembered": (
        {"seen": [{"kind": "host", "key": "a.example", "spam": 4, "ham": 0}]},
        "site linked to a.example in 4 removed as spam.",
    ),
    "akismet": ({"opinion": "spam"}, "calls it spam"),
    "flood": ({"count": 301, "limit": 300, "seconds": 9}, "Comment number 301"),
    "trap": ({"typed": "https://x.example"}, "“https://x.example”"),
    "no_stamp": ({"stamp": "missing"}, "without the stamp"),
    "quick_form": ({"age": 1.25}, "after 1.2 seconds"),
    "old_form": ({"hours": 31}, "31 hours"),
    "watched_word": (said(word("a lamp b", "lamp")), "“lamp”."),
    "akismet_unavailable": ({"opinion": "unavailable"}, "did not answer"),
}


@pytest.mark.parametrize("code", KEEPING)
def test_every_rule_that_leaves_evidence_says_what_it_saw(code):
    kept, sentence = SENTENCES[code]

    assert sentence in evidence.sentence(code, kept)


def test_a_word_in_the_name_is_said_to_be_there():
    kept = said(names=(word("Lamp", "Lamp"),))

    assert evidence.sentence("suspect_word", kept) == "In the name: “Lamp”."


def test_a_stamp_that_is_not_ours_is_told_from_none():
    assert (
        evidence.sentence("no_stamp", {"stamp": "forged"}) == "The stamp of its form is not ours."
    )


def test_of_an_address_and_a_browser_only_the_first_digits_are_said():
    kept = {"seen": [{"kind": "hand", "key": "3fa9" * 16, "spam": 1, "ham": 0}]}

    assert evidence.sentence("remembered", kept) == "browser 3fa93fa9 in 1 removed as spam."


@pytest.mark.parametrize("code", [*KEEPING, "a_rule_that_is_no_more"])
@pytest.mark.parametrize("kept", [{}, {"odd": 1}, {"words": [{}], "reasons": None, "seen": [3]}])
def test_evidence_of_another_age_is_told_and_breaks_nothing(code, kept):
    assert isinstance(evidence.sentence(code, kept), str)
    assert isinstance(evidence.marked("A lamp.", [kept]), str)
    assert evidence.disguises(kept) == []


def test_a_rule_that_is_no_more_goes_by_its_code():
    assert evidence.label("gone_rule") == "gone_rule"
    assert evidence.label("links") == "many links"
    assert evidence.sentence("gone_rule", {"b": 2, "a": 1}) == "a: 1, b: 2"


def test_words_and_sites_are_marked_where_they_stand():
    text = "See LAMPS.example, you fcuk."

    html = evidence.marked(text, [said(word(text, "fcuk")), {"hosts": ["lamps.example"]}])

    assert html.count("<mark") == 2
    assert ">fcuk</mark>." in html
    assert ">LAMPS.example</mark>" in html


@pytest.mark.parametrize("kept", [[], [{"hosts": ["<b>"]}], [{"words": [{"start": 0}]}]])
def test_what_was_typed_is_shown_as_text(kept):
    assert evidence.marked("<script>alert(1)</script>", kept).startswith("&lt;script&gt;")


def test_disguises_are_told_as_they_were_written_each_once():
    text = "fcuk and fcuk, moss and " + "f" * 100
    found = [
        word(text, "fcuk", word="fuck", how="swapped"),
        word(text, "moss"),  # as listed: whoever lets it pass takes it off the list
        word(text, "f" * 100, word="fuck", how="stretched"),  # cut off: nobody knows the rest
    ]
    named = word("f*ck", "f*ck", word="fuck", how="masked")

    assert evidence.disguises(said(*found, *found, names=(named,))) == ["fcuk", "f*ck"]
