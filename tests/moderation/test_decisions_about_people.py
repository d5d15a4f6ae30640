"""Notes, warnings, suspensions, pre-moderation: who may, what it does, what is logged."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forum.accounts.models import Standing
from forum.comments import posting
from forum.comments.models import Comment
from forum.comments.rules import Commenter
from forum.moderation import decisions, people
from forum.moderation.models import Batch, Decision, Note
from tests import make

ANN = "email:ann@example.org"


@pytest.fixture
def sue(db):
    """A senior moderator."""
    return make.staff("sue", "comments.moderate_comment", "accounts.change_standing")


@pytest.fixture
def clock(monkeypatch):
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def standing(key: str = ANN) -> Standing:
    return Standing.objects.get(key=key)


# the keys of a person


@pytest.mark.parametrize(
    ("fields", "keys"),
    [
        ({"email": "a@b.example", "hand": "ff"}, ["email:a@b.example", "hand:ff"]),
        ({"email": "a@b.example"}, ["email:a@b.example"]),
        ({"hand": "ff"}, ["hand:ff"]),
        ({"author_id": 7, "email": "a@b.example", "hand": "ff"}, ["member:7"]),
        ({}, []),
    ],
)
def test_a_guest_goes_by_address_and_browser_a_member_by_their_account(fields, keys):
    comment = Comment(**fields)

    assert comment.person_keys == keys
    assert people.keys_to_bind(comment, by_address=True) == keys
    assert people.keys_to_bind(comment, by_address=False) == keys[-1:]


def test_the_comments_of_a_person_are_those_of_any_of_their_keys(mona):
    member = make.member("ann")
    by_account = make.comment(by=Commenter("Ann", ANN[6:], member), hand="ff")
    by_address, by_browser = make.comment(by=make.guest("Ann")), make.comment(hand="ff")
    make.comment()

    def found(*keys):
        return set(people.comments_of(keys))

    assert found(ANN) == {by_address}
    assert found(ANN, "hand:ff") == {by_address, by_browser}
    assert found(f"member:{member.pk}") == {by_account}
    assert found() == found("member:x", "network:ff", "nonsense") == set()


# suspend


def test_each_suspension_is_a_rung_higher_until_it_is_for_good(sue, clock):
    now, lengths = timezone.now(), []
    for _time in range(5):
        clock(now)
        decisions.suspend(ANN, sue)
        lengths.append((standing().suspended_until or now) - now)
        assert standing().is_suspended(now)
        now += timedelta(days=31)
        clock(now)
        assert standing().is_suspended(now) is standing().suspended_for_good

    assert [length.days for length in lengths] == [1, 3, 7, 30, 0]
    assert (standing().rung, standing().suspended_for_good) == (5, True)


def test_after_the_top_of_the_ladder_it_is_for_good_again(sue):
    decisions.suspend(ANN, sue, rung="good")
    decisions.lift(ANN, sue)

    decisions.suspend(ANN, sue)

    assert (standing().suspended_for_good, standing().rung) == (True, 5)


@pytest.mark.parametrize(("rung", "days"), [(1, 1), (2, 3), (3, 7), (4, 30)])
def test_a_rung_can_be_chosen(sue, clock, rung, days):
    now = timezone.now()
    clock(now)

    decisions.suspend(ANN, sue, rung=rung)

    assert (standing().suspended_until - now, standing().rung) == (timedelta(days=days), rung)


@pytest.mark.parametrize("rung", [0, -1, 6, "bad"])
def test_a_rung_that_is_not_on_the_ladder_is_refused(sue, rung):
    with pytest.raises(ValueError, match="no rung"):
        decisions.suspend(ANN, sue, rung=rung)

    assert not Batch.objects.exists()


def test_a_guest_is_suspended_by_address_and_browser_as_one_batch(sue):
    comment = make.comment(by=make.guest("Ann"), hand="ff")
    Standing.objects.create(key="hand:ff", rung=2)

    batch = decisions.suspend(comment.person_keys, sue, reason="Again.")

    assert {row.key: row.rung for row in Standing.objects.all()} == {ANN: 3, "hand:ff": 3}
    assert batch.size == 2
    logged = batch.decisions.order_by("whom").values_list("verb", "whom", "reason")
    assert list(logged) == [("suspend", ANN, "Again."), ("suspend", "hand:ff", "Again.")]


def test_a_suspended_guest_writes_no_more_and_writes_again_when_it_is_lifted(sue, ann):
    place = make.discussion()
    decisions.suspend(ANN, sue)

    with pytest.raises(posting.Refused) as refused:
        posting.post(place.pk, ann, "Well said.")
    assert refused.value.code == "suspended"

    decisions.lift(ANN, sue)
    assert posting.post(place.pk, ann, "Well said.").is_published


def test_of_two_moderators_with_one_thought_the_second_does_not_double_it(sue, mona):
    decisions.suspend(ANN, mona)

    with pytest.raises(decisions.AlreadyDecided) as late:
        decisions.suspend(ANN, sue)

    assert late.value.sentence.startswith("already suspended by Mona at ")
    assert standing().rung == 1


def test_a_suspension_that_lasts_can_be_changed_by_naming_the_rung(sue):
    decisions.suspend(ANN, sue)

    decisions.suspend(ANN, sue, rung="good")

    assert standing().suspended_for_good


@pytest.mark.parametrize(("first", "second"), [("good", 1), ("good", "good"), (3, 1), (2, 2)])
def test_a_suspension_that_lasts_is_not_made_shorter_or_doubled(sue, mona, first, second):
    decisions.suspend(ANN, mona, rung=first)
    before = standing().suspended_until

    with pytest.raises(decisions.AlreadyDecided) as late:
        decisions.suspend(ANN, sue, rung=second)

    assert late.value.sentence.startswith("already suspended by Mona at ")
    assert (standing().suspended_until, standing().suspended_for_good) == (before, first == "good")
    assert Batch.objects.count() == 1


@pytest.mark.parametrize(("hours", "may"), [(0.5, False), (1, False), (1.1, True)])
def test_the_same_days_again_make_it_longer_once_an_hour_has_gone(sue, clock, hours, may):
    now = timezone.now()
    clock(now)
    decisions.suspend(ANN, sue, rung=2)
    clock(now + timedelta(hours=hours))

    if not may:
        with pytest.raises(decisions.AlreadyDecided):
            decisions.suspend(ANN, sue, rung=2)
    else:
        decisions.suspend(ANN, sue, rung=2)
    added = timedelta(hours=hours if may else 0)
    assert standing().suspended_until == now + timedelta(days=3) + added


def test_whoever_shares_one_key_with_somebody_suspended_is_not_suspended_for_less(sue):
    decisions.suspend("hand:ff", sue, rung="good")

    batch = decisions.suspend([ANN, "hand:ff"], sue, rung=1)

    assert batch.decisions.get().whom == ANN
    assert standing("hand:ff").suspended_for_good
    with pytest.raises(decisions.AlreadyDecided):
        decisions.suspend([ANN, "hand:ff"], sue, rung=1)


@pytest.mark.parametrize("rung", [2, "good"])
def test_a_suspension_that_lasts_is_made_to_hold_for_another_key_as_well(sue, rung):
    decisions.suspend("hand:ff", sue, rung="good")
    decisions.lift("hand:ff", sue)
    decisions.suspend("hand:ff", sue, rung=rung)

    batch = decisions.suspend([ANN, "hand:ff"], sue)

    first = standing("hand:ff")
    assert batch.decisions.get().whom == ANN
    assert standing().suspended_until == first.suspended_until
    assert standing().suspended_for_good == first.suspended_for_good == (rung == "good")
    assert standing().rung == first.rung == 5
    decisions.undo(batch, sue)
    assert not standing().is_suspended(timezone.now())
    assert standing("hand:ff").is_suspended(timezone.now())


def test_a_short_suspension_after_a_long_one_takes_nobody_down_the_ladder(sue):
    decisions.suspend(ANN, sue, rung="good")
    decisions.lift(ANN, sue)

    decisions.suspend(ANN, sue, rung=1)
    assert (standing().suspended_for_good, standing().rung) == (False, 5)

    decisions.lift(ANN, sue)
    decisions.suspend(ANN, sue)
    assert standing().suspended_for_good


# lift, always hold, warn


def test_a_lifted_suspension_is_remembered_by_the_ladder(sue):
    decisions.suspend(ANN, sue)
    decisions.lift(ANN, sue)

    assert (standing().rung, standing().is_suspended(timezone.now())) == (1, False)
    decisions.suspend(ANN, sue)
    assert standing().rung == 2


def test_there_is_nothing_to_lift_of_somebody_free(sue, mona):
    with pytest.raises(decisions.AlreadyDecided) as never:
        decisions.lift(ANN, sue)
    assert never.value.sentence == "already free to write"

    decisions.suspend(ANN, sue)
    decisions.lift(ANN, mona)
    with pytest.raises(decisions.AlreadyDecided) as late:
        decisions.lift(ANN, sue)
    assert late.value.sentence.startswith("already lifted by Mona at ")


def test_a_person_is_pre_moderated_until_they_are_not(sue, ann, policy):
    policy(pause_seconds=0)
    place = make.discussion()

    decisions.always_hold(ANN, sue, held=True)
    assert posting.post(place.pk, ann, "Well said.").is_held
    with pytest.raises(decisions.AlreadyDecided):
        decisions.always_hold(ANN, sue, held=True)

    decisions.always_hold(ANN, sue, held=False)
    assert posting.post(place.pk, ann, "Very well said.").is_published
    verbs = Decision.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["always_hold", "trust"]


def test_a_new_warning_has_not_been_read(sue):
    decisions.warn(ANN, sue, message="Mind your words.")
    Standing.objects.update(acknowledged_at=timezone.now())

    decisions.warn(ANN, sue, message="I mean it.")

    assert (standing().warning, standing().acknowledged_at) == ("I mean it.", None)
    assert Decision.objects.first().message == "I mean it."


def test_a_warning_that_nobody_has_read_is_not_lost_under_another(sue, mona):
    decisions.warn(ANN, mona, message="Mind your words.")

    with pytest.raises(decisions.AlreadyDecided) as late:
        decisions.warn([ANN, "hand:ff"], sue, message="I mean it.")

    assert late.value.sentence.startswith("already warned by Mona at ")
    assert standing().warning == "Mind your words."


# notes


def test_a_note_is_kept_with_who_wrote_it(mona):
    made = decisions.note(ANN, mona, "Knows a lot about lamps.")

    assert Note.objects.get() == made
    decision = Decision.objects.get()
    assert (decision.verb, decision.whom, decision.moderator) == ("note", ANN, mona)
    assert decision.after == {"note": "Knows a lot about lamps."}
    assert (made.key, made.by, made.body) == (ANN, mona, "Knows a lot about lamps.")


def test_a_note_is_taken_back_and_comes_again_as_it_was(mona, sue):
    decisions.note(ANN, mona, "Knows a lot about doors.")
    decisions.note(ANN, mona, "Knows a lot about lamps.")
    before = list(Note.objects.values("key", "body", "by", "made_at"))

    undoing = decisions.undo(Batch.objects.first(), mona)
    assert [one.body for one in Note.objects.all()] == ["Knows a lot about doors."]

    decisions.undo(undoing, mona)
    assert list(Note.objects.values("key", "body", "by", "made_at")) == before
    with pytest.raises(decisions.AlreadyUndone):
        decisions.undo(undoing, mona)
    with pytest.raises(decisions.NotAllowed):
        decisions.undo(Batch.objects.order_by("pk").first(), sue)


def test_a_note_is_no_answer_to_who_decided_how_somebody_stands(sue, mona):
    suspension = decisions.suspend(ANN, sue)
    decisions.lift(ANN, sue)
    decisions.note(ANN, mona, "Knows a lot about lamps.")
    decisions.undo(Batch.objects.first(), mona)

    with pytest.raises(decisions.AlreadyDecided) as late:
        decisions.lift(ANN, sue)
    undone = decisions.undo(suspension, sue)

    assert late.value.sentence.startswith("already lifted by Sue at ")
    ((_whom, why),) = undone.left_alone
    assert why.startswith("changed since: Sue, lifted the suspension of, ")


# who may judge whom

ABOUT_PEOPLE = {
    "warn": lambda keys, who: decisions.warn(keys, who, message="No."),
    "suspend": decisions.suspend,
    "lift": decisions.lift,
    "always_hold": lambda keys, who: decisions.always_hold(keys, who, held=True),
}


@pytest.mark.parametrize("verb", ABOUT_PEOPLE)
@pytest.mark.parametrize(
    ("judge", "judged", "refusal"),
    [
        ("moderator", "reader", decisions.NotAllowed),
        ("reader", "reader", decisions.NotAllowed),
        ("senior", "senior", decisions.NotAllowed),
        ("senior", "moderator", decisions.NotAllowed),
        ("senior", "root", decisions.NotAllowed),
        ("root", "root", decisions.NotAllowed),
        ("senior", "itself", decisions.NotYours),
        ("root", "itself", decisions.NotYours),
        ("senior", "reader", None),
        ("root", "senior", None),
    ],
)
def test_staff_is_judged_by_a_higher_rank_alone_and_nobody_by_themselves(
    db, verb, judge, judged, refusal
):
    def member(rank, name):
        if rank == "reader":
            return make.member(name)
        if rank == "root":
            return make.member(name, is_staff=True, is_superuser=True)
        senior = ["accounts.change_standing"] if rank == "senior" else []
        return make.staff(name, "comments.moderate_comment", *senior)

    moderator = member(judge, "judge")
    person = moderator if judged == "itself" else member(judged, "judged")
    key = f"member:{person.pk}"
    Standing.objects.create(key=key, suspended_for_good=verb == "lift")
    before = Standing.objects.values().get()

    if refusal:
        with pytest.raises(refusal):
            ABOUT_PEOPLE[verb](key, moderator)
        assert Standing.objects.values().get() == before
        assert not Batch.objects.exists()
    else:
        assert ABOUT_PEOPLE[verb](key, moderator).decisions.get().whom == key


@pytest.mark.parametrize(
    ("section", "may"), [("Books", True), ("Screen", False), (None, False), ("", False)]
)
def test_whoever_moderates_some_sections_judges_those_who_wrote_there(sue, section, may):
    sue.scopes.create(section="Books")
    if section is not None:
        make.comment(make.discussion(section=section), by=make.guest("Ann"), status="removed")

    if may:
        assert decisions.suspend(ANN, sue).size == 1
    else:
        with pytest.raises(decisions.NotAllowed):
            decisions.suspend(ANN, sue)
        assert not Standing.objects.exists()


@pytest.mark.parametrize("key", ["", "network:ff", "member:", "member:x", "ann@example.org"])
def test_what_is_no_key_of_a_person_is_not_taken(sue, key):
    with pytest.raises(ValueError, match="no person goes by"):
        decisions.suspend([key], sue)


def test_nobody_is_suspended_for_what_nobody_wrote(sue):
    with pytest.raises(decisions.NobodyKnown):
        decisions.suspend(Comment().person_keys, sue)


def test_a_note_needs_its_permission(sue):
    with pytest.raises(decisions.NotAllowed):
        decisions.note(ANN, sue, "No.")


# all that somebody wrote lately


def test_what_a_person_wrote_lately_is_removed_in_one_batch(sue):
    hour = timedelta(hours=1)
    now, here = timezone.now(), make.discussion()
    by_address = make.comment(here, by=make.guest("Ann"), posted_at=now - hour)
    by_browser = make.comment(here, hand="ff", status="held", posted_at=now - hour)
    elsewhere = make.comment(by=make.guest("Ann"), posted_at=now - hour)
    old = make.comment(here, by=make.guest("Ann"), posted_at=now - 3 * hour)
    other = make.comment(here, posted_at=now - hour)
    keys = [ANN, "hand:ff"]

    def removed():
        return set(Comment.objects.filter(status="removed").values_list("pk", flat=True))

    batch = decisions.remove_recent(keys, sue, hours=2, discussion=here, reason="abusive")
    assert removed() == {by_address.pk, by_browser.pk}
    assert batch.size == 2

    decisions.remove_recent(keys, sue, hours=2, reason="abusive")
    assert removed() == {by_address.pk, by_browser.pk, elsewhere.pk}
    assert not {old.pk, other.pk} & removed()

    decisions.undo(batch, sue)
    assert removed() == {elsewhere.pk}


def test_where_somebody_wrote_nothing_lately_nothing_is_logged(sue):
    assert decisions.remove_recent(ANN, sue, hours=2).pk is None
    assert not Batch.objects.exists()
