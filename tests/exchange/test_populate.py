"""Invented sites: exact in number, in the shape of real discussions, the same for the same seed."""

import re
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import pairwise
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Max
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from forum.comments import integrity, text
from forum.comments.models import Comment, Discussion
from forum.exchange.populate import filling, moments, shape, shares, steps
from forum.exchange.populate.orders import Impossible, Order
from forum.exchange.populate.sayings import Sayings
from tests import make

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)


def fill(**ordered) -> filling.Filled:
    ordered = {"articles": 1, "comments": 300} | ordered
    return list(filling.fill(Order(**ordered), AT))[-1]


def trees(order: Order) -> list[shape.Tree]:
    """Every thread of a site, without a database."""
    chance, grown = Random(order.seed), []
    for threads, comments in shares.of_discussions(order, chance):
        if comments:
            sizes = shares.of_threads(threads, comments, chance)
            bold = shape.boldness(sizes)
            grown += [shape.grow(size, bold, chance) for size in sizes]
    return grown


def rows(*columns: str) -> list[tuple]:
    return list(Comment.objects.order_by("pk").values_list(*columns))


# numbers


@pytest.mark.parametrize(
    ("ordered", "threads"),
    [
        ({"comments": 1000}, 300),
        ({"articles": 7, "comments": 1000}, 300),
        ({"comments": 263, "threads": 161, "in_one": True}, 161),
        ({"comments": 400, "threads": 400}, 400),
        ({"comments": 500, "threads": 1}, 1),
        ({"articles": 9, "comments": 5}, 2),
        ({"articles": 3, "comments": 0}, 0),
    ],
    ids=str,
)
def test_there_is_what_was_ordered_and_every_tree_is_right(db, ordered, threads):
    filled = fill(**ordered)

    assert Article.objects.public().count() == ordered.get("articles", 1) == filled.articles
    assert Comment.objects.published().count() == ordered["comments"] == filled.comments
    assert Comment.objects.filter(parent=None).count() == threads == filled.threads
    assert list(integrity.problems()) == []


def test_all_in_one_leaves_the_other_articles_silent(db):
    filled = fill(articles=5, comments=200, in_one=True)

    articles = Article.objects.newest_first().select_related("discussion")
    assert [one.discussion.comment_count for one in articles] == [200, 0, 0, 0, 0]
    assert filled.busiest == Article.objects.newest_first().first().get_absolute_url()


def test_otherwise_a_few_articles_get_most(db):
    fill(articles=20, comments=1000)

    counts = sorted(Discussion.objects.values_list("comment_count", flat=True), reverse=True)
    assert sum(counts[:4]) > 400
    assert counts[-1] >= 1


def test_what_is_split_adds_up_and_follows_the_weights():
    assert list(shares.split(10, [1, 0, 1, 2])) == [2, 0, 3, 5]
    assert list(shares.split(0, [])) == []
    assert sum(shares.split(1000, [0.1, 7, 3.3, 0, 11])) == 1000


# shape


@pytest.mark.parametrize("ordered", [(1, 20_000), (500, 20_000), (1, 10_001, 1)], ids=str)
def test_fifty_eight_of_a_hundred_comments_have_no_reply(ordered):
    grown = trees(Order(*ordered))

    unanswered = sum(
        left + 1 == right for tree in grown for left, right in zip(tree.lft, tree.rght, strict=True)
    )
    assert unanswered / ordered[1] == pytest.approx(shape.UNANSWERED, abs=0.02)


def test_the_deepest_reply_stands_forty_deep_and_none_deeper():
    assert max(max(tree.level) for tree in trees(Order(1, 20_000))) == shape.DEEPEST - 1


def test_half_of_the_threads_at_least_have_one_comment_and_one_has_hundreds():
    sizes = [len(tree.lft) for tree in trees(Order(1, 20_000))]

    assert sizes.count(1) >= len(sizes) / 2
    assert max(sizes) > 300


