"""What is known of whoever wrote a comment: how they did so far, how they stand, who is near.
Reads, and leaves the words to others."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from forum.accounts.models import Member, Standing
from forum.comments.models import Comment
from forum.moderation import permissions
from forum.moderation.models import Decision, Note
from forum.moderation.people import comments_of, hands_under

LATEST = 50  # notes, comments and decisions shown of one person
NEIGHBOURS = 8
NEWEST = 1_000  # comments of a network or under a name that are looked at

Status = Comment.Status


@dataclass(frozen=True)
class Record:
    """What became of all that somebody has written here; and how much of it came from other
    browsers, under the address of a guest alone."""

    total: int
    published: int
    waiting: int
    removed: int
    since: datetime | None
    elsewhere: int = 0
    removed_elsewhere: int = 0

    @property
    def removed_percent(self) -> int:
        """Of those that were decided; what waits does not count."""
        decided = self.published + self.removed
        return round(100 * self.removed / decided) if decided else 0


def record_of(comment: Comment) -> Record:
    """Of the author of `comment`: 1 query."""
    is_elsewhere = Q(author=None) & ~Q(hand=comment.hand)
    return Record(
        **comments_of(comment.person_keys).aggregate(
            total=Count("pk"),
            published=Count("pk", filter=Q(status=Status.PUBLISHED)),
            waiting=Count("pk", filter=Q(status=Status.HELD)),
            removed=Count("pk", filter=Q(status=Status.REMOVED)),
            since=Min("posted_at"),
            elsewhere=Count("pk", filter=is_elsewhere),
            removed_elsewhere=Count("pk", filter=is_elsewhere & Q(status=Status.REMOVED)),
        )
    )


def latest_by(comment: Comment, moderator: Member) -> QuerySet[Comment]:
    """What its author wrote where this moderator reaches, the newest first."""
    theirs = permissions.within(comments_of(comment.person_keys), moderator)
    theirs = theirs.select_related("discussion")
    return theirs.prefetch_related("findings").order_by("-pk")[:LATEST]


def keys_around(comment: Comment) -> list[str]:
    """What its author goes by, and the other browsers in which a guest's address was typed:
    1 query, none of a member."""
    own = comment.person_keys
    if comment.author_id or not comment.email:
        return own
    others = hands_under(comment.email) - {comment.hand}
    return own + sorted(f"hand:{hand}" for hand in others)


def standings_of(keys: list[str]) -> QuerySet[Standing]:
    return Standing.objects.of(keys).order_by("key")


def notes_about(keys: list[str]) -> QuerySet[Note]:
    """The newest first."""
    return Note.objects.filter(key__in=keys).select_related("by")[:LATEST]


def decisions_about(keys: list[str]) -> QuerySet[Decision]:
    """Warnings, suspensions and the like, the newest first."""
    found = Decision.objects.filter(whom__in=keys, comment=None)
    return found.select_related("moderator", "batch__undone_by")[:LATEST]


@dataclass(frozen=True)
class Neighbour:
    """Somebody else of the same network or name, how many of the newest comments there are theirs,
    and the primary key of their newest."""

    name: str
    email: str
    comments: int
    pk: int


def in_the_network_of(comment: Comment, moderator: Member) -> list[Neighbour]:
    """Others who write from its network where this moderator reaches; a network's key holds for a
    month (`networks`). 1 query, none where the network is not known."""
    if not comment.network:
        return []
    # Its index is partial: without the second condition it could not be used.
    same = Comment.objects.filter(network=comment.network).exclude(network="")
    return _others(comment, permissions.within(same, moderator).order_by("-posted_at"))


def under_the_name_of(comment: Comment, moderator: Member) -> list[Neighbour]:
    """Others who write under the very same name where this moderator reaches: 1 query."""
    if not comment.name:
        return []
    same = permissions.within(Comment.objects.filter(name=comment.name), moderator)
    return _others(comment, same.order_by("-pk"))


def _others(comment: Comment, same: QuerySet[Comment]) -> list[Neighbour]:
    """Whoever else wrote `same`, newest first, the busiest first."""
    own = Q(author=comment.author_id) if comment.author_id else Q(author=None, email=comment.email)
    newest, count = {}, Counter()
    for pk, *person in same.exclude(own).values_list("pk", "name", "email")[:NEWEST]:
        newest.setdefault(tuple(person), pk)
        count[tuple(person)] += 1
    return [
        Neighbour(*person, comments=times, pk=newest[person])
        for person, times in count.most_common(NEIGHBOURS)
    ]
