"""The one door for reading: pages by arithmetic, bounded, and every comment where it is said."""

import re
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from forum.comments import threads
from forum.comments.models import Comment, Discussion, Policy
from forum.comments.threads import elided, wording
from tests import make

HELD, REMOVED = Comment.Status.HELD, Comment.Status.REMOVED


def outline(page: threads.Page) -> list:
    """The page as nested (body, [replies …]) pairs."""

    def of(shown):
        return [
            (one.comment.body, of(one.replies)) if one.replies else one.comment.body
            for one in shown
        ]

    return of(page.threads)


def walk(shown: list[threads.Shown]):
    for one in shown:
        yield one
        yield from walk(one.replies)


def pks(page: threads.Page) -> list[int]:
    return [one.comment.pk for one in walk(page.threads)]


def read(place: Discussion, number: int = 1, **numbers) -> threads.Page:
    place.refresh_from_db()
    return threads.page(place, number, Policy(**numbers))


# pages of a discussion


@pytest.mark.parametrize(("made", "last"), [(0, 1), (1, 1), (3, 1), (4, 2), (6, 2), (7, 3)])
def test_the_number_of_pages(db, made, last):
    place = make.discussion(thread_count=made)

    assert read(place, threads_per_page=3).last == last


@pytest.mark.parametrize("number", [-1, 0, 3, 10**9])
def test_a_page_that_is_not_there(db, number):
    place = make.discussion(thread_count=4)

    with pytest.raises(threads.NoSuchPage):
        read(place, number, threads_per_page=3)


def test_an_empty_discussion_has_one_empty_page(db):
    page = read(make.discussion())

    assert (page.threads, page.number, page.last, page.comment_count) == ([], 1, 1, 0)
    assert (page.previous, page.next) == (None, None)


@pytest.mark.parametrize(
    ("newest_first", "pages"),
    [
        (False, [["1", "2", "3"], ["4", "5", "6"], ["7"]]),
        (True, [["7", "6", "5"], ["4", "3", "2"], ["1"]]),
    ],
)
def test_threads_stand_in_their_order(db, newest_first, pages):
    place = make.discussion()
    for number in range(1, 8):
        make.comment(place, body=str(number))

    shown = [
        outline(read(place, number, threads_per_page=3, newest_first=newest_first))
        for number in (1, 2, 3)
    ]

    assert shown == pages


@pytest.mark.parametrize("newest_first", [False, True])
def test_replies_stand_oldest_first_below_their_parent(db, newest_first):
    place = make.discussion()
    root = make.comment(place, body="root")
    first = make.comment(parent=root, body="first")
    make.comment(parent=root, body="second")
    make.comment(parent=first, body="deep")

    page = read(place, newest_first=newest_first)

    assert outline(page) == [("root", [("first", ["deep"]), "second"])]


def test_links_between_pages(db):
    place = make.discussion(thread_count=9)

    pages = [read(place, number, threads_per_page=3) for number in (1, 2, 3)]

    assert [(page.previous, page.next) for page in pages] == [(None, 2), (1, 3), (2, None)]
    assert pages[0].links == [1, 2, 3]


def test_the_page_says_how_many_comments_there_are_in_all(db):
    root = make.comment()
    make.comment(parent=root)
    make.comment(root.discussion, status=HELD)

    assert read(root.discussion).comment_count == 2


def test_a_held_comment_is_on_no_page(db):
    root = make.comment(body="root")
    make.comment(root.discussion, status=HELD, body="held")
    make.comment(parent=root, status=HELD, body="held reply")

    assert outline(read(root.discussion)) == ["root"]


# nesting


def chain(place: Discussion, length: int) -> list[Comment]:
    """A thread in which every comment answers the one before."""
    line = [make.comment(place, body="1")]
    for level in range(2, length + 1):
        line.append(make.comment(parent=line[-1], body=str(level)))
    return line


def test_replies_below_the_third_level_stand_at_it_and_name_whom_they_answer(db):
    place = make.discussion()
    line = chain(place, 6)

    page = read(place)

    assert outline(page) == [("1", [("2", ["3", "4", "5", "6"])])]
    shown = {one.comment.body: one for one in walk(page.threads)}
    assert [shown[str(n)].level for n in range(1, 7)] == [1, 2, 3, 3, 3, 3]
    names = [comment.name for comment in line[2:5]]
    assert [shown[str(n)].answers_name for n in range(1, 7)] == ["", "", "", *names]
    assert shown["5"].answers_url == f"/c/{line[3].pk}/"


