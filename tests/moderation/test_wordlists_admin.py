"""The word lists in the admin: what is listed, told, rehearsed, logged, allowed, and by whom."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum.comments import wordlists
from forum.comments.models import Finding, Phrase, Policy, Word
from forum.moderation.models import Batch, Decision
from tests import make

WORDS = reverse("admin:comments_word_changelist")
ADD = reverse("admin:comments_word_add")
PHRASES = reverse("admin:comments_phrase_changelist")
ALLOW = reverse("admin:comments_phrase_allow")
RIGHTS = [
    f"comments.{act}_{model}"
    for act in ("view", "add", "change", "delete")
    for model in ("word", "phrase")
]


@pytest.fixture
def desk(client, db):
    """Signed in as a senior moderator, with empty lists."""
    wordlists.discard(Word.objects.all())
    wordlists.discard(Phrase.objects.all())
    client.force_login(make.staff("sam", *RIGHTS))
    return client


def change(row) -> str:
    return reverse(f"admin:comments_{row._meta.model_name}_change", args=[row.pk])


def listed(texts: str, **given) -> dict:
    return {
        "words": texts,
        "list": "suspect",
        "language": "en",
        "note": "",
        "rehearsed": "",
    } | given


def save(client, url: str, data: dict):
    """Send a form, look at the rehearsal if there is one, and save."""
    response = client.post(url, data)
    if response.status_code == 200 and "rehearsal" in response.context:
        seen = response.context["adminform"].form["rehearsed"].value()
        response = client.post(url, data | {"rehearsed": seen}, follow=True)
    return response


def said(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def errors(response) -> str:
    return str(response.context["adminform"].form.errors)


def word(text: str, **fields) -> Word:
    fields.setdefault("list", "suspect")
    row = Word(text=text, **fields)
    wordlists.save(row)
    return row


def version() -> int:
    return Policy.objects.get().words_version


def caught(response) -> dict[str, int]:
    """How many comments each rule would have found anew, where it is any."""
    effects = response.context["rehearsal"]["effects"]
    return {effect["code"]: effect["anew"][0] for effect in effects if effect["anew"][0]}


def log() -> list[tuple[str, dict, dict]]:
    return list(Decision.objects.order_by("pk").values_list("setting", "before", "after"))


# Listing -----------------------------------------------------------------------------------------


def test_many_words_are_listed_at_once_and_in_force_with_the_next_comment(desk):
    before = version()

    response = save(desk, ADD, listed("moss\r\n\r\n  grey   fern \r\nbog", note="a note"))

    rows = Word.objects.order_by("pk").values_list("text", "list", "language", "note")
    assert list(rows) == [
        (text, "suspect", "en", "a note") for text in ("moss", "grey fern", "bog")
    ]
    assert "3 words added." in said(response)
    assert version() != before
    assert wordlists.find("grey fern", version())


def test_words_listed_before_are_told_and_left(desk):
    word("Moss", list="watch")

    response = save(desk, ADD, listed("moss\nfern\nFern"))

    assert "1 word added." in said(response)
    assert "Moss (watch only)" in said(response)
    assert Word.objects.count() == 2
    assert Word.objects.get(text="Moss").list == "watch"


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ("", "required"),
        (" \n ", "required"),
        ("moss", "listed already"),
        ("MOSS\nmoss", "listed already"),
        ("x" * 101, "At most 100 characters"),
        ("fern\n" + "x" * 101, "At most 100 characters"),
        ("****", "would find nothing"),
        ("\u200b", "would find nothing"),
        ("\n".join(f"word{number}" for number in range(501)), "At most 500"),
    ],
)
def test_what_cannot_be_listed_is_told_at_the_field(desk, texts, told):
    word("moss")

    response = desk.post(ADD, listed(texts))

    assert told in errors(response)
    assert Word.objects.count() == 1


def test_a_word_is_moved_to_another_list(desk):
    moss = word("moss", list="watch")

    save(
        desk,
        change(moss),
        {"text": " grey  moss ", "list": "banned", "language": "", "rehearsed": ""},
    )

    moss.refresh_from_db()
    assert (moss.text, moss.list, moss.language) == ("grey moss", "banned", "")
    assert [match.list for match in wordlists.find("grey moss", version())] == ["banned"]


def test_a_word_cannot_become_one_that_is_listed(desk):
    word("fern")
    moss = word("moss")

    response = desk.post(change(moss), {"text": "fern", "list": "suspect", "language": "en"})

    assert response.status_code == 200
    assert "already" in errors(response)


def test_words_are_taken_off_one_by_one_and_several_at_once(desk):
    moss, fern, bog = word("moss"), word("fern"), word("bog")

    desk.post(reverse("admin:comments_word_delete", args=[moss.pk]), {"post": "yes"})
    chosen = {"_selected_action": [fern.pk, bog.pk], "action": "delete_selected", "post": "yes"}
    desk.post(WORDS, chosen)

    assert not Word.objects.exists()
    assert wordlists.find("moss fern bog", version()) == []
    assert [batch.size for batch in Batch.objects.order_by("pk")] == [1, 2]


# Rehearsal ---------------------------------------------------------------------------------------


def test_nothing_is_listed_before_it_was_seen_what_it_would_have_done(desk):
    make.comment(body="I like m0ss.")

    response = desk.post(ADD, listed("moss"))

    assert not Word.objects.exists()
    assert '<mark data-how="leet"' in response.content.decode()
    assert "m0ss</mark>" in response.content.decode()
    save(desk, ADD, listed("moss"))
    assert Word.objects.exists()


def test_other_words_than_those_seen_are_rehearsed_anew(desk):
    seen = desk.post(ADD, listed("moss")).context["adminform"].form["rehearsed"].value()

    response = desk.post(ADD, listed("moss\nfern", rehearsed=seen))

    assert response.context["rehearsal"]
    assert not Word.objects.exists()


def test_a_word_that_moves_is_rehearsed_and_a_note_is_not(desk):
    moss = word("moss", list="watch")
    make.comment(body="I like moss.")
    data = {"text": "moss", "list": "watch", "language": "en", "note": "new", "rehearsed": ""}

    assert desk.post(change(moss), data).status_code == 302
    response = desk.post(change(moss), data | {"list": "suspect"})

    effects = {effect["code"]: effect for effect in response.context["rehearsal"]["effects"]}
    assert effects["suspect_word"]["anew"][0] == 1
    moss.refresh_from_db()
    assert (moss.list, moss.note) == ("watch", "new")


@pytest.mark.parametrize(
    ("words", "onto", "found"),
    [
        ("quibble", "suspect", {"suspect_word": 2}),
        ("quibble", "banned", {"banned_word": 1, "suspect_word": 1}),
        (" Quibble \r\n\r\nlantern", "watch", {"watched_word": 3}),
        ("umbrella", "banned", {}),
    ],
)
def test_a_rehearsal_says_what_the_words_would_have_caught(desk, words, onto, found):
    for body in ("I quibble.", "I qu1bble.", "A lantern.", "A lamp."):
        make.comment(body=body)

    assert caught(desk.post(ADD, listed(words, list=onto))) == found


def test_what_would_be_found_is_marked_in_what_was_typed(desk):
    make.comment(body="<b>I</b> quibble.", by=make.guest("Nell"))

    page = desk.post(ADD, listed("quibble")).content.decode()

    assert "&lt;b&gt;I&lt;/b&gt; <mark" in page
    assert "<b>I" not in page


def test_far_into_a_long_comment_the_part_with_the_word_is_shown(desk):
    make.comment(body="One word. " * 100 + "I quibble here. " + "One word. " * 100)

    page = desk.post(ADD, listed("quibble")).content.decode()

    assert 'class="rehearsal__excerpt">… ' in page
    assert "quibble</mark> here." in page


def test_a_rehearsal_spares_allowed_phrases_and_the_sites_own_titles(desk):
    wordlists.allow("quibble road")
    make.discussion(title="The Lantern Show")
    for body in ("On Quibble Road.", "I quibble.", "Did you see Lantern?"):
        make.comment(body=body)

    assert caught(desk.post(ADD, listed("quibble\nlantern"))) == {"suspect_word": 1}


def test_what_is_caught_already_is_not_caught_anew(desk):
    word("quibble")
    make.comment(body="I quibble.")
    make.comment(body="A lantern.")

    response = desk.post(ADD, listed("lantern"))

    assert caught(response) == {"suspect_word": 1}
    effects = {one["code"]: one["all"][0] for one in response.context["rehearsal"]["effects"]}
    assert effects["suspect_word"] == 2


def test_trying_it_out_lists_nothing_however_often_and_costs_the_same_however_many(desk):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            response = desk.post(ADD, listed("lamp", _try="1"))
        assert "Not saved yet." in errors(response)
        return len(queries)

    make.comment(body="A lamp.")
    cost()  # the first of a process compiles the lists
    one = cost()
    for _ in range(29):
        make.comment(body="A lamp.")

    assert cost() == one
    assert not Word.objects.exists()


def test_what_remembers_the_rehearsal_has_no_label(desk):
    for page in (desk.get(ADD), desk.post(ADD, listed(""))):
        text = page.content.decode()
        assert text.count('name="rehearsed"') == 1
        assert "Rehearsed" not in text


# The log -----------------------------------------------------------------------------------------


def test_every_change_is_logged_old_and_new(desk):
    save(desk, ADD, listed("moss\nfern"))
    moss = Word.objects.get(text="moss")
    data = {"text": "moss", "list": "banned", "language": "en", "note": "", "rehearsed": ""}
    save(desk, change(moss), data)
    desk.post(reverse("admin:comments_word_delete", args=[moss.pk]), {"post": "yes"})

    new = {"list": "suspect", "text": "moss", "language": "en", "note": ""}
    assert log() == [
        ("word “moss”", {}, new),
        ("word “fern”", {}, new | {"text": "fern"}),
        ("word “moss”", new, new | {"list": "banned"}),
        ("word “moss”", new | {"list": "banned"}, {}),
    ]
    assert Batch.objects.count() == 3
    assert set(Decision.objects.values_list("moderator__username", flat=True)) == {"sam"}


def test_every_change_of_a_phrase_is_logged_old_and_new(desk):
    desk.post(reverse("admin:comments_phrase_add"), {"text": " Kate  Moss ", "note": ""})
    phrase = Phrase.objects.get()
    desk.post(change(phrase), {"text": "Kate Moss", "note": "a model"})
    desk.post(reverse("admin:comments_phrase_delete", args=[phrase.pk]), {"post": "yes"})

    new = {"list": "allowed", "text": "Kate Moss", "note": "", "source": ""}
    assert log() == [
        ("word “Kate Moss”", {}, new),
        ("word “Kate Moss”", new, new | {"note": "a model"}),
        ("word “Kate Moss”", new | {"note": "a model"}, {}),
    ]


# Allowing a spelling -----------------------------------------------------------------------------


def test_one_click_lets_a_spelling_pass(desk):
    word("moss")

    response = desk.post(ALLOW, {"text": "m*ss", "comment": "7", "next": WORDS})

    assert response.headers["Location"] == WORDS
    assert Phrase.objects.values_list("text", "source").get() == ("m*ss", "comment:7")
    assert [match.written for match in wordlists.find("m*ss m0ss", version())] == ["m0ss"]
    allowed = {"list": "allowed", "text": "m*ss", "note": "", "source": "comment:7"}
    assert log() == [("word “m*ss”", {}, allowed)]


def test_allowing_twice_is_logged_once(desk):
    for _ in range(2):
        response = desk.post(ALLOW, {"text": "m*ss"}, follow=True)
        assert "“m*ss” passes from now on." in said(response)

    assert len(log()) == 1


@pytest.mark.parametrize("there", ["", "https://elsewhere.example/", "//elsewhere.example/", "x:y"])
def test_after_allowing_nobody_is_led_elsewhere(desk, there):
    response = desk.post(ALLOW, {"text": "m*ss", "next": there})

    assert response.headers["Location"] == PHRASES


@pytest.mark.parametrize("text", ["", "  ", "x" * 201])
def test_nothing_and_too_much_are_not_allowed(desk, text):
    response = desk.post(ALLOW, {"text": text}, follow=True)

    assert "no spelling" in said(response)
    assert not Phrase.objects.exists()


def test_a_comment_that_is_no_number_is_no_source(desk):
    desk.post(ALLOW, {"text": "m*ss", "comment": "<b>"})

    assert Phrase.objects.get().source == ""


def test_a_link_allows_nothing(desk):
    assert desk.get(ALLOW, {"text": "m*ss"}).status_code == 405
    assert not Phrase.objects.exists()


# Who ---------------------------------------------------------------------------------------------


def test_a_moderator_without_the_right_changes_no_list(client, db):
    moss = word("moss")
    client.force_login(make.staff("milo", "comments.view_word", "comments.view_phrase"))

    assert client.get(WORDS).status_code == 200
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, listed("fern")).status_code == 403
    assert client.post(change(moss), {"text": "fern"}).status_code == 403
    assert client.post(ALLOW, {"text": "m*ss"}).status_code == 403
    assert client.get(change(moss)).status_code == 200
    assert Word.objects.filter(text="moss").exists()
    assert not Phrase.objects.filter(text="m*ss").exists()


# The list ----------------------------------------------------------------------------------------


def found(text: str, status: str, **fields) -> None:
    evidence = {"words": [{"word": text}, {"word": text}], "names": []}
    comment = make.comment(status=status, **fields)
    Finding.objects.create(comment=comment, rule="suspect_word", evidence=evidence)


def test_each_word_tells_how_often_it_was_found_and_how_often_rightly(desk):
    word("moss")
    word("fern")
    found("moss", "held")
    found("moss", "removed")
    for _ in range(2):
        found("moss", "published", is_reviewed=True)
    found("moss", "published")

    rows = {row.text: row.tally for row in desk.get(WORDS).context["cl"].result_list}

    assert (rows["moss"].found, rows["moss"].share) == (5, 33)
    assert (rows["fern"].found, rows["fern"].share) == (0, None)


def test_words_can_be_searched_and_sifted(desk):
    word("moss", list="banned")
    word("fern", language="de")

    def shown(**asked) -> list[str]:
        return [row.text for row in desk.get(WORDS, asked).context["cl"].result_list]

    assert shown() == ["fern", "moss"]
    assert shown(q="mos") == ["moss"]
    assert shown(list__exact="banned") == ["moss"]
    assert shown(language__exact="de") == ["fern"]


@pytest.mark.parametrize("url", [WORDS, PHRASES])
def test_a_list_costs_the_same_at_1_and_at_30_rows(desk, url):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(url).status_code == 200
        return len(queries)

    word("moss")
    wordlists.allow("Kate Moss")
    found("moss", "held")
    one = cost()
    wordlists.add([f"moss{number}" for number in range(29)], "suspect")
    for number in range(29):
        wordlists.allow(f"Kate Moss {number}")
        found(f"moss{number}", "held")

    assert cost() == one
