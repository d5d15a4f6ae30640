"""Whom a moderator's act binds: of a guest the browser; whoever types the same address only where
that was chosen. A troll types the address of somebody else; its owner has done nothing."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forum.accounts.models import Member, Standing
from forum.comments import posting
from forum.comments.models import Comment
from forum.comments.rules import Commenter
from forum.moderation import decisions, people
from forum.moderation.models import Batch, Note
from tests import make
from tests.comments.readers import post, text_of, write, write_at
from tests.moderation import waiting
from tests.moderation.answers import url

OWNER = "nell@example.org"
TROLLS, OWNERS = "a" * 64, "b" * 64


@pytest.fixture
def sena(db):
    """A senior moderator: may judge people."""
    rights = ("accounts.change_standing", "accounts.view_standing", "moderation.view_note")
    return make.staff("sena", *waiting.MODERATOR, *rights)


@pytest.fixture
def desk(sena):
    client = Client()
    client.force_login(sena)
    return client


@pytest.fixture
def place(policy):
    policy(pause_seconds=0, person_limit=1_000, network_limit=1_000)
    return make.article(slug="lamps").discussion


# At the domain: verbs and rules ----------------------------------------------------------------


def say(place, hand: str, email: str = OWNER) -> Comment:
    words = f"Words number {Comment.objects.count()}."
    return posting.post(place.pk, Commenter("Nell", email, hand=hand), words)


def is_refused(place, *guest: str) -> bool:
    """Whether they are suspended: nothing else here refuses anybody."""
    try:
        say(place, *guest)
    except posting.Refused as refused:
        return refused.code == "suspended"
    return False


@pytest.mark.parametrize("by_address", [False, True])
def test_a_suspended_guest_is_refused_and_the_owner_of_the_address_if_that_was_chosen(
    place, sena, by_address
):
    keys = people.keys_to_bind(say(place, TROLLS), by_address=by_address)

    batch = decisions.suspend(keys, sena)

    assert is_refused(place, TROLLS)
    assert is_refused(place, TROLLS, "another@example.org")
    assert is_refused(place, OWNERS) is by_address
    assert is_refused(place, "") is by_address

    decisions.undo(batch, sena)
    assert not is_refused(place, TROLLS)
    assert not is_refused(place, OWNERS)


@pytest.mark.parametrize("by_address", [False, True])
def test_who_is_always_pre_moderated_waits_and_the_owner_if_that_was_chosen(
    place, sena, by_address
):
    keys = people.keys_to_bind(say(place, TROLLS), by_address=by_address)

    batch = decisions.always_hold(keys, sena, held=True)

    assert say(place, TROLLS, "another@example.org").is_held
    assert say(place, OWNERS).is_held is by_address
    decisions.undo(batch, sena)
    assert say(place, TROLLS).is_published
    assert say(place, OWNERS).is_published


def test_a_guest_without_a_browser_goes_by_the_address(place, sena):
    moved_in = make.comment(place, by=make.guest("Nell"))

    decisions.suspend(people.keys_to_bind(moved_in, by_address=False), sena)

    assert is_refused(place, OWNERS)
    assert not is_refused(place, OWNERS, "another@example.org")


def test_an_undone_batch_leaves_every_standing_as_it_was(place, sena):
    comment = say(place, TROLLS)
    Standing.objects.create(key=f"email:{OWNER}", rung=2, always_held=True, warning="Please.")
    Standing.objects.create(key=f"hand:{TROLLS}", rung=1)
    before = list(Standing.objects.order_by("pk").values())

    keys = people.keys_to_bind(comment, by_address=True)
    batch = decisions.suspend(keys, sena)
    assert set(Standing.objects.values_list("rung", flat=True)) == {3}

    decisions.undo(batch, sena)
    assert list(Standing.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("by_address", [False, True])
def test_what_was_written_lately_is_removed_and_the_owners_if_that_was_chosen(
    place, sena, by_address
):
    trolls, owners = say(place, TROLLS), say(place, OWNERS)
    renamed = say(place, TROLLS, "another@example.org")

    keys = people.keys_to_bind(trolls, by_address=by_address)
    batch = decisions.remove_recent(keys, sena, hours=1)

    removed = {trolls, renamed} | ({owners} if by_address else set())
    assert set(Comment.objects.filter(status="removed")) == removed
    decisions.undo(batch, sena)
    assert not Comment.objects.filter(status="removed").exists()


def test_a_troll_makes_nobody_else_a_repeat_offender(place, sena):
    for _ in range(5):
        decisions.remove(say(place, TROLLS), sena)

    assert say(place, TROLLS, "another@example.org").is_held
    assert say(place, OWNERS).is_published
    assert say(place, "").is_published


def test_the_log_names_the_browser_of_a_removed_comment(place, sena):
    batch = decisions.remove(say(place, TROLLS), sena)

    assert batch.decisions.get().whom == f"hand:{TROLLS}"


# Over HTTP: two browsers, and the desk ---------------------------------------------------------


class Browser(Client):
    """One reader's: it keeps its cookies."""

    def says(self, place, email: str = OWNER):
        words = f"Words number {Comment.objects.count()}."
        return post(self, write_at(place), name="Nell", email=email, body=words)