def test_things_are_said_in_bursts_in_order():
    said = moments.of_roots(1000, 1_000_000, 9_000_000, Random(1))

    gaps = sorted(later - earlier for earlier, later in pairwise(said))
    assert gaps[0] >= 0
    assert gaps[len(gaps) // 2] < sum(gaps) / len(gaps) / 2  # most are short, some are long


def test_nothing_is_said_after_the_end_however_short_the_time():
    for seed in range(100):
        assert max(moments.of_roots(2, 100, 110, Random(seed))) <= 110
        assert max(moments.of_thread(3, 110, 110, Random(seed))) == 110


def test_a_reply_is_written_after_what_it_answers(db):
    fill(comments=400)

    replies = Comment.objects.filter(parent__isnull=False).select_related("parent")
    assert all(reply.posted_at >= reply.parent.posted_at for reply in replies)
    assert all(reply.pk > reply.parent_id for reply in replies)
    assert Comment.objects.filter(posted_at__gt=AT).count() == 0


# words


def test_text_html_and_fingerprint_are_what_the_site_itself_would_make(db):
    fill(comments=300)

    for body, html, fingerprint in rows("body", "html", "fingerprint"):
        assert body == text.clean(body)
        assert html == text.render(body)
        assert fingerprint == text.fingerprint(body)


def test_some_comments_are_one_sentence_some_are_long_and_few_are_the_same():
    words = Sayings(Random(1))
    bodies = [words.comment().body for _ in range(1000)]

    assert min(map(len, bodies)) < 80
    assert max(map(len, bodies)) > 1000
    assert any("\n\n" in body for body in bodies)
    assert len(set(bodies)) > 800


# the same again


SAID = ("name", "email", "body", "number", "lft", "rght", "level", "posted_at", "discussion__title")


def test_the_same_seed_makes_the_same_site_and_another_makes_another(db):
    def site(seed: int) -> list[tuple]:
        before = Comment.objects.aggregate(last=Max("pk"))["last"] or 0
        fill(articles=3, comments=120, seed=seed)
        return [row for pk, *row in rows("pk", *SAID) if pk > before]

    assert site(4) == site(4) != site(5)


def test_what_is_added_stands_behind_what_is_there(db):
    make.comment(make.discussion())
    fill(comments=50)
    fill(comments=50)

    assert Comment.objects.count() == 101
    assert list(integrity.problems()) == []


def test_a_comment_posted_afterwards_gets_the_next_number(db):
    fill(comments=50, threads=20)
    made = make.comment(Discussion.objects.get())

    assert made.number == 21
    assert list(integrity.problems()) == []


def test_a_discussion_of_many_steps_is_one_whole(db, monkeypatch):
    monkeypatch.setattr(steps, "STEP", 50)
    fill(comments=400, in_one=True)

    assert Comment.objects.filter(parent=None).count() == Discussion.objects.get().thread_count
    assert list(integrity.problems()) == []


def test_an_interrupted_site_is_a_smaller_one(db):
    for filled in filling.fill(Order(articles=3, comments=200), AT):
        if filled.comments:
            break

    assert 0 < Comment.objects.count() < 200
    assert list(integrity.problems()) == []


def test_a_discussion_ten_times_as_large_costs_the_same_queries(db):
    fill(comments=1)  # sections and authors are there from now on
    counts = []
    for comments in (100, 1000):
        with CaptureQueriesContext(connection) as queries:
            fill(comments=comments)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_columns_nobody_names_have_the_models_defaults(db):
    fill(comments=10)
    stored, fresh = Comment.objects.first(), Comment(status=Comment.Status.PUBLISHED)

    for name in ("revision", "is_reviewed", "open_reports", "author_id", "hand", "edited_at"):
        assert getattr(stored, name) == getattr(fresh, name)
    assert stored.posted_at.tzinfo is not None


# the command


def populate(*arguments: str) -> str:
    out = StringIO()
    call_command("populate", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_says_how_much_how_fast_and_where(db):
    told = populate("--articles", "2", "--comments", "90", "--in-one")

    assert re.match(r"90 comments in 27 threads under 2 articles, in \d+\.\d seconds: ", told)
    assert told.splitlines()[-1] == Article.objects.newest_first().first().get_absolute_url()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--articles", "0"), "--articles must be a number from 1"),
        (("--articles", "-3"), "--articles must be a number from 1"),
        (("--comments", "-1"), "--comments must be a number from 0"),
        (("--comments", "1000000000000"), "--comments must be a number from 0 to 100,000,000."),
        (("--comments", "10", "--threads", "11"), "--threads can be 10 at most"),
        (("--comments", "10", "--threads", "0"), "--threads must be 1 or more"),
        (("--comments", "many"), "invalid int value: 'many'"),
    ],
    ids=str,
)
def test_nonsense_is_refused_with_a_sentence_and_nothing_is_written(db, arguments, sentence):
    with pytest.raises(CommandError, match=re.escape(sentence)):
        populate(*arguments)

    assert not Article.objects.exists()


def test_a_site_with_comments_is_left_alone_unless_the_operator_says_yes(db):
    make.comment(make.discussion())

    with pytest.raises(CommandError, match=r"0 articles and 1 comments.* say --yes"):
        populate("--comments", "10")
    assert Comment.objects.count() == 1

    populate("--comments", "10", "--yes")
    assert Comment.objects.count() == 11


def test_so_is_a_site_with_an_article(db):
    make.article()

    with pytest.raises(CommandError, match="1 articles and 0 comments"):
        populate()


def test_an_order_that_cannot_be_is_none():
    with pytest.raises(Impossible):
        Order(articles=1, comments=3, threads=4)


def test_articles_are_published_before_anybody_speaks(db):
    fill(articles=30, comments=300)

    first = Article.objects.newest_first().first()
    assert first.published_at < AT - timedelta(days=1)
    assert first.published_at < timezone.now()
    for comment in Comment.objects.select_related("discussion"):
        assert comment.posted_at >= comment.discussion.opened_at
