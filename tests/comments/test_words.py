"""The word filter, without a database: what it finds, what it leaves alone, what it shows."""

import json
import unicodedata

import pytest
from django.utils.safestring import SafeString
from hypothesis import example, given
from hypothesis import strategies as st

from forum.comments import words
from forum.comments.words import HOW, Entry, Match, Matcher
from forum.comments.words.folding import fold

ENTRIES = [
    Entry("fuck", "banned"),
    Entry("nigger", "banned"),
    Entry("shit", "suspect"),
    Entry("bitch", "suspect"),
    Entry("asshole", "suspect"),
    Entry("spic", "suspect"),
    Entry("kill yourself", "suspect"),
    Entry("ass", "watch"),
    Entry("dick", "watch"),
]


def matcher(*more: Entry, phrases=()) -> Matcher:
    return Matcher([*ENTRIES, *more], phrases)


PLAIN = matcher()


def found(text: str, *more: Entry, phrases=()) -> list[tuple[str, str, str]]:
    """What is found in `text`: as it is written, the listed word, how."""
    search = matcher(*more, phrases=phrases) if more or phrases else PLAIN
    return [(match.written, match.word, match.how) for match in search.find(text)]


def only(text: str, *more: Entry) -> Match:
    (match,) = matcher(*more).find(text) if more else PLAIN.find(text)
    return match


# Where, and how ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "written", "how"),
    [
        ("Oh Fuck.", "Fuck", "word"),
        ("Please kill yourself", "kill yourself", "phrase"),
        ("so shitty", "shitty", "ending"),
        ("a fück", "fück", "accents"),
        ("f\u200bu\u200bck it", "f\u200bu\u200bck", "hidden"),
        ("f\U000e0100uck it", "f\U000e0100uck", "hidden"),
        ("f\u180buck it", "f\u180buck", "hidden"),
        ("f\u2800uck it", "f\u2800uck", "hidden"),
        ("fuсk", "fuсk", "lookalike"),
        ("ｆｕｃｋ you", "ｆｕｃｋ", "lookalike"),
        ("5h1t", "5h1t", "leet"),
        ("$hit!", "$hit", "leet"),
        ("fuuuuck", "fuuuuck", "stretched"),
        ("Shti!", "Shti", "swapped"),
        ("fck this", "fck", "dropped"),
        ("phuking hell", "phuking", "dropped"),
        ("f**k it", "f**k", "masked"),
        ("what a s-h-i-t.", "s-h-i-t", "spaced"),
        ("oh fu ck", "fu ck", "split"),
        ("fuckthis", "fuckthis", "joined"),
        ("#FuckTheWeather", "Fuck", "joined"),
    ],
)
def test_a_match_tells_where_and_how_it_is_written(text, written, how):
    match = only(text)

    assert (match.written, match.how) == (written, how)
    assert text[match.start : match.end] == written
    assert how in HOW


@pytest.mark.parametrize("text", ["fuck", "FUCK", "FuCk", "(fuck)", "«fuck»", "fuck, fuck"])
def test_a_listed_word_is_exact_in_any_case(text):
    assert {match.is_exact for match in PLAIN.find(text)} == {True}


@pytest.mark.parametrize("text", ["fucks", "fück", "f*ck", "fuсk", "f u c k", "ｆｕｃｋ"])
def test_what_is_not_as_listed_is_not_exact(text):
    assert not only(text).is_exact


def test_composed_and_decomposed_spellings_are_one_word():
    listed = Entry("enculé", "banned", "fr")

    assert only(unicodedata.normalize("NFD", "Enculé"), listed).is_exact
    assert only("ENCULE", listed).how == "lookalike"


def test_the_severest_list_speaks_for_a_word_on_two():
    doubled = [Entry("moss", "watch"), Entry("Moss", "banned", "")]

    assert [match.list for match in Matcher(doubled).find("moss")] == ["banned"]


def test_a_listed_word_is_never_taken_for_the_disguise_of_another():
    assert found("dock", Entry("dock", "watch")) == [("dock", "dock", "word")]


def test_matches_come_in_the_order_of_the_text():
    text = "f u c k, then shit, then a$$hole"

    assert [match.word for match in PLAIN.find(text)] == ["fuck", "shit", "asshole"]


def test_no_more_than_a_hundred_matches_are_told():
    assert len(PLAIN.find("shit " * 1000)) == 100