def test_the_name_of_a_comment_that_is_gone_is_not_told(db):
    line = chain(make.discussion(), 4)
    Comment.objects.filter(pk=line[2].pk).update(status=REMOVED)

    *_, last = walk(read(line[0].discussion).threads)

    assert last.comment == line[3]
    assert last.answers_name == "a comment that is gone"


def test_third_level_branches_keep_their_reading_order(db):
    root = make.comment(body="1")
    second = make.comment(parent=root, body="2")
    third = make.comment(parent=second, body="3a")
    make.comment(parent=second, body="3b")
    fourth = make.comment(parent=third, body="4")
    make.comment(parent=fourth, body="5")
    make.comment(parent=third, body="4b")

    page = read(root.discussion)

    assert outline(page) == [("1", [("2", ["3a", "4", "5", "4b", "3b"])])]


def test_addresses_of_a_shown_comment(db):
    comment = make.comment()

    (shown,) = read(comment.discussion).threads
    page = threads.html([shown], is_open=True)

    assert shown.url == f"/c/{comment.pk}/"
    assert f'href="/c/{comment.pk}/reply/" hx-get="/c/{comment.pk}/reply/"' in page
    assert f'href="/c/{comment.pk}/report/"' in page


# tombstones


def test_a_removed_comment_with_replies_leaves_its_place_and_them(db):
    root = make.comment(body="root")
    gone = make.comment(parent=root, body="gone")
    make.comment(parent=gone, body="reply")
    Comment.objects.filter(pk=gone.pk).update(status=REMOVED)

    page = read(root.discussion)

    assert outline(page) == [("root", [("gone", ["reply"])])]
    assert [one.comment.is_published for one in walk(page.threads)] == [True, False, True]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"status": REMOVED}, "A moderator removed this comment."),
        (
            {"status": REMOVED, "removed_for": "off_topic"},
            "A moderator removed this comment: not about the article.",
        ),
        (
            {"status": REMOVED, "removed_for": "private"},
            "A moderator removed this comment: personal information.",
        ),
        ({"status": HELD}, "A comment here waits for a moderator."),
    ],
)
def test_what_is_out_of_sight_says_why_and_names_nobody(db, fields, sentence):
    root = make.comment(by=make.guest("Otto"))
    make.comment(parent=root)
    Comment.objects.filter(pk=root.pk).update(**fields)

    (shown,) = read(root.discussion).threads

    assert shown.gone == sentence
    assert "Otto" not in shown.name


def test_what_can_be_read_has_no_sentence_in_its_stead(db):
    (shown,) = read(make.comment().discussion).threads

    assert shown.gone == ""


@pytest.mark.parametrize("also_gone", [0, 1, 2])
def test_gone_comments_below_which_nothing_is_left_are_not_shown(db, also_gone):
    line = chain(make.discussion(), 4)
    for comment in line[also_gone + 1 :]:
        Comment.objects.filter(pk=comment.pk).update(status=REMOVED)

    page = read(line[0].discussion)

    assert len(pks(page)) == also_gone + 1


def test_a_removed_thread_without_replies_keeps_its_number(db):
    place = make.discussion()
    for number in range(1, 4):
        make.comment(place, body=str(number), status=REMOVED if number == 2 else "published")

    assert outline(read(place, 1, threads_per_page=2)) == ["1"]
    assert outline(read(place, 2, threads_per_page=2)) == ["3"]


# marks


SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
POSTED = datetime(2026, 5, 1, 10, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "mark"),
    [
        (None, ""),
        (60 * SECOND, ""),
        (61 * SECOND, "· edited 10:17 a.m."),
        (DAY, "· edited 2 May 2026, 10:16 a.m."),
    ],
)
def test_an_edit_is_marked_after_a_minute_of_grace(db, after, mark):
    comment = make.comment(posted_at=POSTED)
    Comment.objects.update(edited_at=after and POSTED + after)

    (shown,) = read(comment.discussion).threads

    assert shown.edited == mark


