"""Who writes in one discussion does not wait for those who write in another.

On PostgreSQL, where each discussion is a lock of its own; SQLite has one writer at a time. One
transaction is left unfinished here, and everything else is tried in a thread with a connection of
its own. Whatever waits for it fails after the `lock_timeout` of the settings.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event

import pytest
from django.db import connection, transaction

from forum.accounts.models import Member
from forum.comments import posting, reporting, wordlists
from forum.comments.models import Comment, Discussion
from forum.comments.posting import posts
from forum.comments.reporters import Reporter
from forum.comments.rules import Commenter
from forum.moderation import decisions
from tests import make

pytestmark = pytest.mark.postgres

LINKS = "https://a.example https://b.example https://c.example"
PATIENCE = 60  # seconds


@pytest.fixture(autouse=True)
def numbers(transactional_db, policy):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    policy(pause_seconds=0, person_limit=1000)


@pytest.fixture
def elsewhere() -> Iterator[Callable]:
    """elsewhere(act, …): `act` in another connection, as a future."""
    with ThreadPoolExecutor(1) as pool:
        yield lambda act, *given: pool.submit(_and_leave, act, *given)


def _and_leave(act, *given):
    try:
        return act(*given)
    finally:
        connection.close()


@dataclass(frozen=True)
class Place:
    """A discussion with comments of every state, its own readers, and two moderators."""

    discussion: Discussion
    open: Comment
    held: Comment
    gone: Comment
    mona: Member
    max: Member

    @classmethod
    def made(cls, name: str) -> "Place":
        discussion = make.discussion(url=f"/{name}/", opening="open")
        author = Commenter(f"Ann {name}", f"ann.{name}@example.org")
        return cls(
            discussion,
            make.comment(discussion, by=author),
            make.comment(discussion, status="held"),
            make.comment(discussion, status="removed"),
            *[Member.objects.get(username=username) for username in ("mona", "max")],
        )

    def guest(self, who: str) -> Commenter:
        """Each of a network of their own: here a whole post is one unfinished transaction, with
        what it counted."""
        network = f"{who} {self.discussion.url}"
        return Commenter(who, f"{who}@example.org", hand=f"hand of {who}", network=network)

    def post(self, who: str = "bob", **parent) -> Comment:
        words = f"{who} in {self.discussion.url} with {parent}"
        return posting.post(self.discussion.pk, self.guest(who), words, **parent)

    def reply(self, who: str = "bob") -> Comment:
        return self.post(who, parent_id=self.open.pk)

    def post_held(self, who: str = "bob") -> Comment:
        return posting.post(self.discussion.pk, self.guest(who), LINKS)

    def edit(self) -> Comment:
        author = Commenter(self.open.name, self.open.email)
        return posting.edit(self.open, author, "Said better.")

    def approve(self):
        return decisions.approve(self.held, self.mona)

    def remove_as_spam(self):
        return decisions.remove_as_spam([self.open, self.held], self.mona)

    def restore(self):
        return decisions.restore(self.gone, self.mona)

    def undo(self):
        return decisions.undo(decisions.approve(self.held, self.mona), self.max)

    def lock(self):
        return decisions.lock(self.open, self.mona, locked=True)

    def close(self):
        return decisions.configure(self.discussion, self.mona, opening="closed", premoderated=False)

    def report(self):
        person = Reporter(hand=f"hand {self.discussion.url}", network=self.discussion.url)
        return reporting.report(self.open.pk, person, "spam")

    def suspend(self):
        return decisions.suspend("email:nobody@example.org", self.mona)

    def list_words(self):
        return wordlists.add([f"moss of {self.discussion.pk}"], "watch")


@pytest.fixture
def places() -> tuple[Place, Place]:
    for username in ("mona", "max"):
        make.member(username, is_staff=True, is_superuser=True)
    return Place.made("here"), Place.made("there")


UNFINISHED = [
    Place.post, Place.reply, Place.post_held, Place.edit, Place.approve, Place.remove_as_spam,
    Place.restore, Place.undo, Place.lock, Place.close, Place.report, Place.suspend,
    Place.list_words,
]  # fmt: skip
MEANWHILE = [
    Place.edit, Place.report, Place.lock, Place.restore, Place.undo, Place.remove_as_spam,
    Place.close,
]  # fmt: skip


@pytest.mark.parametrize("unfinished", UNFINISHED, ids=lambda act: act.__name__)
def test_nobody_waits_for_what_is_unfinished_in_another_discussion(places, elsewhere, unfinished):
    here, there = places

    with transaction.atomic():
        unfinished(here)
        for post in (Place.post, Place.reply, Place.post_held):
            assert elsewhere(post, there, "eve").result(PATIENCE).pk
        for act in MEANWHILE:
            elsewhere(act, there).result(PATIENCE)

    assert Comment.objects.filter(discussion=there.discussion, name="eve").count() == 3


def test_guests_of_one_network_do_not_wait_for_each_other(places, elsewhere, monkeypatch):
    """What they spend of a limit is one row: it is not kept while a comment is written down."""
    here, there = places
    begun, goes_on, write_down = Event(), Event(), posts.write_down

    def slowly(draft, verdict, **given):
        if draft.discussion == here.discussion:
            begun.set()
            assert goes_on.wait(PATIENCE)
        return write_down(draft, verdict, **given)

    monkeypatch.setattr(posts, "write_down", slowly)
    ann, ben = (Commenter(who, f"{who}@example.org", network="one") for who in ("ann", "ben"))
    unfinished = elsewhere(posting.post, here.discussion.pk, ann, "The lamps are lit.")
    assert begun.wait(PATIENCE)

    assert posting.post(there.discussion.pk, ben, "So they are.").pk
    goes_on.set()
    assert unfinished.result(PATIENCE).pk


@pytest.mark.parametrize("act", [Place.post, Place.edit, Place.approve, Place.close])
def test_who_writes_in_the_same_discussion_waits_until_it_is_finished(places, elsewhere, act):
    here, _there = places

    with transaction.atomic():
        Discussion.objects.locked(here.discussion.pk)
        waiting = elsewhere(act, here)
        _wait_for_one_who_waits()
        assert not waiting.done()

    assert waiting.result(PATIENCE).pk


def _wait_for_one_who_waits() -> None:
    """Return when a connection waits for this one; fail when none does for long."""
    with connection.cursor() as cursor:
        for _ in range(10 * PATIENCE):
            cursor.execute(
                "SELECT count(*) FROM pg_locks, pg_sleep(0.1)"
                " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone()[0]:
                return
    pytest.fail("nobody waits")
