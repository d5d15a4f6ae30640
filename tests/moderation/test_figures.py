"""The figures of the desk and of the public page, counted from real decisions."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from forum.comments import visibility
from forum.comments.models import Comment
from forum.moderation import decisions, panels
from forum.moderation.figures import desk
from forum.moderation.figures import open as open_figures
from forum.moderation.models import Decision
from tests import make

Status, Reason = Comment.Status, Comment.Reason
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def held(rule="links", *, watched=False, **fields) -> Comment:
    comment = make.comment(status="held", **fields)
    comment.findings.create(rule=rule, is_watched=watched)
    return comment


def test_each_hour_counts_what_was_posted_and_what_was_held(db):
    now = timezone.now().replace(minute=30)
    make.comment(posted_at=now)
    held(posted_at=now - 2 * HOUR)
    held(posted_at=now - 2 * HOUR, watched=True, rule="watched_word")
    make.comment(posted_at=now - 25 * HOUR)

    hours = desk.hours(now, [])

    assert len(hours) == 24
    assert (hours[-1].posted, hours[-1].held) == (1, 0)
    assert (hours[-3].posted, hours[-3].held) == (2, 2)
    assert sum(hour.posted for hour in hours) == 3


def test_what_was_held_and_approved_still_counts_as_held(mona):
    now = timezone.now()
    decisions.approve(held(posted_at=now), mona)

    assert desk.hours(now, [])[-1].held == 1


def test_only_watching_is_no_hold(db):
    now = timezone.now()
    make.comment(posted_at=now).findings.create(rule="watched_word", is_watched=True)

    assert desk.hours(now, [])[-1].held == 0


@pytest.mark.parametrize(
    ("waited", "place"),
    [
        (5 * MINUTE, 0),
        (5 * MINUTE + timedelta(seconds=1), 1),
        (24 * HOUR, 4),
        (24 * HOUR + timedelta(seconds=1), 5),
    ],
)
def test_waiting_times_are_sorted_at_their_limits(waited, place):
    assert desk.sort_waits([waited]).counts[place] == 1


def test_the_median_waits_are_of_comments_that_were_held(mona):
    now = timezone.now()
    for waited in (10, 20, 60):
        decisions.approve(held(posted_at=now - waited * MINUTE), mona)
    decisions.remove(make.comment(posted_at=now - 900 * MINUTE), mona, reason=Reason.OTHER)

    waits = desk.waits(timezone.now(), [])

    assert round(waits.median / MINUTE) == 20
    assert sum(waits.counts) == 3


def test_what_goes_out_of_sight_later_waits_from_then_on(mona):
    comment = make.comment(posted_at=timezone.now() - timedelta(days=9))
    visibility.hide(comment, Status.HELD)
    decisions.approve(comment, mona)

    assert desk.waits(_now(), []).median < MINUTE


def test_what_is_restored_to_wait_waits_from_then_on(mona):
    comment = held(posted_at=timezone.now() - timedelta(days=9))
    removal = decisions.remove(comment, mona)
    decisions.restore(comment, mona)
    decisions.approve(comment, mona)

    times = desk.waiting_times(Decision.objects.exclude(batch=removal))
    assert [time < MINUTE for time in times] == [True]


def test_what_was_decided_before_it_was_held_again_keeps_its_own_waiting_time(mona):
    comment = held(posted_at=timezone.now() - 20 * MINUTE)
    decisions.approve(comment, mona)
    comment.refresh_from_db()
    visibility.hide(comment, Status.HELD)
    decisions.approve(comment, mona)

    times = sorted(round(time / MINUTE) for time in desk.waiting_times(Decision.objects.all()))
    assert times == [0, 20]


def test_what_was_undone_was_not_waited_for(mona):
    batch = decisions.approve(held(), mona)
    decisions.undo(batch, mona)

    assert desk.waits(_now(), []).median is None


def test_undoing_a_decision_leaves_the_comment_waiting_since_it_did(mona):
    comment = held(posted_at=timezone.now() - 20 * MINUTE)
    decisions.undo(decisions.remove(comment, mona), mona)
    decisions.approve(comment, mona)

    assert round(desk.waits(_now(), []).median / MINUTE) == 20


def test_nothing_decided_has_no_median(db):
    assert desk.waits(timezone.now(), []).median is None


def test_the_precision_of_a_rule_is_what_became_of_its_holds(mona):
    for verb in ("approve", "approve", "approve", "remove", None):
        comment = held("links")
        if verb == "approve":
            decisions.approve(comment, mona)
        elif verb == "remove":
            decisions.remove(comment, mona, reason=Reason.SPAM)
    held("shouting")

    links, shouting = desk.precision(timezone.now(), [])

    assert (links.rule, links.approved, links.removed, links.waiting) == ("links", 3, 1, 1)
    assert links.approved_percent == 75
    assert shouting.approved_percent is None


def test_a_bar_says_how_many_its_rule_held_and_what_share_was_approved(mona):
    decisions.approve(held(), mona)
    decisions.remove(held(), mona)
    held()
    held("shouting")

    [panel] = [one for one in panels.for_desk(_now(), []) if one.name == "precision"]

    assert [bar.note for bar in panel.chart.bars] == [
        "3 held, 50 % approved",
        "1 held, none decided yet",
    ]
    assert panel.chart.bars[0].title == "many links: removed: 1, approved: 1, waiting: 1"
    assert panel.chart.rows[1] == ["many links", 1, 1, 1, "3 held, 50 % approved"]


def test_the_precision_of_a_rule_goes_by_the_newest_findings(db, monkeypatch):
    monkeypatch.setattr(desk, "FINDINGS", 2)
    for _number in range(3):
        held("links")

    [links] = desk.precision(timezone.now(), [])

    assert links.waiting == 2


def test_what_was_held_and_is_published_counts_as_held_in_its_hour(mona):
    decisions.approve(held(), mona)

    assert sum(hour.held for hour in desk.hours(timezone.now(), [])) == 1


def test_an_edited_comment_counts_once_for_a_rule(mona):
    comment = held("links")
    comment.findings.create(rule="links", revision=2)

    [links] = desk.precision(timezone.now(), [])

    assert links.waiting == 1


def test_work_is_counted_by_moderator(mona):
    other = make.member("nell", is_staff=True, is_superuser=True)
    for _ in range(2):
        decisions.approve(held(), mona)
    decisions.remove(held(), other, reason=Reason.SPAM)
    decisions.pick(make.comment(), other, picked=True)

    busy = {one.name: (one.approved, one.removed, one.other) for one in desk.work(_now(), [])}

    assert busy == {"Mona": (2, 0, 0), "Nell": (0, 1, 1)}


@pytest.mark.parametrize(
    ("undone", "counts"), [(1, []), (2, [(0, 2, 0)]), (3, []), (4, [(0, 2, 0)])]
)
def test_work_is_what_stands_of_it(mona, undone, counts):
    batch = decisions.remove([held(), held()], mona)
    for _ in range(undone):
        batch = decisions.undo(batch, mona)

    assert [(one.approved, one.removed, one.other) for one in desk.work(_now(), [])] == counts


def test_a_moderator_of_one_section_sees_its_figures_alone(mona):
    screen = make.discussion(section="Screen", url="/screen/")
    decisions.approve(held(discussion=screen), mona)
    decisions.approve(held(), mona)
    held(discussion=screen)

    assert sum(hour.posted for hour in desk.hours(_now(), ["Screen"])) == 2
    assert sum(desk.waits(_now(), ["Screen"]).counts) == 1
    assert [one.approved for one in desk.work(_now(), ["Screen"])] == [1]
    assert [(p.approved, p.waiting) for p in desk.precision(_now(), ["Screen"])] == [(1, 1)]


@pytest.mark.parametrize("rows", [1, 30])
def test_the_panels_cost_four_queries_however_much_there_is(rows, mona, django_assert_num_queries):
    from forum.moderation import panels

    for _ in range(rows):
        decisions.approve(held(), mona)

    with django_assert_num_queries(4):
        panels.for_desk(timezone.now(), [])


def test_the_year_counts_by_month_rule_and_reason(mona):
    now = timezone.now()
    spam = held("links", posted_at=now)
    decisions.remove_as_spam(spam, mona)
    rude = make.comment(posted_at=now)
    decisions.remove(rude, mona, reason=Reason.OFFENSIVE)

    [month] = open_figures.year(timezone.now()).months

    assert month.posted == 2
    assert month.held == {"links": 1}
    assert month.removed == {"spam": 1, "offensive": 1}


def test_a_restored_comment_was_removed_and_taken_back_and_an_undone_removal_was_neither(mona):
    for _ in range(3):
        decisions.remove(make.comment(), mona, reason=Reason.OTHER)
    first = make.comment()
    decisions.remove(first, mona, reason=Reason.OTHER)
    decisions.restore(first, mona)
    undone = decisions.remove(make.comment(), mona, reason=Reason.OTHER)
    decisions.undo(undone, mona)

    year = open_figures.year(timezone.now())

    assert (year.removed, year.restored, year.restored_percent) == (4, 1, 25)


def test_a_removal_undone_and_brought_back_counts_once_with_its_reason(mona):
    comments = [make.comment() for _ in range(3)]
    removal = decisions.remove(comments, mona, reason=Reason.HATE)
    decisions.undo(decisions.undo(removal, mona), mona)

    year = open_figures.year(_now())

    assert [month.removed for month in year.months] == [{"hate": 3}]
    assert year.restored == 0


def test_a_restoration_that_was_undone_gave_nothing_back(mona):
    comment = make.comment()
    decisions.remove(comment, mona, reason=Reason.HATE)
    decisions.undo(decisions.restore(comment, mona), mona)

    year = open_figures.year(_now())

    assert (year.removed, year.restored) == (1, 0)


def test_a_comment_removed_twice_counts_once_for_its_last_reason(mona):
    comment = make.comment()
    decisions.remove(comment, mona, reason=Reason.HATE)
    decisions.restore(comment, mona)
    decisions.remove(comment, mona, reason=Reason.SPAM)

    year = open_figures.year(_now())

    assert [month.removed for month in year.months] == [{"spam": 1}]
    assert year.restored == 0


def test_the_year_counts_held_comments_and_not_findings(db):
    comment = held("links")
    comment.findings.create(rule="links", revision=2)

    assert open_figures.year(_now()).months[0].held == {"links": 1}


def test_all_traps_are_counted_as_one(db):
    held("quick_form").findings.create(rule="trap")
    held("no_stamp")

    assert open_figures.year(_now()).months[0].held == {open_figures.TRAPPED: 2}


def test_a_year_has_the_twelve_months_and_no_more(db):
    at = datetime(2026, 3, 15, tzinfo=UTC)
    make.comment(posted_at=datetime(2025, 4, 1, tzinfo=UTC))
    make.comment(posted_at=datetime(2025, 3, 31, 23, 59, tzinfo=UTC))

    year = open_figures.year(at)

    assert [(month.start.month, month.posted) for month in year.months] == [(4, 1)]
    assert year.restored_percent is None


@pytest.mark.parametrize("rows", [1, 30])
def test_the_year_costs_five_queries_and_one_for_the_wait(rows, mona, django_assert_num_queries):
    for _ in range(rows):
        decisions.remove_as_spam(held(), mona)

    with django_assert_num_queries(5):
        open_figures.year(timezone.now())


def _now():
    return timezone.now()
