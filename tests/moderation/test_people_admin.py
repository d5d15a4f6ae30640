"""People in the admin: how they stand, what is noted about them, judged by the verbs alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forum.accounts.models import Standing
from forum.moderation import decisions
from forum.moderation.models import Decision, Note
from tests import make
from tests.moderation.answers import said, text_of

STANDINGS = reverse("admin:accounts_standing_changelist")
NOTES = reverse("admin:moderation_note_changelist")
ADD_NOTE = reverse("admin:moderation_note_add")
ANN = "email:ann@example.org"


@pytest.fixture
def sue(db):
    return make.staff(
        "sue",
        "accounts.view_standing",
        "accounts.change_standing",
        "moderation.view_note",
        "moderation.add_note",
        "moderation.view_decision",
    )


@pytest.fixture
def desk(client, sue):
    client.force_login(sue)
    return client


def act(client, action: str, *standings: Standing):
    data = {"action": action, "_selected_action": [one.pk for one in standings]}
    return client.post(STANDINGS, data, follow=True)


def test_a_limited_moderator_suspends_nobody_from_other_sections_here(desk, sue):
    sue.scopes.create(section="Books")
    make.comment(make.discussion(section="Screen"), by=make.guest("Ann"))
    ann = Standing.objects.create(key=ANN)

    response = act(desk, "suspend_for_good", ann)

    ann.refresh_from_db()
    assert not ann.suspended_for_good
    assert said(response) == [f"{ANN}: not yours to decide about."]


def test_the_list_says_who_stands_how(desk):
    member, now = make.member("otto"), timezone.now()
    Standing.objects.create(key=f"member:{member.pk}", suspended_for_good=True)
    Standing.objects.create(key=ANN, suspended_until=now + timedelta(days=1))
    Standing.objects.create(key="hand:0123456789", suspended_until=now - timedelta(days=1))

    text = text_of(desk.get(STANDINGS))

    for words in ("Otto (otto)", "suspended for good", "ann@example.org", "suspended until "):
        assert words in text
    assert "browser 01234567" in text
    assert "free to write" in text


@pytest.mark.parametrize(
    ("state", "keys"),
    [("suspended", {"hand:1", "hand:2"}), ("held", {"hand:4"}), ("warned", {"hand:5"})],
)
def test_the_list_can_be_of_those_who_stand_so(desk, state, keys):
    now = timezone.now()
    day = timedelta(days=1)
    for fields in (
        {"key": "hand:1", "suspended_for_good": True},
        {"key": "hand:2", "suspended_until": now + day},
        {"key": "hand:3", "suspended_until": now - day},
        {"key": "hand:4", "always_held": True},
        {"key": "hand:5", "warning": "No.", "warned_at": now},
        {"key": "hand:6", "warning": "No.", "warned_at": now, "acknowledged_at": now},
    ):
        Standing.objects.create(**fields)

    found = desk.get(STANDINGS, {"state": state}).context["cl"].result_list

    assert {standing.key for standing in found} == keys


@pytest.mark.parametrize(
    ("action", "columns"),
    [
        ("suspend", {"rung": 2, "suspended_for_good": False}),
        ("suspend_for_good", {"rung": 5, "suspended_for_good": True}),
        ("hold", {"always_held": True}),
    ],
)
def test_an_action_is_a_decision(desk, sue, action, columns):
    standing = Standing.objects.create(key=ANN, rung=1)

    response = act(desk, action, standing)

    standing.refresh_from_db()
    assert {name: getattr(standing, name) for name in columns} == columns
    assert Decision.objects.get().moderator == sue
    assert said(response) == ["Done: 1 person."]


@pytest.mark.parametrize(("action", "back"), [("hold", "trust"), ("suspend", "lift")])
def test_what_an_action_does_another_ends_and_twice_is_said(desk, action, back):
    standing = Standing.objects.create(key=ANN)
    act(desk, action, standing)

    (late,) = said(act(desk, action, standing))
    assert late.startswith(f"{ANN}: already ")
    assert said(act(desk, back, standing)) == ["Done: 1 person."]


def test_staff_of_the_same_rank_is_left_alone(desk, sue):
    peer = make.member("pete", is_staff=True)
    standing = Standing.objects.create(key=f"member:{peer.pk}")

    (sentence,) = said(act(desk, "suspend", standing))

    assert sentence.endswith("not yours to decide about.")
    assert not Standing.objects.exclude(rung=0).exists()


def test_who_only_reads_has_no_actions(client, db):
    client.force_login(make.staff("milo", "accounts.view_standing"))
    standing = Standing.objects.create(key=ANN)

    act(client, "suspend_for_good", standing)

    standing.refresh_from_db()
    assert not standing.suspended_for_good


def test_the_page_of_a_person_has_notes_and_decisions(desk, mona):
    decisions.suspend(ANN, mona)
    decisions.note(ANN, mona, "Knows <b>lamps</b>.")
    standing = Standing.objects.get()

    text = text_of(desk.get(reverse("admin:accounts_standing_change", args=[standing.pk])))

    assert "Knows &lt;b&gt;lamps" in text
    assert "Mona, suspended: suspended until: – → " in text
    assert reverse("admin:moderation_note_add", query={"key": ANN}) in text


def test_who_may_not_read_the_log_or_notes_reads_neither_here(client, mona):
    decisions.suspend(ANN, mona)
    decisions.note(ANN, mona, "Knows lamps.")
    client.force_login(make.staff("milo", "accounts.view_standing"))

    url = reverse("admin:accounts_standing_change", args=[Standing.objects.get().pk])
    text = text_of(client.get(url))

    assert "Knows lamps." not in text
    assert "Mona" not in text


def test_a_note_is_written_under_ones_own_name_and_never_changed(desk, sue, mona):
    desk.post(ADD_NOTE, {"key": ANN, "body": "Knows lamps.", "by": mona.pk})

    note = Note.objects.get()
    assert (note.key, note.by, note.body) == (ANN, sue, "Knows lamps.")
    change = reverse("admin:moderation_note_change", args=[note.pk])
    assert desk.post(change, {"key": ANN, "body": "No."}).status_code == 403
    assert "ann@example.org" in text_of(desk.get(NOTES))


@pytest.mark.parametrize("url", [STANDINGS, NOTES])
def test_the_lists_cost_the_same_however_many(desk, mona, url):
    def add(number):
        member = make.member(f"reader-{number}")
        decisions.note(f"member:{member.pk}", mona, "Knows lamps.")
        Standing.objects.create(key=f"member:{member.pk}")

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(url).status_code == 200
        return len(queries)

    add(0)
    one = cost()
    for number in range(1, 30):
        add(number)

    assert cost() == one
