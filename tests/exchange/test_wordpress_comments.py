"""Comments that move in from WordPress: true parents, states, dates, words."""

from datetime import UTC, datetime

import pytest

from forum.comments import integrity
from forum.comments.models import Comment
from tests import make
from tests.exchange.wxr import Raw, comment, export, item, line_of


def body_of(move, words: str) -> Comment:
    move(export(item(1, comment(11, words))))
    return Comment.objects.get()


def test_ids_are_kept_so_that_old_links_find_their_comment(move):
    move(export(item(1, comment(4711), comment(4712, parent=4711))))

    assert set(Comment.objects.values_list("pk", flat=True)) == {4711, 4712}


def test_an_id_that_is_taken_here_is_changed_and_told(move):
    here = make.comment()

    report = move(export(item(1, comment(here.pk), comment(here.pk + 5, parent=here.pk))))

    assert report.renumbered == [str(here.pk)]
    reply = Comment.objects.get(pk=here.pk + 5)
    assert reply.parent.name == f"Reader {here.pk}"
    assert reply.parent.pk > here.pk + 5


def test_a_reply_may_stand_before_its_parent(move):
    move(export(item(1, comment(12, parent=11), comment(11))))

    assert Comment.objects.get(pk=12).parent_id == 11
    assert list(integrity.problems()) == []


def test_depth_is_kept_to_any_level(move):
    chain = [comment(n, parent=n - 1 if n > 100 else 0) for n in range(100, 140)]

    report = move(export(item(1, *chain)))

    assert Comment.objects.get(pk=139).level == 39
    assert report.depths[40] == 1
    assert report.threads == 1


def test_a_reply_to_a_comment_that_is_not_in_the_file_becomes_a_thread(move):
    report = move(export(item(1, comment(12, parent=11))))

    assert Comment.objects.get().parent is None
    assert report.orphans == ["12"]


def test_comments_that_answer_each_other_in_a_ring_are_cut_open(move):
    report = move(
        export(item(1, comment(11, parent=12, gmt="2011-05-07 07:00:00"), comment(12, parent=11)))
    )

    assert report.rings == ["11"]
    assert Comment.objects.get(pk=12).parent_id == 11


@pytest.mark.parametrize(
    ("approved", "status"),
    [
        ("1", "published"),
        ("0", "held"),
        ("trash", "removed"),
        ("post-trashed", "removed"),
        ("spam", "removed"),
        ("", "held"),
        ("approve", "held"),
    ],
)
def test_only_what_was_approved_is_published(move, approved, status):
    move(export(item(1, comment(11, approved=approved))))

    assert Comment.objects.get().status == status


def test_a_binned_comment_with_replies_leaves_its_place_to_them(move):
    move(export(item(1, comment(11, approved="trash"), comment(12, parent=11))))

    gone = Comment.objects.get(pk=11)
    assert (gone.status, gone.number) == ("removed", 1)
    assert Comment.objects.get(pk=12).level == 1


@pytest.mark.parametrize("kind", ["", "comment"])
def test_a_comment_from_before_2020_has_no_type(move, kind):
    move(export(item(1, comment(11, type=kind))))

    assert Comment.objects.get().is_published


@pytest.mark.parametrize("kind", ["note", "order_note", "review"])
def test_what_is_no_readers_comment_stays_behind(move, kind):
    report = move(export(item(1, comment(11, type=kind), comment(12))), pingbacks=True)

    assert set(Comment.objects.values_list("pk", flat=True)) == {12}
    assert [*report.skipped] == [f"comment of type {kind}"]


@pytest.mark.parametrize("kind", ["pingback", "trackback"])
def test_pingbacks_come_only_if_they_are_asked_for(move, kind):
    text = export(item(1, comment(11, type=kind)))

    report = move(text)
    assert not Comment.objects.exists()
    assert report.skipped == {f"{kind} (--pingbacks takes them)": [line_of(text, "<wp:comment>")]}

    move(text, pingbacks=True)
    assert Comment.objects.exists()


def test_the_moment_is_gmts(move):
    move(export(item(1, comment(11, date="2011-05-07 10:00:00", gmt="2011-05-07 08:00:00"))))

    assert Comment.objects.get().posted_at == datetime(2011, 5, 7, 8, tzinfo=UTC)


@pytest.mark.parametrize("zero", ["0000-00-00 00:00:00", "", "2011-02-30 08:00:00", "tomorrow"])
def test_a_date_without_gmt_is_local_time_less_the_offset_of_its_neighbours(move, zero):
    summer = item(1, post_date="2011-07-01 12:00:00", post_date_gmt="2011-07-01 10:00:00")
    winter = item(2, post_date="2011-01-01 12:00:00", post_date_gmt="2011-01-01 11:00:00")
    old = item(
        3,
        comment(11, date="2011-06-07 10:00:00", gmt=zero),
        comment(12, date="2011-02-07 10:00:00", gmt=zero),
    )

    move(export(summer, winter, old.replace("2011-05-06 19:30:00", "0000-00-00 00:00:00")))

    assert Comment.objects.get(pk=11).posted_at == datetime(2011, 6, 7, 8, tzinfo=UTC)
    assert Comment.objects.get(pk=12).posted_at == datetime(2011, 2, 7, 9, tzinfo=UTC)


