"""Whatever readers and moderators do, in whatever order: tree, numbers and counters are right.

A model keeps what each comment should be, in plain Python; after every step the database must say
the same.
"""

from dataclasses import dataclass

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from forum.comments import integrity, posting
from forum.comments.models import Comment, Discussion, Policy
from forum.moderation import decisions
from tests import make

PUBLISHED, HELD, REMOVED = Comment.Status.PUBLISHED, Comment.Status.HELD, Comment.Status.REMOVED
LINKS = "https://a.example https://b.example https://c.example"


@dataclass
class Expected:
    """What a comment should be now, and was before a moderator removed it."""

    place: int
    parent: int | None
    status: str
    number: int | None
    before: str = ""
    is_seen: bool = False


class Histories(RuleBasedStateMachine):
    comments = Bundle("comments")

    def __init__(self):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.expected: dict[int, Expected] = {}
        self.written = 0

    def teardown(self):
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @initialize(premoderated=st.booleans())
    def begin(self, premoderated):
        numbers = {"pause_seconds": 0, "person_limit": 1000, "offender_percent": 101}
        Policy.objects.update_or_create(pk=1, defaults=numbers)
        self.moderator = make.member("mona", is_superuser=True)
        self.people = [make.guest("Ann"), make.guest("Bob")]
        self.places = [
            make.discussion(url="/one/").pk,
            make.discussion(url="/two/", premoderated=premoderated).pk,
        ]
        self.premoderated = {self.places[1]} if premoderated else set()
        self.threads = dict.fromkeys(self.places, 0)
        self.versions = dict.fromkeys(self.places, 0)

    # Readers -------------------------------------------------------------------------------

    @rule(target=comments, who=st.integers(0, 1), where=st.integers(0, 1), links=st.booleans())
    def post(self, who, where, links):
        return self.write(who, self.places[where], None, links)

    @rule(target=comments, who=st.integers(0, 1), parent=comments, links=st.booleans())
    def reply(self, who, parent, links):
        above = self.expected[parent]
        if above.status == PUBLISHED:
            return self.write(who, above.place, parent, links)
        with pytest.raises(posting.Refused) as refused:
            posting.post(above.place, self.people[who], "Why?", parent_id=parent)
        assert refused.value.code == "parent_gone"
        return parent

    @rule(who=st.integers(0, 1), comment=comments)
    def reply_in_the_wrong_discussion(self, who, comment):
        (other,) = set(self.places) - {self.expected[comment].place}
        with pytest.raises(posting.Refused):
            posting.post(other, self.people[who], "Why?", parent_id=comment)

    @rule(comment=comments)
    def send_again(self, comment):
        row = Comment.objects.get(pk=comment)
        author = make.guest(row.name)
        again = posting.post(row.discussion_id, author, row.body, parent_id=row.parent_id)
        assert again == row

    def write(self, who, place, parent, links) -> int:
        self.written += 1
        body = f"Words {self.written}. {LINKS if links else ''}"
        made = posting.post(place, self.people[who], body, parent_id=parent)
        held = links or place in self.premoderated
        self.expected[made.pk] = Expected(place, parent, HELD if held else PUBLISHED, None)
        if not held:
            self.give_a_place(made.pk)
        return made.pk

    def give_a_place(self, pk):
        comment = self.expected[pk]
        if comment.number is None and comment.parent is not None:
            comment.number = self.expected[comment.parent].number
        elif comment.number is None:
            self.threads[comment.place] += 1
            comment.number = self.threads[comment.place]

    # Moderators ----------------------------------------------------------------------------

    @rule(pk=comments)
    def approve(self, pk):
        comment = self.expected[pk]
        waits = comment.status == HELD or (comment.status == PUBLISHED and not comment.is_seen)
        if self.decide(decisions.approve, pk, {comment.status} if waits else set()):
            comment.status, comment.is_seen = PUBLISHED, True
            self.give_a_place(pk)

    @rule(pk=comments)
    def remove(self, pk):
        comment = self.expected[pk]
        before = comment.status
        if self.decide(decisions.remove, pk, {PUBLISHED, HELD}):
            comment.before, comment.status, comment.is_seen = before, REMOVED, True

    @rule(pk=comments)
    def restore(self, pk):
        comment = self.expected[pk]
        if self.decide(decisions.restore, pk, {REMOVED}):
            comment.status, comment.is_seen = comment.before, comment.before == PUBLISHED

    def decide(self, verb, pk, among) -> bool:
        """Whether the verb applied; the database must agree with the model about it."""
        applies = self.expected[pk].status in among
        try:
            verb(Comment.objects.get(pk=pk), self.moderator)
        except decisions.AlreadyDecided:
            assert not applies
        else:
            assert applies
        return applies

    # What must hold ------------------------------------------------------------------------

    @invariant()
    def the_database_is_sound(self):
        assert list(integrity.problems()) == []

    @invariant()
    def every_comment_is_as_expected(self):
        columns = "pk", "discussion", "parent", "status", "number", "is_reviewed"
        found = {pk: tuple(rest) for pk, *rest in Comment.objects.values_list(*columns)}
        assert found == {
            pk: (e.place, e.parent, e.status, e.number, e.is_seen)
            for pk, e in self.expected.items()
        }

    @invariant()
    def counters_are_right_and_versions_never_fall(self):
        for place in Discussion.objects.all():
            published = [
                e for e in self.expected.values() if e.place == place.pk and e.status == PUBLISHED
            ]
            assert place.comment_count == len(published)
            assert place.thread_count == self.threads[place.pk]
            assert place.version >= self.versions[place.pk]
            self.versions[place.pk] = place.version


def test_any_history_leaves_tree_numbers_and_counters_right(db):
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=30,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
