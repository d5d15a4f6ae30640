"""The word lists in the database: what changes at once, and what the site's own names excuse."""

import pytest
from django.db import IntegrityError, transaction

from articles.models import Tag
from forum.comments import wordlists
from forum.comments.models import Phrase, Policy, Word
from forum.comments.words import Entry, Matcher, spare
from tests import make
from tests.comments.drafting import draft


@pytest.fixture(autouse=True)
def lists(db):
    """None but those of the test."""
    wordlists.discard(Word.objects.all())
    wordlists.discard(Phrase.objects.all())


def find(text: str) -> list[tuple[str, str]]:
    version = Policy.objects.current().words_version
    return [(match.written, match.how) for match in wordlists.find(text, version)]


# Changing them -----------------------------------------------------------------------------------


def test_a_word_is_found_from_the_moment_it_is_listed_until_it_is_taken_off():
    assert find("Some moss.") == []

    wordlists.add(["moss"], "suspect")
    assert find("Some m0ss.") == [("m0ss", "leet")]

    wordlists.discard(Word.objects.filter(text="moss"))
    assert find("Some moss.") == []


def test_a_changed_word_counts_at_once():
    wordlists.add(["moss"], "watch")
    find("moss")

    word = Word.objects.get()
    word.text, word.list = "  grey   moss ", "banned"
    wordlists.save(word)

    assert find("Moss. Grey moss.") == [("Grey moss", "phrase")]
    assert Word.objects.get().text == "grey moss"


def test_a_phrase_counts_at_once():
    wordlists.add(["moss"], "watch")
    assert find("Kate Moss") != []

    wordlists.allow("Kate Moss", source="comment:7")

    assert find("Kate Moss") == []
    assert Phrase.objects.values_list("text", "source").get() == ("Kate Moss", "comment:7")


def test_allowing_twice_changes_nothing_the_second_time():
    wordlists.allow("m0ss", note="first")
    version = Policy.objects.current().words_version

    phrase, is_new = wordlists.allow("m0ss", note="second")

    assert (is_new, phrase.note) == (False, "first")
    assert Policy.objects.current().words_version == version


@transaction.atomic
def change_and_fail():
    wordlists.add(["moss"], "watch")
    assert find("moss, fern") == [("moss", "word")]
    raise IntegrityError


def test_what_is_rolled_back_is_never_taken_for_what_comes_after():
    """Both changes begin at one version; were the next number taken, both would end at one, too."""
    with pytest.raises(IntegrityError):
        change_and_fail()

    wordlists.add(["fern"], "watch")

    assert find("moss, fern") == [("fern", "word")]


def test_each_process_asks_for_the_version_the_policy_has():
    before = Policy.objects.current().words_version
    assert wordlists.find("moss", before) == []

    wordlists.add(["moss"], "watch")

    assert wordlists.find("moss", before) == []
    assert find("moss") != []


def test_words_known_in_another_case_are_told_and_not_listed_twice():
    wordlists.add(["Moss"], "watch")

    added = wordlists.add(["moss", "fern", "FERN", "  ", "grey  fern"], "banned", note="a note")

    assert [word.text for word in added.new] == ["fern", "grey fern"]
    assert [(word.text, word.list) for word in added.known] == [("Moss", "watch")]
    assert Word.objects.get(text="fern").note == "a note"


def test_one_word_may_stand_on_a_list_of_each_language():
    wordlists.add(["gift"], "watch", "en")

    assert len(wordlists.add(["gift"], "suspect", "de").new) == 1


def test_a_site_without_a_policy_has_lists_all_the_same():
    Policy.objects.all().delete()

    wordlists.add(["moss"], "watch")

    assert find("moss") != []


# What they cost ----------------------------------------------------------------------------------


def test_nothing_found_costs_no_query(django_assert_num_queries):
    wordlists.add(["moss"], "watch")
    find("warm up")
    version = Policy.objects.current().words_version

    with django_assert_num_queries(0):
        assert wordlists.find("A harmless text. " * 50, version) == []


