"""Rules about what readers say of a comment, and when it is enough."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from forum.comments.models import Policy, Report
from forum.comments.rules.drafts import Draft
from forum.comments.rules.verdicts import Evidence

WEIGHT = 100  # hundredths, of a reporter about whom nothing is known (`Report.weight`)
REST = WEIGHT // 2  # what all guests of a network but the weightiest count together, at most


def readers_have_hidden_it(draft: Draft) -> Evidence | None:
    """What readers' reports took out of sight (`reporting`) waits for a moderator, whatever its
    author makes of it meanwhile; the evidence goes with it.

    Nothing else makes an edit wait for reports: they were about other words.
    """
    comment = draft.edits
    if comment is None or not comment.is_held:
        return None
    hidden = comment.findings.holding().filter(rule="reported", revision=comment.revision)
    return hidden.values_list("evidence", flat=True).first()


def tally(reports: QuerySet[Report]) -> Evidence:
    """How many they are, what they weigh in hundredths, and the reasons they give: 1 query."""
    said = list(reports.values_list("weight", "reason", "network", "reporter"))
    return {
        "count": len(said),
        "weight": _weight((network or reporter, weight) for weight, _, network, reporter in said),
        "reasons": dict(Counter(reason for _, reason, _, _ in said)),
    }


def _weight(said: Iterable[tuple[str, int]]) -> int:
    """Of (who, weight): new browsers cost nothing, so one household must not be a crowd. Of members
    no network is kept."""
    by_network = defaultdict(list)
    for who, weight in said:
        by_network[who].append(weight)
    return sum(max(some) + min(REST, sum(some) - max(some)) for some in by_network.values())


def is_enough(said: Evidence, policy: Policy) -> bool:
    """Whether what `tally` counted takes a comment out of sight."""
    return said["weight"] >= WEIGHT * policy.report_threshold
