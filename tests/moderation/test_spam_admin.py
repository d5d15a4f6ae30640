"""The spam filter's page in the admin: who sees it, what it says, what can be forgotten."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from forum.comments import spam
from forum.comments.models import Comment, Trace
from forum.comments.spam import ledger, starter
from tests import make

PAGE = reverse("admin:comments_trace_changelist")


def forget_url(trace) -> str:
    return reverse("admin:comments_trace_forget", args=[trace.pk])


@pytest.fixture
def sena(db):
    """A senior moderator: may change the rules."""
    return make.staff("sena", "comments.change_policy", "comments.moderate_comment")


@pytest.fixture
def desk(client, sena):
    client.force_login(sena)
    return client


@pytest.fixture
def taught(db, django_capture_on_commit_callbacks):
    """taught(n): so many spam comments with a site each, and as many good ones."""

    def learn(count):
        removed = [make.comment(body=f"Cheap https://spam{n}.example/") for n in range(count)]
        with django_capture_on_commit_callbacks(execute=True):
            spam.learn_all(removed, True)
            spam.learn_all([make.comment(body="Well said.") for _ in range(count)], False)

    return learn


def decided(score, *, spam=False, count=1, **fields):
    """Comments that had a score when posted, and a moderator's decision since."""
    fate = {"status": "removed", "removed_for": "spam"} if spam else {}
    made = [
        make.comment(**{"is_reviewed": True, "spam_score": score} | fields) for _ in range(count)
    ]
    Comment.objects.filter(pk__in=[one.pk for one in made]).update(**fate)


def rows(response, heading: str) -> list[list[str]]:
    """The cells of the table under this heading's id."""
    table = re.search(
        rf'aria-labelledby="{heading}".*?<tbody>(.*?)</tbody>', response.content.decode(), re.DOTALL
    )
    found = re.findall(r"<tr.*?</tr>", table[1], re.DOTALL) if table else []
    return [
        [
            " ".join(re.sub("<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
        ]
        for row in found
    ]


@pytest.mark.parametrize(
    "rights",
    [
        (),
        ("comments.moderate_comment",),
        ("comments.view_trace", "comments.change_trace", "comments.delete_trace"),
    ],
)
def test_only_who_may_change_the_rules_sees_it(client, taught, rights):
    taught(1)
    client.force_login(make.staff("milo", *rights))
    trace = Trace.objects.get(key="spam0.example")

    assert client.get(PAGE).status_code == 403
    assert client.post(forget_url(trace)).status_code == 403
    assert Trace.objects.filter(pk=trace.pk).exists()


def test_a_reader_is_asked_to_sign_in(client, db):
    assert client.get(PAGE).status_code == 302


def test_the_page_of_a_new_site_says_that_there_is_nothing(desk):
    page = desk.get(PAGE)

    assert page.status_code == 200
    assert "scores nothing before it has learned 20 comments of each sort" in page.content.decode()
    assert rows(page, "record") == rows(page, "for-spam") == rows(page, "memory") == []


def test_what_was_learned_and_what_speaks_loudest(desk, taught):
    taught(20)
    page = desk.get(PAGE)

    text = page.content.decode()
    assert "A comment that scores 90 % or more waits" in text
    assert "learned 20 spam comments and 20 good ones" in text
    assert ["cheap", "20", "0", "+3.0"] in rows(page, "for-spam")
    assert ["a link", "20", "0", "+3.0"] in rows(page, "for-spam")
    assert ["well", "0", "20", "-3.0"] in rows(page, "for-ham")


def test_its_record_is_what_it_scored_against_what_moderators_decided(desk, policy):
    policy(spam_threshold=85)
    decided(95, spam=True, count=6)
    decided(80, spam=True, count=2)
    decided(90, count=1)
    decided(10, count=3)
    decided(99, is_reviewed=False)  # no moderator has seen it
    decided(99, status="held")  # no moderator has decided
    decided(None, spam=True)  # it had no score
    Comment.objects.filter(pk=make.comment(is_reviewed=True, spam_score=99).pk).update(
        status="removed", removed_for="offensive"
    )

    page = desk.get(PAGE)

    table = {row[0]: row[1:] for row in rows(page, "record")}
    assert table["85 % (in force)"] == ["6", "2", "1", "3", "85.7 %", "75.0 %"]
    assert table["80 %"] == ["8", "0", "1", "3", "88.9 %", "100.0 %"]
    assert table["99 %"] == ["0", "8", "0", "4", "–", "0.0 %"]
    assert "Of 12 comments" in page.content.decode()


def test_a_site_can_be_forgotten_and_the_log_says_who_did(desk, taught, sena):
    taught(2)
    trace = Trace.objects.get(key="spam0.example")

    page = desk.post(forget_url(trace), follow=True)

    assert "Forgotten: spam0.example." in page.content.decode()
    assert [row[0] for row in rows(page, "memory")] == ["spam1.example"]
    assert spam.memory.recall(hosts=["spam0.example"]) == []
    assert LogEntry.objects.get().user == sena


def test_only_a_site_can_be_forgotten_and_only_by_post(desk, taught):
    taught(1)
    site, word = Trace.objects.get(key="spam0.example"), Trace.objects.get(key="cheap")

    assert desk.get(forget_url(site)).status_code == 405
    assert desk.post(forget_url(word)).status_code == 404
    ledger.forget(site.pk)
    assert desk.post(forget_url(site)).status_code == 404


def test_sites_are_found_by_a_part_of_their_name(desk, taught):
    taught(3)

    assert [row[0] for row in rows(desk.get(PAGE, {"site": "SPAM1"}), "memory")] == [
        "spam1.example"
    ]
    assert rows(desk.get(PAGE, {"site": "%"}), "memory") == []
    assert desk.get(PAGE, {"site": "\0"}).status_code == 400
    assert "&lt;i&gt;" in desk.get(PAGE, {"site": "<i>"}).content.decode()


def test_no_address_hash_or_text_is_shown(desk, taught):
    taught(1)

    assert not re.search(r"[0-9a-f]{64}(?!.*csrf)", desk.get(PAGE).content.decode())


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_however_much_is_learned(
    desk, taught, count, django_assert_num_queries
):
    taught(count)
    decided(95, spam=True, count=count)

    with django_assert_num_queries(10):
        desk.get(PAGE)


def test_the_page_keeps_to_the_policy_for_content(desk, taught):
    ledger.give(starter.counts())
    taught(1)
    page = desk.get(PAGE).content.decode()

    assert "style=" not in page
    assert not re.search(r"<script(?![^>]*src=)", page)
    assert not re.search(r"\son\w+=", page)


def test_nothing_of_it_can_be_added_changed_or_deleted(desk, taught):
    taught(1)
    trace = Trace.objects.get(key="cheap")

    for name, arguments in (("add", []), ("delete", [trace.pk])):
        assert desk.get(reverse(f"admin:comments_trace_{name}", args=arguments)).status_code == 403
    change = reverse("admin:comments_trace_change", args=[trace.pk])
    assert desk.post(change, {"spam": 9}).status_code == 403