def test_offsets_count_the_characters_of_the_original_text():
    text = "ﬁne ﬀ, Straße\u0301 \u00ad😀 f\u0336u\u0336c\u0336k\u0336!"

    assert only(text).written == "f\u0336u\u0336c\u0336k\u0336"


@given(st.text(max_size=200))
def test_every_match_of_any_text_is_a_part_of_it(text):
    for match in PLAIN.find(text + " sh1t " + text):
        assert (text + " sh1t " + text)[match.start : match.end] == match.written


def test_folding_keeps_both_readings_of_one_length():
    for char in map(chr, range(0x20000)):
        folded = fold(char)
        assert len(folded.plain) == len(folded.latin) == len(folded.at), hex(ord(char))


# Phrases -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "written", "how"),
    [
        ("k1ll yourself", "k1ll yourself", "leet"),
        ("Go kill y0urself!", "kill y0urself", "leet"),
        ("k!ll yourself", "k!ll yourself", "leet"),
        ("*k1ll* y0ur5elf.", "k1ll* y0ur5elf", "leet"),
        ("k1ll-yourself", "k1ll-yourself", "leet"),
        ("killl yourself", "killl yourself", "stretched"),
        ("kil yourself", "kil yourself", "stretched"),
        ("kill yoursefl", "kill yoursefl", "swapped"),
        ("kll yourself", "kll yourself", "dropped"),
        ("kill yoirself", "kill yoirself", "mistyped"),
        ("go k1ll yourswlf", "k1ll yourswlf", "leet"),
        ("please Kill yoursefl", "Kill yoursefl", "swapped"),
        ("kill your self", "kill your self", "dropped"),
        ("kill urself", "kill urself", "dropped"),
        ("kiII yourself", "kiII yourself", "lookalike"),
        ("k*ll yourself", "k*ll yourself", "masked"),
        ("killyourself", "killyourself", "joined"),
        ("#KillYourself", "KillYourself", "joined"),
        ("killyoursefl", "killyoursefl", "swapped"),
        ("k1llyourself", "k1llyourself", "leet"),
        ("k i l l  y o u r s e l f", "k i l l  y o u r s e l f", "spaced"),
        ("k i l l y o u r s e l f", "k i l l y o u r s e l f", "spaced"),
        ("k.i.l.l.y.o.u.r.s.e.l.f", "k.i.l.l.y.o.u.r.s.e.l.f", "spaced"),
        ("k i l l yourself", "k i l l yourself", "spaced"),
        ("kill y-o-u-r-s-e-l-f", "kill y-o-u-r-s-e-l-f", "spaced"),
        ("k1ll ** yourself *** now", "k1ll ** yourself", "leet"),
    ],
)
def test_a_phrase_is_found_in_any_spelling_of_its_words(text, written, how):
    match = only(text)

    assert (match.written, match.word, match.how) == (written, "kill yourself", how)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("drink some bleach", "between"),
        ("Drink SOME bleach", "between"),
        ("drink s0me bleach", "leet"),
        ("drink bkeach", "mistyped"),
    ],
)
def test_a_phrase_is_found_with_a_word_in_between_or_a_wrong_key(text, how):
    match = only(text, Entry("drink bleach", "suspect"))

    assert (match.written, match.how) == (text, how)


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("drink and bleach", "drink bleach"),
        ("drink some tea, bleach some jeans", "drink bleach"),
        ("drink breach", "drink bleach"),  # a word of its own, and no key beside another
        ("kill your hello", "kill your cello"),
        ("make hollow", "make hello"),
        ("make loce", "make love"),  # too short to be mistyped
    ],
)
def test_a_phrase_is_not_read_into_what_comes_near_it(text, listed):
    assert found(text, Entry(listed, "suspect")) == []


KILLING = ["kill", "k1ll", "k!ll", "k i l l", "your", "self", "yours3lf", "x", "ü", "操"]
AROUND = [" ", "  ", "*", "**", "$", "_", "-", ".", "\n", "!", "?", "@", "#", "", ", "]


@given(st.lists(st.sampled_from(KILLING) | st.sampled_from(AROUND), max_size=25).map("".join))
@example("kill yourself ** x")
@example("$ $ $ $ $")
def test_signs_and_letters_around_a_phrase_are_no_part_of_it(text):
    every = matcher(Entry("kill yourself", "watch", ""), Entry("操 你", "watch", ""))

    for match in every.find(text):
        assert text[match.start : match.end] == match.written
        assert match.written.strip() == match.written


