"""Reports: what one does, what it may not do, what becomes of it when somebody decides or edits."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forum.accounts.models import Standing
from forum.comments import integrity, posting, reporting, visibility
from forum.comments.models import Comment, Discussion, Finding, Report
from forum.comments.reporters import Reporter
from forum.comments.rules.reports import tally
from tests import make

HELD, PUBLISHED, REMOVED = Comment.Status.HELD, Comment.Status.PUBLISHED, Comment.Status.REMOVED
AGREED, DISAGREED = Report.Outcome.AGREED, Report.Outcome.DISAGREED
OTTO = Reporter(hand="otto", network="otto's")


@pytest.fixture
def comment(db):
    return make.comment(by=make.guest("Ann", hand="ann"), hand="ann")


def readers(count: int) -> list[Reporter]:
    return [Reporter(hand=f"hand {n}", network=f"network {n}") for n in range(count)]


def report_by(comment, *reporters, reason="offensive", note=""):
    for reporter in reporters:
        reporting.report(comment.pk, reporter, reason, note)
    comment.refresh_from_db()


def refusal_of(comment, reporter=OTTO, reason="offensive", note="") -> str:
    with pytest.raises(reporting.Refused) as refused:
        reporting.report(comment.pk, reporter, reason, note)
    assert refused.value.message
    return refused.value.code


def decide(comment, outcome=DISAGREED) -> list[int]:
    """What a moderator's decision does to the reports."""
    comment.refresh_from_db()
    return reporting.resolve(comment, outcome, timezone.now())


def approve(comment):
    """What it does to a comment that was taken out of sight, and may stand."""
    decide(comment)
    Comment.objects.filter(pk=comment.pk).update(is_reviewed=True)
    comment.refresh_from_db()
    visibility.show(comment)


# one report


def test_a_report_is_kept_and_counted(comment):
    made = reporting.report(comment.pk, OTTO, Report.Reason.OTHER, "It names\r\nmy street.\x07 ")

    comment.refresh_from_db()
    assert (made.reporter, made.member, made.network) == ("hand:otto", None, "otto's")
    assert (made.reason, made.note) == ("other", "It names\nmy street.")
    assert (made.weight, made.revision, made.outcome) == (100, 1, "")
    assert (comment.open_reports, comment.urgency, comment.status) == (1, 10, PUBLISHED)
    assert list(Comment.objects.reported()) == [comment]


def test_a_members_report_says_nothing_of_their_network(comment, mona):
    made = reporting.report(comment.pk, Reporter(mona, "hand", "network"), "spam")

    assert (made.reporter, made.member, made.network) == (f"member:{mona.pk}", mona, "")


@pytest.mark.parametrize(
    "note",
    ["", "<script>alert(1)</script>", "{{ x }} %s %(a)s {0}", "\u202eback", "\x00", "👩‍👩‍👧"],
)
def test_any_note_is_kept_as_it_is_cleaned(comment, note):
    made = reporting.report(comment.pk, OTTO, "spam", note)

    made.refresh_from_db()
    assert made.note == note.replace("\u202e", "").replace("\x00", "")


@pytest.mark.parametrize("note", ["", " \n", "\u200b", "\u2800"])
def test_something_else_asks_for_words(comment, note):
    assert refusal_of(comment, reason=Report.Reason.OTHER, note=note) == "no_words"
    assert not Report.objects.exists()


def test_a_note_has_its_length(comment):
    assert refusal_of(comment, note="x" * 1001) == "too_long"

    assert reporting.report(comment.pk, OTTO, "spam", " " + "x" * 1000).note == "x" * 1000


# one a person


def test_sent_again_it_is_the_same_report(comment):
    first = reporting.report(comment.pk, OTTO, "spam", "Look.")

    assert reporting.report(comment.pk, OTTO, "spam", "Look.") == first
    assert reporting.report(comment.pk, OTTO, "spam") == first
    comment.refresh_from_db()
    assert (comment.open_reports, comment.urgency) == (1, 10)


