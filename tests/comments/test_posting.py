"""The one door for readers' writing."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forum.accounts.models import Hit
from forum.comments import integrity, posting, rules, text, wordlists
from forum.comments.models import Comment, Discussion
from forum.comments.rules import Commenter, Traps, rates
from forum.moderation import decisions
from tests import make

LINKS = "https://a.example https://b.example https://c.example"
HELD, REMOVED = Comment.Status.HELD, Comment.Status.REMOVED


@pytest.fixture(autouse=True)
def no_pause(policy):
    policy(pause_seconds=0, person_limit=1_000, network_limit=1_000)


def counters(place: Discussion) -> tuple[int, int]:
    place.refresh_from_db()
    return place.thread_count, place.comment_count


def found_in(comment: Comment) -> list[str]:
    """The codes of the rules whose findings are kept with it."""
    return [finding.rule for finding in comment.findings.all()]


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
    assert (written.revision, written.edited_at) == (1, None)
    assert not written.findings.exists()


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
    assert (held.status, held.number, found_in(held)) == (HELD, None, ["links"])
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

    held = posting.post(place.pk, ann, LINKS)

    assert found_in(held) == ["premoderated", "links"]
    assert held.urgency == rules.BY_CODE["links"].urgency  # the gravest
    assert [finding.evidence for finding in held.findings.all()][1]["links"] == 3


def test_a_rule_that_only_watches_is_noted_and_holds_nothing(ann, policy):
    policy(rule_modes={"links": "watch"})

    written = posting.post(make.discussion().pk, ann, LINKS)

    assert written.is_published
    assert [(one.rule, one.is_watched) for one in written.findings.all()] == [("links", True)]


def test_the_sites_a_comment_links_to_are_kept_once_each(ann):
    twice = "https://a.example/1 https://a.example/2"

    written = posting.post(make.discussion().pk, ann, f"Look: {twice}")

    assert [link.host for link in written.links.all()] == ["a.example"]


# asked first


TOLD = posting.Sending(anyway=False)


def test_what_an_author_could_change_is_asked_about_before_it_is_held(ann):
    place = make.discussion()

    with pytest.raises(posting.Asked) as asked:
        posting.post(place.pk, ann, LINKS, sending=TOLD)

    assert ["more than 2 links" in message for message in asked.value.messages] == [True]
    assert not Comment.objects.exists()
    assert counters(place) == (0, 0)


def test_asked_and_posted_anyway_it_waits(ann):
    place = make.discussion()

    held = posting.post(place.pk, ann, LINKS, sending=posting.Sending(anyway=True))

    assert held.is_held
    assert found_in(held) == ["links"]


def test_nobody_is_asked_where_nothing_waits(ann):
    assert posting.post(make.discussion().pk, ann, "Well said.", sending=TOLD).is_published


def test_nobody_is_asked_about_a_hold_that_other_words_would_not_lift(ann):
    """Who is told of a trap learns how machines are told from people."""
    trapped = posting.Sending(Traps(hidden_field="https://spam.example"), anyway=False)
    place = make.discussion()

    with pytest.raises(posting.Asked) as asked:
        posting.post(place.pk, ann, LINKS, sending=trapped)
    held = posting.post(place.pk, ann, "Well said, and said for long.", sending=trapped)

    assert [found.rule.code for found in asked.value.holds] == ["links"]
    assert len(asked.value.messages) == 1
    assert found_in(held) == ["trap"]


def test_being_asked_counts_against_no_limit(ann, policy):
    policy(person_limit=1)
    place = make.discussion()
    for _ in range(3):
        with pytest.raises(posting.Asked):
            posting.post(place.pk, ann, LINKS, sending=TOLD)

    assert posting.post(place.pk, ann, "Well said.", sending=TOLD).is_published


def test_what_moderators_approved_of_an_account_ends_its_being_new(policy, mona):
    policy(newcomer_comments=2)
    place, carl = make.discussion(), make.member("carl")
    as_carl = Commenter("Carl", carl.email, carl)
    for n in range(2):
        written = posting.post(place.pk, as_carl, f"Words {n}.")
        assert found_in(written) == ["newcomer"]
        decisions.approve(written, mona)

    assert posting.post(place.pk, as_carl, "The third.").is_published


def test_what_moderators_approved_of_a_guest_is_nobodys_trust(policy, mona):
    policy(newcomer_comments=1)
    place, nell = make.discussion(), make.guest("Nell", hand="a" * 64)
    for n in range(3):
        written = posting.post(place.pk, nell, f"Words {n}.")
        assert found_in(written) == ["newcomer"]
        decisions.approve(written, mona)


# attempts


TRIED = "a" * 64, "b" * 64


def try_in_vain(times: int, *, network: str = TRIED[0], **options) -> None:
    """Each time as somebody else in another place, as a machine would."""
    for _ in range(times):
        guest = make.guest(network=network, hand=uuid4().hex * 2)
        assert refusal(make.discussion().pk, guest, "> ", **options) == "empty"


@pytest.mark.parametrize(("before", "code"), [(rates.TRIES - 1, None), (rates.TRIES, "network")])
def test_what_comes_to_nothing_counts_against_a_networks_attempts(policy, before, code):
    policy(network_limit=1)
    try_in_vain(before)
    nell, place = make.guest("Nell", network=TRIED[0]), make.discussion()

    if code:
        assert refusal(place.pk, nell, "Well said.") == "network_too_many"
    else:
        assert posting.post(place.pk, nell, "Well said.").is_published


@pytest.mark.parametrize(("before", "code"), [(rates.TRIES - 1, None), (rates.TRIES, "person")])
def test_a_member_has_attempts_of_their_own(policy, before, code):
    policy(person_limit=1, network_limit=1)
    carl, place = make.member("carl"), make.discussion()
    try_in_vain(rates.TRIES)
    as_carl = Commenter("Carl", carl.email, carl, network=TRIED[0])
    for _ in range(before):
        assert refusal(place.pk, as_carl, "> ") == "empty"

    if code:
        assert refusal(place.pk, as_carl, "Well said.") == "too_many"
    else:
        assert posting.post(place.pk, as_carl, "Well said.").is_published


def test_the_attempts_of_staff_and_of_other_networks_are_not_counted(policy, mona):
    policy(person_limit=1, network_limit=1)
    try_in_vain(rates.TRIES)
    as_mona = Commenter("Mona", mona.email, mona, network=TRIED[0])
    for _ in range(rates.TRIES + 1):
        assert refusal(make.discussion().pk, as_mona, "> ") == "empty"

    try_in_vain(1, network=TRIED[1])


@pytest.mark.parametrize("is_reply", [False, True])
def test_a_retry_is_answered_however_many_attempts_there_were(policy, is_reply):
    policy(network_limit=1)
    nell, place = make.guest("Nell", network=TRIED[0]), make.discussion()
    parent_id = make.comment(place).pk if is_reply else None
    first = posting.post(place.pk, nell, "Well said.", parent_id=parent_id)

    again = [
        posting.post(place.pk, nell, "Well said.", parent_id=parent_id)
        for _ in range(2 * rates.TRIES)
    ]

    assert {one.pk for one in again} == {first.pk}
    assert {one.discussion.url for one in again} == {place.url}
    assert refusal(place.pk, nell, "Said otherwise.", parent_id=parent_id) == "network_too_many"


def test_only_what_is_written_counts_against_the_limits_of_comments(policy):
    policy(network_limit=1)
    nell, place = make.guest("Nell", network=TRIED[0]), make.discussion()
    try_in_vain(rates.TRIES - 2)

    first = posting.post(place.pk, nell, "Well said.")
    assert posting.post(place.pk, nell, "Well said.") == first

    ends = Hit.objects.order_by("key").values_list("key", "count")
    assert [count for key, count in ends if key.startswith("network:")] == [1]
    assert [count for key, count in ends if key.startswith("attempts")] == [rates.TRIES]


def test_beyond_that_nothing_is_rendered_nor_anybody_asked(policy, monkeypatch):
    policy(network_limit=1)
    try_in_vain(rates.TRIES)
    monkeypatch.setattr(text, "render", lambda body: pytest.fail("rendered"))
    sending = posting.Sending(opinion=lambda: pytest.fail("asked"))

    with pytest.raises(posting.Refused) as refused:
        posting.post(
            make.discussion().pk, make.guest(network=TRIED[0]), "Well said.", sending=sending
        )

    assert 0 < refused.value.retry_after <= 1200


@pytest.mark.parametrize("verb", ["post", "edit"])
def test_nothing_is_locked_while_words_are_rendered_and_searched(ann, monkeypatch, verb):
    place, depths = make.discussion(), []
    mine = posting.post(place.pk, ann, "The first words.")
    monkeypatch.setattr(text, "render", watched(text.render, depths))
    monkeypatch.setattr(wordlists, "find", watched(wordlists.find, depths))

    if verb == "post":
        posting.post(place.pk, ann, "New words.")
    else:
        posting.edit(mine, ann, "New words.")

    assert depths == [0, 0, 0]


def watched(function, depths: list[int]):
    """`function`, noting how many transactions are open within the test's when it is called."""

    def inner(*arguments):
        depths.append(len(connection.savepoint_ids))
        return function(*arguments)

    return inner


