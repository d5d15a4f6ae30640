"""What waits for moderators: which comments, in which order, narrowed to what, and how many."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from forum.accounts.models import Member
from forum.comments.models import Comment, Link
from forum.moderation import decisions, queue
from forum.moderation.models import Batch, Letter
from forum.moderation.queue import BY_CODE, Filters, Place
from tests import make
from tests.moderation import waiting

WAITING = BY_CODE["waiting"]


def walk(rows, order) -> list[list[Comment]]:
    """All pages, as a moderator turns them."""
    pages, found = [], queue.page(rows, order)
    while True:
        pages.append(found.comments)
        if found.more is None:
            return pages
        found = queue.page(rows, order, found.more)


# Queues ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "made", "stands"),
    [
        ("waiting", waiting.held, True),
        ("waiting", make.comment, False),
        ("unseen", make.comment, True),
        ("unseen", waiting.seen, False),
        ("unseen", waiting.held, False),
        ("reported", waiting.reported, True),
        ("reported", waiting.seen, False),
    ],
)
def test_a_queue_has_what_wants_a_moderator_for_its_reason(db, code, made, stands):
    comment = made()

    assert BY_CODE[code].rows().filter(pk=comment.pk).exists() is stands


@pytest.mark.parametrize("code", BY_CODE)
def test_a_removed_comment_stands_in_no_queue(db, code):
    make.comment(status="removed", is_reviewed=True)

    assert not BY_CODE[code].rows().exists()


@pytest.mark.parametrize(
    ("sections", "stands"), [(None, True), ({"Books"}, True), ({"Town"}, False)]
)
def test_a_queue_reaches_no_farther_than_the_sections_of_its_moderator(db, sections, stands):
    waiting.held(make.discussion(section="Books"))

    assert WAITING.within(sections).exists() is stands


# Orders and pages ------------------------------------------------------------------------------


@pytest.mark.parametrize("is_vast", [False, True])
@pytest.mark.parametrize(
    ("order", "expected"),
    [("urgency", [40, 80, 10, 20]), ("oldest", [10, 20, 40, 80]), ("newest", [80, 40, 20, 10])],
)
def test_the_orders_are_by_urgency_then_age_or_by_age_alone(db, order, expected, is_vast):
    urgencies = {10: 20, 20: 5, 40: 70, 80: 70}  # by name, in the order they came
    for name, urgency in urgencies.items():
        waiting.held(by=make.guest(str(name)), urgency=urgency)

    found = queue.page(WAITING.rows(), order, is_vast=is_vast).comments

    assert [int(comment.name) for comment in found] == expected


@pytest.mark.parametrize("order", queue.ORDERS)
def test_pages_show_every_comment_once(db, order):
    place = make.discussion()
    made = [waiting.held(place, urgency=number % 3) for number in range(2 * queue.SIZE + 1)]

    pages = walk(WAITING.rows(), order)

    assert [len(page) for page in pages] == [queue.SIZE, queue.SIZE, 1]
    assert {comment for page in pages for comment in page} == set(made)


@pytest.mark.parametrize(("count", "more"), [(queue.SIZE, False), (queue.SIZE + 1, True)])
def test_a_full_page_leads_on_only_if_something_follows(db, count, more):
    place = make.discussion()
    for _ in range(count):
        waiting.held(place)

    assert bool(queue.page(WAITING.rows(), "oldest").more) is more


@pytest.mark.parametrize("order", queue.ORDERS)
def test_what_is_decided_meanwhile_moves_no_page(db, mona, order):
    place = make.discussion()
    for number in range(queue.SIZE + 5):
        waiting.held(place, urgency=number % 2)
    first = queue.page(WAITING.rows(), order)
    second = queue.page(WAITING.rows(), order, first.more)

    decisions.approve(first.comments, mona)

    assert queue.page(WAITING.rows(), order, first.more).comments == second.comments


@pytest.mark.parametrize("order", queue.ORDERS)
def test_after_the_last_comes_the_first_that_is_left(db, order):
    place = make.discussion()
    made = [waiting.held(place, urgency=number) for number in (3, 1, 2)]
    rows = WAITING.rows()
    ordered = queue.page(rows, order).comments

    steps = [queue.following(rows, order, Place.of(comment)) for comment in ordered]

    assert steps == [ordered[1].pk, ordered[2].pk, ordered[0].pk]
    assert len(made) == 3


def test_after_the_only_one_comes_nothing(db):
    only = waiting.held()

    assert queue.following(WAITING.rows(), "oldest", Place.of(only)) is None


@pytest.mark.parametrize("order", queue.ORDERS)
def test_a_page_can_begin_with_a_comment(db, order):
    place = make.discussion()
    made = [waiting.held(place, urgency=7) for _ in range(3)]

    before = queue.ORDERS[order].before(made[1])

    assert queue.page(WAITING.rows(), order, before).comments[0] == made[1]


def test_a_place_is_read_as_it_was_written():
    assert Place.read(str(Place(40, 1234))) == Place(40, 1234)


@pytest.mark.parametrize(
    "text", ["", "-", "40", "40-", "-12", "a-b", "4 0-1", "٤-١", "1-" + "9" * 40, "40-1234-5"]
)
def test_what_is_no_place_is_none(text):
    assert Place.read(text) is None


# Filters ---------------------------------------------------------------------------------------


EVERYWHERE = Member(is_superuser=True)


def found_by(**asked) -> list[Comment]:
    return list(Filters.read(asked, EVERYWHERE).narrow(WAITING.rows()).order_by("pk"))


def test_no_filter_narrows_nothing(db):
    made = [waiting.held(), waiting.held()]

    assert found_by() == made


def test_a_list_can_be_of_one_rule(db):
    wanted = waiting.held(rules={"links": {}, "newcomer": {}})
    waiting.held(rules={"newcomer": {}})

    assert found_by(rule="links") == [wanted]


@pytest.mark.parametrize(
    ("asked", "fields"),
    [({"section": "Books"}, {"section": "Books"}), ({"language": "de"}, {"language": "de"})],
)
def test_a_list_can_be_of_one_section_or_language(db, asked, fields):
    wanted = waiting.held(make.discussion(**fields))
    waiting.held()

    assert found_by(**asked) == [wanted]


def test_a_list_can_be_of_one_discussion(db):
    wanted, _other = waiting.held(), waiting.held()

    assert found_by(discussion=str(wanted.discussion_id)) == [wanted]


@pytest.mark.parametrize("typed", ["A lamp", "LAMP in", "window"])
def test_a_list_can_be_of_the_articles_with_a_word_in_their_title(db, typed):
    wanted = waiting.held(make.discussion(title="A lamp in the window"))
    waiting.held(make.discussion(title="The weathercock"))

    assert found_by(article=typed) == [wanted]


@pytest.mark.parametrize("typed", ["Nell", "NELL", "nell@example", "@example.org"])
def test_a_list_can_be_of_the_authors_with_a_part_of_a_name_or_an_address(db, typed):
    wanted = waiting.held(by=make.guest("Nell", email="nell@example.org"))
    waiting.held(by=make.guest("Otto", email="otto@example.com"), body="Nell is right.")

    assert found_by(by=typed) == [wanted]


@pytest.mark.parametrize("host", ["lamps.example", "LAMPS.example"])
def test_a_list_can_be_of_one_link_host(db, host):
    wanted = waiting.held(rules={"links": {"hosts": ["lamps.example"]}})
    Link.objects.create(comment=waiting.held(), host="other.example")

    assert found_by(host=host) == [wanted]


def test_a_list_can_be_of_one_guest_by_the_browser_or_else_the_address(db):
    first = waiting.held(by=make.guest("Nell", email="nell@example.org"), hand="aa")
    same_address = waiting.held(by=make.guest("Nelly", email="nell@example.org"))
    by_browser = waiting.held(by=make.guest("Otto"), hand="aa")
    waiting.held(by=make.guest("Nell", email="other@example.org"), hand="bb")

    assert found_by(author=str(first.pk)) == [first, by_browser]
    assert found_by(author=str(same_address.pk)) == [first, same_address]


def test_a_list_of_one_member_has_no_guest_with_their_address(db):
    ann = make.member("ann")
    own = waiting.held(by=make.guest("Ann", email=ann.email, member=ann))
    waiting.held(by=make.guest("Ann", email=ann.email))

    assert found_by(author=str(own.pk)) == [own]


def test_nobodys_comments_are_not_all_of_nobody(db):
    unknown = waiting.held(by=make.guest("Nell", email=""))
    waiting.held(by=make.guest("Otto", email=""))

    assert found_by(author=str(unknown.pk)) == []


@pytest.mark.parametrize(
    ("age", "hours", "found"),
    [
        ("hour", 0.9, True),
        ("hour", 1.1, False),
        ("day", 23, True),
        ("day", 25, False),
        ("over_day", 25, True),
        ("over_day", 23, False),
        ("over_week", 7 * 24 + 1, True),
        ("over_week", 7 * 24 - 1, False),
    ],
)
def test_a_list_can_be_of_an_age(db, age, hours, found):
    waiting.held(posted_at=timezone.now() - timedelta(hours=hours))

    assert bool(found_by(age=age)) is found


def test_filters_are_met_together(db):
    books, screen = make.discussion(section="Books"), make.discussion(section="Screen")
    wanted = waiting.held(books, rules={"links": {}})
    waiting.held(books)
    waiting.held(screen, rules={"links": {}})

    assert found_by(section="Books", rule="links") == [wanted]


@pytest.mark.parametrize(
    "asked",
    [
        {"author": "999999"},
        {"author": "x"},
        {"author": "9" * 30},
        {"author": "²"},
        {"discussion": "x"},
        {"discussion": "-1"},
        {"age": "for ever"},
        {"q": "\x00"},
        {"section": "  "},
    ],
)
def test_what_means_nothing_in_an_address_narrows_nothing(db, asked):
    waiting.held()

    assert Filters.read(asked, EVERYWHERE).asked == {}
    assert len(found_by(**asked)) == 1


def test_an_address_says_what_it_was_read_from(db):
    comment = waiting.held()
    asked = {"q": "lamp", "rule": "links", "author": str(comment.pk), "age": "day"}

    assert Filters.read(asked, EVERYWHERE).asked == asked


# Search ----------------------------------------------------------------------------------------


@pytest.fixture
def nell(db):
    waiting.held(body="Nothing of the kind.", by=make.guest("Otto"))
    return waiting.held(
        body="My LANTERN is 100% über.",
        by=make.guest("Nelly", email="nell@example.org"),
        hand="3fa9" + "0" * 60,
        network="77cd" + "0" * 60,
    )


@pytest.mark.parametrize(
    "text",
    [
        "lantern",
        "LANTERN",
        "nelly",
        "nell@example",
        "NELL@",
        "3fa90",
        "3FA90",
        "77cd0",
        "100%",
        "über",
    ],
)
def test_a_search_looks_in_text_name_address_and_hashes(nell, text):
    assert found_by(q=text) == [nell]


@pytest.mark.parametrize("text", ["lan%rn", "l_ntern", "fa90", "no such word"])
def test_a_search_finds_what_was_typed_and_no_pattern(nell, text):
    assert found_by(q=text) == []


# Tally -----------------------------------------------------------------------------------------


def test_the_tally_counts_every_queue_and_the_letters(mona):
    place = make.discussion()
    for made, times in [(waiting.held, 3), (waiting.reported, 2), (waiting.seen, 4)]:
        for _ in range(times):
            made(place)
    Letter.objects.create(subject="Lamps", body="Dear all")
    Letter.objects.create(subject="Lamps", body="Dear all", answered_at=timezone.now())

    counted = queue.tally(mona, None)

    assert counted.queues == {"reported": 2, "waiting": 3, "unseen": 2}
    assert counted.letters == 1
    assert counted.rows is None


def test_the_tally_reaches_no_farther_than_the_moderator(mona):
    waiting.held(make.discussion(section="Books"))
    waiting.held(make.discussion(section="Screen"))

    assert queue.tally(mona, {"Books"}).queues["waiting"] == 1


def test_the_tally_counts_the_rows_it_is_given(mona):
    waiting.held(rules={"links": {}})
    waiting.held()

    assert queue.tally(mona, None, Filters(rule="links").narrow(WAITING.rows())).rows == 1


def test_as_many_are_decided_as_the_list_of_decisions_has_lines_that_stand(mona):
    other = make.member("otto", is_staff=True, is_superuser=True)
    decisions.approve([waiting.held(), waiting.held()], mona)
    decisions.undo(decisions.remove(waiting.held(), mona), mona)
    decisions.undo(decisions.undo(decisions.remove(waiting.held(), mona), other), mona)
    decisions.record_setting(mona, "policy.max_links", 2, 3)
    decisions.approve(waiting.held(), other)

    listed = queue.Decided().batches(mona)

    assert len([batch for batch in listed if batch.undoing is None]) == 2
    assert queue.tally(mona, None).decided == 2


@pytest.mark.parametrize("times", range(5))
def test_what_is_undone_and_brought_back_and_so_on_counts_while_it_stands(mona, times):
    batch = last = decisions.remove(waiting.held(), mona)
    for _ in range(times):
        last = decisions.undo(last, mona)
    stands = times % 2 == 0

    batch = Batch.objects.get(pk=batch.pk)
    assert (batch.undoing is None) == stands
    assert batch.is_undone == (times > 0)
    assert queue.tally(mona, None).decided == stands


def test_the_desk_says_whose_decisions_it_counts(client, mona):
    client.force_login(mona)

    page = client.get(reverse("admin:desk")).content.decode()

    assert "your own that stand, a bulk as one" in page
    assert "you and others" not in page


def test_counts_follow_every_decision_and_its_undoing(mona):
    comment = waiting.held()

    batch = decisions.approve(comment, mona)
    after = queue.tally(mona, None).queues
    decisions.undo(batch, mona)

    assert after == {"reported": 0, "waiting": 0, "unseen": 0}
    assert queue.tally(mona, None).queues["waiting"] == 1


def test_the_batch_to_undo_is_ones_own_newest_that_stands(mona):
    other = make.member("otto", is_staff=True, is_superuser=True)
    first = decisions.approve(waiting.held(), mona)
    second = decisions.remove([waiting.held(), waiting.held()], mona)
    decisions.approve(waiting.held(), other)
    before = queue.tally(mona, None).last

    decisions.undo(second, mona)

    assert before == {"pk": second.pk, "verb": "remove", "size": 2}
    assert queue.tally(mona, None).last["pk"] == first.pk


def test_there_is_nothing_to_undo_before_the_first_decision(mona):
    decisions.record_setting(mona, "policy.max_links", 2, 3)

    assert queue.tally(mona, None).last is None


@pytest.mark.parametrize("count", [1, 30])
def test_page_and_tally_cost_the_same_however_many(mona, django_assert_num_queries, count):
    place = make.discussion()
    for _ in range(count):
        waiting.held(place, rules={"links": {}})

    with django_assert_num_queries(3):
        found = queue.page(WAITING.rows(), "urgency")
        [finding.rule for comment in found.comments for finding in comment.findings.all()]
        [str(comment.author) + comment.discussion.title for comment in found.comments]
        queue.tally(mona, None, WAITING.rows())


@pytest.mark.parametrize(
    ("age", "offered"), [(timedelta(minutes=59), True), (timedelta(minutes=61), False)]
)
def test_one_key_undoes_only_what_is_fresh(mona, age, offered):
    Batch.objects.create(verb="remove", moderator=mona, made_at=timezone.now() - age)

    assert (queue.tally(mona, None).last is not None) is offered
