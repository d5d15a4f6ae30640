"""The rows a comment is made of: its own, what the rules found in it, where its links lead."""

from collections.abc import Sequence
from datetime import datetime

from forum.comments import text
from forum.comments.models import Comment, Finding, Link
from forum.comments.models.tree import OUTSIDE
from forum.comments.rules import Draft, Found, Verdict
from forum.web import writes


def write_down(draft: Draft, verdict: Verdict, **given) -> Comment:
    """The rows of a judged draft. Every comment begins as a held one, outside the tree; `given`
    are columns that no rule asks for."""
    comment = outside_the_tree(
        discussion=draft.discussion,
        parent=draft.parent,
        author=draft.author.member,
        name=draft.author.name,
        email=draft.author.email,
        network=draft.author.network,
        body=draft.body,
        html=draft.html,
        urgency=verdict.urgency,
        spam_score=draft.spam_score,
        posted_at=draft.at,
        **given,
    )
    keep_findings(comment, draft, verdict)
    return comment


def outside_the_tree(*, body: str, posted_at: datetime, **fields) -> Comment:
    """Save a held comment: an interval of its own, no number, tree 0."""
    comment = Comment(
        body=body,
        posted_at=posted_at,
        fingerprint=text.fingerprint(body),
        status=Comment.Status.HELD,
        **OUTSIDE,
        **fields,
    )
    writes.insert(comment)
    return comment


def keep_findings(comment: Comment, draft: Draft, verdict: Verdict) -> None:
    """What the rules found and where the links lead: rows only where there is something."""
    found = [(one, False) for one in verdict.holds] + [(one, True) for one in verdict.watched]
    if found:
        Finding.objects.bulk_create(_findings(comment, found))
    if draft.hosts:
        Link.objects.bulk_create(Link(comment=comment, host=host) for host in draft.hosts)


def _findings(comment: Comment, found: Sequence[tuple[Found, bool]]) -> list[Finding]:
    return [
        Finding(
            comment=comment,
            rule=one.rule.code,
            evidence=one.evidence,
            is_watched=is_watched,
            revision=comment.revision,
        )
        for one, is_watched in found
    ]