def test_what_is_new_in_it_is_added(comment):
    report_by(comment, OTTO, reason="spam", note="Look.")
    report_by(comment, OTTO, reason="private", note="And it names me.")

    made = Report.objects.get()
    assert (made.reason, made.note) == ("private", "Look.\n\nAnd it names me.")
    assert comment.open_reports == 1


def test_what_one_person_adds_has_an_end_and_is_never_cut(comment):
    for n in range(4):
        report_by(comment, OTTO, note=str(n) * 1000)
    report_by(comment, OTTO, note="4" * 992)  # with the lines between them 5,000
    kept = Report.objects.get().note

    assert len(kept) == 5000
    assert refusal_of(comment, OTTO, note="And it names me.") == "too_long"
    assert Report.objects.get().note == kept
    assert reporting.report(comment.pk, OTTO, "private").note == kept


def test_what_is_refused_as_too_long_counts_against_no_limit(comment):
    for n in range(4):
        report_by(comment, OTTO, note=str(n) * 1000)
    for _ in range(10):
        assert refusal_of(comment, OTTO, note="4" * 1000) == "too_long"

    assert reporting.report(comment.pk, OTTO, "offensive", "It names me.")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Reporter(network="n"), Reporter(network="n")),
        (Reporter(network="n", new_hand="got"), Reporter(hand="got", network="n")),
        (Reporter(network="n", new_hand="got"), Reporter(hand="got", network="m")),
        (Reporter(hand="old", network="n"), Reporter(network="n", new_hand="new")),
        (Reporter(hand="old", network="n"), Reporter(hand="old", network="m")),
    ],
)
def test_one_person_has_one_report_with_a_cookie_or_without(comment, first, second):
    report_by(comment, first, second)

    assert (comment.open_reports, comment.urgency) == (1, 10)
    assert Report.objects.get().reporter == first.key


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Reporter(hand="a", network="n"), Reporter(hand="b", network="n")),
        (Reporter(network="n", new_hand="got"), Reporter(hand="b", network="n")),
        (Reporter(network="n"), Reporter(network="m")),
    ],
)
def test_each_browser_of_a_network_has_a_report_of_its_own(comment, first, second):
    report_by(comment, first, reason="spam", note="An advert.")
    report_by(comment, second, reason="private", note="It names me.")

    said = Report.objects.values_list("reporter", "reason", "note")
    assert list(said) == [
        (first.key, "spam", "An advert."),
        (second.key, "private", "It names me."),
    ]
    assert comment.open_reports == 2


def test_of_those_whom_nothing_tells_apart_the_first_reason_stands_and_all_are_kept(comment):
    for reason, note in [("spam", "An advert."), ("private", "It names me."), ("private", "")]:
        report_by(comment, Reporter(network="n"), reason=reason, note=note)

    made = Report.objects.get()
    private = "[It gives away personal information]"
    assert made.reason == "spam"
    assert made.note == f"An advert.\n\n{private} It names me."