@pytest.fixture
def troll():
    return Browser()


@pytest.fixture
def owner():
    return Browser()


@pytest.mark.parametrize("chosen", [{}, {"by_address": "on"}])
def test_at_the_desk_a_guest_is_suspended_by_the_browser_and_by_the_address_if_chosen(
    desk, place, troll, owner, chosen
):
    comment = write(troll, place, name="Nell", email=OWNER)
    write(owner, place, name="Nell", email=OWNER, body="That was not me.")

    desk.post(url("judge", comment.pk), {"verb": "suspend", "rung": "3"} | chosen)

    answer = troll.says(place, "another@example.org")
    assert answer.status_code == 403
    assert "A moderator has suspended you until" in text_of(answer)
    assert owner.says(place).status_code == (403 if chosen else 303)
    assert Browser().says(place).status_code == (403 if chosen else 303)

    desk.post(url("undo", Batch.objects.latest("pk").pk))
    assert {one.says(place).status_code for one in (troll, owner)} == {303}


def test_a_warning_reaches_the_browser_and_not_the_owner(desk, place, troll, owner):
    comment = write(troll, place, name="Nell", email=OWNER)
    write(owner, place, name="Nell", email=OWNER, body="That was not me.")

    desk.post(url("judge", comment.pk), {"verb": "warn", "message": "No shops, please."})

    assert "No shops, please." in text_of(troll.get("/receipts/"))
    assert "No shops, please." not in text_of(owner.get("/receipts/"))


@pytest.mark.parametrize("chosen", [{}, {"by_address": "on"}])
def test_at_the_desk_the_owners_comments_are_removed_only_if_chosen(
    desk, place, troll, owner, chosen
):
    trolls = write(troll, place, name="Nell", email=OWNER)
    owners = write(owner, place, name="Nell", email=OWNER, body="That was not me.")
    asked = {"hours": 24, "where": "everywhere"} | chosen

    shown = desk.get(url("remove_recent", trolls.pk), asked)
    form = {name: shown.context["form"][name].value() for name in ("hours", "where", "by_address")}
    desk.post(url("remove_recent", trolls.pk), form | {"reason": "abusive"})

    assert shown.context["count"] == (2 if chosen else 1)
    assert ("under the address nell@example.org" in text_of(shown)) is bool(chosen)
    trolls.refresh_from_db()
    owners.refresh_from_db()
    assert trolls.status == "removed"
    assert owners.is_published is not bool(chosen)
    assert ("that address" in Batch.objects.latest("pk").summary) is bool(chosen)

    desk.post(url("undo", Batch.objects.latest("pk").pk))
    assert Comment.objects.published().count() == 2


def test_all_that_wait_of_an_author_are_not_those_of_the_owner(desk, place):
    trolls, owners = (
        waiting.held(place, by=make.guest("Nell"), hand=hand) for hand in (TROLLS, OWNERS)
    )

    found = desk.get(desk.get(url("author", trolls.pk)).context["waiting_url"])

    rows = [row.comment for row in found.context["list"].rows]
    assert rows == [trolls]
    assert owners not in rows


# What the page says ----------------------------------------------------------------------------


def page_of(desk, comment) -> str:
    return text_of(desk.get(url("author", comment.pk)))


def test_the_choice_comes_with_what_speaks_against_it(desk, place):
    comment = say(place, TROLLS)
    alone = page_of(desk, comment)
    say(place, OWNERS)
    say(place, "c" * 64)
    two_more = page_of(desk, comment)
    nell = make.member("nell", name="Nell Vale")
    Member.objects.filter(pk=nell.pk).update(email="Nell@Example.org")
    of_member = page_of(desk, comment)

    for page in (alone, two_more, of_member):
        assert page.count('type="checkbox" name="by_address"') == 2
        assert page.count(f"Include whoever types {OWNER}") == 2
        assert not re.search(r'name="by_address"[^>]* checked', page)
    assert "typed in this browser alone" in alone
    assert "may not be its owner" in two_more
    assert "typed in 3 browsers here, by several people or by one who clears" in two_more
    assert "address of a member" not in two_more
    assert "It is the address of a member: Nell Vale." in of_member


def test_of_a_guest_without_a_browser_the_page_says_what_it_goes_by(desk, place):
    moved_in = make.comment(place, by=make.guest("Nell"))
    say(place, OWNERS)

    page = page_of(desk, moved_in)

    assert "No browser is known: this goes by the address, for whoever types it." in page
    assert "typed in 1 browser here" in page
    assert "by_address" not in page


