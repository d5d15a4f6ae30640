"""What a moderator must see of a comment besides its words: the replies around it, its thread, its
reports and earlier versions, what was decided about it. Reads, and leaves the words to others."""

import difflib
import re
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet, prefetch_related_objects
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from forum.comments.models import Comment, Report, Revision
from forum.moderation.models import Decision

NEAR = 6  # comments shown around one
THREAD = 400  # comments of a thread shown at once
LONGEST = 20_000  # characters of two versions that are compared word by word


def around(comment: Comment) -> list[Comment]:
    """The replies to it and those beside it, whatever their state, as they came: 2 queries."""
    near = Q(parent=comment)
    if comment.parent_id:
        near |= Q(parent=comment.parent_id)
    found = Comment.objects.filter(near, discussion=comment.discussion_id).exclude(pk=comment.pk)
    return list(found.prefetch_related("findings").order_by("pk")[:NEAR])


def thread_of(comment: Comment) -> list[Comment]:
    """Its thread in reading order, the first THREAD of it: 3 queries. What has no place stands last
    below its parent."""
    anchor = comment if comment.is_placed else comment.parent
    if anchor is None or not anchor.is_placed:
        return [one for one in (comment.parent, comment) if one]
    thread = Comment.objects.filter(tree_id=anchor.tree_id, number__isnull=False)
    placed = list(thread.select_related("parent").order_by("lft")[:THREAD])
    waiting = Comment.objects.filter(parent__in=placed, number=None).order_by("pk")
    found = [*placed, *waiting.select_related("parent")[:THREAD]]
    prefetch_related_objects(found, "findings")
    return sorted(found, key=_reading_order)


def _reading_order(comment: Comment) -> tuple[int, int]:
    return (comment.lft if comment.is_placed else comment.parent.rght, comment.pk)


def reports_of(comment: Comment) -> list[list[Report]]:
    """Its reports, together those of one reason, outcome and version: the open ones first, of the
    newest words first, then those of most readers."""
    alike = defaultdict(list)
    for report in comment.reports.all():
        alike[bool(report.outcome), -report.revision, report.outcome, report.reason].append(report)
    order = sorted(alike, key=lambda key: (key[:2], -len(alike[key])))
    return [alike[key] for key in order]


def decisions_about(comment: Comment) -> QuerySet[Decision]:
    """The newest first."""
    return comment.decisions.select_related("moderator", "batch__undone_by")


@dataclass(frozen=True)
class Version:
    """Words that its author replaced; `changes` has them with what was taken out and put in."""

    revision: Revision
    changes: SafeString


def versions_of(comment: Comment) -> list[Version]:
    """The newest first: 1 query."""
    versions, after = [], comment.body
    for revision in comment.revisions.all():
        versions.append(Version(revision, compare(revision.body, after)))
        after = revision.body
    return versions


def compare(before: str, after: str) -> SafeString:
    """`before` turned into `after`, word by word, as safe HTML; very long ones are not compared."""
    if len(before) + len(after) > LONGEST:
        return format_html("{}", before)
    old, new = _words(before), _words(after)
    parts = []
    for step, i, j, k, n in difflib.SequenceMatcher(None, old, new).get_opcodes():
        if step == "equal":
            parts.append(format_html("{}", "".join(old[i:j])))
        else:
            parts += [_changed("del", old[i:j]), _changed("ins", new[k:n])]
    return format_html_join("", "{}", ((part,) for part in parts))


def _words(text: str) -> list[str]:
    return re.findall(r"\S+\s*|\s+", text)


def _changed(tag: str, words: list[str]) -> SafeString:
    if not words:
        return SafeString()
    return format_html("<{0}>{1}</{0}>", SafeString(tag), "".join(words))