def test_nobody_can_reply_below_a_lock(db):
    place = make.discussion()
    line = chain(place, 5)
    beside = make.comment(parent=line[0])
    Comment.objects.filter(pk=line[1].pk).update(is_locked=True)

    shown = {one.comment: one.is_locked for one in walk(read(place).threads)}

    assert [shown[comment] for comment in line] == [False, True, True, True, True]
    assert not shown[beside]


def test_a_lock_reaches_the_pages_that_follow(db, django_assert_num_queries):
    line = chain(make.discussion(), 8)
    beside = make.comment(parent=line[0])
    Comment.objects.filter(pk=line[1].pk).update(is_locked=True)
    root = Comment.objects.get(pk=line[0].pk)

    with django_assert_num_queries(2):
        page = threads.thread_page(root, 2, Policy(comments_per_thread_page=5))
        shown = {one.comment: one.is_locked for one in walk(page.threads)}

    assert shown == {line[5]: True, line[6]: True, line[7]: True, beside: False}


@pytest.mark.parametrize("name", ["100 %", "%(name)s", "{0}", "O'Neil & <b>Sons</b>"])
def test_any_name_stands_in_a_label_as_it_is(db, name):
    comment = make.comment(by=make.guest(name, email="x@example.org"))

    page = threads.html(read(comment.discussion).threads, is_open=True)

    assert f'aria-label="Reply to {escape(name)}"' in page
    assert f'aria-label="Report the comment by {escape(name)}"' in page


def test_what_the_template_does_not_escape_is_known(settings):
    """Autoescape is off in it, for speed: whoever adds a place to fill in says |e, or why not here.

    They are keys, addresses, times, HTML of our own making, and words that `Wording` escapes.
    """
    source = (settings.BASE_DIR / "templates/comments/threads.jinja").read_text()

    bare = {place for place in re.findall(r"{{ (.*?) }}", source) if not place.endswith("|e")}

    assert bare == {
        *("comment.id", "url", "node.answers_url", "node.posted", "node.posted_iso", "kind"),
        *("comment.html", "node.notice", "loop(node.replies)"),
        *("wording.reply", "wording.report"),
        *("name", "wording.reply_to(name)", "wording.report_of(name)"),  # name = node.name|e
    }
    assert "comment, url, name = node.comment, node.url, node.name|e %}" in source


def test_a_translation_cannot_break_out_of_its_place(db, monkeypatch):
    make.comment(parent=make.comment(is_picked=True, is_locked=True))
    monkeypatch.setattr(wording, "gettext", lambda words: f'"><i>{words}')
    wording._wording.cache_clear()

    page = threads.html(read(Comment.objects.first().discussion).threads, is_open=True)

    wording._wording.cache_clear()
    assert "&gt;&lt;i&gt;Report" in page
    assert "<i>" not in page


# for its author


def own(**fields) -> Comment:
    made = make.comment(**fields)
    return Comment.objects.select_related("parent", "discussion").get(pk=made.pk)


def see(mine: Comment, number: int = 1, **numbers) -> threads.Page:
    place = Discussion.objects.get(pk=mine.discussion_id)
    return threads.page(place, number, Policy(**numbers), own=mine)


def test_an_author_sees_their_waiting_thread_after_the_last(db):
    root = make.comment(body="root")
    mine = own(discussion=root.discussion, status=HELD, body="mine", by=make.guest("Nell"))

    page = see(mine)

    assert outline(page) == ["root", "mine"]
    assert page.comment_count == 1
    shown = page.threads[1]
    assert (shown.name, shown.gone) == ("Nell", "")


def test_with_the_newest_first_it_stands_before_the_first(db):
    root = make.comment(body="root")
    mine = own(discussion=root.discussion, status=HELD, body="mine")

    assert outline(see(mine, newest_first=True)) == ["mine", "root"]


def test_an_author_sees_their_waiting_reply_after_the_last_one(db):
    root = make.comment(body="root")
    make.comment(parent=root, body="first")
    mine = own(parent=root, status=HELD, body="mine")
    make.comment(root.discussion, body="next")

    assert outline(see(mine)) == [("root", ["first", "mine"]), "next"]


def test_a_waiting_reply_below_the_third_level_names_whom_it_answers(db):
    line = chain(make.discussion(), 4)
    mine = own(parent=line[3], status=HELD, body="mine")

    *_, last = walk(see(mine).threads)

    assert (last.comment, last.level, last.answers_name) == (mine, 3, line[3].name)


