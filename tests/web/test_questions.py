"""Queries compiled once: asked with other values each time, by many threads, of any database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from forum.comments.models import Comment, Discussion
from forum.web.questions import question
from tests import make


@pytest.fixture
def places(db):
    return [make.discussion(title=title) for title in ("Lamps", "Ropes", "Keys")]


@pytest.fixture
def with_title():
    @question
    def ask(title):
        return Discussion.objects.filter(title=title)

    return ask


def test_it_finds_what_fits_the_values_of_each_time(places, with_title):
    assert [with_title(title=title) for title in ("Ropes", "Keys", "Masts")] == [
        [places[1]],
        [places[2]],
        [],
    ]


def test_it_is_one_query_each_time(places, with_title, django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(1):
            with_title(title="Ropes")


def test_a_new_row_is_found(places, with_title):
    before = with_title(title="Masts")
    made = make.discussion(title="Masts")

    assert (before, with_title(title="Masts")) == ([], [made])


def test_values_are_of_the_kinds_that_columns_are(places):
    @question
    def opened(first, last, pk):
        return (
            Discussion.objects.filter(opened_at__range=(first, last), pk__gte=pk)
            .order_by("pk")
            .values_list("title", "opened_at")
        )

    now = timezone.now()
    Discussion.objects.filter(pk=places[1].pk).update(opened_at=now)
    around = {"first": now - timedelta(seconds=1), "last": now + timedelta(seconds=1)}

    assert ("Ropes", now) in opened(**around, pk=places[1].pk)
    assert ("Ropes", now) not in opened(**around, pk=places[2].pk)


@pytest.mark.parametrize("titles", [[], ["Keys"], ["Keys", "Masts", "Lamps"]])
def test_a_list_has_any_number_of_values(places, titles, django_assert_num_queries):
    @question
    def with_titles(first, titles, last):
        found = Discussion.objects.filter(pk__gte=first, title__in=titles, pk__lte=last)
        return found.order_by("-title").values_list("title", flat=True)

    pks = [place.pk for place in places]
    for given in (["Ropes", "Lamps"], titles):
        with django_assert_num_queries(1):
            found = with_titles(first=min(pks), titles=given, last=max(pks))
        assert found == sorted({"Lamps", "Ropes", "Keys"} & set(given), reverse=True)


def test_what_can_find_nothing_asks_nothing(places, django_assert_num_queries):
    @question
    def none(title):
        return Discussion.objects.filter(title=title, pk__in=[])

    with django_assert_num_queries(0):
        assert none(title="Ropes") == []


@pytest.mark.django_db(transaction=True)
def test_a_lock_is_taken_within_a_transaction_alone():
    place = make.discussion()

    @question
    def locked(pk):
        return Discussion.objects.select_for_update().filter(pk=pk)

    with transaction.atomic():
        assert locked(pk=place.pk) == [place]
    with pytest.raises(TransactionManagementError):
        locked(pk=place.pk)


def test_a_value_may_stand_in_a_query_within_the_query(places):
    name = make.comment(places[1]).name

    @question
    def spoken_in(name):
        said = Comment.objects.filter(discussion=OuterRef("pk"), name=name)
        return Discussion.objects.filter(Exists(said))

    assert (spoken_in(name=name), spoken_in(name="Nobody")) == ([places[1]], [])


def test_what_is_selected_with_it_comes_along(places, django_assert_num_queries):
    said = make.comment(places[1])

    @question
    def within(place):
        return Comment.objects.filter(discussion=place).select_related("discussion")

    [found] = within(place=places[1].pk)
    with django_assert_num_queries(0):
        assert (found, found.discussion) == (said, places[1])


@pytest.mark.parametrize(("first", "found"), [(10**30, 0), (0, 3)])
def test_a_number_may_be_larger_than_any_column_holds(places, first, found):
    @question
    def since(first, last):
        return Discussion.objects.filter(pk__gte=first, pk__lte=last)

    assert len(since(first=first, last=10**30)) == found


def test_nothing_of_a_value_gets_into_the_sql(places, with_title):
    assert with_title(title="Ropes' OR '%s' = '%s") == []


@pytest.mark.django_db(transaction=True)
def test_many_who_ask_first_all_at_once_get_the_same():
    """The ORM writes into a query while it compiles it: half of them would stay broken."""
    place = make.discussion()
    for _ in range(3):
        make.comment(place)

    for _ in range(20):

        @question
        def asked(place):
            found = Comment.objects.filter(discussion=place, discussion__comment_count__gte=0)
            return found.select_related("discussion", "author", "parent__author").order_by("pk")

        at_once = Barrier(8)

        def ask(_, asked=asked, at_once=at_once):
            try:
                at_once.wait()
                return len(asked(place=place.pk))
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as threads:
            assert list(threads.map(ask, range(8))) == [3] * 8
