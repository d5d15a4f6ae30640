"""The list of decisions: searched, narrowed, ordered and counted."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum.moderation import decisions
from forum.moderation.admin.desk import decided
from forum.moderation.models import Verb
from tests import make
from tests.moderation import waiting

DECIDED = reverse("admin:desk_decided")
MOST = 12  # queries of a page of the desk


def shown(response) -> list:
    return [line.batch for line in response.context["lines"]]


@pytest.fixture
def made(milo, mona) -> dict:
    """Three batches of Milo's, by name, and one of Mona's."""
    lamps = make.discussion(title="A lamp in the window", section="Books")
    cocks = make.discussion(title="The weathercock", section="Screen")
    nell, otto = make.guest("Nell"), make.guest("Otto")
    spam = [waiting.held(cocks, by=otto), waiting.held(cocks)]
    return {
        "approval": decisions.approve(
            waiting.held(lamps, by=nell, body="Who lights the last one?"), milo, reason="Fair."
        ),
        "spam": decisions.remove_as_spam(spam, milo, summary="Waiting, many links"),
        "closing": decisions.configure(lamps, milo, opening="closed", reason="Heated."),
        "suspension": decisions.suspend("email:nell@example.org", mona),
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["closing", "spam", "approval"]),
        ({"order": "oldest"}, ["approval", "spam", "closing"]),
        ({"verb": "approve"}, ["approval"]),
        ({"verb": "warn"}, []),
        ({"section": "Screen"}, ["spam"]),
        ({"article": "LAMP"}, ["closing", "approval"]),
        ({"by": "nell"}, ["approval"]),
        ({"by": "otto@"}, ["spam"]),
        ({"q": "lights the LAST"}, ["approval"]),
        ({"q": "many links"}, ["spam"]),
        ({"q": "heated"}, ["closing"]),
        ({"age": "hour"}, ["closing", "spam", "approval"]),
        ({"age": "over_day"}, []),
        ({"by": "nell", "whose": "all"}, ["suspension", "approval"]),
        ({"article": "lamp", "verb": "approve", "by": "otto"}, []),
        ({"verb": "x", "age": "x", "order": "x", "whose": "x"}, ["closing", "spam", "approval"]),
        ({"q": "%"}, []),
    ],
)
def test_decisions_are_found_ordered_and_counted(desk, made, asked, found):
    response = desk.get(DECIDED, asked)

    assert shown(response) == [made[name] for name in found]
    assert response.context["count"] == len(found)


def test_what_was_asked_for_stands_in_the_form_and_can_be_dropped(desk, made):
    response = desk.get(DECIDED, {"whose": "all", "by": "nell", "verb": "approve"})

    page = response.content.decode()
    assert 'value="nell"' in page
    assert '<option value="approve" selected>' in page
    assert '<input type="hidden" name="whose" value="all"' in page
    assert response.context["unfiltered_url"] == f"{DECIDED}?whose=all"
    assert response.context["own_url"] == f"{DECIDED}?verb=approve&by=nell"


@pytest.mark.parametrize("order", ["", "oldest"])
def test_every_decision_is_on_one_page(desk, milo, monkeypatch, order):
    monkeypatch.setattr(decided, "SIZE", 2)
    for _number in range(5):
        decisions.approve(waiting.held(), milo)

    found, url = [], reverse("admin:desk_decided", query={"order": order, "verb": "approve"})
    while url:
        response = desk.get(url)
        found, url = found + shown(response), response.context["more"]

    assert len(set(found)) == len(found) == 5
    assert found == sorted(found, key=lambda one: one.pk, reverse=not order)


def test_the_tab_counts_what_its_list_shows_without_what_is_struck_out(desk, milo, made):
    decisions.undo(made["approval"], milo)
    decisions.undo(decisions.undo(made["closing"], milo), milo)
    decisions.record_setting(milo, "policy.max_links", 2, 3)

    response = desk.get(DECIDED)

    counts = {tab.code: tab.count for tab in response.context["tabs"]}
    struck = {line.batch: line.undone_by for line in response.context["lines"]}
    assert struck == {made["closing"]: None, made["spam"]: None, made["approval"]: milo}
    assert counts["decided"] == response.context["count"] == 2
    assert "2 decisions that stand" in response.content.decode()


def test_each_line_says_why_one_comment_or_many(desk, milo):
    decisions.remove([waiting.held(), waiting.held()], milo, reason="hate", remark="A raid.")
    decisions.remove_as_spam(waiting.held(), milo)
    decisions.approve([waiting.held(), waiting.held()], milo)

    lines = desk.get(DECIDED).context["lines"]

    assert [line.why for line in lines] == [
        [],
        ["advertising"],
        ["hatred of a group of people", "A raid."],
    ]
    assert "Removed: 2</strong> – hatred of a group of people – A raid." in re.sub(
        r"\s+", " ", desk.get(DECIDED).content.decode()
    )


def test_a_setting_is_shown_where_it_is_asked_for(desk, milo, made):
    changed = decisions.record_setting(milo, "policy.max_links", 2, 3)

    assert shown(desk.get(DECIDED, {"verb": "setting"})) == [changed]


def test_a_limited_moderator_finds_no_decisions_of_other_sections(desk, milo, made):
    milo.scopes.create(section="Books")

    assert shown(desk.get(DECIDED, {"whose": "all", "by": "otto"})) == []
    everybodys = shown(desk.get(DECIDED, {"whose": "all"}))
    assert everybodys == [made["suspension"], made["closing"], made["approval"]]


def test_the_list_costs_the_same_however_many(desk, milo):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            asked = {"whose": "all", "q": "well", "by": "guest", "article": "lamp"}
            assert desk.get(DECIDED, asked).context["lines"]
        return len(queries)

    def decide(number):
        reader = make.guest(f"Guest {number}", member=make.member(f"guest{number}"))
        decisions.approve(waiting.held(by=reader), milo)

    decide(0)
    cost()  # the first one asks what the database can do
    one = cost()
    for number in range(1, 30):
        decide(number)

    assert cost() == one <= MOST


def test_no_undoing_can_be_asked_for(desk):
    verbs = {value for value, _label in desk.get(DECIDED).context["form"].fields["verb"].choices}

    assert verbs == {"", *Verb} - {Verb.UNDO}