@pytest.mark.redis
def test_nor_does_it_where_redis_counts(ann, policy, settings):
    """The database forgets with the transaction; Redis has to be told."""
    if "Redis" not in settings.CACHES["default"]["BACKEND"]:
        pytest.skip("CACHE_URL names no Redis: make test-redis")
    policy(person_limit=2)
    place, hand = make.discussion(), uuid4().hex * 2
    nell = make.guest("Nell", hand=hand)

    for _ in range(3):
        with pytest.raises(posting.Asked):
            posting.post(place.pk, nell, LINKS, sending=TOLD)
        with pytest.raises(posting.Refused):
            posting.post(place.pk, nell, "")

    for n in range(2):
        assert posting.post(place.pk, nell, f"Words {n}.", sending=TOLD).is_published
    assert refusal(place.pk, nell, "One too many.") == "too_many"


@pytest.mark.parametrize(
    ("age", "status"), [(timedelta(seconds=1), HELD), (timedelta(seconds=2), "published")]
)
def test_a_form_that_comes_back_at_once_is_held_and_never_lost(ann, age, status):
    sending = posting.Sending(Traps(form_age=age), anyway=False)

    assert posting.post(make.discussion().pk, ann, "Well said.", sending=sending).status == status


# hands


def test_the_hand_of_a_guest_is_kept_with_the_comment():
    place = make.discussion()
    known = make.guest("Ann", hand="a" * 64)

    assert posting.post(place.pk, known, "Well said.").hand == "a" * 64