def test_a_date_without_gmt_in_a_file_without_any_is_gmt(move):
    zero = "0000-00-00 00:00:00"

    move(export(item(1, comment(11, date="2004-05-07 10:00:00", gmt=zero), post_date_gmt=zero)))

    assert Comment.objects.get().posted_at == datetime(2004, 5, 7, 10, tzinfo=UTC)


def test_a_comment_without_any_date_follows_the_one_before(move):
    zero = "0000-00-00 00:00:00"

    move(export(item(1, comment(11), comment(12, date=zero, gmt=zero))))

    assert Comment.objects.get(pk=12).posted_at == Comment.objects.get(pk=11).posted_at


def test_blank_lines_are_paragraphs_and_line_ends_are_breaks(move):
    made = body_of(move, "One\ntwo.\r\n\r\nThree.")

    assert made.html == "<p>One<br>\ntwo.</p>\n<p>Three.</p>"
    assert made.body == "One\ntwo.\n\nThree."


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("<script>alert(1)</script>Hello", "<p>Hello</p>"),
        ('<a href="javascript:alert(1)">x</a>', '<p><a rel="nofollow ugc noopener">x</a></p>'),
        ("<i>so</i> <b>be</b> it", "<p><em>so</em> <strong>be</strong> it</p>"),
        ("fish &amp; chips &lt;b&gt;", "<p>fish &amp; chips &lt;b&gt;</p>"),
        ("fish & chips", "<p>fish &amp; chips</p>"),
        ('<img src="https://example.org/x.png" onerror="alert(1)">Hm', "<p>Hm</p>"),
        ("<h2>Loud</h2>then", "<p>Loud</p><p>then</p>"),
        (
            "See https://example.org/a?b=1&c=2.",
            '<p>See <a href="https://example.org/a?b=1&amp;c=2" rel="nofollow ugc noopener">'
            "https://example.org/a?b=1&amp;c=2</a>.</p>",
        ),
    ],
)
def test_bodies_are_made_safe(move, typed, html):
    assert body_of(move, typed).html == html


def test_an_end_mark_of_cdata_in_a_comment_is_whole_again(move):
    assert body_of(move, "if (a[b[0]]> 1) </item> </wp:comment>").body == (
        "if (a[b[0]]> 1) </item> </wp:comment>"
    )


def test_an_empty_comment_is_kept(move):
    assert body_of(move, "").body == ""


def test_names_lose_their_entities_and_their_excess(move):
    move(
        export(
            item(
                1,
                comment(11, author="Tom &amp; &#8220;Jerry&#8221;"),
                comment(12, author="<b>Ann</b>\u202e"),
                comment(13, author=""),
                comment(14, author="x" * 300),
            )
        )
    )

    names = list(Comment.objects.order_by("pk").values_list("name", flat=True))
    assert names == ["Tom & “Jerry”", "Ann", "Anonymous", "x" * 60]


@pytest.mark.parametrize(
    ("written", "kept"),
    [("Ann@Example.ORG", "ann@example.org"), ("no address", ""), ("", ""), ("x" * 260 + "@a", "")],
)
def test_an_address_is_kept_if_it_is_one(move, written, kept):
    move(export(item(1, comment(11, email=written))))

    assert Comment.objects.get().email == kept


def test_no_ip_and_no_web_address_is_kept(move):
    move(export(item(1, comment(11))))

    fields = str(Comment.objects.values().get())
    assert "192.0.2.77" not in fields
    assert "example.org/me" not in fields


def test_an_author_of_the_site_comments_under_the_authors_name(move):
    move(export(item(1, comment(11, author="admin", user_id=7), comment(12, user_id=99))))

    assert Comment.objects.get(pk=11).name == "Wren Aldous"
    assert Comment.objects.get(pk=11).author is None
    assert Comment.objects.get(pk=12).name == "Reader 12"


def test_the_second_comment_of_an_id_stays_behind(move):
    report = move(export(item(1, comment(11), comment(11)), item(2, comment(11))))

    assert Comment.objects.count() == 1
    assert len(report.skipped["second comment of this id"]) == 2


@pytest.mark.parametrize("number", ["", "0", "eleven", "-3", "٣"])
def test_a_comment_without_an_id_stays_behind(move, number):
    report = move(export(item(1, comment(number), comment(12))))

    assert [*report.skipped] == ["comment without an id"]
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("number", [10**17, 10**19])
def test_an_id_beyond_all_measure_is_not_kept(move, number):
    report = move(export(item(1, comment(number))))

    assert report.renumbered == [str(number)]
    assert Comment.objects.get().pk < 10**6


def test_a_field_without_cdata_reads_the_same(move):
    move(export(item(1, comment(11, Raw("fish &amp; chips &lt;b&gt;")))))

    assert Comment.objects.get().body == "fish & chips <b>"
