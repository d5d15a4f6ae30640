"""An author's new words in the place of the old ones: judged anew, and only for a while."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from forum.accounts.models import Standing
from forum.comments import integrity, posting, receipts, reporting, visibility
from forum.comments.models import Comment, Discussion, Report
from forum.comments.reporters import Reporter
from forum.comments.rules import BY_CODE, Commenter, rates
from tests import make

LINKS = "https://a.example https://b.example https://c.example"
HELD, REMOVED, PUBLISHED = Comment.Status.HELD, Comment.Status.REMOVED, Comment.Status.PUBLISHED
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def limits(policy):
    policy(pause_seconds=0, edit_minutes=15)


@pytest.fixture
def said(ann):
    """A published comment of ann's that has a typo."""
    return make.comment(by=ann, body="Wel said.")


def edit(comment: Comment, body: str = "Well said.", **sending) -> Comment:
    author = receipts.author_of(comment)
    return posting.edit(comment, author, body, sending=posting.Sending(**sending))


def moved(comment: Comment, by: timedelta) -> Comment:
    Comment.objects.filter(pk=comment.pk).update(posted_at=timezone.now() - by)
    comment.refresh_from_db()
    return comment


# what changes


@pytest.mark.parametrize(("before", "passes"), [(rates.TRIES - 1, True), (rates.TRIES, False)])
def test_every_attempt_to_edit_counts(said, policy, before, passes):
    policy(network_limit=1)
    nan = Commenter("Ann", "ann@example.org", network="a" * 64)
    for _ in range(before):
        with pytest.raises(posting.Refused, match="there is nothing"):
            posting.edit(said, nan, "> ")

    if passes:
        assert posting.edit(said, nan, "Well said.").revision == 2
    else:
        with pytest.raises(posting.Refused, match="your network"):
            posting.edit(said, nan, "Well said.")


def test_the_new_words_stand_and_the_old_ones_are_kept(said):
    before = timezone.now()

    edit(said, "Well *said*.")

    said.refresh_from_db()
    assert (said.body, said.html) == ("Well *said*.", "<p>Well <em>said</em>.</p>")
    assert before <= said.edited_at <= timezone.now()
    assert said.revision == 2
    [old] = said.revisions.all()
    assert (old.number, old.body, old.html) == (1, "Wel said.", "<p>Wel said.</p>")


def test_an_edit_keeps_place_time_and_numbers(said):
    reply = make.comment(parent=said)
    said.refresh_from_db()
    before = (said.posted_at, said.number, said.lft, said.rght, said.tree_id)

    edit(said)

    said.refresh_from_db()
    assert (said.posted_at, said.number, said.lft, said.rght, said.tree_id) == before
    assert (said.discussion.thread_count, said.discussion.comment_count) == (1, 2)
    assert reply.is_published
    assert list(integrity.problems()) == []


@pytest.mark.parametrize("body", ["Well said.", LINKS])
def test_caches_learn_of_an_edit(said, body):
    version = Discussion.objects.get().version

    edit(said, body)

    assert Discussion.objects.get().version == version + 1


@pytest.mark.parametrize("body", ["Harmless.", f"See {LINKS}"])
def test_caches_do_not_learn_of_an_edit_that_no_reader_sees(ann, body):
    held = posting.post(make.discussion().pk, ann, LINKS)
    version = Discussion.objects.get().version

    edit(held, body)

    assert Discussion.objects.get().version == version


def test_every_edit_is_a_revision(said):
    for body in ("One.", "Two.", "Three."):
        edit(said, body)

    assert [(old.number, old.body) for old in said.revisions.all()] == [
        (3, "Two."),
        (2, "One."),
        (1, "Wel said."),
    ]


def test_the_same_words_again_are_no_edit(said):
    edit(said, " Wel said. ")

    said.refresh_from_db()
    assert (said.revision, said.edited_at) == (1, None)
    assert not said.revisions.exists()


def test_the_same_words_again_count_against_no_limit_of_comments(said, policy):
    policy(network_limit=1, person_limit=1)
    nan = Commenter("Ann", "ann@example.org", network="a" * 64)
    for _ in range(rates.TRIES - 1):
        assert posting.edit(said, nan, "Wel said.").revision == 1

    assert posting.edit(said, nan, "Well said.").revision == 2


def test_what_a_moderator_has_seen_they_have_not_seen_after_an_edit(said):
    Comment.objects.update(is_reviewed=True)

    edit(said)

    said.refresh_from_db()
    assert not said.is_reviewed


def test_reports_that_were_decided_are_open_again(said, mona):
    report = said.reports.create(reporter="hand:x", reason="spam", outcome="disagreed")

    edit(said)

    report.refresh_from_db()
    said.refresh_from_db()
    assert (report.outcome, report.decided_at) == ("", None)
    assert said.open_reports == Report.objects.open().count() == 1


def test_the_links_of_the_old_words_are_forgotten(said):
    edit(said, "https://a.example and https://b.example")
    edit(said, "https://b.example alone")

    assert [link.host for link in said.links.all()] == ["b.example"]


