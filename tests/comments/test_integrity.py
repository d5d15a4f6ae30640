"""check_tree: sound databases have no problem, and each kind of damage has its sentence."""

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from forum.comments import integrity
from forum.comments.models import Comment, Discussion
from tests import make

HELD, REMOVED = Comment.Status.HELD, Comment.Status.REMOVED


@pytest.fixture
def grown(db):
    """Thread 1: root, (first, (deep), second); thread 2: alone; outside: held."""
    place = make.discussion()
    root = make.comment(place)
    first = make.comment(parent=root)
    deep = make.comment(parent=first)
    second = make.comment(parent=root)
    alone = make.comment(place)
    held = make.comment(parent=second, status=HELD)
    return {
        "place": place,
        "root": root,
        "first": first,
        "deep": deep,
        "second": second,
        "alone": alone,
        "held": held,
    }


def found() -> list[str]:
    return list(integrity.problems())


def change(comment: Comment, **columns):
    """Write columns behind the domain's back."""
    Comment.objects.filter(pk=comment.pk).update(**columns)


def test_what_the_domain_writes_is_sound(grown):
    make.comment(parent=grown["deep"], status=REMOVED)
    make.comment(status=HELD)
    make.discussion(url="/empty/")

    assert found() == []


def test_an_empty_database_is_sound(db):
    assert found() == []


def test_a_rebuild_restores_every_interval_and_the_order_of_replies(grown):
    before = [list(c) for c in Comment.objects.placed().order_by("pk").values_list()]
    Comment.objects.update(lft=F("lft") + 10, rght=F("rght") + 20, level=0)

    Comment.objects.rebuild()

    assert [list(c) for c in Comment.objects.placed().order_by("pk").values_list()] == before


@pytest.mark.parametrize("name", ["root", "first", "deep", "second", "alone"])
@pytest.mark.parametrize(
    "columns",
    [
        {"lft": F("lft") + 1, "rght": F("rght") + 1},
        {"rght": F("rght") + 1},
        {"rght": F("rght") + 100},
        {"level": F("level") + 1},
        {"tree_id": F("tree_id") + 1},
        {"tree_id": 0},
        {"number": F("number") + 7},
        {"number": 3},
        {"status": REMOVED},
    ],
    ids=str,
)
def test_one_wrong_column_of_any_comment_is_found(grown, name, columns):
    change(grown[name], **columns)

    assert found()


@pytest.mark.parametrize(
    ("name", "parent"),
    [
        ("root", "alone"),
        ("first", None),
        ("first", "second"),
        ("deep", "root"),
        ("deep", "second"),
        ("deep", "deep"),
        ("second", "first"),
        ("second", "alone"),
        ("alone", "root"),
    ],
)
def test_a_parent_that_the_intervals_do_not_show_is_found(grown, name, parent):
    # Another number, or the database's own constraint speaks first.
    number = 9 if parent is None else F("number")

    change(grown[name], parent=grown.get(parent), number=number)

    assert found()


@pytest.mark.parametrize("name", ["root", "first", "deep", "second", "alone", "held"])
def test_a_comment_that_slipped_into_another_discussion_is_found(grown, name):
    elsewhere = make.discussion(url="/elsewhere/")
    make.comment(elsewhere)
    number = None if name == "held" else 2

    change(grown[name], discussion=elsewhere, number=number)

    assert found()


@pytest.mark.parametrize("name", ["root", "first", "deep", "second", "alone"])
def test_a_comment_missing_from_the_tree_is_found(grown, name):
    change(grown[name], number=None, status=HELD, tree_id=0, lft=1, rght=2, level=0)

    assert found()


@pytest.mark.parametrize(
    "columns", [{"tree_id": 1}, {"lft": 0}, {"rght": 3}, {"level": 1}], ids=str
)
def test_a_held_comment_with_an_interval_of_a_tree_is_found(grown, columns):
    change(grown["held"], **columns)

    assert len(found()) == 1


def test_a_held_comment_may_wait_for_a_held_one(grown):
    other = make.comment(grown["place"], status=HELD)

    change(grown["held"], parent=other)

    assert found() == []


