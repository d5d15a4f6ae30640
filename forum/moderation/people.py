"""People as moderators know them: by their keys (`accounts.Standing`), and what goes by them."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from forum.accounts.models import Member
from forum.comments.models import Comment

DIGITS = 19  # of the highest primary key: with fewer, every database can compare a number


def keys_of(comment: Comment) -> list[str]:
    """All keys its author goes by: an account, or else address and browser; none of nobody."""
    if comment.author_id:
        return [f"member:{comment.author_id}"]
    keys = [("email", comment.email), ("hand", comment.hand)]
    return [f"{kind}:{value}" for kind, value in keys if value]


def comments_of(keys: Iterable[str]) -> QuerySet[Comment]:
    """The comments of whoever goes by any of these keys."""
    values = defaultdict(list)
    for key in keys:
        kind, _colon, value = key.partition(":")
        values[kind].append(value)
    theirs = Q(author__in=_numbers(values["member"]))
    theirs |= Q(author=None, email__in=values["email"])
    # Not empty: said so that SQLite takes the index, which has no comment without a hand.
    theirs |= Q(author=None, hand__in=values["hand"]) & ~Q(hand="")
    return Comment.objects.filter(theirs)


def members_of(keys: Iterable[str]) -> QuerySet[Member]:
    """The accounts among these keys."""
    named = [key.partition(":") for key in keys]
    return Member.objects.filter(pk__in=_numbers(v for kind, _c, v in named if kind == "member"))


def _numbers(values: Iterable[str]) -> list[int]:
    return [int(value) for value in values if value.isdecimal() and len(value) < DIGITS]
