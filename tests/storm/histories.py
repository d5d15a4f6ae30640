"""Whether each decision in the log began where the one before it ended. Used by `proof`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from forum.comments.models import Comment, Discussion
from forum.moderation.models import Decision
from tests.storm.journal import OK, Entry

AT_FIRST = {"is_locked": False, "removed_for": "", "message": ""}
EDITED_AWAY = ("published", "held")  # what an edit may make of a comment between two decisions


def faults(entries: Iterable[Entry]) -> Iterator[str]:
    decisions = defaultdict(list)
    for decision in Decision.objects.order_by("pk"):
        decisions[decision.comment_id, decision.discussion_id].append(decision)
    said = {e.told["pk"]: e for e in entries if e.outcome == OK and "number" in e.told}
    for comment in Comment.objects.filter(pk__in=said):
        begun = AT_FIRST | {"status": said[comment.pk].told["status"]}
        history = decisions[comment.pk, comment.discussion_id]
        yield from _of_comment(comment, begun, history)
    for discussion in Discussion.objects.all():
        yield from _of_discussion(discussion, decisions[None, discussion.pk])


def _of_comment(comment: Comment, now: dict[str, Any], history: list[Decision]) -> Iterator[str]:
    for decision in history:
        before = {name: decision.before[name] for name in now.keys() & decision.before.keys()}
        if wrong := [name for name in before if not _leads(comment, now[name], before[name])]:
            yield f"Comment {comment.pk}, decision {decision.pk}: {wrong[0]} was {now[wrong[0]]!r}."
        now |= {name: decision.after[name] for name in now.keys() & decision.after.keys()}
    for name, value in now.items():
        if not _leads(comment, value, getattr(comment, name)):
            yield f"Comment {comment.pk}: {name} is {getattr(comment, name)!r}, not {value!r}."


def _leads(comment: Comment, before: Any, after: Any) -> bool:
    return before == after or (comment.revision > 1 and (before, after) == EDITED_AWAY)


def _of_discussion(discussion: Discussion, history: list[Decision]) -> Iterator[str]:
    for earlier, later in pairwise(history):
        if earlier.after != later.before:
            yield f"Discussion {discussion.pk}, decision {later.pk}: it was {earlier.after}."
    for name, value in (history[-1].after if history else {}).items():
        if getattr(discussion, name) != value:
            yield f"Discussion {discussion.pk}: {name} is not {value!r}."