def test_a_held_comment_that_answers_another_discussion_is_found(grown):
    other = make.comment(status=HELD)

    change(grown["held"], parent=other)

    assert len(found()) == 1


@pytest.mark.parametrize("counter", ["thread_count", "comment_count"])
@pytest.mark.parametrize("by", [-1, 1])
def test_a_counter_off_by_one_is_found(grown, counter, by):
    Discussion.objects.update(**{counter: F(counter) + by})

    assert len(found()) == 1


def test_a_counter_of_a_discussion_without_comments_is_found(db):
    make.discussion(thread_count=1)

    assert len(found()) == 1


@pytest.mark.parametrize("by", [-1, 1])
def test_a_wrong_number_of_reports_is_found(grown, by):
    for outcome in ("", "agreed"):
        grown["deep"].reports.create(reporter=f"hand:{outcome}", reason="spam", outcome=outcome)
    change(grown["deep"], open_reports=1)
    assert found() == []

    change(grown["deep"], open_reports=1 + by)

    assert found() == [f"Comment {grown['deep'].pk} counts {1 + by} reports; 1 are open."]


def test_a_gap_in_the_thread_numbers_is_found_once(grown):
    change(grown["alone"], number=1_000_000)
    Discussion.objects.update(thread_count=1_000_000)

    assert len(found()) == 1


def test_a_problem_names_discussion_thread_and_comment(grown):
    change(grown["deep"], level=7)

    (sentence,) = found()

    place, deep = grown["place"], grown["deep"]
    assert sentence == (
        f"Discussion {place.pk}, thread 1, comment {deep.pk}: level is 7, should be 2."
    )


def test_one_discussion_can_be_checked_alone(grown):
    change(grown["deep"], level=7)
    sound = make.comment().discussion

    assert list(integrity.problems(sound.pk)) == []
    assert list(integrity.problems(grown["place"].pk)) != []


def test_every_discussion_of_many_batches_is_looked_at(db, monkeypatch):
    monkeypatch.setattr(integrity, "BATCH", 2)
    for number in range(5):
        make.discussion(url=f"/{number}/", thread_count=1)

    assert len(found()) == 5


@pytest.mark.parametrize("threads", [1, 30])
def test_a_batch_takes_four_statements_however_much_it_holds(
    db, threads, django_assert_num_queries
):
    place = make.discussion()
    for _ in range(threads):
        make.comment(parent=make.comment(place))

    # The keys, the comments, the replies without a place, the reports; then no more keys.
    with django_assert_num_queries(5):
        found()


def branch(depth: int) -> Discussion:
    """A discussion of one thread in which every comment answers the one before it."""
    place = make.discussion(thread_count=1, comment_count=depth)
    Comment.objects.bulk_create(
        Comment(
            pk=level + 1,
            parent_id=level or None,
            discussion=place,
            number=1,
            status="published",
            tree_id=1,
            lft=level + 1,
            rght=2 * depth - level,
            level=level,
        )
        for level in range(depth)
    )
    return place


def test_a_branch_deeper_than_python_recurses_is_walked(db):
    branch(depth=1500)

    assert found() == []


def test_a_branch_deeper_than_python_recurses_is_rebuilt(db):
    branch(depth=1500)
    Comment.objects.update(lft=1, rght=2, level=0)

    Comment.objects.rebuild()

    assert found() == []


def test_check_tree_says_how_much_is_well(grown, capsys):
    call_command("check_tree")

    assert capsys.readouterr().out == "1 discussion, 6 comments: all is well.\n"


def test_check_tree_prints_the_problems_and_fails(grown, capsys):
    change(grown["deep"], level=7)
    change(grown["alone"], level=7)

    with pytest.raises(CommandError, match=r"^2 problems\.$"):
        call_command("check_tree")

    assert len(capsys.readouterr().out.splitlines()) == 2


def test_check_tree_of_one_discussion_counts_its_own_comments(grown, capsys):
    make.comment()

    call_command("check_tree", discussion=grown["place"].pk)

    assert capsys.readouterr().out == "1 discussion, 6 comments: all is well.\n"


def test_check_tree_of_a_discussion_that_is_not_there_fails(db):
    with pytest.raises(CommandError, match=r"^There is no discussion 99\.$"):
        call_command("check_tree", discussion=99)