@pytest.mark.parametrize(("browsers", "weight"), [(1, 100), (2, 150), (3, 150), (9, 150)])
def test_one_network_weighs_one_report_and_a_half_at_most(comment, browsers, weight):
    report_by(comment, *(Reporter(hand=f"hand {n}", network="n") for n in range(browsers)))

    assert tally(comment.reports.open())["weight"] == weight
    assert (comment.open_reports, comment.urgency) == (browsers, weight // 10)


@pytest.mark.parametrize(("threshold", "status"), [(1, HELD), (2, PUBLISHED)])
def test_one_network_alone_is_no_crowd(comment, policy, threshold, status):
    policy(report_threshold=threshold)

    report_by(comment, *(Reporter(hand=f"hand {n}", network="n") for n in range(2)))

    assert comment.status == status


def test_of_a_network_the_weightiest_report_counts_in_full(comment):
    for number, weight in enumerate([200, 0, 30]):
        given = {"reporter": f"hand:{number}", "reason": "spam", "weight": weight}
        Report.objects.create(comment=comment, network="n", **given)

    assert tally(comment.reports.open())["weight"] == 230


def test_members_and_guests_of_unknown_networks_weigh_each_in_full(comment, mona):
    carl = make.member("carl")
    same = [
        Reporter(mona, "", "n"),
        Reporter(carl, "", "n"),
        Reporter(hand="a"),
        Reporter(hand="b"),
    ]

    report_by(comment, *same)

    assert tally(comment.reports.open())["weight"] == 400


def test_a_member_counts_beside_guests_of_the_same_network(comment, mona):
    report_by(comment, Reporter(network="n"), Reporter(mona, "", "n"))

    assert comment.open_reports == 2


def test_without_a_network_nobody_is_taken_for_another(comment):
    report_by(comment, Reporter(hand="a"), Reporter(hand="b"))

    assert comment.open_reports == 2


def test_one_person_reports_several_comments(comment):
    report_by(make.comment(), OTTO)
    report_by(comment, OTTO)

    assert comment.open_reports == 1


# what cannot be reported


def test_the_own_comment_is_not_reported(comment, mona):
    own = make.comment(by=make.guest(member=mona))

    assert refusal_of(comment, Reporter(hand="ann")) == "own"
    assert refusal_of(own, Reporter(mona)) == "own"
    report_by(comment, Reporter(mona, hand="ann"))
    report_by(own, OTTO)


@pytest.mark.django_db
def test_a_comment_without_a_hand_is_no_guests_own():
    comment = make.comment()

    report_by(comment, Reporter(network="n"))

    assert comment.open_reports == 1


def test_what_a_moderator_removed_needs_no_report(comment):
    gone = make.comment(status=REMOVED)

    assert refusal_of(gone) == "removed"


def test_what_went_out_of_sight_meanwhile_is_reported_all_the_same(comment, policy):
    policy(report_threshold=1)
    first, second = readers(2)
    report_by(comment, first)
    assert comment.status == HELD

    report_by(comment, second, note="And it names me.")

    assert comment.open_reports == 2
    assert Finding.objects.count() == 1


@pytest.mark.django_db
def test_what_no_reader_has_seen_cannot_be_reported():
    hidden = make.comment(make.discussion(opened_at=timezone.now() + timedelta(hours=1)))

    for pk in (0, 10**12, make.comment(status=HELD).pk, hidden.pk):
        with pytest.raises(Comment.DoesNotExist):
            reporting.report(pk, OTTO, "spam")


def test_the_suspended_do_not_report(comment, mona):
    now = timezone.now()
    Standing.objects.create(key="hand:otto", suspended_until=now + timedelta(hours=1))
    Standing.objects.create(key=f"member:{mona.pk}", suspended_for_good=True)
    Standing.objects.create(key="hand:free", suspended_until=now - timedelta(seconds=1))

    assert refusal_of(comment, OTTO) == "suspended"
    assert refusal_of(comment, Reporter(mona)) == "suspended"
    report_by(comment, Reporter(hand="free", network="n"))


# how many


def test_ten_reports_in_ten_minutes_and_not_eleven(db):
    for _ in range(10):
        report_by(make.comment(), OTTO)

    with pytest.raises(reporting.Refused) as refused:
        reporting.report(make.comment().pk, OTTO, "spam")

    assert refused.value.code == "too_many"
    assert 0 < refused.value.retry_after <= 1200
    assert Report.objects.count() == 10


def test_new_browsers_do_not_make_a_network_larger(db):
    for n in range(30):
        report_by(make.comment(), Reporter(hand=f"hand {n}", network="n"))

    comment = make.comment()
    assert refusal_of(comment, Reporter(hand="new", network="n")) == "too_many"
    report_by(comment, Reporter(hand="new", network="m"))


def test_a_report_sent_again_counts_against_no_limit(comment):
    for _ in range(20):
        report_by(comment, OTTO)

    assert comment.open_reports == 1


# out of sight


def test_the_threshold_takes_it_out_of_sight(comment, policy):
    policy(report_threshold=3)
    place = comment.discussion
    report_by(comment, *readers(2))
    assert (comment.status, comment.open_reports) == (PUBLISHED, 2)
    before = Discussion.objects.get(pk=place.pk)

    report_by(comment, Reporter(hand="third", network="third"), reason="spam")

    after = Discussion.objects.get(pk=place.pk)
    found = Finding.objects.get()
    assert comment.status == HELD
    assert (found.rule, found.is_watched, found.revision) == ("reported", False, 1)
    assert found.evidence == {"count": 3, "weight": 300, "reasons": {"offensive": 2, "spam": 1}}
    assert after.comment_count == before.comment_count - 1
    assert after.version > before.version
    assert list(integrity.problems()) == []


def test_weights_decide_not_heads(comment, policy, monkeypatch):
    policy(report_threshold=3)
    weights = iter([0, 100, 199, 1])
    monkeypatch.setattr(Reporter, "weight", property(lambda self: next(weights)))
    report_by(comment, *readers(3))
    assert (comment.status, comment.open_reports, comment.urgency) == (PUBLISHED, 3, 29)

    report_by(comment, OTTO)

    assert comment.status == HELD


def test_who_is_always_wrong_is_queued_and_weighs_nothing(comment, policy):
    policy(report_threshold=1)
    for _ in range(6):
        Report.objects.create(
            comment=make.comment(), reporter="hand:otto", reason="spam", outcome=DISAGREED
        )

    report_by(comment, OTTO)

    assert (comment.status, comment.open_reports, comment.urgency) == (PUBLISHED, 1, 0)


def test_what_a_moderator_has_seen_is_only_queued(comment, policy):
    policy(report_threshold=2)
    Comment.objects.update(is_reviewed=True)

    report_by(comment, *readers(5))

    assert (comment.status, comment.open_reports, comment.urgency) == (PUBLISHED, 5, 50)
    assert not Finding.objects.exists()


def test_a_comment_by_staff_is_only_queued(policy, mona):
    policy(report_threshold=2)
    comment = make.comment(by=make.guest(member=mona))

    report_by(comment, *readers(5))

    assert (comment.status, comment.open_reports) == (PUBLISHED, 5)


def test_replies_stay_where_they_are(comment, policy):
    policy(report_threshold=1)
    reply = make.comment(parent=comment)

    report_by(comment, OTTO)

    assert comment.is_placed
    reply.refresh_from_db()
    assert reply.is_published
    assert list(integrity.problems()) == []


def test_urgency_is_the_gravest_rules_and_the_reports(comment):
    Finding.objects.create(comment=comment, rule="links")
    Finding.objects.create(comment=comment, rule="shouting")
    Finding.objects.create(comment=comment, rule="offender", is_watched=True)
    Finding.objects.create(comment=comment, rule="a rule that is no more")
    Comment.objects.update(status=HELD)

    report_by(comment, *readers(2))

    assert comment.urgency == 30 + 20


def test_the_urgency_of_reports_has_an_end(comment):
    Comment.objects.update(is_reviewed=True)

    report_by(comment, *readers(12))

    assert comment.urgency == 100


# decisions


@pytest.mark.parametrize("outcome", [AGREED, DISAGREED])
def test_a_decision_resolves_all_reports(comment, outcome):
    report_by(comment, *readers(2))
    at = timezone.now()

    closed = reporting.resolve(comment, outcome, at)

    comment.refresh_from_db()
    assert closed == list(Report.objects.values_list("pk", flat=True))
    assert set(Report.objects.values_list("outcome", "decided_at")) == {(outcome, at)}
    assert (comment.open_reports, comment.urgency) == (0, 0)
    assert not Comment.objects.reported().exists()


def test_a_decision_leaves_other_reports_alone(comment):
    other = make.comment()
    report_by(other, OTTO)
    report_by(comment, OTTO)

    decide(comment)

    assert Report.objects.open().get().comment == other


def test_a_decision_about_what_nobody_reported_changes_nothing(comment, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert reporting.resolve(comment, AGREED, timezone.now()) == []


def test_an_undone_decision_leaves_the_reports_as_they_were(comment):
    report_by(comment, OTTO)
    before = list(Report.objects.values())
    closed = decide(comment, AGREED)
    assert list(Report.objects.values()) != before

    assert reporting.reinstate(comment, closed) == closed

    comment.refresh_from_db()
    assert list(Report.objects.values()) == before
    assert (comment.open_reports, comment.urgency) == (1, 10)


def test_only_what_is_still_decided_is_reinstated(comment):
    first, second = readers(2)
    report_by(comment, first)
    closed = decide(comment)
    report_by(comment, second)

    assert reporting.reinstate(comment, [*closed, Report.objects.last().pk, 10**9]) == closed
    assert reporting.reinstate(comment, closed) == []


def test_after_a_decision_the_same_person_is_told_so(comment):
    report_by(comment, OTTO)
    decide(comment)

    assert refusal_of(comment, note="But look!") == "decided"
    assert refusal_of(comment) == "decided"
    report_by(comment, *readers(1))
    assert comment.open_reports == 1


# edits


def edited(comment, body="Other words."):
    posting.edit(comment, make.guest("Ann", hand="ann"), body)
    comment.refresh_from_db()


def test_an_edit_opens_the_reports_again(comment):
    report_by(comment, OTTO)
    decide(comment)

    edited(comment)

    made = Report.objects.get()
    assert (made.outcome, made.decided_at, made.revision) == ("", None, 1)
    assert (comment.open_reports, comment.urgency, comment.status) == (1, 10, PUBLISHED)


def test_reports_of_the_old_words_hide_no_new_ones(comment, policy):
    """They are queued: a moderator let the old words stand, and nobody has seen the new ones."""
    policy(report_threshold=2)
    report_by(comment, *readers(2))
    approve(comment)

    edited(comment)

    assert (comment.status, comment.open_reports, comment.urgency) == (PUBLISHED, 2, 20)
    assert list(Comment.objects.reported()) == [comment]


@pytest.mark.parametrize(("again", "status"), [(1, PUBLISHED), (2, HELD)])
def test_only_reports_of_the_words_as_they_are_hide_them(comment, policy, again, status):
    policy(report_threshold=2)
    report_by(comment, *readers(2))
    approve(comment)
    edited(comment)

    report_by(comment, *readers(again))

    found = Finding.objects.filter(rule="reported", revision=2)
    assert (comment.status, comment.open_reports) == (status, 2)
    assert [one.evidence["count"] for one in found] == ([2] if status == HELD else [])


def test_an_edit_takes_away_what_nobody_has_decided_about_neither(comment, policy):
    policy(report_threshold=2)
    first, second, third = readers(3)
    report_by(comment, first)
    edited(comment)

    report_by(comment, second)

    assert (comment.status, comment.open_reports, comment.urgency) == (PUBLISHED, 2, 20)
    report_by(comment, third)
    assert comment.status == HELD


def test_what_reports_have_hidden_waits_through_every_edit_and_says_why(comment, policy):
    policy(report_threshold=2)
    report_by(comment, *readers(2))

    edited(comment)
    edited(comment, "And other words again.")

    found = Finding.objects.filter(rule="reported").values_list("revision", "evidence__count")
    assert comment.status == HELD
    assert list(found) == [(1, 2), (2, 2), (3, 2)]
    assert comment.urgency == 70 + 20


def test_the_urgency_of_an_edit_that_is_held_is_both(comment):
    report_by(comment, OTTO)

    edited(comment, "https://a.example https://b.example https://c.example")

    assert (comment.status, comment.urgency) == (HELD, 30 + 10)


def test_new_words_can_be_reported_anew(comment):
    report_by(comment, OTTO, note="Look.")
    decide(comment)
    edited(comment)

    report_by(comment, OTTO, note="Worse.")

    made = Report.objects.get()
    assert (made.revision, made.note) == (2, "Look.\n\nWorse.")
    assert comment.open_reports == 1


def test_a_report_costs_the_same_however_many_there_are(comment, django_assert_max_num_queries):
    report_by(comment, *readers(30))

    with django_assert_max_num_queries(16):
        reporting.report(comment.pk, OTTO, "spam")
