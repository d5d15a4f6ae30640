"""The outbox to the outside service: where moderators disagreed with it. No request sends it."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from forum.comments.models import Comment, Feedback, Finding
from forum.comments.spam import akismet

logger = logging.getLogger(__name__)

RULE = "akismet"  # the rule's code; its evidence has the `akismet.Opinion` as "opinion"
RETRY = timedelta(minutes=5)  # after a failure, doubled each time
ATTEMPTS = 10  # then it is dropped: 5 minutes doubled nine times is almost two days


def queue(comments: Iterable[Comment], is_spam: bool) -> None:
    """Note the verdicts that the service did not give itself; what is not sent yet is replaced."""
    if not akismet.is_on():
        return
    keys = [comment.pk for comment in comments]
    called_spam = set(
        Finding.objects.filter(
            comment__in=keys, rule=RULE, evidence__opinion=akismet.Opinion.SPAM
        ).values_list("comment_id", flat=True)
    )
    Feedback.objects.filter(comment__in=keys).delete()
    Feedback.objects.bulk_create(
        Feedback(comment_id=pk, is_spam=is_spam) for pk in keys if is_spam != (pk in called_spam)
    )


def cancel(comments: Iterable[Comment], is_spam: bool) -> None:
    """A verdict was taken back: what was not sent yet will not be."""
    Feedback.objects.filter(comment__in=list(comments), is_spam=is_spam).delete()


def deliver(at: datetime) -> int:
    """Tell the service what is due, until it fails once; returns how many it took.

    Each row is leased before it is sent, so that two that deliver at once do not send it twice.
    Nothing is sent while the service is not configured.
    """
    sent = 0
    while akismet.is_on() and (feedback := _lease(at)):
        if not _tell(feedback):
            break
        sent += 1
    return sent


@transaction.atomic
def _lease(at: datetime) -> Feedback | None:
    """The next one due, put off already for the case that it fails."""
    due = Feedback.objects.filter(due_at__lte=at).order_by("due_at").select_related("comment")
    found = due.select_for_update(of=("self",), skip_locked=True).first()
    if found:
        found.due_at = at + RETRY * 2**found.attempts
        found.attempts += 1
        found.save(update_fields=["due_at", "attempts"])
    return found


def _tell(feedback: Feedback) -> bool:
    try:
        akismet.tell(_submission(feedback.comment), is_spam=feedback.is_spam)
    except akismet.Unavailable as problem:
        logger.warning("Akismet was not told of comment %s: %s", feedback.comment_id, problem)
        if feedback.attempts >= ATTEMPTS:
            feedback.delete()
        return False
    # Not one with another verdict, if a moderator has changed their mind meanwhile.
    Feedback.objects.filter(pk=feedback.pk).delete()
    return True


def _submission(comment: Comment) -> akismet.Submission:
    """What is still known of it: the address and the browser of its author never were kept."""
    return akismet.Submission(
        comment_content=comment.body,
        comment_author=comment.name,
        comment_author_email=comment.email,
        permalink=settings.SITE_URL.rstrip("/") + comment.get_absolute_url(),
        comment_type="reply" if comment.parent_id else "comment",
        comment_date_gmt=comment.posted_at.isoformat(),
    )
