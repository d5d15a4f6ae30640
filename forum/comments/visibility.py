"""How a comment comes into readers' sight and leaves it, with number, counters and version in step.

Knows no rule and no moderator: `posting` and the moderators' `decisions` say when. Every function
here is called inside a transaction that holds the discussion's lock, with `comment.discussion`
being the locked row.
"""

from forum.comments.models import Comment


def show(comment: Comment) -> None:
    """Publish `comment`: into the tree if it is not there yet, counted, and seen from now on."""
    if not comment.is_placed:
        Comment.objects.place(comment)
    _change(comment, Comment.Status.PUBLISHED, counted=+1)


def hide(comment: Comment, status: Comment.Status) -> None:
    """Take `comment` out of sight, with `status` to say why; its place and its replies stay."""
    _change(comment, status, counted=-1 if comment.is_published else 0)


def _change(comment, status, *, counted):
    comment.status = status
    comment.save(update_fields=["status"])
    discussion = comment.discussion
    discussion.comment_count += counted
    discussion.version += 1
    discussion.save(update_fields=["thread_count", "comment_count", "version"])
