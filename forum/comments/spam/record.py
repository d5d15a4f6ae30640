"""How the filter has done here: the scores comments got when they were posted, against what
moderators decided about them afterwards. Reads, never counts a comment it was taught with first.
"""

from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet

from forum.comments.models import Comment, Trace
from forum.comments.spam import bayes
from forum.comments.spam.tokens import Token

COMMONEST = 1000  # tokens looked at for the most telling ones


def decided() -> list[tuple[int, bool, int]]:
    """(percent, whether it was spam, how many) of all comments that had a score and a decision:
    1 query.

    Approved ones are good, those removed as spam are spam; what was removed for another reason,
    or what no moderator has seen, is neither.
    """
    good, spam = Q(status=Comment.Status.PUBLISHED), Q(removed_for=Comment.Reason.SPAM)
    seen = Comment.objects.filter(good | spam, is_reviewed=True, spam_score__isnull=False)
    sums = seen.order_by().values_list("spam_score", "removed_for").annotate(Count("pk"))
    return [(percent, reason == Comment.Reason.SPAM, count) for percent, reason, count in sums]


class Telling(NamedTuple):
    """A token as a moderator reads it, how often it was where, and its weight (`bayes.weight`)."""

    token: str
    spam: int
    ham: int
    weight: float


def most_telling(seen: bayes.Count) -> list[Telling]:
    """The commonest tokens, those that speak most for spam first: 1 query.

    Empty until the filter has `seen` a comment of each sort.
    """
    if not all(seen):
        return []
    found = [
        Telling(
            bayes.label(Token(kind, key)), spam, ham, bayes.weight(bayes.Count(spam, ham), seen)
        )
        for kind, key, spam, ham in _commonest().values_list("kind", "key", "in_spam", "in_ham")
    ]
    return sorted(found, key=lambda one: -one.weight)


def _commonest() -> QuerySet[Trace]:
    kinds = [Trace.Kind.WORD, Trace.Kind.SIGN, Trace.Kind.HOST]
    sums = {"in_spam": F("spam") + F("given_spam"), "in_ham": F("ham") + F("given_ham")}
    counted = Trace.objects.filter(kind__in=kinds).annotate(
        **sums, n=sums["in_spam"] + sums["in_ham"]
    )
    return counted.filter(n__gt=0).order_by("-n", "pk")[:COMMONEST]
