"""What one writer of the storm does: readers' and moderators' acts by turns, each in the journal.

Runs in a process of its own. What is to be answered, edited or decided is looked up without a
lock, as people do it, so that much of it has changed when the act begins.
"""

import logging
import random
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from forum.accounts.models import Member
from forum.comments import posting
from forum.comments.models import Comment, Discussion
from forum.comments.rules import Commenter
from forum.moderation import decisions
from forum.moderation.models import Batch
from tests.storm.journal import OK, REFUSED, UNKNOWN, Journal
from tests.storm.looks import look

LINKS = "https://a.example https://b.example https://c.example"
WEIGHTS = {
    "post": 20, "reply": 34, "edit": 10, "approve": 8, "remove": 5, "spam": 1, "restore": 4,
    "several": 5, "lock": 4, "configure": 4, "undo": 5,
}  # fmt: skip
NEAR = 12  # comments to choose from: few, so that writers meet
SOME = 10  # comments at one stroke
LOOK = 20  # acts between two looks at what readers see

No = posting.Refused, posting.TooLate, decisions.LeftAlone

Told = dict[str, Any]


@dataclass
class Writer:
    """One process of the storm: a person who writes, and a moderator."""

    seed: int
    places: list[int]
    author: Commenter
    moderator: Member
    journal: Journal
    own: list[int] = field(default_factory=list)

    def __post_init__(self):
        self.dice = random.Random(self.seed)

    def run(self, acts: int) -> None:
        names = self.dice.choices(list(WEIGHTS), list(WEIGHTS.values()), k=acts)
        for number, name in enumerate(names):
            self._do(f"{self.seed}-{number}", name)
            if number % LOOK == 0:
                self._do(f"{self.seed}-{number}-look", "look")

    def _do(self, key: str, name: str) -> None:
        self.journal.asked(key, name)
        try:
            told = ACTS[name](self, key)
        except No as no:
            self.journal.answered(key, REFUSED, why=type(no).__name__, code=getattr(no, "code", ""))
        except Exception as error:
            self.journal.answered(key, UNKNOWN, why=repr(error))
        else:
            self.journal.answered(key, OK, **told)

    def words(self, key: str) -> str:
        return f"Said in act {key}. {LINKS if self.dice.random() < 0.2 else ''}"

    def place(self) -> int:
        """Half of the time the first one, in which all of them meet."""
        return self.dice.choice([self.places[0], self.dice.choice(self.places[1:])])

    def some(self, comments: QuerySet[Comment], most: int = 1) -> list[Comment]:
        """A few of the newest of these comments, as they are now."""
        near = list(comments.filter(discussion__in=self.places).order_by("-pk")[:NEAR])
        return self.dice.sample(near, min(most, len(near)))


class Names(logging.Handler):
    """Puts into the journal what the site itself only logs: a lesson that could not be counted."""

    def __init__(self, journal: Journal):
        super().__init__(logging.ERROR)
        self.journal = journal

    def emit(self, record: logging.LogRecord) -> None:
        key = f"log-{record.created}-{record.process}"
        self.journal.asked(key, "log")
        self.journal.answered(key, UNKNOWN, why=f"{record.getMessage()} {record.exc_info}")


def storm(seed: int, path: str, places: list[int], member: int, moderator: int, acts: int) -> None:
    """Do so many acts at random in these discussions, as a member or, with `member` 0, a guest."""
    journal = Journal(path)
    author = _member(member) if member else _guest(seed)
    log, names = logging.getLogger(), Names(journal)
    log.addHandler(names)
    try:
        Writer(seed, places, author, Member.objects.get(pk=moderator), journal).run(acts)
    finally:
        log.removeHandler(names)


def _member(pk: int) -> Commenter:
    member = Member.objects.get(pk=pk)
    return Commenter(str(member), member.email, member)


def _guest(seed: int) -> Commenter:
    return Commenter(f"Guest {seed}", f"guest.{seed}@example.org", hand=f"{seed:064x}")


def _post(writer: Writer, key: str) -> Told:
    return _write(writer, key, writer.place(), None)


def _reply(writer: Writer, key: str) -> Told:
    """To one of the newest, or of the oldest, which all have in common."""
    place = writer.place()
    parents = Comment.objects.placed().filter(discussion=place)
    order = writer.dice.choice(["pk", "-pk"])
    near = list(parents.order_by(order).values_list("pk", flat=True)[:NEAR])
    return _write(writer, key, place, writer.dice.choice(near) if near else None)


def _write(writer: Writer, key: str, place: int, parent: int | None) -> Told:
    made = posting.post(place, writer.author, writer.words(key), parent_id=parent)
    writer.own.append(made.pk)
    return _of(made) | {"place": place, "parent": parent, "number": made.number}


def _edit(writer: Writer, key: str) -> Told:
    if not writer.own:
        return _post(writer, key)
    comment = Comment.objects.get(pk=writer.dice.choice(writer.own[-NEAR:]))
    return _of(posting.edit(comment, writer.author, writer.words(key)))


def _of(comment: Comment) -> Told:
    return {"pk": comment.pk, "status": comment.status}


def _approve(writer: Writer, key: str) -> Told:
    return _decide(writer, decisions.approve, Comment.objects.waiting())


def _remove(writer: Writer, key: str) -> Told:
    return _decide(writer, decisions.remove, Comment.objects.exclude(status="removed"))


def _spam(writer: Writer, key: str) -> Told:
    return _decide(writer, decisions.remove_as_spam, Comment.objects.waiting())


def _restore(writer: Writer, key: str) -> Told:
    return _decide(writer, decisions.restore, Comment.objects.filter(status="removed"))


def _lock(writer: Writer, key: str) -> Told:
    locked = writer.dice.random() < 0.4

    def lock(comment, moderator):
        return decisions.lock(comment, moderator, locked=locked)

    return _decide(writer, lock, Comment.objects.placed().filter(is_locked=not locked))


def _decide(writer: Writer, verb, comments: QuerySet[Comment]) -> Told:
    found = writer.some(comments)
    return _batch(verb(found[0], writer.moderator) if found else None)


def _several(writer: Writer, key: str) -> Told:
    """A bulk that reaches into several discussions, whatever state the comments are in."""
    verb = writer.dice.choice([decisions.approve, decisions.remove, decisions.restore])
    return _batch(verb(writer.some(Comment.objects.all(), SOME), writer.moderator))


def _configure(writer: Writer, key: str) -> Told:
    openings = Discussion.Opening
    made = decisions.configure(
        Discussion.objects.get(pk=writer.place()),
        writer.moderator,
        opening=writer.dice.choice([openings.OPEN] * 4 + [openings.BY_AGE] * 2 + [openings.CLOSED]),
        premoderated=writer.dice.random() < 0.2,
    )
    return _batch(made)


def _undo(writer: Writer, key: str) -> Told:
    batches = list(Batch.objects.all()[:NEAR])
    if not batches:
        return _batch(None)
    return _batch(decisions.undo(writer.dice.choice(batches), writer.moderator))


def _batch(made: Batch | None) -> Told:
    """A batch that changed nothing is not written: it has no key."""
    return {"batch": made.pk, "size": made.size} if made else {"batch": None, "size": 0}


def _look(writer: Writer, key: str) -> Told:
    return look(writer.place())


ACTS = {
    "post": _post, "reply": _reply, "edit": _edit, "approve": _approve, "remove": _remove,
    "spam": _spam, "restore": _restore, "several": _several, "lock": _lock,
    "configure": _configure, "undo": _undo, "look": _look,
}  # fmt: skip