def test_a_hand_that_is_new_is_kept_but_proves_nothing(ann, policy):
    """A machine without cookies gets a new one each time: its address must go on counting."""
    policy(person_limit=2)
    place = make.discussion()
    for n in range(2):
        sending = posting.Sending(new_hand=str(n) * 64)
        assert posting.post(place.pk, ann, f"Words {n}.", sending=sending).hand == str(n) * 64

    with pytest.raises(posting.Refused) as refused:
        posting.post(place.pk, ann, "More words.", sending=posting.Sending(new_hand="3" * 64))
    assert refused.value.code == "too_many"


def test_the_same_words_of_the_same_hand_are_one_comment_whenever_they_come():
    place, ann = make.discussion(), make.guest("Ann", hand="a" * 64)
    first = posting.post(place.pk, ann, "Well said.")
    Comment.objects.update(posted_at=timezone.now() - timedelta(days=3))

    assert posting.post(place.pk, make.guest("Nan", hand="a" * 64), "Well said.") == first
    assert posting.post(place.pk, make.guest("Bob", hand="b" * 64), "Well said.") != first


# refusals


def test_a_refusal_stands_where_the_trouble_is(ann, policy):
    policy(reserved_names="Editor")

    with pytest.raises(posting.Refused) as refused:
        posting.post(make.discussion().pk, make.guest("Edit0r"), "Well said.")

    assert (refused.value.code, refused.value.field) == ("name_reserved", "name")


def test_too_soon_says_how_many_seconds_are_left(ann, policy):
    place = make.discussion()
    policy(pause_seconds=20)
    posting.post(place.pk, ann, "A.")

    with pytest.raises(posting.Refused) as refused:
        posting.post(place.pk, ann, "B.")

    assert refused.value.retry_after == 20


def test_post_to_a_closed_discussion_writes_nothing(ann):
    closed = make.discussion(opening="closed")

    assert refusal(closed.pk, ann, "Well said.") == "closed"

    assert not Comment.objects.exists()
    assert counters(closed) == (0, 0)


@pytest.mark.parametrize("body", ["", " \n ", "\u200b", "\x00\x01", "\u202e\u202c"])
def test_nothing_is_not_posted(ann, body):
    assert refusal(make.discussion().pk, ann, body) == "empty"


def test_a_megabyte_is_refused_before_anybody_reads_it(ann, monkeypatch):
    monkeypatch.setattr(text, "render", lambda body: pytest.fail("rendered"))
    monkeypatch.setattr(text, "fingerprint", lambda body: pytest.fail("folded"))

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


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="tests/scale asks PostgreSQL, which plans by size"
)
def test_the_same_words_are_looked_up_by_the_words_and_not_in_the_whole_discussion(ann):
    place = make.discussion()
    with CaptureQueriesContext(connection) as asked:
        posting.post(place.pk, ann, "Well said.")

    looked_up = [q["sql"] for q in asked if '"fingerprint" = ' in q["sql"]]
    assert looked_up
    with connection.cursor() as cursor:
        for sql in looked_up:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            assert "comment_twins" in str(cursor.fetchall())


@pytest.mark.parametrize("replies", [1, 30])
def test_a_reply_costs_the_same_in_a_long_thread(ann, replies, django_assert_max_num_queries):
    root = make.comment()
    for _ in range(replies):
        make.comment(parent=root)

    with django_assert_max_num_queries(24):  # with two savepoints
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
