"""Which buttons a card has: the verbs that apply to the comment as it is."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forum.comments.models import Comment, Discussion


@dataclass(frozen=True)
class Button:
    """`value` is what it sends, `key` the key that presses it."""

    value: str
    label: str | Promise
    key: str = ""


APPROVE = Button("approve", _("Approve"), "a")
SPAM = Button("spam", _("Spam"), "s")
RESTORE = Button("restore", _("Restore"), "b")
PICK, UNPICK = Button("pick", _("Pick"), "p"), Button("unpick", _("No pick"), "p")
LOCK, UNLOCK = Button("lock", _("Lock thread"), "l"), Button("unlock", _("Unlock thread"), "l")

REASONS = [
    Button(value, label, str(number))
    for number, (value, label) in enumerate(Comment.Reason.choices, start=1)
]


def first(comment: Comment) -> list[Button]:
    """What is decided about the comment itself; removing has a form of its own."""
    if comment.status == Comment.Status.REMOVED:
        return [RESTORE]
    is_new = comment.is_held or not comment.is_reviewed or comment.open_reports > 0
    return [APPROVE] if is_new else []


def second(comment: Comment) -> list[Button]:
    """What may be done besides."""
    if not comment.is_published:
        return []
    return [UNPICK if comment.is_picked else PICK, UNLOCK if comment.is_locked else LOCK]


def of_discussion(discussion: Discussion) -> list[Button]:
    is_closed = discussion.opening == Discussion.Opening.CLOSED
    opening = Button("reopen", _("Reopen")) if is_closed else Button("close", _("Close"))
    reading = Button("premoderate", _("Pre-moderate"))
    if discussion.premoderated:
        reading = Button("stop", _("Stop pre-moderating"))
    return [opening, reading]
