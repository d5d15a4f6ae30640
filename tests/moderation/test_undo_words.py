"""Changes of the word lists taken back: exactly, as one, and not over what came since."""

import pytest

from forum.comments import wordlists
from forum.comments.models import Phrase, Policy, Word
from forum.moderation import decisions
from forum.moderation.decisions.listing import told
from tests import make

SENIOR = ["comments.change_word"]


@pytest.fixture
def mona(db):
    wordlists.discard(Word.objects.all())
    wordlists.discard(Phrase.objects.all())
    return make.staff("mona", *SENIOR)


def lists() -> list[dict]:
    return [told(row) for model in (Word, Phrase) for row in model.objects.order_by("text")]


def added(mona, *texts: str, onto: str = "suspect"):
    new = wordlists.add(texts, onto, note="a note").new
    return decisions.record_words(mona, [(word.text, None, told(word)) for word in new])


def allowed(mona, text: str):
    phrase, _is_new = wordlists.allow(text, source="comment:7", note="a name")
    return decisions.record_words(mona, [(text, None, told(phrase))])


def changed(mona, text: str, /, **fields):
    word = Word.objects.get(text=text)
    before = told(word)
    for name, value in fields.items():
        setattr(word, name, value)
    wordlists.save(word)
    return decisions.record_words(mona, [(word.text, before, told(word))])


def discarded(mona, rows):
    gone = decisions.record_words(mona, [(str(row), told(row), None) for row in rows])
    wordlists.discard(rows)
    return gone


def version() -> int:
    return Policy.objects.get().words_version


@pytest.mark.parametrize(
    "act",
    [
        lambda mona: added(mona, "bog", "heath"),
        lambda mona: allowed(mona, "Kate Moss"),
        lambda mona: changed(mona, "fern", list="banned", note="worse"),
        lambda mona: changed(mona, "fern", text="grey fern", language=""),
        lambda mona: discarded(mona, Word.objects.all()),
        lambda mona: discarded(mona, Phrase.objects.all()),
    ],
    ids=["added", "allowed", "moved", "respelt", "taken off", "no longer allowed"],
)
def test_the_lists_are_as_they_were_and_again_as_they_were_left(mona, act):
    added(mona, "moss", "fern")
    allowed(mona, "Moss Side")
    before = lists()
    batch = act(mona)
    after, seen = lists(), version()

    undoing = decisions.undo(batch, mona)

    assert lists() == before != after
    assert (undoing.size, undoing.left_alone) == (batch.size, [])
    assert version() != seen  # in force with the next comment
    decisions.undo(undoing, mona)
    assert lists() == after


def test_what_was_changed_since_stays_and_who_did_it_is_told(mona):
    batch = added(mona, "moss", "fern")
    mary = make.staff("mary", *SENIOR)
    changed(mary, "moss", list="banned")

    undoing = decisions.undo(batch, mona)

    assert [row["text"] for row in lists()] == ["moss"]
    ((_left, why),) = undoing.left_alone
    assert why.startswith("changed since: Mary, changed the word lists, at ")


def test_what_nobody_logged_is_not_undone_either(mona):
    batch = added(mona, "moss")
    Word.objects.update(note="by hand")

    undoing = decisions.undo(batch, mona)

    assert undoing.left_alone[0][1] == "already changed"
    assert Word.objects.get().note == "by hand"


def test_a_word_comes_back_only_where_its_place_is_free(mona):
    added(mona, "moss")
    respelt = changed(mona, "moss", text="grey moss")
    added(mona, "moss")

    assert decisions.undo(respelt, mona).pk is None
    assert [row["text"] for row in lists()] == ["grey moss", "moss"]


def test_undoing_asks_for_the_permission_to_list_words(mona):
    batch = allowed(mona, "Moss Side")
    milo = make.staff("milo", "comments.moderate_comment")

    with pytest.raises(decisions.NotAllowed):
        decisions.undo(batch, milo)

    assert Phrase.objects.exists()


def test_a_change_is_undone_once(mona):
    batch = allowed(mona, "Moss Side")
    decisions.undo(batch, mona)

    with pytest.raises(decisions.AlreadyUndone):
        decisions.undo(batch, mona)
