"""Rules about where something is said: the discussion, the thread, the comment it answers."""

from forum.comments.models import Discussion
from forum.comments.rules.drafts import Draft
from forum.comments.rules.verdicts import Evidence


def discussion_is_closed(draft: Draft) -> Evidence | None:
    """By a moderator, or because what it stands under is not published."""
    place = draft.discussion
    if place.opened_at is None or place.opened_at > draft.at:
        return {"closed": "unpublished"}
    return {"closed": "by hand"} if place.opening == Discussion.Opening.CLOSED else None


def discussion_is_too_old(draft: Draft) -> Evidence | None:
    """Of one that nobody has closed: it has taken comments for as long as the policy says."""
    place = draft.discussion
    if discussion_is_closed(draft) or place.is_open(draft.at, draft.policy):
        return None
    return {"days": (draft.at - place.opened_at).days}


def parent_is_gone(draft: Draft) -> Evidence | None:
    """An edit answers nothing anew: what was said stands, whatever becomes of the parent."""
    if draft.edits or draft.parent is None or draft.parent.is_published:
        return None
    return {"parent": draft.parent.pk, "status": draft.parent.status}


def thread_is_locked(draft: Draft) -> Evidence | None:
    """The comment itself, the one it answers, or one above that."""
    near = [comment for comment in (draft.edits, draft.parent) if comment]
    for comment in near:
        if comment.is_locked:
            return {"locked": comment.pk}
    if draft.parent is None or not draft.parent.level:
        return None
    above = draft.parent.get_ancestors().filter(is_locked=True).values_list("pk", flat=True)
    locked = above.first()
    return {"locked": locked} if locked else None


def discussion_is_premoderated(draft: Draft) -> Evidence | None:
    return {"discussion": draft.discussion.pk} if draft.discussion.premoderated else None
