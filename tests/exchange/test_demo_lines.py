"""The lines of the demo's desk: read from text, said once, held as the site's rules see them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forum.accounts.models import Member, Standing
from forum.comments.models import Comment, Finding, Policy
from forum.comments.rules.holds import HOLDS
from forum.exchange.demo import filling, lines, magazine, moderator, morning
from forum.exchange.demo.conversation import Unreadable
from forum.exchange.demo.saying import Room
from forum.exchange.ledger import Ledger
from forum.moderation.models import Decision
from tests import make

NOW = timezone.now()


@pytest.fixture(scope="module")
def content():
    return magazine.read()


@pytest.fixture
def room(db):
    place = make.discussion(opened_at=NOW - timedelta(days=9))
    return Room({"a-lamp": place}, Policy.objects.current(), NOW)


def read(text: str) -> list[lines.Line]:
    return lines.read(text, "a-lamp", "morning")


def test_a_line_says_who_says_what_and_which_rules_hold_it():
    [line] = read("links+trap: Old Ann <ann@example.net> @library > Bob B. | One.\\n\\nTwo | 3.")

    assert (line.key, line.slug) == ("morning:a-lamp:1", "a-lamp")
    assert line.rules == ("links", "trap")
    assert (line.name, line.email, line.place) == ("Old Ann", "ann@example.net", "library")
    assert (line.parent, line.body, line.fate) == ("Bob B.", "One.\n\nTwo | 3.", "")


def test_below_a_line_stands_who_reported_it():
    first, second = read("# Note.\n\nreported: A | x\n  spam | Oh.\n  other |\npublished: B | y")

    assert first.reports == (("spam", "Oh."), ("other", ""))
    assert (first.is_seen_first, second.is_seen_first) == (True, True)
    assert second.reports == ()


def test_what_became_of_a_line_stands_behind_its_rules():
    approved, removed = read("links/approved: A | x\ntrap/off_topic: B | y")

    assert (approved.fate, removed.fate) == (lines.APPROVED, Comment.Reason.OFF_TOPIC)


@pytest.mark.parametrize(
    "line",
    [
        "no bar",
        "links: | x",
        "links: Ann |",
        "rudeness: Ann | x",
        "links+rudeness: Ann | x",
        "links/forgotten: Ann | x",
        "links: Ann | x\n  rudeness | y",
        "links: Ann | x\n   spam | three spaces",
        "  spam | above all comments",
    ],
)
def test_a_line_that_cannot_be_is_named(line):
    with pytest.raises(Unreadable) as unreadable:
        read(line)

    assert unreadable.value.number == line.count("\n") + 1


def test_no_two_comments_on_the_desk_are_of_one_key_and_few_of_the_same_words(content):
    of_the_desk = list(content.desk.lines)
    written = [line for of_one in content.desk.morning for line in of_one]

    assert len({line.key for line in of_the_desk}) == len(of_the_desk)
    assert len({line.body for line in written if not line.is_seen_first}) >= 250
    for waves in (content.desk.past_waves, content.desk.waves):
        bodies = [line.body for wave in waves for line in wave]
        assert len(set(bodies)) == len(bodies)


def test_advertising_is_the_same_every_time(content):
    again = magazine.read()

    assert again.desk.waves == content.desk.waves
    assert again.desk.past_waves == content.desk.past_waves


def test_the_night_is_quiet_and_nobody_speaks_in_the_future():
    now = timezone.now()

    moments = list(morning.moments(400, now))

    assert moments == sorted(moments)
    assert now - timedelta(hours=10) <= moments[0]
    assert moments[-1] <= now
    night = sum(moment < now - timedelta(hours=5) for moment in moments)
    assert 0 < night < 80


# What is said


def say(room: Room, text: str, at=NOW) -> Comment | None:
    [line] = read(text)
    return room.say(line, at)


def test_a_line_is_held_by_the_rule_it_names_and_only_for_what_is_there(room):
    comment = say(room, "trap: Ann | I have filled in what nobody sees.")

    assert comment.is_held
    assert [found.rule for found in comment.findings.all()] == ["trap"]
    assert comment.findings.get().evidence == {"typed": "ann@example.org"}
    assert comment.urgency > 0


@pytest.mark.parametrize(
    "code", ["newcomer", "flood", "old_form", "quick_form", "no_stamp", "trap", "akismet"]
)
def test_what_is_not_in_the_words_is_in_the_circumstances(room, code):
    comment = say(room, f"{code}: Ann | Nothing is wrong with these words.")

    assert [found.rule for found in comment.findings.all()] == [code]
    assert say(room, "published: Bob | Nor with these.").is_published


@pytest.mark.parametrize(
    "line",
    [
        "links: Ann | There are none.",
        "published: Ann | https://a.example https://b.example https://c.example",
        "reported: Ann | SHOUTED BEFORE ANYBODY COULD REPORT IT\n  spam |",
        "flood: Staff | A name that nobody may use.",
    ],
)
def test_what_the_rules_see_otherwise_is_not_said(room, line):
    assert say(room, line) is None
    assert not Comment.objects.exists()


def test_what_is_said_elsewhere_is_not_said(room):
    [line] = lines.read("published: Ann | Hello.", "another-lamp", "morning")

    assert room.say(line, NOW) is None


def test_enough_reports_take_a_published_line_out_of_sight_and_none_is_of_tomorrow(room):
    three = "reported: Ann | Well.\n  spam | Oh.\n  other | No.\n  spam |"

    comment = Comment.objects.get(pk=say(room, three, NOW - timedelta(minutes=10)).pk)

    assert comment.is_held
    assert comment.is_placed
    assert Finding.objects.get(comment=comment).rule == "reported"
    made = [report.made_at for report in comment.reports.order_by("pk")]
    assert made == [NOW - timedelta(minutes=3), NOW, NOW]


def test_a_reply_answers_the_first_comment_of_that_name(room):
    first = say(room, "published: Bob | One.", NOW - timedelta(hours=2))
    say(room, "published: Bob | Two.", NOW - timedelta(hours=1))

    assert say(room, "trap: Ann > Bob | Three.").parent == first
    assert say(room, "trap: Cyd > Nobody | Four.").parent is None


def test_who_writes_from_one_place_shares_a_network_and_nothing_else(room):
    ann, bob = (
        say(room, f"trap: {name} @library | Said {name}.", NOW - timedelta(minutes=since))
        for name, since in (("Ann", 9), ("Bob", 5))
    )
    cyd = say(room, "trap: Cyd | Said Cyd.")

    assert ann.network == bob.network != cyd.network
    assert len({ann.hand, bob.hand, cyd.hand}) == 3


def test_every_hold_has_a_line(content):
    named = {code for line in content.desk.lines for code in line.rules}

    assert {rule.code for rule in HOLDS} <= named


# Where there is nothing to fill


def test_a_site_without_the_demos_articles_gets_no_desk(db, content):
    filling.fill(Ledger("nowhere"), content.desk, [])

    assert not filling.is_filled()
    assert not Decision.objects.exists()
    assert not Standing.objects.exists()


def test_a_moderator_who_was_here_before_has_decided_nothing(mona, settings, tmp_path):
    settings.DATA_DIR = tmp_path

    team = moderator.team([{"username": "hedda", "name": "Hedda Marsh"}])

    assert [member.username for member in team] == ["hedda"]
    assert not Member.objects.get(username="hedda").has_usable_password()


def test_somebody_who_was_here_under_a_moderators_name_is_none(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    hedda = make.member("hedda")

    team = moderator.team([{"username": "hedda", "name": "Hedda Marsh"}])

    assert [member.username for member in team] == ["mona"]
    assert not hedda.groups.exists()


def test_without_moderators_there_is_no_desk(db, content):
    article = make.article(slug="the-lamplighters-finale", published_at=NOW - timedelta(days=9))
    ledger = Ledger("demo")
    ledger.note("article", {article.slug: article.pk})

    filling.fill(ledger, content.desk, [])

    assert not filling.is_filled()
