"""The one door for readers' writing."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from forum.comments import integrity, posting, rules
from forum.comments.models import Comment, Discussion
from forum.comments.rules import Commenter
from forum.moderation import decisions
from tests import make

LINKS = "https://a.example https://b.example https://c.example"
HELD, REMOVED = Comment.Status.HELD, Comment.Status.REMOVED


@pytest.fixture(autouse=True)
def no_pause(policy):
    policy(pause_seconds=0)


def counters(place: Discussion) -> tuple[int, int]:
    place.refresh_from_db()
    return place.thread_count, place.comment_count


def refusal(*arguments, **options) -> str:
    """The code of the rule that turns this post away."""
    with pytest.raises(posting.Refused) as refused:
        posting.post(*arguments, **options)
    return refused.value.code


# what is written


def test_a_comment_is_written_whole(ann):
    place = make.discussion()
    hers = Commenter("Ann", "ann@example.org", network="a" * 64)

    before = timezone.now()
    written = posting.post(place.pk, hers, "  Well *said*.\r\n ", terms_version=3)

    written.refresh_from_db()
    assert written.status == Comment.Status.PUBLISHED
    assert (written.name, written.email, written.author) == ("Ann", "ann@example.org", None)
    assert (written.network, written.terms_version) == ("a" * 64, 3)
    assert (written.body, written.html) == ("Well *said*.", "<p>Well <em>said</em>.</p>")
    assert before <= written.posted_at <= timezone.now()
    assert written.held_by == []


def test_a_member_comments_by_their_account(mona):
    place = make.discussion()

    written = posting.post(place.pk, Commenter("Mona", mona.email, mona), "Well said.")

    assert written.author == mona


def test_threads_are_numbered_as_they_come(ann):
    place, other = make.discussion(), make.discussion(url="/other/")

    numbers = [
        posting.post(where.pk, ann, f"Words {n}.").number
        for n, where in enumerate([place, other, place, place, other])
    ]

    assert numbers == [1, 1, 2, 3, 2]
    assert counters(place) == (3, 3)
    assert counters(other) == (2, 2)


def test_the_tree_of_a_thread_has_its_roots_key(ann):
    place = make.discussion()

    root = posting.post(place.pk, ann, "A.")
    reply = posting.post(place.pk, ann, "B.", parent_id=root.pk)
    deeper = posting.post(place.pk, ann, "C.", parent_id=reply.pk)
    second = posting.post(place.pk, ann, "D.", parent_id=root.pk)

    assert {c.tree_id for c in (root, reply, deeper, second)} == {root.pk}
    shown = Comment.objects.order_by("lft").values_list("pk", "lft", "rght", "level", "number")
    assert list(shown) == [
        (root.pk, 1, 8, 0, 1),
        (reply.pk, 2, 5, 1, 1),
        (deeper.pk, 3, 4, 2, 1),
        (second.pk, 6, 7, 1, 1),
    ]
    assert counters(place) == (1, 4)


def test_replies_go_forty_levels_deep(ann):
    place, parent = make.discussion(), None

    for level in range(40):
        parent = posting.post(
            place.pk, ann, f"Level {level}.", parent_id=parent.pk if parent else None
        )

    assert parent.level == 39
    assert list(integrity.problems()) == []


def test_what_was_written_is_seen_in_the_version(ann):
    place = make.discussion()
    versions = [place.version]

    root = posting.post(place.pk, ann, "A.")
    for post in (lambda: posting.post(place.pk, ann, "B.", parent_id=root.pk),) * 2:
        post()
        place.refresh_from_db()
        versions.append(place.version)

    # The second is the first once more: it changes nothing.
    assert versions[0] < versions[1] == versions[2]


# holds


def test_a_held_comment_stands_outside_the_tree_and_is_not_counted(ann):
    place = make.discussion()
    version = place.version

    held = posting.post(place.pk, ann, LINKS)

    held.refresh_from_db()
    assert (held.status, held.number, held.held_by) == (HELD, None, ["links"])
    assert counters(place) == (0, 0)
    assert place.version == version
    assert list(integrity.problems()) == []


def test_a_held_reply_leaves_its_thread_as_it_is(ann):
    root = make.comment()

    held = posting.post(root.discussion_id, ann, LINKS, parent_id=root.pk)

    root.refresh_from_db()
    assert held.parent == root
    assert root.reply_count == 0
    assert counters(root.discussion) == (1, 1)


def test_spam_that_waits_leaves_no_hole_in_the_numbers(ann):
    place = make.discussion()

    numbers = [posting.post(place.pk, ann, body).number for body in ("A.", LINKS, "B.")]

    assert numbers == [1, None, 2]


def test_every_rule_that_holds_is_kept_with_the_comment(ann):
    place = make.discussion(premoderated=True)

    assert posting.post(place.pk, ann, LINKS).held_by == ["premoderated", "links"]


# refusals


def test_post_to_a_closed_discussion_writes_nothing(ann):
    closed = make.discussion(opening="closed")

    assert refusal(closed.pk, ann, "Well said.") == "closed"

    assert not Comment.objects.exists()
    assert counters(closed) == (0, 0)


@pytest.mark.parametrize("body", ["", " \n ", "\u200b", "\x00\x01", "\u202e\u202c"])
def test_nothing_is_not_posted(ann, body):
    assert refusal(make.discussion().pk, ann, body) == "empty"


def test_a_megabyte_is_refused_before_anybody_reads_it(ann, monkeypatch):
    monkeypatch.setattr(rules.text, "render", lambda body: pytest.fail("rendered"))
    monkeypatch.setattr(rules.text, "fingerprint", lambda body: pytest.fail("folded"))

    assert refusal(make.discussion().pk, ann, "ﷺ" * 1_000_000) == "too_long"


@pytest.mark.parametrize("status", [HELD, REMOVED])
def test_what_is_not_public_cannot_be_answered(ann, status):
    parent = make.comment(status=status)

    assert refusal(parent.discussion_id, ann, "Why?", parent_id=parent.pk) == "parent_gone"


def test_what_never_was_cannot_be_answered(ann):
    place = make.discussion()

    assert refusal(place.pk, ann, "Why?", parent_id=10**9) == "parent_gone"


def test_what_was_said_elsewhere_cannot_be_answered_here(ann):
    elsewhere = make.comment()
    place = make.discussion()

    assert refusal(place.pk, ann, "Why?", parent_id=elsewhere.pk) == "parent_gone"


def test_words_that_were_a_thread_are_refused_as_an_answer_to_nobody(ann):
    place = make.discussion()
    posting.post(place.pk, ann, "Well said.")

    assert refusal(place.pk, ann, "Well said.", parent_id=10**9) == "parent_gone"


def test_a_parent_removed_while_the_answer_was_typed_keeps_its_tombstone(ann, mona):
    parent = make.comment()
    decisions.remove(parent, mona)

    assert refusal(parent.discussion_id, ann, "Why?", parent_id=parent.pk) == "parent_gone"

    assert counters(parent.discussion) == (1, 0)
    assert list(integrity.problems()) == []


def test_too_fast_is_judged_at_the_moment_of_the_post(ann, policy):
    place = make.discussion()
    policy(pause_seconds=10)
    posting.post(place.pk, ann, "A.")

    assert refusal(place.pk, ann, "B.") == "too_fast"

    Comment.objects.update(posted_at=timezone.now() - timedelta(seconds=11))
    assert posting.post(place.pk, ann, "B.").is_published


def test_a_refusal_says_so_in_a_sentence(ann):
    with pytest.raises(posting.Refused, match=r"^This discussion is closed\.$"):
        posting.post(make.discussion(opening="closed").pk, ann, "Well said.")


def test_a_discussion_that_never_was_takes_nothing(ann, db):
    with pytest.raises(Discussion.DoesNotExist):
        posting.post(10**9, ann, "Well said.")


# the same post twice


def test_the_same_words_sent_twice_are_one_comment(ann):
    place = make.discussion()

    first = posting.post(place.pk, ann, "Well said.")
    second = posting.post(place.pk, ann, " well  SAID. ")

    assert first == second
    assert counters(place) == (1, 1)


def test_a_retry_is_answered_like_the_first_time_whatever_the_rules_say_now(ann, policy):
    place = make.discussion()
    first = posting.post(place.pk, ann, "Well said.")

    policy(pause_seconds=60)
    Discussion.objects.update(opening="closed")

    assert posting.post(place.pk, ann, "Well said.") == first


@pytest.mark.parametrize(("minutes", "code"), [(9, None), (11, "duplicate")])
def test_after_ten_minutes_the_same_words_are_a_repetition(ann, minutes, code):
    place = make.discussion()
    first = posting.post(place.pk, ann, "Well said.")
    Comment.objects.update(posted_at=timezone.now() - timedelta(minutes=minutes))

    if code:
        assert refusal(place.pk, ann, "Well said.") == code
    else:
        assert posting.post(place.pk, ann, "Well said.") == first
    assert counters(place) == (1, 1)


def test_a_held_comment_sent_again_still_waits_once(ann):
    place = make.discussion()

    assert posting.post(place.pk, ann, LINKS) == posting.post(place.pk, ann, LINKS)

    assert Comment.objects.count() == 1


def test_the_same_words_to_another_comment_are_no_retry(ann):
    root = make.comment()
    place = root.discussion
    first = posting.post(place.pk, ann, "Yes.", parent_id=root.pk)

    assert posting.post(place.pk, ann, "Yes.", parent_id=root.pk) == first
    assert refusal(place.pk, ann, "Yes.") == "duplicate"


def test_the_same_words_of_two_people_are_two_comments(ann, bob):
    place = make.discussion()

    assert posting.post(place.pk, ann, "Yes.") != posting.post(place.pk, bob, "Yes.")


# all or nothing


def test_a_post_that_is_rolled_back_leaves_nothing(ann):
    place = make.discussion()

    with transaction.atomic():
        posting.post(place.pk, ann, "Well said.")
        transaction.set_rollback(True)

    assert not Comment.objects.exists()
    assert counters(place) == (0, 0)


@pytest.mark.parametrize("replies", [1, 30])
def test_a_reply_costs_the_same_in_a_long_thread(ann, replies, django_assert_max_num_queries):
    root = make.comment()
    for _ in range(replies):
        make.comment(parent=root)

    with django_assert_max_num_queries(16):
        posting.post(root.discussion_id, ann, "And another.", parent_id=root.pk)


@pytest.mark.parametrize(
    "body", ["\u00a0\u00a0", ">", "- \n- ", "[](http://x.example)", "> \u2800"]
)
def test_what_shows_nothing_is_not_published(db, ann, body):
    place = make.discussion()

    with pytest.raises(posting.Refused) as refused:
        posting.post(place.pk, ann, body)

    assert refused.value.code == "empty"
    assert not Comment.objects.exists()
