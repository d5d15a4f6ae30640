"""What removed spam had is remembered for a while, unless it is seen in good company as well."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forum.comments import spam
from forum.comments.models import Link, Trace
from forum.comments.spam import ledger, memory
from tests import make

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
BODY = "Cheap lamps at https://lamps.example/shop"
HAND, NETWORK = "h" * 64, "n" * 64


def linking(body=BODY, *, host="lamps.example", **fields):
    """A comment with a link, as posting leaves it."""
    comment = make.comment(body=body, **fields)
    Link.objects.create(comment=comment, host=host)
    return comment


@pytest.fixture
def spammed(django_capture_on_commit_callbacks):
    """spammed(comment, …): moderators have removed them as spam."""

    def remove(*comments, verb=spam.learn_all):
        for comment in comments:
            comment.status, comment.removed_for, comment.is_reviewed = "removed", "spam", True
            comment.save()
        with django_capture_on_commit_callbacks(execute=True):
            verb(comments, True)

    return remove


def kinds(**given) -> set[str]:
    return {one.kind for one in memory.recall(**given)}


def test_nothing_is_remembered_of_nothing():
    assert memory.recall(body=BODY, email="ann@example.org", hosts=["lamps.example"]) == []


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({"hosts": ["lamps.example"]}, "host"),
        ({"hosts": ["new.example", "shop.lamps.example"]}, "host"),
        ({"email": "Mallory@Example.org"}, "email"),
        ({"hand": HAND}, "hand"),
        ({"network": NETWORK}, "network"),
        ({"body": "  cheap   LAMPS at https://lamps.example/shop"}, "text"),
    ],
)
def test_each_trace_of_spam_is_known_again(spammed, given, kind):
    by = make.guest("Mallory")
    spammed(linking(by=by, hand=HAND, network=NETWORK))

    assert kinds(**given) == {kind}


@pytest.mark.parametrize(
    "given",
    [
        {"hosts": ["example", "lamps.example.org", "cheaplamps.example"]},
        {"email": "ann@example.org"},
        {"hand": "a" * 64},
        {"network": "a" * 64},
        {"body": "Cheap lamps at https://lamps.example/other"},
        {"email": "", "hand": "", "network": "", "body": "", "hosts": []},
    ],
)
def test_others_are_not_taken_for_it(spammed, given):
    spammed(linking(by=make.guest("Mallory"), hand=HAND, network=NETWORK))

    assert memory.recall(**given) == []


def test_a_site_under_a_shared_domain_does_not_spoil_its_neighbours(spammed):
    spammed(linking("https://mallory.blogs.example/", host="mallory.blogs.example"))

    assert memory.recall(hosts=["ann.blogs.example", "blogs.example"]) == []
    assert kinds(hosts=["mallory.blogs.example"]) == {"host"}


def test_a_recollection_says_how_often(spammed):
    spammed(linking(), linking("Again at https://lamps.example/"))

    assert memory.recall(hosts=["lamps.example"]) == [("host", "lamps.example", 2, 0)]


# good company


def old(**fields):
    return {"posted_at": timezone.now() - memory.STOOD - MINUTE} | fields


@pytest.mark.parametrize(
    ("stood", "fields", "is_remembered"),
    [
        (memory.STOOD + MINUTE, {}, False),
        (memory.STOOD - MINUTE, {}, True),
        (timedelta(0), {"is_reviewed": True}, False),
        (memory.STOOD + MINUTE, {"status": "held"}, True),
        (memory.STOOD + MINUTE, {"status": "removed"}, True),
    ],
)
def test_one_spam_comment_does_not_outweigh_one_that_stood(spammed, stood, fields, is_remembered):
    since = timezone.now() - stood
    linking("See https://lamps.example/ for the tune.", posted_at=since, **fields)
    spammed(linking())

    assert bool(memory.recall(hosts=["lamps.example"])) is is_remembered


def test_more_spam_than_good_comments_is_remembered_again(spammed):
    linking("See https://lamps.example/ for the tune.", **old())
    spammed(linking())
    assert memory.recall(hosts=["lamps.example"]) == []

    spammed(linking("More at https://lamps.example/"))

    assert memory.recall(hosts=["lamps.example"]) == [("host", "lamps.example", 2, 1)]


@pytest.mark.parametrize(
    ("fields", "given"),
    [
        ({"by": make.guest("Ann")}, {"email": "ann@example.org"}),
        ({"hand": HAND}, {"hand": HAND}),
        ({"network": NETWORK}, {"network": NETWORK}),
        ({"body": "What a wonderful film!"}, {"body": "What a wonderful film!"}),
    ],
)
def test_a_shared_address_network_or_phrase_is_not_spoilt_by_one(spammed, fields, given):
    make.comment(**old(**fields))
    spammed(make.comment(**fields))
    assert memory.recall(**given) == []

    spammed(make.comment(**fields))

    assert len(memory.recall(**given)) == 1


def test_approved_ones_count_though_they_are_gone_since(
    spammed, django_capture_on_commit_callbacks
):
    approved = linking()
    with django_capture_on_commit_callbacks(execute=True):
        spam.learn(approved, False)
    approved.delete()
    spammed(linking())

    assert memory.recall(hosts=["lamps.example"]) == []


# forgetting


def test_undo_takes_it_back(spammed):
    comment = linking(by=make.guest("Mallory"))
    spammed(comment)
    spammed(comment, verb=spam.unlearn_all)

    assert memory.recall(hosts=["lamps.example"], email="mallory@example.org") == []


@pytest.mark.parametrize(("late", "is_remembered"), [(-MINUTE, True), (MINUTE, False)])
def test_what_is_not_seen_again_is_forgotten(spammed, late, is_remembered):
    spammed(linking())
    seen = Trace.objects.get(kind="host").seen_at

    found = memory.recall(hosts=["lamps.example"], at=seen + ledger.KEPT + late)

    assert bool(found) is is_remembered


def test_one_site_can_be_forgotten_and_the_rest_stays(spammed):
    spammed(linking(by=make.guest("Mallory")))

    ledger.forget(Trace.objects.get(kind="host").pk)

    assert kinds(hosts=["lamps.example"], email="mallory@example.org") == {"email"}


# cost


def test_a_comment_with_nothing_remembered_costs_one_query(spammed, django_assert_num_queries):
    spammed(linking())
    for hosts in (["a.example"], [f"{n}.sub.example" for n in range(300)]):
        with django_assert_num_queries(1):
            memory.recall(body=BODY * 2, email="a@b.example", hand="a", network="b", hosts=hosts)


def test_each_thing_remembered_costs_one_more(spammed, django_assert_num_queries):
    for number in range(3):
        spammed(linking(f"https://{number}.example/", host=f"{number}.example"))

    with django_assert_num_queries(1 + 3):
        assert len(memory.recall(hosts=[f"{number}.example" for number in range(9)])) == 3