# judged anew


def test_an_edit_that_a_rule_holds_goes_out_of_sight(said):
    reply = make.comment(parent=said)

    edit(said, LINKS)

    said.refresh_from_db()
    assert said.status == HELD
    assert [(one.rule, one.revision) for one in said.findings.all()] == [("links", 2)]
    assert Discussion.objects.get().comment_count == 1
    assert reply.is_published
    assert list(integrity.problems()) == []


def test_what_waits_goes_on_waiting_whatever_it_says_now(ann):
    held = posting.post(make.discussion().pk, ann, LINKS)

    edit(held, "Harmless.")

    held.refresh_from_db()
    assert (held.status, held.number) == (HELD, None)


def test_what_waits_is_as_urgent_as_its_new_words(ann):
    held = posting.post(make.discussion().pk, ann, LINKS)
    assert held.urgency == BY_CODE["links"].urgency

    edit(held, "Harmless.")

    held.refresh_from_db()
    assert held.urgency == 0


def test_what_waits_stays_as_urgent_as_its_reports_say(said):
    reporting.report(said.pk, Reporter(None, "otto", "n" * 64), Report.Reason.SPAM)
    edit(said, LINKS)

    edit(said, "Harmless.")

    said.refresh_from_db()
    assert (said.status, said.urgency) == (HELD, 10)


def test_an_author_is_asked_before_an_edit_is_held(said):
    with pytest.raises(posting.Asked):
        edit(said, LINKS, anyway=False)

    said.refresh_from_db()
    assert (said.status, said.body, said.revision) == (PUBLISHED, "Wel said.", 1)


@pytest.mark.parametrize(
    ("body", "code"),
    [("", "empty"), ("> \u2800", "empty"), ("x" * 10_001, "too_long"), ("👍", "only_signs")],
)
def test_an_edit_that_a_rule_refuses_changes_nothing(said, body, code):
    with pytest.raises(posting.Refused) as refused:
        edit(said, body)

    assert refused.value.code == code
    said.refresh_from_db()
    assert (said.body, said.revision) == ("Wel said.", 1)


def test_an_edit_to_the_words_of_another_of_ones_comments_is_a_repetition(said, ann):
    make.comment(said.discussion, by=ann, body="Well said.")

    with pytest.raises(posting.Refused) as refused:
        edit(said)

    assert refused.value.code == "duplicate"


def test_who_was_suspended_after_posting_cannot_edit(said, ann):
    Standing.objects.create(key=f"email:{ann.email}", suspended_for_good=True)

    with pytest.raises(posting.Refused) as refused:
        edit(said)

    assert refused.value.code == "suspended_for_good"


def test_a_discussion_that_closed_takes_no_edits(said):
    Discussion.objects.update(opening="closed")

    with pytest.raises(posting.Refused) as refused:
        edit(said)

    assert refused.value.code == "closed"


# for a while


@pytest.mark.parametrize(("left", "may"), [(SECOND * 5, True), (-SECOND, False)])
def test_the_time_to_edit_ends_on_its_second(said, left, may):
    moved(said, timedelta(minutes=15) - left)

    if may:
        assert edit(said).body == "Well said."
    else:
        with pytest.raises(posting.TooLate):
            edit(said)


def test_where_the_time_is_zero_nobody_edits(said, policy):
    policy(edit_minutes=0)

    with pytest.raises(posting.TooLate):
        edit(said)


def test_what_a_moderator_removed_its_author_does_not_change(said):
    said.discussion = Discussion.objects.locked(said.discussion_id)
    visibility.hide(said, REMOVED)

    with pytest.raises(posting.TooLate):
        edit(said)


def test_what_is_removed_while_its_author_types_stays_as_it_was(said):
    """The row that the page was made of is old: the lock protects what is there now."""
    old = Comment.objects.select_related("discussion").get(pk=said.pk)
    said.discussion = Discussion.objects.locked(said.discussion_id)
    visibility.hide(said, REMOVED)

    with pytest.raises(posting.TooLate):
        edit(old)


@pytest.mark.parametrize("size", [1, 30])
def test_an_edit_costs_the_same_in_a_long_thread(said, size, django_assert_max_num_queries):
    for _ in range(size):
        make.comment(parent=make.comment(said.discussion, by=Commenter("Ann", "ann@example.org")))

    with django_assert_max_num_queries(22):
        edit(said)


def test_the_click_that_answers_a_question_about_an_edit_is_no_quick_form(said, client):
    url = receipts.url_of(said)
    asked = client.post(url, {"body": LINKS}, headers={"Sec-Fetch-Site": "same-origin"})
    stamp = re.search(r'name="stamp" value="([^"]*)"', asked.content.decode())[1]

    sent = {"body": LINKS, "stamp": stamp, "anyway": "1"}
    client.post(url, sent, headers={"Sec-Fetch-Site": "same-origin"})

    assert [found.rule for found in said.findings.all()] == ["links"]
