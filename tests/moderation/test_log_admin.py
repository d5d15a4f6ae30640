"""The log in the admin: what was changed in words, filters, a person's history, undoing a batch."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from forum.comments.models import Comment, Finding
from forum.comments.reporters import Reporter
from forum.comments.reporting import report
from forum.comments.rules import RULES, Hold
from forum.moderation import decisions
from forum.moderation.admin import batches, log, sentences
from forum.moderation.models import Batch, Decision
from tests import make
from tests.moderation.answers import said, text_of

LOG = reverse("admin:moderation_decision_changelist")
BATCHES = reverse("admin:moderation_batch_changelist")
HELD = Comment.Status.HELD


@pytest.fixture
def milo(db):
    return make.staff(
        "milo", "comments.moderate_comment", "moderation.view_decision", "moderation.view_batch"
    )


def page(batch: Batch) -> str:
    return reverse("admin:moderation_batch_change", args=[batch.pk])


def undo(client, batch: Batch):
    return client.post(reverse("admin:moderation_batch_undo", args=[batch.pk]), follow=True)


def shown(response) -> list[Decision]:
    return list(response.context["cl"].result_list)


# in words


def in_words(batch: Batch) -> list[str]:
    return sentences.changes(batch.decisions.get())


def test_what_was_changed_of_a_comment_is_said_in_words(mona):
    comment = make.comment(status=HELD)
    report(comment_id(comment), Reporter(hand="aa", network="bb"), "offensive")

    assert in_words(decisions.approve(comment, mona)) == [
        "status: waiting for a moderator → published",
        "seen by a moderator: no → yes",
        "1 report: open → disagreed: the comment may stand",
        "spam filter: nothing → no spam",
    ]
    assert in_words(decisions.remove(comment, mona, reason=Comment.Reason.HATE, message="No.")) == [
        "status: published → removed by a moderator",
        "removed for: – → hatred of a group of people",
        "message to the author: – → No.",
    ]
    assert in_words(decisions.lock(comment, mona, locked=True)) == ["locked: no → yes"]


def comment_id(comment: Comment) -> int:
    """A held comment that readers have seen before."""
    Comment.objects.place(comment)
    comment.discussion.save()
    return comment.pk


def test_what_was_changed_of_a_discussion_and_of_a_person_is_said_in_words(mona):
    place = make.discussion()

    opened = decisions.configure(place, mona, opening="closed", premoderated=True)
    assert in_words(opened) == [
        "open or closed: open, closes by age → closed",
        "pre-moderated: no → yes",
    ]
    suspended = in_words(decisions.suspend("hand:ff", mona, rung="good"))
    assert suspended == ["suspended for good: no → yes", "suspensions so far: 0 → 5"]
    held = in_words(decisions.always_hold("hand:ff", mona, held=True))
    assert held == ["always pre-moderated: no → yes"]
    (until,) = [w for w in in_words(decisions.suspend("hand:aa", mona)) if "until" in w]
    assert until.startswith("suspended until: – → ")


def test_a_setting_is_shown_old_and_new(mona):
    (links,) = in_words(decisions.record_setting(mona, "links at most", 2, 3))
    (names,) = in_words(decisions.record_setting(mona, "reserved names", "", "x" * 200))

    assert links == "value: 2 → 3"
    assert names.startswith("value: – → xxx")
    assert len(names) < 100


def test_people_are_named_as_people_read_it(mona):
    hand = "0123456789abcdef"
    for name in ("Nell", "Nan"):
        make.comment(by=make.guest(name), hand=hand)
    keys = [f"member:{mona.pk}", "member:999", "email:a@b.example", f"hand:{hand}", "hand:ff", ""]

    names = sentences.names_by_key(keys)

    assert [sentences.person(key, names) for key in keys] == [
        "Mona (mona)",
        "member 999",
        "a@b.example",
        "Nan, browser 01234567",
        "browser ff",
        "",
    ]


def test_the_reasons_stand_together(mona):
    batch = decisions.remove(
        make.comment(), mona, reason=Comment.Reason.SPAM, message="No lamps.", remark="Again"
    )

    why = sentences.why(batch.decisions.get())

    assert why == "advertising; Again; to the author: “No lamps.”"


# the list


def test_the_list_says_all_of_every_kind(desk, mona):
    comment = make.comment(by=make.guest("Nell"), body="Lamps for sale")
    decisions.remove_as_spam(comment, mona)
    decisions.configure(comment.discussion, mona, opening="closed", premoderated=False)
    decisions.suspend(comment.person_keys, mona, reason="The third time")
    decisions.record_setting(mona, "links at most", 2, 3)

    text = text_of(desk.get(LOG))

    for words in (
        "Nell: Lamps for sale",
        "published → removed by a moderator",
        "advertising",
        "nell@example.org",
        "The third time",
        "open, closes by age → closed",
        "links at most",
        "value: 2 → 3",
    ):
        assert words in text


def test_what_a_reader_typed_is_shown_as_text(desk, mona):
    comment = make.comment(by=make.guest("<b>Nell"), body="<script>alert(1)</script>")
    batch = decisions.remove(comment, mona, message="<i>No.</i>", remark="<u>")

    for url in (LOG, page(batch)):
        text = text_of(desk.get(url))
        for typed in ("<b>Nell", "<script>alert(1)", "<i>No.", "<u>"):
            assert escape(typed) in text
        assert "<script>alert" not in text
        assert "<b>Nell" not in text
        assert "<i>No." not in text
        assert "<u>" not in text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, 4),
        ({"verb": "remove"}, 1),
        ({"whom": "email:ann@example.org"}, 2),
        ({"whom": "email:nobody@example.org"}, 0),
        ({"rule": "links"}, 1),
        ({"rule": "link"}, 4),
        ({"reason_code": "spam"}, 1),
        ({"batch": "x"}, 4),
        ({"batch": "9" * 30}, 4),
        ({"batch": "²"}, 4),
        ({"batch": "٤"}, 4),
    ],
)
def test_the_list_can_be_of_one_verb_person_rule_or_batch(desk, mona, ann, asked, found):
    held = make.comment(status=HELD, by=make.guest("Bob"))
    Finding.objects.create(comment=held, rule="links")
    decisions.approve(held, mona)
    decisions.remove_as_spam(make.comment(by=ann), mona)
    decisions.suspend("email:ann@example.org", mona)
    decisions.configure(held.discussion, mona, opening="closed", premoderated=False)

    assert len(shown(desk.get(LOG, asked))) == found


def test_the_list_can_be_of_every_rule_that_holds_and_of_no_other(desk):
    [offered] = [one for one in desk.get(LOG).context["cl"].filter_specs if one.title == "rule"]

    codes = [code for code, _label in offered.lookup_choices]
    assert codes == [rule.code for rule in RULES if isinstance(rule, Hold)]


def test_a_limited_moderator_reads_the_log_of_their_sections_and_of_people(client, mona):
    vera = make.staff("vera", "moderation.view_decision", "moderation.view_batch")
    vera.scopes.create(section="Books")
    client.force_login(vera)
    here, there = (make.discussion(section=section) for section in ("Books", "Screen"))
    both = decisions.remove([make.comment(here), make.comment(there)], mona)
    elsewhere = decisions.remove(make.comment(there, body="A secret lamp."), mona)
    judged = decisions.suspend("email:ann@example.org", mona)

    read = shown(client.get(LOG))
    batches = list(client.get(BATCHES).context["cl"].queryset)
    page = client.get(reverse("admin:moderation_batch_change", args=[both.pk]))
    refused = client.get(reverse("admin:moderation_batch_change", args=[elsewhere.pk]))

    assert {one.batch for one in read} == set(batches) == {both, judged}
    assert [one["decision"].discussion for one in page.context["lines"]] == [here]
    assert refused.url == reverse("admin:index")


def test_the_history_of_a_person_is_a_link_away(desk, mona, ann):
    decision = decisions.remove(make.comment(by=ann), mona).decisions.get()
    decisions.remove(make.comment(), mona)

    assert log.history_url("email:ann@example.org") in text_of(desk.get(LOG)).replace("&amp;", "&")
    assert shown(desk.get(log.history_url("email:ann@example.org"))) == [decision]


@pytest.mark.parametrize("url", [LOG, BATCHES])
def test_the_lists_cost_the_same_however_many(desk, mona, url):
    def decide(number):
        member = make.member(f"reader-{number}")
        comment = make.comment(by=make.guest("Nell", member=member))
        batch = decisions.remove(comment, mona)
        decisions.suspend(f"member:{member.pk}", mona)
        decisions.undo(batch, mona)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(url).status_code == 200
        return len(queries)

    decide(0)
    one = cost()
    for number in range(1, 16):
        decide(number)

    assert cost() == one


# the page of a batch


def test_a_batch_shows_each_thing_in_it_and_how_it_was_chosen(desk, mona):
    comments = [make.comment(status=HELD, body=f"Lamp {n}") for n in range(3)]
    batch = decisions.approve(comments, mona, summary="all about lamps")

    text = text_of(desk.get(page(batch)))

    assert "all about lamps" in text
    for number in range(3):
        assert f"Lamp {number}" in text
    assert text.count("waiting for a moderator → published") == 3


def test_the_page_of_a_batch_costs_the_same_however_large(desk, mona, monkeypatch):
    def cost(size):
        batch = decisions.remove([make.comment() for _ in range(size)], mona)
        with CaptureQueriesContext(connection) as queries:
            response = desk.get(page(batch))
        return len(queries), text_of(response)

    monkeypatch.setattr(batches, "SHOWN", 20)
    one, _page = cost(1)
    many, text = cost(30)
    assert many == one
    assert "10 more: all decisions of this batch" in text


def test_a_batch_is_undone_with_a_button_and_says_what_became_of_it(desk, mona):
    first, second = make.comment(status=HELD), make.comment(status=HELD)
    batch = decisions.approve([first, second], mona)
    decisions.remove(first, mona)
    assert 'action="' + reverse("admin:moderation_batch_undo", args=[batch.pk]) in text_of(
        desk.get(page(batch))
    )

    response = undo(desk, batch)

    assert Comment.objects.get(pk=second.pk).status == HELD
    done, left = said(response)
    assert done == "1 decision undone."
    assert left.startswith("1 left as it is: changed since: Mona, removed, at ")
    assert response.context["batch"].undoes == batch
    text = text_of(desk.get(page(batch)))
    assert "Undone by Milo" in text
    assert "/undo/" not in text


def test_the_second_to_undo_hears_of_the_first(desk, mona):
    batch = decisions.remove(make.comment(), mona)
    decisions.undo(batch, mona)

    (sentence,) = said(undo(desk, batch))

    assert sentence.startswith("Nothing was undone: already undone by Mona at ")


def test_undoing_needs_the_permission_of_what_is_undone(desk, mona):
    suspension = decisions.suspend("hand:ff", mona)

    assert "/undo/" not in text_of(desk.get(page(suspension)))
    assert undo(desk, suspension).status_code == 403


def test_a_setting_has_no_button(client, mona):
    client.force_login(mona)
    batch = decisions.record_setting(mona, "links at most", 2, 3)

    assert "/undo/" not in text_of(client.get(page(batch)))
    assert said(undo(client, batch)) == [
        "Nothing was undone: this cannot be undone from here: change it back where it is set."
    ]


def test_an_unknown_batch_and_a_get_are_told_apart(desk, mona):
    batch = decisions.remove(make.comment(), mona)

    assert undo(desk, Batch(pk=999)).status_code == 404
    assert desk.get(reverse("admin:moderation_batch_undo", args=[batch.pk])).status_code == 405
    assert desk.get(reverse("admin:moderation_batch_change", args=["9" * 30])).status_code == 302
    assert Batch.objects.count() == 1
