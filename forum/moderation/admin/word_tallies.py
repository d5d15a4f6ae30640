"""How often each listed word was found of late, and what moderators made of it. Only reads."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from forum.comments.models import Comment, Finding

SPAN = timedelta(days=30)
MOST = 2000  # findings looked at, the newest: a page of words shall not read a flood
RULES = ("suspect_word", "watched_word")  # what a banned word refuses is kept nowhere


@dataclass
class Tally:
    """Comments a word was found in, and those of them that a moderator approved or removed."""

    found: int = 0
    approved: int = 0
    removed: int = 0

    @property
    def share(self) -> int | None:
        """Removed ones in percent of the decided: how often the word was right to stop at."""
        decided = self.approved + self.removed
        return round(100 * self.removed / decided) if decided else None


def recent() -> dict[str, Tally]:
    """By the word as listed: 1 query."""
    found = (
        Finding.objects.filter(rule__in=RULES, comment__posted_at__gte=timezone.now() - SPAN)
        .order_by("-pk")
        .values_list("evidence", "comment__status", "comment__is_reviewed")
    )
    tallies: dict[str, Tally] = defaultdict(Tally)
    for evidence, status, is_reviewed in found[:MOST]:
        for word in {kept["word"] for kept in [*evidence["words"], *evidence["names"]]}:
            tallies[word].found += 1
            tallies[word].approved += status == Comment.Status.PUBLISHED and is_reviewed
            tallies[word].removed += status == Comment.Status.REMOVED
    return tallies
