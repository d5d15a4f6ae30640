"""What moderators say of comments, noted in their own transaction. What it comes to: `ledger`."""

from collections.abc import Iterable

from django.db import transaction

from forum.comments.models import Comment, Lesson
from forum.comments.spam import feedback, ledger

SPAM, HAM = Lesson.Verdict.SPAM, Lesson.Verdict.HAM


def learn(comment: Comment, is_spam: bool) -> None:
    """A moderator approved `comment`, or removed it as spam. See `learn_all`."""
    learn_all([comment], is_spam)


def unlearn(comment: Comment, is_spam: bool) -> None:
    """A moderator takes back that `comment` is spam, or none. See `unlearn_all`."""
    unlearn_all([comment], is_spam)


@transaction.atomic
def learn_all(comments: Iterable[Comment], is_spam: bool) -> None:
    """Note the verdict on each; it is counted when the caller's transaction has ended.

    The last verdict on a comment is the one that counts, once, however often it is said. The
    caller holds the locks of the comments' discussions.
    """
    comments = list(comments)
    lessons = _lessons_of(comments)
    for lesson in lessons:
        lesson.verdicts = [*lesson.verdicts, SPAM if is_spam else HAM]
    _save(lessons)
    feedback.queue(comments, is_spam)


@transaction.atomic
def unlearn_all(comments: Iterable[Comment], is_spam: bool) -> None:
    """Take back the last such verdict on each; the one before it, if any, is in force again.

    Exactly what was counted is subtracted, but for traces that were purged or forgotten since.
    """
    comments, verdict = list(comments), SPAM if is_spam else HAM
    lessons = [lesson for lesson in _lessons_of(comments) if verdict in lesson.verdicts]
    for lesson in lessons:
        last = len(lesson.verdicts) - 1 - lesson.verdicts[::-1].index(verdict)
        lesson.verdicts = lesson.verdicts[:last] + lesson.verdicts[last + 1 :]
    _save(lessons)
    feedback.cancel(comments, is_spam)


def _lessons_of(comments: list[Comment]) -> list[Lesson]:
    """The comments' lessons, new ones where there were none, in the order of their keys."""
    keys = sorted({comment.pk for comment in comments})
    known = Lesson.objects.in_bulk(keys)
    return [known.get(pk) or Lesson(comment_id=pk) for pk in keys]


def _save(lessons: list[Lesson]) -> None:
    for lesson in lessons:
        lesson.is_due = True
    Lesson.objects.bulk_create(
        lessons,
        update_conflicts=True,
        unique_fields=["comment"],
        update_fields=["verdicts", "is_due"],
    )
    # Robust: a moderator's decision stands, whatever becomes of the counting.
    transaction.on_commit(ledger.fold, robust=True)