def test_what_went_out_of_sight_stands_for_its_author_where_it_stood(db):
    root = make.comment(body="root")
    mine = make.comment(parent=root, body="mine")
    make.comment(parent=root, body="later")
    Comment.objects.filter(pk=mine.pk).update(status=HELD)
    mine.refresh_from_db()

    assert outline(read(root.discussion)) == [("root", ["later"])]
    assert outline(see(mine)) == [("root", ["mine", "later"])]


@pytest.mark.parametrize("status", ["published", HELD])
@pytest.mark.parametrize("newest_first", [False, True])
def test_the_authors_address_is_that_of_the_page_that_shows_it(db, status, newest_first):
    place = make.discussion()
    numbers = {"threads_per_page": 2, "newest_first": newest_first}
    for _ in range(3):
        root = make.comment(place)
    for mine in (own(discussion=place, status=status), own(parent=root, status=status)):
        url = threads.url_for_author(mine, Policy(**numbers))

        path, query, fragment = re.fullmatch(r"(.*)\?(?:page=(\d+)&)?posted=\d+#(.*)", url).groups()
        assert (path, fragment) == (place.url, f"comment-{mine.pk}")
        assert mine.pk in pks(see(mine, int(query or 1), **numbers))


def test_a_waiting_reply_in_a_long_thread_is_on_the_page_of_what_it_answers(db):
    line = chain(make.discussion(), 9)
    mine = own(parent=line[7], status=HELD, body="mine")
    policy = Policy(comments_per_thread=5, comments_per_thread_page=5)

    url = threads.url_for_author(mine, policy)

    root = Comment.objects.get(pk=line[0].pk)
    assert url == f"/c/{root.pk}/thread/?page=2&posted={mine.pk}#comment-{mine.pk}"
    assert mine.pk in pks(threads.thread_page(root, 2, policy, own=mine))


# bounds


def test_a_long_thread_is_cut_and_says_where_it_goes_on(db):
    place = make.discussion()
    root = make.comment(place, body="0")
    for number in range(1, 12):
        make.comment(parent=root, body=str(number))
    make.comment(place, body="next thread")

    page = read(place, comments_per_thread=5, comments_per_thread_page=5)

    first, second = page.threads
    assert outline(page) == [("0", ["1", "2", "3", "4"]), "next thread"]
    following = Comment.objects.get(body="5")
    assert first.more.count == 7
    assert first.more.url == f"/c/{root.pk}/thread/?page=2#comment-{following.pk}"
    assert second.more is None


def test_a_thread_of_just_the_bound_is_not_cut(db):
    line = chain(make.discussion(), 5)

    (thread,) = read(line[0].discussion, comments_per_thread=5).threads

    assert thread.more is None


@pytest.mark.parametrize("deep", [False, True])
def test_no_thread_shows_more_than_its_bound_however_it_grew(db, deep):
    root = parent = make.comment()
    for _ in range(40):
        reply = make.comment(parent=parent)
        parent = reply if deep else root

    page = read(root.discussion, comments_per_thread=7)

    assert len(pks(page)) == 7
    assert page.threads[0].more.count == 34


def test_a_cut_thread_of_gone_comments_still_leads_on(db):
    line = chain(make.discussion(), 9)
    Comment.objects.filter(pk__in=[c.pk for c in line[:7]]).update(status=REMOVED)

    page = read(line[0].discussion, comments_per_thread=5)

    more = page.threads[0].more
    assert (more.count, more.url) == (2, f"/c/{line[0].pk}/thread/#main")


def test_what_is_gone_beyond_the_cut_is_not_counted(db, django_assert_num_queries):
    line = chain(make.discussion(), 9)
    make.comment(line[0].discussion)
    Comment.objects.filter(pk__in=[c.pk for c in line[6:8]]).update(status=REMOVED)
    place = Discussion.objects.get()

    with django_assert_num_queries(2):
        page = threads.page(place, 1, Policy(comments_per_thread=5, comments_per_thread_page=5))
        more = page.threads[0].more

    assert more.count == 2
    assert more.url == f"/c/{line[0].pk}/thread/?page=2#comment-{line[5].pk}"


def test_a_thread_with_nothing_readable_beyond_the_cut_does_not_go_on(db):
    line = chain(make.discussion(), 9)
    Comment.objects.filter(pk__in=[c.pk for c in line[5:]]).update(status=REMOVED)

    assert read(line[0].discussion, comments_per_thread=5).threads[0].more is None


