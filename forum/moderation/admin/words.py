"""Codes, states and outcomes as words for moderators. Reads no request, writes nothing."""

from collections import Counter
from collections.abc import Iterable

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.comments.models import Comment, Discussion, Policy
from forum.comments.rules import RULES
from forum.moderation.models import Decision

BEGINNING = 120  # characters of a comment in lists

_SENTENCES = {rule.code: rule.message for rule in RULES}


def beginning(comment: Comment) -> str:
    return Truncator(" ".join(comment.body.split())).chars(BEGINNING) or _("(no text)")


def badge(comment: Comment) -> SafeString:
    words = comment.get_status_display()
    return format_html('<span class="badge" data-state="{}">{}</span>', comment.status, words)


def why_held(comment: Comment) -> str:
    """The sentences of the rules that held it; a rule that is no more goes by its code."""
    return " ".join(str(_SENTENCES.get(code, code)) for code in comment.held_by)


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


def state(code: str) -> str:
    """What the log notes as before or after: a comment's status, or a discussion's setting."""
    known = dict(Comment.Status.choices) | dict(Discussion.Opening.choices)
    setting, _plus, premoderated = code.partition("+")
    words = str(known.get(setting, setting))
    return _("%s, pre-moderated") % words if premoderated else words


def done(verb: str, count: int) -> str:
    """ "3 comments approved." """
    sentences = {
        Decision.Verb.APPROVE: ngettext("%d comment approved.", "%d comments approved.", count),
        Decision.Verb.REMOVE: ngettext("%d comment removed.", "%d comments removed.", count),
        Decision.Verb.RESTORE: ngettext("%d comment restored.", "%d comments restored.", count),
    }
    return sentences[verb] % count


def left_alone(statuses: Iterable[Comment.Status]) -> list[str]:
    """Why comments were left as they are, by the status they are in already."""
    sentences = []
    for status, count in Counter(statuses).items():
        sentence = ngettext(
            "%(count)d comment is already %(status)s.",
            "%(count)d comments are already %(status)s.",
            count,
        )
        sentences.append(sentence % {"count": count, "status": status.label})
    return sentences


def own(count: int) -> str:
    return (
        ngettext(
            "%d comment is your own: another moderator decides about it.",
            "%d comments are your own: another moderator decides about them.",
            count,
        )
        % count
    )