def test_of_a_guest_without_an_address_and_of_a_member_nothing_is_to_be_chosen(desk, place):
    una = make.member("una")
    by_account = make.comment(place, by=Commenter("Una", una.email, una))
    by_browser = make.comment(place, by=make.guest("Una", email=""), hand=TROLLS)

    assert "This goes by" not in page_of(desk, by_account)
    assert "This goes by the browser" in page_of(desk, by_browser)
    for comment in (by_account, by_browser):
        assert "by_address" not in page_of(desk, comment)


def test_the_history_is_wide_and_says_what_is_whose(desk, place, sena):
    trolls = say(place, TROLLS)
    owners, renamed = say(place, OWNERS), say(place, TROLLS, "another@example.org")
    moved_in = make.comment(place, by=make.guest("Nell"))
    decisions.remove(owners, sena)
    decisions.note(f"hand:{TROLLS}", sena, "Knows lamps.")
    decisions.always_hold([f"email:{OWNER}"], sena, held=True)
    decisions.suspend(f"hand:{OWNERS}", sena)

    found = desk.get(url("author", trolls.pk)).context

    marks = {line.comment.pk: line.whose for line in found["latest"]}
    assert marks == {
        trolls.pk: "",
        owners.pk: "another browser",
        renamed.pk: "another address",
        moved_in.pk: "no browser known",
    }
    assert [(note.body, whose) for note, whose in found["notes"]] == [
        ("Knows lamps.", "this browser")
    ]
    standing = {said.partition(" ")[0]: whose for said, whose in found["standing"]}
    assert standing == {
        "always": "this address",
        "suspended": "another browser, this address",
        "1": "another browser, this address",
    }
    assert [act.whose for act in found["log"]] == [
        "another browser, this address",
        "this address",
        "this browser",
    ]
    page = page_of(desk, trolls)
    assert "2 of them from other browsers, under the same address" in page
    assert "(1 removed)" in page


def test_a_members_history_has_no_browsers(desk, place, sena):
    una = make.member("una")
    comment = make.comment(place, by=Commenter("Una", una.email, una))
    make.comment(place, by=Commenter("Una", "old@example.org", una))
    decisions.suspend(f"member:{una.pk}", sena)

    found = desk.get(url("author", comment.pk)).context

    assert {line.whose for line in found["latest"]} == {""}
    assert {whose for _said, whose in found["standing"]} == {""}
    assert {act.whose for act in found["log"]} == {""}


# In the admin ----------------------------------------------------------------------------------

STANDINGS = reverse("admin:accounts_standing_changelist")


def test_a_browser_is_called_by_the_name_last_typed_in_it(desk, place):
    say(place, TROLLS)
    posting.post(place.pk, Commenter("Nan", "nan@example.org", hand=TROLLS), "Something else.")
    for hand in (TROLLS, OWNERS):
        Standing.objects.create(key=f"hand:{hand}")

    text = text_of(desk.get(STANDINGS))

    assert "Nan, browser aaaaaaaa" in text
    assert "browser bbbbbbbb" in text
    assert "Nell" not in text


def test_the_people_are_searched_by_the_address_they_typed(desk, place):
    say(place, TROLLS)
    say(place, OWNERS, "otto@example.org")
    keys = [f"hand:{TROLLS}", f"hand:{OWNERS}", f"email:{OWNER}"]
    for key in keys:
        Standing.objects.create(key=key)

    found = desk.get(STANDINGS, {"q": " Nell@example.org"}).context["cl"].result_list

    assert {one.key for one in found} == {f"hand:{TROLLS}", f"email:{OWNER}"}


def test_the_page_of_an_address_says_who_is_bound_by_it(desk, place):
    say(place, TROLLS)
    say(place, OWNERS)
    by_address, by_browser = (
        Standing.objects.create(key=key) for key in (f"email:{OWNER}", f"hand:{TROLLS}")
    )

    def page(standing):
        return text_of(desk.get(reverse("admin:accounts_standing_change", args=[standing.pk])))

    assert "typed in 2 browsers here" in page(by_address)
    assert "typed in" not in page(by_browser)


def test_standings_of_before_by_address_go_on(place, sena):
    until = timezone.now() + timedelta(days=1)
    Standing.objects.create(key=f"email:{OWNER}", suspended_until=until)

    assert is_refused(place, OWNERS)
    decisions.lift(f"email:{OWNER}", sena)
    assert not is_refused(place, OWNERS)


def test_a_note_is_about_the_browser_and_read_by_whoever_looks_at_the_address(desk, place):
    trolls, owners = say(place, TROLLS), say(place, OWNERS)

    desk.post(url("note", trolls.pk), {"body": "Types addresses of others."})

    assert Note.objects.get().key == f"hand:{TROLLS}"
    [(note, whose)] = desk.get(url("author", owners.pk)).context["notes"]
    assert (note.body, whose) == ("Types addresses of others.", "another browser, this address")