@pytest.mark.parametrize("text", ["d1e in a fire", "die in @ fire", "d!e in a f1re"])
def test_short_words_of_a_phrase_are_read_as_well(text):
    assert only(text, Entry("die in a fire", "banned")).how == "leet"


def test_a_banned_phrase_in_disguise_is_not_exact():
    phrase = Entry("grey moss", "banned")

    assert only("Grey Moss", phrase).is_exact
    assert not any(only(text, phrase).is_exact for text in ("gr3y moss", "greymoss", "gery moss"))


@pytest.mark.parametrize(
    "text",
    [
        "skill yourself, fill yourself, kiln yourself",
        "kill your darlings yourself",
        "Kill Bill. Yourself?",
        "kill ..... y0urself",
        "k1ll",
        "y0urself",
        "kil",
    ],
)
def test_a_part_of_a_phrase_is_none(text):
    assert found(text) == []


def test_a_short_phrase_as_one_word_may_be_another_word():
    assert found("a sandal", Entry("a sandal", "banned"))
    assert found("asandal", Entry("a sandal", "banned")) == []
    assert found("therapist", Entry("the rapist", "banned")) == []


def test_a_disguised_phrase_that_is_allowed_passes():
    assert found("k1ll yourself", phrases=["k1ll yourself"]) == []


def test_misspellings_of_phrases_are_for_english_ones():
    german = Matcher([Entry("grau moos", "watch", "de")])

    assert german.find("grau mos") != []
    assert german.find("gr4u moos") != []
    assert german.find("gru moos") == []


# What is left alone ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Scunthorpe, Penistone, Hitchcock, cocktails in class",
        "its hit, it's hit after hit",
        "spicy spices",
        "shift, shirt, shot and luck, duck, focus",
        "as* seen below, *hits play again",
        "*such* **sit**",
        "455 is no word and the A55 no donkey",
        "model SH17-A",
        "2 * a*s*s is a product",
        "he'll, she'll",
        "Ludwig Fuks and Knut came",
        "",
    ],
)
def test_ordinary_words_are_left_alone(text):
    assert found(text) == []


def test_a_link_may_hold_what_it_likes_but_a_listed_word():
    assert found("https://example.org/sh1t/f*ck?v=fCk-5hit") == []
    assert found("https://example.org/shit") == [("shit", "shit", "word")]


@pytest.mark.parametrize("text", ["Дай соск", "сосо и рот"])
def test_a_russian_word_in_a_russian_text_is_no_disguise(text):
    assert found(text + ", это по-русски", Entry("cock", "banned"), Entry("poo", "banned")) == []


def test_a_word_of_cyrillic_letters_in_an_english_text_is_a_disguise():
    match = only("what a сосk, what a сосо", Entry("coco", "banned"), Entry("zzzz", "banned"))

    assert (match.written, match.how) == ("сосо", "lookalike")


# Exceptions --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["Dick Van Dyke sang", "DICK VAN DYKE’S hat", "Moby-Dick", "Moby Dick's whale", "moby dick"],
)
def test_an_allowed_phrase_covers_what_stands_in_it(text):
    assert found(text, phrases=["Dick Van Dyke", "Moby Dick"]) == []


def test_an_allowed_phrase_covers_nothing_beside_it():
    text = "Moby Dick is a dick"

    assert found(text, phrases=["Moby Dick"]) == [("dick", "dick", "word")]


def test_words_far_apart_are_no_phrase():
    assert found("Moby ..... Dick", phrases=["Moby Dick"]) != []
    assert found("kill ..... yourself") == []


def test_an_allowed_spelling_is_allowed_as_it_is_spelt():
    assert found("f**k and F**K", phrases=["f**k"]) == []
    assert found("f*ck, fuck", phrases=["f**k"]) != []
    assert [match.written for match in matcher(phrases=["f.u.c.k"]).find("f.u.c.k f-u-c-k")] == [
        "f-u-c-k"
    ]


def test_a_hashtag_of_an_allowed_phrase_is_allowed():
    assert found("#MobyDick", phrases=["Moby Dick"]) == []
    assert found("#MobyDick") == [("Dick", "dick", "joined")]


