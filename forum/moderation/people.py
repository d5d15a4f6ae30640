"""People as moderators know them: by their keys (`accounts.Standing`), and what goes by them."""

from collections.abc import Iterable

from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Lower

from forum.accounts.models import Member
from forum.comments.models import Comment
from forum.moderation.numbers import read_number

NEWEST = 1_000  # comments under an address that are looked at


def keys_to_bind(comment: Comment, *, by_address: bool) -> list[str]:
    """The keys by which an act binds its author: the one that is surely theirs, or all of them.

    An address can be typed by anybody: by it an act binds its owner as well.
    """
    return [key for key in comment.person_keys if by_address or key == comment.person_key]


def hands_under(address: str) -> set[str]:
    """The browsers in which guests typed this address, in the newest comments under it: 1 query."""
    typed = Comment.objects.filter(author=None, email=address).order_by("-posted_at")
    return set(typed.values_list("hand", flat=True)[:NEWEST]) - {""}


def comments_of(keys: Iterable[str]) -> QuerySet[Comment]:
    """The comments of whoever goes by any of these keys."""
    keys = list(keys)
    theirs = Q(author__in=_numbers(_values(keys, "member")))
    theirs |= Q(author=None, email__in=_values(keys, "email"))
    # Not empty: said so that SQLite takes the index, which has no comment without a hand.
    theirs |= Q(author=None, hand__in=_values(keys, "hand")) & ~Q(hand="")
    return Comment.objects.filter(theirs)


def members_of(keys: Iterable[str]) -> QuerySet[Member]:
    """The accounts among these keys."""
    return Member.objects.filter(pk__in=_numbers(_values(keys, "member")))


def members_at(address: str) -> QuerySet[Member]:
    """Those whose address it is, in capitals or not."""
    return Member.objects.alias(address=Lower("email")).filter(address=address.lower())


def names_of_hands(keys: Iterable[str]) -> dict[str, str]:
    """The name that was typed last in each browser among these keys, by key: 1 query, if there is
    any."""
    known = Comment.objects.filter(author=None, hand__in=_values(keys, "hand")).exclude(hand="")
    last = known.order_by().values("hand").annotate(last=Max("pk")).values("last")
    named = Comment.objects.filter(pk__in=last).values_list("hand", "name")
    return {f"hand:{hand}": name for hand, name in named}


def _values(keys: Iterable[str], kind: str) -> list[str]:
    return [key.removeprefix(f"{kind}:") for key in keys if key.startswith(f"{kind}:")]


def _numbers(values: Iterable[str]) -> list[int]:
    return [number for value in values if (number := read_number(value)) is not None]
