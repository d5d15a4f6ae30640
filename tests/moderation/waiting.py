"""Comments that want a moderator, for the tests of the desk."""

from forum.comments.models import Comment, Discussion, Link, Report
from tests import make

MODERATOR = (
    "comments.moderate_comment",
    "comments.change_discussion",
    "moderation.add_note",
    "moderation.view_note",
)


def held(discussion: Discussion | None = None, *, rules: dict | None = None, **fields) -> Comment:
    """A comment that waits, with a finding for each rule: code → evidence."""
    comment = make.comment(discussion, status="held", **fields)
    for rule, evidence in (rules or {}).items():
        comment.findings.create(rule=rule, evidence=evidence)
        for host in evidence.get("hosts", []):
            Link.objects.create(comment=comment, host=host)
    return comment


def reported(discussion: Discussion | None = None, *, reports: int = 1, **fields) -> Comment:
    """A published comment with open reports of as many readers."""
    comment = make.comment(discussion, **fields)
    for number in range(reports):
        Report.objects.create(comment=comment, reporter=f"hand:{number}", reason="spam", note="No!")
    Comment.objects.filter(pk=comment.pk).update(open_reports=reports)
    comment.refresh_from_db()
    return comment


def seen(discussion: Discussion | None = None, **fields) -> Comment:
    """A published comment that a moderator has looked at."""
    return make.comment(discussion, is_reviewed=True, **fields)