def test_a_threads_own_page_counts_what_can_be_read(db):
    line = chain(make.discussion(), 7)
    Comment.objects.filter(pk=line[3].pk).update(status=REMOVED)

    page = threads.thread_page(Comment.objects.get(pk=line[0].pk), 1, Policy())

    assert page.comment_count == 6


# a thread's own pages


def test_a_thread_of_which_nothing_can_be_read_counts_nothing(db):
    root = make.comment(status=REMOVED)

    assert threads.thread_page(root, 1, Policy()).comment_count == 0


def test_a_threads_own_pages_hold_all_of_it_once(db):
    line = chain(make.discussion(), 13)
    root = Comment.objects.get(pk=line[0].pk)

    pages = [threads.thread_page(root, n, Policy(comments_per_thread_page=5)) for n in (1, 2, 3)]

    assert [pk for page in pages for pk in pks(page)] == [c.pk for c in line]
    assert [page.last for page in pages] == [3, 3, 3]
    assert pages[0].comment_count == 13


def test_a_comment_whose_parent_stands_on_an_earlier_page_names_it(db):
    line = chain(make.discussion(), 7)
    root = Comment.objects.get(pk=line[0].pk)

    page = threads.thread_page(root, 2, Policy(comments_per_thread_page=5))

    first = page.threads[0]
    assert (first.comment, first.level, first.answers_name) == (line[5], 1, line[4].name)
    assert first.answers_url == f"/c/{line[4].pk}/"


@pytest.mark.parametrize("number", [-1, 0, 3])
def test_a_page_that_a_thread_has_not(db, number):
    line = chain(make.discussion(), 6)
    root = Comment.objects.get(pk=line[0].pk)

    with pytest.raises(threads.NoSuchPage):
        threads.thread_page(root, number, Policy(comments_per_thread_page=5))


# what it costs


@pytest.mark.parametrize("size", [1, 30])
def test_a_page_of_a_discussion_is_one_query(db, size, django_assert_num_queries):
    place = make.discussion()
    for _ in range(size):
        make.comment(parent=make.comment(place, by=make.guest()))
    place.refresh_from_db()

    with django_assert_num_queries(1):
        page = threads.page(place, 1, Policy(threads_per_page=100))
        names = [(one.comment.name, one.comment.is_by_staff) for one in walk(page.threads)]

    assert len(names) == 2 * size


@pytest.mark.parametrize("size", [1, 30])
@pytest.mark.parametrize("number", [1, 2])
def test_a_page_of_a_thread_is_at_most_two_queries(
    mona, size, number, django_assert_max_num_queries
):
    root = make.comment()
    for _ in range(5 + size):
        reply = make.comment(parent=root)
        Comment.objects.filter(pk=reply.pk).update(author=mona)
    root = Comment.objects.select_related("discussion", "author").get(pk=root.pk)
    policy = Policy(comments_per_thread_page=5 if number == 2 else 100)

    with django_assert_max_num_queries(2):
        page = threads.thread_page(root, number, policy)
        shown = [(one.comment.is_by_staff, one.answers_name) for one in walk(page.threads)]

    assert shown


# permalinks


