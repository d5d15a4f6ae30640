"""What was said before a draft, by its author and by others, as far as rules ask. Judges nothing.

Each is looked up when a rule asks for it, and then once; a rehearsal tells it from what it has
read (`forum.comments.rehearsal.memory`).
"""

from datetime import datetime, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q

from forum.comments.models import Comment

if TYPE_CHECKING:
    from forum.comments.rules.commenters import Commenter
    from forum.comments.rules.drafts import Draft

DECIDED_WITHIN = timedelta(days=90)  # how far back a repeat offender's comments count
TWINS_WITHIN = timedelta(days=1)  # in which the same words from many hands are a campaign


class Said(NamedTuple):
    """A comment with the words of the draft, by the same person in the same discussion."""

    pk: int
    parent: int | None
    hand: str
    posted_at: datetime


class Past:
    """The past of one draft, from the database: one query for each property that is asked for."""

    def __init__(self, draft: "Draft"):
        self._draft = draft

    @cached_property
    def published(self) -> int:
        """How many comments of theirs are published, counted as far as a newcomer's."""
        needed = self._draft.policy.newcomer_comments
        return self._draft.comments_by_author.published()[:needed].count()

    @cached_property
    def decided(self) -> dict[str, int]:
        """How many of theirs were removed and published lately; what waits does not count, and not
        what somebody else may have written under their address."""
        counts = dict(self._draft.ask(_decided, since=self._draft.at - DECIDED_WITHIN))
        told = (Comment.Status.REMOVED, Comment.Status.PUBLISHED)
        return {str(status): counts.get(status, 0) for status in told}

    @cached_property
    def said_before(self) -> list[Said]:
        """Their comments with exactly these words in this discussion, the first one first."""
        draft = self._draft
        words = {"place": draft.discussion.pk, "fingerprint": draft.fingerprint}
        return [Said(*row) for row in draft.ask(_said_before, **words)]

    @property
    def own_twin(self) -> int | None:
        """The first comment in which they said exactly this in this discussion."""
        return self.said_before[0].pk if self.said_before else None

    @cached_property
    def twins(self) -> tuple[int, int | None]:
        """How many others said exactly this lately, counted until it is too many; the first one's
        comment. People, not comments: who says it again and again is one. Two queries if it is."""
        draft, most = self._draft, self._draft.policy.twin_limit
        words = {"fingerprint": draft.fingerprint, "since": draft.at - TWINS_WITHIN}
        people = len(draft.ask(_people_who_said(most + 1), **words))
        if people <= most:
            return people, None
        said = _said_by_others(draft, **words).order_by("posted_at")
        return people, said.values_list("pk", flat=True)[0]

    @cached_property
    def said_last(self) -> datetime | None:
        """When this person, or for guests anyone of their network, said something within the
        pause that the policy asks for."""
        draft = self._draft
        pause = timedelta(seconds=draft.policy.pause_seconds)
        return next(iter(draft.ask(_said_last, since=draft.at - pause)), None)


def _decided(draft: "Draft", since):
    lately = draft.comments_surely_by_author.since(since).order_by()
    return lately.values_list("status").annotate(Count("pk"))


def _said_before(draft: "Draft", place, fingerprint):
    said = draft.comments_by_author.filter(discussion=place, fingerprint=fingerprint)
    return said.order_by("pk").values_list(*Said._fields)


@cache
def _people_who_said(most: int):
    def write(draft: "Draft", fingerprint, since):
        people = _said_by_others(draft, fingerprint, since).values_list("author", "email")
        return people.distinct()[:most]

    return write


def _said_by_others(draft: "Draft", fingerprint, since):
    said = draft.others.since(since).filter(fingerprint=fingerprint)
    return said.exclude(draft.author.own).order_by()


def _said_last(draft: "Draft", since):
    just_now = draft.others.since(since).filter(_same_hand(draft.author))
    return just_now.order_by("-posted_at").values_list("posted_at", flat=True)[:1]


def _same_hand(author: "Commenter") -> Q:
    if author.member or not author.network:
        return author.own
    return author.own | (Q(author=None, network=author.network) & ~Q(network=""))