# Lists of any kind -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "text", "how"),
    [
        (Entry("хуй", "banned", "ru"), "Хуй", "word"),
        (Entry("хуй", "banned", "ru"), "xyй", "lookalike"),
        (Entry("Schwuchtel", "banned", "de"), "SCHWUCHTEL", "word"),
        (Entry("Schwuchtel", "banned", "de"), "Schwuchtle", "swapped"),
        (Entry("größenwahn", "banned", "de"), "GRÖSSENWAHN", "word"),
        (Entry("操你妈", "banned", "zh"), "我操你妈啊", "phrase"),
        (Entry("कमीना", "banned", "hi"), "वह कमीना है", "word"),
        (Entry("🖕", "watch", ""), "you 🖕🖕", "word"),
        (Entry("a$$", "watch"), "a$$", "word"),
        (Entry("  Moss  ", "watch"), "moss", "word"),
    ],
)
def test_words_of_any_language_are_found(entry, text, how):
    match = Matcher([entry]).find(text)[0]

    assert (match.word, match.how) == (entry.text, how)


def test_english_endings_and_misspellings_are_for_english_words():
    text = "schmucking schmck"

    assert [m.how for m in Matcher([Entry("schmuck", "watch")]).find(text)] == ["ending", "dropped"]
    assert Matcher([Entry("schmuck", "watch", "de")]).find(text) == []


@pytest.mark.parametrize("text", ["", "   ", "-", "?!", "****", "\u200b", "\u0301"])
def test_an_entry_or_a_phrase_without_a_letter_finds_and_spares_nothing_by_mistake(text):
    odd = Matcher([Entry(text, "banned"), Entry("fuck", "banned")], [text])

    assert [match.word for match in odd.find("Well? **** -- fuck!")] in (["fuck"], [text, "fuck"])


def test_without_lists_nothing_is_found():
    assert Matcher([]).find("fuck") == []


@pytest.mark.parametrize(
    ("listed", "text"),
    [
        ("anal", "an al fresco lunch"),
        ("moor", "mo or less"),
        ("thesis", "the sis"),
        ("asisat", "as is at"),
        ("titan", "it's ti tan"),
        ("shush", "'s hush"),
    ],
)
def test_two_words_side_by_side_are_no_broken_one(listed, text):
    assert Matcher([Entry(listed, "banned")]).find(text) == []


def test_an_ordinary_word_next_to_a_listed_one_is_left_alone():
    entries = [Entry("shoot", "banned"), Entry("count", "banned"), Entry("bat", "banned")]

    assert Matcher(entries).find("shot, county, country, batting, bate, cont, b a t") == []


# Evidence and marks ------------------------------------------------------------------------------


def test_evidence_can_be_kept_as_json_and_read_again():
    match = only("oh sh1t")

    kept = json.loads(json.dumps(match.evidence()))

    assert kept == {
        "start": 3,
        "end": 7,
        "written": "sh1t",
        "word": "shit",
        "how": "leet",
        "list": "suspect",
    }
    assert Match.from_evidence(kept) == match


def test_evidence_of_an_endless_word_is_cut_off():
    match = only("f" + "\u200b" * 5000 + "uck")

    assert len(match.evidence()["written"]) == 100
    assert "<mark" in words.mark("f" + "\u200b" * 5000 + "uck", [Match(**match.evidence())])


def test_a_mark_tells_the_word_and_how():
    html = words.mark("oh sh1t!", PLAIN.find("oh sh1t!"))

    assert isinstance(html, SafeString)
    assert html == (
        'oh <mark data-how="leet" data-list="suspect" '
        'title="shit: with digits or signs for letters">sh1t</mark>!'
    )


def test_marks_leave_no_markup_of_the_text_alive():
    text = "<script>alert('shit')</script> <b onclick=\"x\">sh1t</b> & </mark>"

    html = words.mark(text, PLAIN.find(text))

    assert html.count("<") == html.count("<mark") + html.count("</mark>") == 4
    assert "onclick=&quot;" in html


def test_marks_leave_no_markup_of_the_list_alive():
    listed = Match(0, 3, "abc", '"><script>', '"><i>', '"><b>')

    html = words.mark("abc", [listed])

    assert html.count("<") == 2


def test_marks_that_overlap_share_the_text_between_them():
    text = "kill yourself"
    whole, part = Match(0, 13, text, "a", "phrase", "watch"), Match(5, 13, "yourself", "b", "", "")
    first = Match(0, 8, "kill you", "c", "", "")

    assert words.mark(text, [whole, part]).count("<mark") == 1
    shared = words.mark(text, [first, part])
    assert ">kill you</mark><mark" in shared
    assert ">rself</mark>" in shared


def test_a_match_of_another_version_of_the_text_is_not_marked():
    matches = PLAIN.find("oh shit")

    assert words.mark("oh dear", matches) == "oh dear"
    assert words.mark("oh", matches) == "oh"