@contextmanager
def undone():
    """What happens inside is rolled back: one example of many."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def grow(parents: list[int], gone: set[int]) -> list[Comment]:
    """A discussion in which comment n answers the `parents[n]`th before it, 0 being nobody."""
    place, made = make.discussion(), []
    for position, back in enumerate(parents):
        parent = made[position - back] if 0 < back <= position else None
        parent = parent and Comment.objects.get(pk=parent.pk)
        made.append(make.comment(parent=parent) if parent else make.comment(place))
    Comment.objects.filter(pk__in=[made[n].pk for n in gone if n < len(made)]).update(
        status=REMOVED
    )
    return list(Comment.objects.filter(discussion=place).select_related("discussion"))


POLICIES = st.builds(
    Policy,
    threads_per_page=st.integers(1, 4),
    newest_first=st.booleans(),
    comments_per_thread=st.integers(5, 8),
    comments_per_thread_page=st.integers(5, 8),
)
BACK = st.integers(0, 3) | st.just(1) | st.integers(1, 30)
PARENTS = st.lists(BACK, min_size=15, max_size=30) | st.lists(BACK, min_size=1, max_size=5)
GONE = st.sets(st.integers(0, 29), max_size=6)


def test_a_permalink_leads_to_the_page_that_shows_the_comment(db):
    @settings(max_examples=25, deadline=None)
    @given(PARENTS, GONE, POLICIES)
    def check(parents, gone, policy):
        with undone():
            for comment in grow(parents, gone):
                if comment.is_published:
                    assert comment.pk in pks(
                        page_at(threads.place_of(comment, policy), comment, policy)
                    )

    check()


def page_at(place: threads.Place, comment: Comment, policy: Policy) -> threads.Page:
    if place.of_thread:
        root = Comment.objects.get(
            discussion=comment.discussion, number=comment.number, parent=None
        )
        return threads.thread_page(root, place.page, policy)
    return threads.page(comment.discussion, place.page, policy)


def test_all_pages_together_show_every_readable_comment_once_and_no_other(db):
    @settings(max_examples=25, deadline=None)
    @given(PARENTS, GONE, POLICIES)
    def check(parents, gone, policy):
        with undone():
            comments = grow(parents, gone)
            place = comments[0].discussion
            pages = [
                threads.page(place, number, policy)
                for number in range(1, threads.page_count(place, policy) + 1)
            ]
            shown = [one for page in pages for one in walk(page.threads)]
            readable = [one.comment.pk for one in shown if one.comment.is_published]
            expected = {
                c.pk for c in comments if c.is_published and c.position < policy.comments_per_thread
            }
            assert sorted(readable) == sorted(expected)
            for page in pages:
                assert len(page.threads) <= policy.threads_per_page
                for thread in page.threads:
                    assert len(list(walk([thread]))) <= policy.comments_per_thread
            for one in shown:
                assert one.level <= threads.LEVELS_SHOWN
                if one.level > 1 and not one.answers_name:
                    assert one.comment.parent_id in {s.comment.pk for s in shown}

    check()


def test_the_position_of_a_comment_is_its_place_in_reading_order(db):
    @settings(max_examples=25, deadline=None)
    @given(PARENTS)
    def check(parents):
        with undone():
            grow(parents, set())
            numbers = {}
            for comment in Comment.objects.order_by("number", "lft"):
                assert comment.position == next(numbers.setdefault(comment.number, count()))

    check()


def test_the_address_of_a_comment(db):
    place = make.discussion(url="/2026/05/01/lamps/")
    first, second = make.comment(place), make.comment(place)
    policy = Policy(threads_per_page=1)

    urls = [threads.url_of(comment, policy) for comment in (first, second)]

    assert urls == [
        f"/2026/05/01/lamps/#comment-{first.pk}",
        f"/2026/05/01/lamps/?page=2#comment-{second.pk}",
    ]


# links to pages


@pytest.mark.parametrize(
    ("current", "last", "links"),
    [
        (1, 1, "1"),
        (1, 2, "1 2"),
        (1, 3, "1 2 3"),
        (1, 4, "1 2 3 4"),
        (1, 5, "1 2 3 4 5"),
        (1, 6, "1 2 3 … 6"),
        (1, 11, "1 2 3 … 11"),
        (2, 11, "1 2 3 … 11"),
        (3, 11, "1 2 3 4 … 11"),
        (4, 11, "1 2 3 4 5 … 11"),
        (5, 11, "1 … 4 5 6 … 11"),
        (8, 11, "1 … 7 8 9 10 11"),
        (9, 11, "1 … 8 9 10 11"),
        (10, 11, "1 … 9 10 11"),
        (11, 11, "1 … 9 10 11"),
        (500, 1000, "1 … 499 500 501 … 1000"),
    ],
)
def test_page_links_leave_out_the_far_ones(current, last, links):
    shown = " ".join("…" if number is None else str(number) for number in elided(current, last))

    assert shown == links


@given(st.integers(1, 200), st.integers(1, 200))
def test_page_links_always_name_the_ends_the_current_and_its_neighbours(current, last):
    current = min(current, last)

    links = elided(current, last)

    numbers = [n for n in links if n]
    assert {1, last, current} | ({current - 1, current + 1} & set(range(1, last + 1))) <= set(
        numbers
    )
    assert numbers == sorted(set(numbers))
    assert len(links) <= 9
    for before, gap, after in zip(links, links[1:], links[2:], strict=False):
        assert gap is not None or after - before > 2
