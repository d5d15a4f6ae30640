"""One decision about many comments at the desk: those that are marked, and all of a list."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forum.comments import posting
from forum.comments.models import Comment
from forum.moderation import decisions, queue
from forum.moderation.admin.desk import crowds
from forum.moderation.decisions import sight
from forum.moderation.models import Batch, Decision
from tests import make
from tests.moderation import waiting
from tests.moderation.answers import said, url


def statuses() -> list[str]:
    return list(Comment.objects.order_by("pk").values_list("status", flat=True))


# Those that are marked -------------------------------------------------------------------------


def choose(client, verb, *comments, **data):
    marked = [f"{comment.pk}:{sight(comment)}" for comment in comments]
    return client.post(url("chosen", queue="waiting"), {"verb": verb, "pk": marked} | data)


@pytest.mark.parametrize(
    ("verb", "status", "sentence"),
    [
        ("approve", "published", "2 comments approved."),
        ("spam", "removed", "2 comments removed as spam."),
        ("remove", "removed", "2 comments removed."),
    ],
)
def test_what_is_marked_is_decided_about_in_one_batch(desk, milo, verb, status, sentence):
    marked = [waiting.held(), waiting.held()]
    waiting.held()

    response = choose(desk, verb, *marked, reason="hate")

    assert statuses() == [status, status, "held"]
    assert (Batch.objects.get().moderator, Batch.objects.get().size) == (milo, 2)
    assert said(response) == [sentence]
    assert response["Location"] == url("queue", "waiting")


def test_the_list_offers_every_reason_to_remove_what_is_marked(desk):
    waiting.held()
    page = desk.get(url("queue", "waiting")).content.decode()
    select = page[page.index('<select id="chosen-reason"') :].partition("</select>")[0]

    offered = re.findall(r'<option value="(.+?)">', select)
    marked = [waiting.held() for _reason in offered]
    for comment, reason in zip(marked, offered, strict=True):
        choose(desk, "remove", comment, reason=reason)

    assert offered == Comment.Reason.values
    removed = Comment.objects.filter(status="removed").order_by("pk")
    assert list(removed.values_list("removed_for", flat=True)) == offered


def test_readers_and_the_log_are_told_why_many_are_gone(desk):
    """Of those marked in a list, and of all that somebody wrote in the last hours."""
    article = make.article()
    gone = [make.comment(article.discussion, by=make.guest(), hand=hand) for hand in "abc"]
    for comment in gone:
        make.comment(parent=comment)
    recent = {"hours": 24, "where": "everywhere", "reason": "abusive"}

    choose(desk, "remove", gone[0], reason="hate")
    choose(desk, "spam", gone[1])
    desk.post(url("remove_recent", gone[2].pk), recent)

    logged = Decision.objects.order_by("pk").values_list("comment", "reason_code")
    assert list(logged) == [(gone[0].pk, "hate"), (gone[1].pk, "spam"), (gone[2].pk, "abusive")]
    desk.logout()
    page = desk.get(article.get_absolute_url()).content.decode()
    told = re.findall(r"A moderator removed this comment: ([^.<]+)\.", page)
    assert told == ["hatred of a group of people", "advertising", "an attack on a person"]


def test_the_list_comes_back_where_it_was(desk):
    comment = waiting.held()
    sitting = {"queue": "waiting", "order": "oldest", "after": "0-0"}
    data = {"verb": "approve", "pk": comment.pk}

    response = desk.post(reverse("admin:desk_chosen", query=sitting), data)

    assert response["Location"] == url("queue", "waiting", order="oldest", after="0-0")


def test_nothing_marked_and_no_reason_are_told_apart(desk):
    comment = waiting.held()

    assert said(choose(desk, "approve")) == ["Mark some comments in the list first."]
    assert said(choose(desk, "remove", comment))[-1].startswith("Choose a reason")
    assert statuses() == ["held"]


def test_a_batch_says_what_it_left_alone_and_why(desk, milo, mona):
    own = waiting.held(by=make.guest("Milo", member=milo))
    late, held = waiting.held(), waiting.held()
    marked = [f"{comment.pk}:{sight(comment)}" for comment in (own, late, held)]
    decisions.remove(late, mona)

    response = desk.post(url("chosen", queue="waiting"), {"verb": "spam", "pk": marked})

    done, left = said(response)
    assert done == "1 comment removed as spam."
    assert "Your own: another moderator decides about it (1)" in left
    assert re.search(r"Already removed by Mona at .+ \(1\)", left)


def test_what_was_edited_since_it_was_marked_is_left_alone(desk):
    comment = waiting.held()
    marked = f"{comment.pk}:{sight(comment)}"
    Comment.objects.update(revision=2, edited_at=comment.posted_at)

    response = desk.post(url("chosen", queue="waiting"), {"verb": "approve", "pk": marked})

    assert "read it again" in said(response)[0]
    assert statuses() == ["held"]


def test_what_is_outside_the_sections_is_not_among_the_marked(client, milo):
    milo.scopes.create(section="Books")
    comment = waiting.held(make.discussion(section="Screen"))
    client.force_login(milo)

    choose(client, "approve", comment)

    assert statuses() == ["held"]


@pytest.mark.parametrize(
    ("asked", "data"),
    [
        ({}, {"verb": "approve"}),
        ({"queue": "lamps"}, {"verb": "approve"}),
        ({"queue": "waiting"}, {"verb": "pick"}),
        ({"queue": "waiting"}, {"verb": "delete"}),
        ({"queue": "waiting"}, {}),
    ],
)
def test_what_no_button_sends_is_refused(desk, asked, data):
    comment = waiting.held()

    assert desk.post(url("chosen", **asked), data | {"pk": comment.pk}).status_code == 400


@pytest.mark.parametrize("pk", ["x", "-1", "²", "9" * 50, ":"])
def test_marks_that_mean_nothing_mark_nothing(desk, pk):
    waiting.held()

    response = desk.post(url("chosen", queue="waiting"), {"verb": "approve", "pk": pk})

    assert response.status_code == 303
    assert statuses() == ["held"]


# All of a list ---------------------------------------------------------------------------------


def confirm(client, verb="approve", *, queue="waiting", newest=None, asked=None, **data):
    address = url("all", queue, **(asked or {}))
    form = client.get(address).context["form"]
    shown = {name: form[name].value() for name in ("newest", "shown")}
    newest = {} if newest is None else {"newest": newest}
    return client.post(address, {"verb": verb} | shown | newest | data)


def test_before_all_are_decided_about_the_page_says_how_many_and_which(desk):
    place = make.discussion()
    for number in range(12):
        waiting.held(place, rules={"links": {}}, body=f"Lamp number {number}.")
    waiting.held(place)

    response = desk.get(url("all", "waiting", rule="links"))

    page = response.content.decode()
    assert "Decide about 12 comments at once" in page
    assert "Lamp number 0." in page
    assert "Lamp number 11." not in page
    assert "many links" in page
    assert not Decision.objects.exists()


@pytest.mark.parametrize("verb", ["approve", "spam", "remove"])
def test_all_of_a_rule_are_one_batch_that_says_how_they_were_chosen(desk, verb):
    for _ in range(3):
        waiting.held(rules={"links": {}})
    waiting.held()

    response = confirm(desk, verb, asked={"rule": "links"}, reason="hate")

    assert statuses()[3] == "held"
    assert "held" not in statuses()[:3]
    assert (Batch.objects.get().size, Batch.objects.get().summary) == (3, "Waiting, many links")
    assert response["Location"] == url("queue", "waiting", rule="links")


def test_all_of_an_author_and_all_of_a_host_can_be_decided_about(desk):
    nell = waiting.held(by=make.guest("Nell"))
    linking = waiting.held(rules={"links": {"hosts": ["a.example"]}})
    waiting.held()

    confirm(desk, asked={"author": nell.pk})
    confirm(desk, "spam", asked={"host": "a.example"})

    assert [one.status for one in Comment.objects.order_by("pk")] == [
        "published",
        "removed",
        "held",
    ]
    assert [batch.summary for batch in Batch.objects.order_by("pk")] == [
        "Waiting, by Nell",
        "Waiting, links to a.example",
    ]
    assert linking.pk


def test_what_came_after_the_page_was_shown_is_left_alone(desk):
    old = waiting.held()
    waiting.held()

    confirm(desk, newest=old.pk)

    assert statuses() == ["published", "held"]


def test_what_is_edited_after_the_page_was_shown_is_left_alone(desk):
    nell, otto, old = make.guest("Nell"), make.guest("Otto"), waiting.held()
    place = make.discussion(section="Books")
    edited, same = waiting.held(place, by=nell), waiting.held(place, by=otto)
    Comment.objects.filter(pk=same.pk).update(revision=1, edited_at=timezone.now())
    address = url("all", "waiting", section="Books")
    form = desk.get(address).context["form"]
    shown = {name: form[name].value() for name in ("newest", "shown")}
    posting.edit(edited, nell, "Words that nobody at the desk has read.")

    response = desk.post(address, {"verb": "approve"} | shown)

    assert statuses() == ["held", "held", "published"]
    done, left = said(response)
    assert done == "1 comment approved."
    assert re.search(r"Edited by its author at .+: read it again \(1\)", left)
    assert old.pk


def test_a_confirmed_decision_reads_no_more_of_the_list_than_it_decides_about(desk):
    waiting.held()
    address = url("all", "waiting")
    shown = {name: desk.get(address).context["form"][name].value() for name in ("newest", "shown")}

    with CaptureQueriesContext(connection) as queries:
        desk.post(address, {"verb": "approve"} | shown)

    asked = [one["sql"] for one in queries]
    assert statuses() == ["published"]
    assert not [sql for sql in asked if "MAX(" in sql or f"LIMIT {queue.SIZE + 1}" in sql]


def test_all_can_be_undone_as_one(desk, milo):
    for _ in range(3):
        waiting.held()
    waiting.reported()
    before = list(Comment.objects.order_by("pk").values("status", "is_reviewed", "open_reports"))
    confirm(desk, "spam")

    desk.post(url("undo", Batch.objects.get().pk))

    after = Comment.objects.order_by("pk").values("status", "is_reviewed", "open_reports")
    assert list(after) == before


def test_too_many_are_cut_at_the_limit_and_the_page_says_so(desk, monkeypatch):
    monkeypatch.setattr(decisions, "LIMIT", 2)
    place = make.discussion()
    for _ in range(3):
        waiting.held(place)

    page = desk.get(url("all", "waiting")).content.decode()
    confirm(desk)

    assert "At most 2 at once" in page
    assert statuses() == ["published", "published", "held"]


def test_one_confirmation_shows_no_more_than_a_sample(desk):
    place = make.discussion()
    for _ in range(crowds.SAMPLE + 5):
        waiting.held(place)

    assert len(desk.get(url("all", "waiting")).context["rows"]) == crowds.SAMPLE


@pytest.mark.parametrize(
    "data", [{"verb": "remove"}, {"verb": "delete"}, {"verb": "approve", "newest": "x"}]
)
def test_what_is_missing_is_said_and_nothing_done(desk, data):
    waiting.held()

    response = confirm(desk, **({"newest": "1"} | data))

    assert response.status_code == 200
    assert response.context["form"].errors
    assert statuses() == ["held"]


def test_an_empty_list_has_nothing_to_confirm(desk):
    page = desk.get(url("all", "waiting")).content.decode()

    assert 'name="verb"' not in page


def test_what_the_author_took_out_again_is_not_among_all_of_a_rule(desk):
    edited = waiting.held(revision=2, rules={"links": {}})
    waiting.held(rules={"links": {}})

    confirm(desk, "spam", asked={"rule": "links"})

    assert Comment.objects.get(pk=edited.pk).is_held
    assert Batch.objects.get().size == 1
