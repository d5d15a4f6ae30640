"""Comments and discussions in words for moderators. Reads no request, writes nothing."""

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.accounts.models import Member
from forum.comments.models import Comment, Discussion, Policy
from forum.moderation import evidence, findings, permissions

BEGINNING = 120  # characters of a comment in lists


def beginning(comment: Comment) -> str:
    return Truncator(" ".join(comment.body.split())).chars(BEGINNING) or _("(no text)")


def badge(comment: Comment) -> SafeString:
    words = comment.get_status_display()
    return format_html('<span class="badge" data-state="{}">{}</span>', comment.status, words)


def holding(comment: Comment) -> list[str]:
    """The names of the rules that hold it (`findings`); `comment.findings` are there already."""
    found = [one.rule for one in comment.findings.all() if findings.holds(one, comment)]
    return list(dict.fromkeys(evidence.label(code) for code in found))


def why_held(comment: Comment) -> str:
    return ", ".join(holding(comment))


def title(pk: int, moderator: Member) -> str:
    """Of the discussion that an address names, as far as this moderator may know of it; else its
    number: 1 query."""
    found = permissions.discussions_within(Discussion.objects.filter(pk=pk), moderator).first()
    return found.title if found else str(pk)


def opening(discussion: Discussion, policy: Policy) -> str:
    """Open or closed at this moment, and why."""
    if discussion.opened_at is None:
        return _("closed: not published")
    if discussion.opening == Discussion.Opening.CLOSED:
        return _("closed by a moderator")
    now = timezone.now()
    if discussion.opened_at > now:
        return _("closed: not published yet")
    if not discussion.is_open(now, policy):
        return _("closed by age")
    if discussion.opening == Discussion.Opening.OPEN or not policy.close_after_days:
        return _("open")
    return ngettext(
        "open, closes %d day after publication",
        "open, closes %d days after publication",
        policy.close_after_days,
    ) % (policy.close_after_days)
