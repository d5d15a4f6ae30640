"""Rules about listed words, each at both sides of its boundary, without a database."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.comments import text, wordlists
from forum.comments.rules import BY_CODE, words
from forum.comments.words import Entry, Match, Matcher, mark
from tests.comments.drafting import draft, on_post_and_edit

LISTS = Matcher(
    [Entry("blasted", "banned"), Entry("casino", "suspect"), Entry("umbrage", "watch")],
    ["casino royale"],
)

BANNED, SUSPECT, WATCHED = (
    words.banned_word_is_said,
    words.suspect_word_is_said,
    words.watched_word_is_said,
)


def said(body="Well said.", name="Ann", **given):
    """A draft that knows which listed words are in it."""
    made = draft(body, matches=LISTS.find(body), name_matches=LISTS.find(name), **given)
    return made.knowing(own_matches=LISTS.find(made.own_words))


@on_post_and_edit
@pytest.mark.parametrize(
    ("body", "asks"),
    [
        ("A blasted lamp.", BANNED),
        ("A BLASTED lamp.", BANNED),
        ("A bl4sted lamp.", SUSPECT),
        ("A balsted lamp.", SUSPECT),
        ("A b.l.a.s.t.e.d lamp.", SUSPECT),
        ("The casino lamp.", SUSPECT),
        ("The cas1no lamp.", SUSPECT),
        ("I take umbrage.", WATCHED),
        ("A sandblasted lamp in Casino Royale.", None),
        ("Well said.", None),
    ],
)
def test_a_banned_word_is_refused_as_listed_and_held_in_disguise(edits, body, asks):
    found = {ask for ask in (BANNED, SUSPECT, WATCHED) if ask(said(body, edits=edits))}

    assert found == ({asks} if asks else set())


@on_post_and_edit
@pytest.mark.parametrize(
    ("body", "asks"),
    [
        ("> You blasted fool!\n\nNo need for that.", SUSPECT),
        ("> You blasted fool!\nNo need for that.", SUSPECT),
        ("> > You blasted fool!\n>\n> Indeed.\n\nNo.", SUSPECT),
        ("- > You blasted fool!\n\nNo.", SUSPECT),
        ("> You blasted fool!\n\nBlasted yourself.", BANNED),
        ("> You fool!\n\nYou blasted one.", BANNED),
        ("\\> You blasted fool!", BANNED),
        ("> To the casino!\n\nNo.", SUSPECT),
        ("> I take umbrage.\n\nNo.", WATCHED),
    ],
)
def test_a_banned_word_that_is_quoted_is_held(edits, body, asks):
    found = {ask for ask in (BANNED, SUSPECT, WATCHED) if ask(said(body, edits=edits))}

    assert found == {asks}


def test_the_evidence_of_a_quotation_says_where_it_stands():
    [word] = SUSPECT(said("> You blasted fool!\n\nNo."))["words"]

    assert (word["start"], word["written"], word["list"]) == (6, "blasted", "banned")


def test_a_name_is_never_quoted():
    assert BANNED(said("> Well said.\n\nIndeed.", name="Blasted Bob"))


@on_post_and_edit
@pytest.mark.parametrize(
    ("name", "asks"),
    [("Blasted Bob", BANNED), ("Cas1no", SUSPECT), ("Umbrage", WATCHED), ("Bob", None)],
)
def test_a_name_is_looked_through_as_well(edits, name, asks):
    found = {ask for ask in (BANNED, SUSPECT, WATCHED) if ask(said(name=name, edits=edits))}

    assert found == ({asks} if asks else set())


def test_the_evidence_says_which_words_stand_where_and_how_they_matched():
    found = SUSPECT(said("A casino, a c4sino.", name="Casino"))

    assert (found["word"], found["field"]) == ("casino", "body")
    assert [(one["start"], one["end"], one["how"]) for one in found["words"]] == [
        (2, 8, "word"),
        (12, 18, "leet"),
    ]
    assert [one["written"] for one in found["names"]] == ["Casino"]


@pytest.mark.parametrize(
    ("body", "name", "field"),
    [("Blasted!", "Ann", "body"), ("Blasted!", "Blasted", "body"), ("Well.", "Blasted", "name")],
)
def test_the_sentence_names_the_word_and_stands_where_it_was_typed(body, name, field):
    asked = said(body, name)

    found = BY_CODE["banned_word"].find(asked)

    assert found.field == field
    assert found.sentence(asked) == "“Blasted” is not said here. Please find another word."


def test_a_word_with_a_percent_sign_is_quoted_as_it_is():
    match = Match(8, 12, "100%", "100%", "word", "suspect")

    asked = draft("That is 100% right.", matches=[match], name_matches=[])

    assert "“100%”" in BY_CODE["suspect_word"].find(asked).sentence(asked)


# Where it was typed ------------------------------------------------------------------------------


@pytest.fixture
def lists(monkeypatch):
    """LISTS in the place of those in the database."""
    monkeypatch.setattr(wordlists, "find", lambda text, _version: LISTS.find(text))


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ("> what a blasted mess\n\nI do not like that word", ["blasted"]),
        ("> what a bl4sted mess\n>\n> indeed\n\nbut I do", ["bl4sted"]),
        ("- what a c4sino list…\n- …here", ["c4sino"]),
        ("1. what a c4sino list…\n2. …here", ["c4sino"]),
        ("One.\n\nThe casino.\n\nThree, and *more*.", ["casino"]),
        ("> One.\n\nA bl**ast**ed lamp, and so on.", ["bl**ast**ed"]),
        ("> One.\n\n[See](https://blast.example/ca) the ca*sino*.", ["ca*sino*"]),
        ("A bl[ast](https://a.example/b)ed lamp.", ["bl[ast](https://a.example/b)ed"]),
        ("A casino.\n\n- a ca*sino*\n- more", ["casino", "ca*sino*"]),
    ],
)
def test_the_evidence_is_the_word_as_it_was_typed(lists, body, written):
    found = draft(body).matches

    assert [match.written for match in found] == written
    assert all(body[match.start : match.end] == match.written for match in found)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("https://a.example/%C3%A9 ca[sin](https://b.example)o soé", [(0, 0, "casino")]),
        ("https://a.example/%C3%A9 ca[sin](https://b.example)o soé casino", [(57, 63, "casino")]),
    ],
)
def test_a_word_whose_place_is_not_known_is_told_once_and_marked_nowhere(lists, body, told):
    found = draft(body).matches

    assert [(match.start, match.end, match.written) for match in found] == told
    assert mark(body, found).count("<mark") == (1 if found[0].end else 0)


LEADS = ["", "> ", "- ", "1. ", "> - ", "> > "]
SAID = [
    *("I", "saw", "a", "blasted", "bl4sted", "umbrage", "*well*", "`so`", "1", "c4sino"),
    *("bl**ast**ed", "ca*sino*", "c[asin](https://a.example/o)o", "https://b.example/%C3%A9"),
]
BLOCKS = st.builds(
    str.__add__, st.sampled_from(LEADS), st.lists(st.sampled_from(SAID)).map(" ".join)
)


@settings(max_examples=300, deadline=None)
@given(st.lists(BLOCKS, min_size=1), st.sampled_from(["\n", "\n\n"]))
def test_whatever_surrounds_it_what_is_told_reads_as_what_was_found(blocks, between):
    asked = draft(text.clean(between.join(blocks)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wordlists, "find", lambda text, _version: LISTS.find(text))
        found = asked.matches

    for match in found:
        again = LISTS.find(match.written) or LISTS.find(text.visible(text.render(match.written)))
        assert match.word in {one.word for one in again}