@pytest.mark.parametrize("rows", [1, 30])
def test_what_is_found_costs_one_query_however_much_it_is(django_assert_num_queries, rows):
    wordlists.add([f"moss{'y' * n}" for n in range(3)], "watch")
    for number in range(rows):
        make.discussion(title=f"Fern {number}", url=f"/{number}/")
        Tag.objects.create(name=f"fern {number}", slug=f"fern-{number}")
    find("warm up")
    version = Policy.objects.current().words_version

    with django_assert_num_queries(1):
        assert len(wordlists.find("moss, m0ss, m*ss " * rows, version)) == 3 * rows


def test_a_new_version_costs_two_queries_once(django_assert_num_queries):
    wordlists.add(["moss"], "watch")
    version = Policy.objects.current().words_version

    with django_assert_num_queries(2):
        wordlists.find("fern", version)
    with django_assert_num_queries(0):
        wordlists.find("fern", version)


# The site's own titles and names -----------------------------------------------------------------


@pytest.fixture
def mossy():
    wordlists.add(["moss"], "suspect")
    wordlists.add(["fern"], "banned")


@pytest.mark.parametrize(
    "name_it",
    [
        lambda: make.discussion(title="A walk with Kate Moss"),
        lambda: make.member("kate", name="Kate Moss", is_staff=True),
        lambda: make.author("kate-moss"),
        lambda: Tag.objects.create(name="Kate MOSS", slug="kate"),
    ],
    ids=["headline", "staff", "author", "tag"],
)
def test_what_the_site_itself_names_is_excused(mossy, name_it):
    assert find("I like Moss.") == [("Moss", "word")]

    name_it()

    assert find("I like Moss.") == []


def test_the_name_of_a_reader_excuses_nothing(mossy):
    make.member("kate", name="Kate Moss")

    assert find("I like Moss.") == [("Moss", "word")]


def test_a_part_of_a_word_in_a_title_excuses_nothing(mossy):
    make.discussion(title="Mossad and the mosses")

    assert find("I like moss.") == [("moss", "word")]


def test_a_title_excuses_the_spelling_that_stands_in_it(mossy):
    make.discussion(title="The M*ss Saga")

    assert find("m*ss, moss, m0ss") == [("moss", "word"), ("m0ss", "leet")]


def test_a_title_with_wildcards_of_sql_is_no_wildcard(mossy):
    make.discussion(title="The mossy saga")

    assert find("m%ss") == [("m%ss", "masked")]


def test_a_banned_word_is_excused_only_within_a_whole_name(mossy):
    make.discussion(title="Fern Britton")
    make.discussion(title="Fern", url="/fern/")

    assert find("I like Fern Britton, and fern.") == [("fern", "word")]


def test_titles_are_looked_through_only_so_far_back(mossy, monkeypatch):
    monkeypatch.setattr(wordlists, "SPAN", 3)
    make.discussion(title="A walk with Kate Moss")
    for number in range(2):
        make.discussion(title="Elsewhere", url=f"/{number}/")
    assert find("moss") == []

    make.discussion(title="Elsewhere", url="/last/")

    assert find("moss") == [("moss", "word")]


def test_sparing_without_a_database():
    matches = Matcher([Entry("ass", "watch"), Entry("cow", "banned")]).find("An ass, a cow, a c0w.")

    kept = spare("An ass, a cow, a c0w.", matches, ["Kick-Ass", "Cow, c0w"])

    assert [match.written for match in kept] == ["cow"]


# Trying others out -------------------------------------------------------------------------------


def test_lists_can_be_tried_out_before_they_are_saved(mossy):
    bracken = Word(text="bracken", list="banned")
    moss = Word.objects.get(text="moss")

    tried = wordlists.compiled([bracken], without=[moss.pk])

    assert [match.word for match in tried.find("moss fern bracken")] == ["fern", "bracken"]
    assert find("bracken") == []


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ("oh bl`ast`ed lamp", "bl`ast`ed"),
        ("oh b[last](https://x.example)ed lamp", "b[last](https://x.example)ed"),
    ],
)
def test_marks_that_readers_do_not_see_hide_no_word(db, body, written):
    wordlists.add(["blasted"], "suspect")
    version = Policy.objects.current().words_version

    [match] = draft(body, words_version=version).matches

    assert match.word == "blasted"
    assert body[match.start : match.end] == match.written
    assert match.written == written
