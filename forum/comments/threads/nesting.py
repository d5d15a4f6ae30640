"""Comments in reading order → what a page shows of them, each below whom it answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.safestring import SafeString

from forum.comments.models import Comment
from forum.comments.threads.wording import Wording

LEVELS_SHOWN = 3  # deeper replies stand at the third level and name whom they answer


@dataclass(slots=True)
class Shown:
    """A comment as a page shows it, with the replies that stand below it on the page.

    `gone` is the sentence that stands in its place where it is out of sight. `is_locked`: nobody
    can reply to it. `notice` is what the page tells its author beside it, if it is theirs.
    """

    comment: Comment
    url: str
    level: int
    name: str
    posted: str
    posted_iso: str
    gone: str = ""
    edited: str = ""
    marks: Sequence[tuple[str, str]] = ()  # kind and label of each
    is_locked: bool = False
    answers_name: str = ""  # whom it answers, where the nesting does not show it
    answers_url: str = ""
    replies: list["Shown"] = field(default_factory=list)
    more: "Continuation | None" = None
    notice: SafeString | None = None

    @property
    def walk(self) -> Iterator["Shown"]:
        """This one and all that stand below it on the page."""
        yield self
        for reply in self.replies:
            yield from reply.walk


@dataclass(frozen=True)
class Continuation:
    """The rest of a thread that was cut: how many readable replies, and where it goes on."""

    count: int
    url: str


def nest(comments: list[Comment], own: Comment | None = None) -> list[Shown]:
    """The comments, given in reading order, each below its parent or at the third level.

    `own`, if it is among them, is shown even while it waits for a moderator.
    """
    pattern, wording = reverse("comments:comment", args=[0]), Wording()
    shown: dict[int, Shown] = {}
    tops: list[Shown] = []
    for comment in _readable(comments, own):
        above = shown.get(comment.parent_id)
        node = Shown(
            comment,
            url=pattern.replace("0", str(comment.pk)),
            level=min(above.level + 1, LEVELS_SHOWN) if above else 1,
            name=comment.name if comment == own else comment.shown_name,
            posted=wording.moment(comment.posted_at),
            posted_iso=comment.posted_at.isoformat(timespec="seconds"),
            gone="" if comment.is_published or comment == own else wording.gone(comment),
            edited=wording.edited(comment),
            marks=wording.marks(comment),
            is_locked=comment.is_locked or _is_below_a_lock(comment, above),
        )
        shown[comment.pk] = node
        _list_for(node, above, shown, tops).append(node)
        if comment.parent_id and (above is None or above.level == LEVELS_SHOWN):
            node.answers_name = above.name if above else comment.parent.shown_name
            node.answers_url = pattern.replace("0", str(comment.parent_id))
    return tops


def _is_below_a_lock(comment: Comment, above: Shown | None) -> bool:
    """What stands above on this page knows; else the query did (`pages.thread_page`)."""
    return above.is_locked if above else getattr(comment, "is_below_a_lock", False)


def _list_for(
    node: Shown, above: Shown | None, shown: dict[int, Shown], tops: list[Shown]
) -> list[Shown]:
    """Where `node` stands: among the replies to `above`, or at the third level among its like."""
    while above and above.level == LEVELS_SHOWN:
        above = shown.get(above.comment.parent_id)
    return above.replies if above else tops


def _readable(comments: list[Comment], own: Comment | None) -> list[Comment]:
    """Without the comments that are gone and have nothing readable below them.

    What reaches beyond the given comments is kept: the page cannot know what follows.
    """
    by_pk = {comment.pk: comment for comment in comments}
    end = max((comment.position for comment in comments), default=0)
    kept = {own.pk} if own else set()
    for comment in reversed(comments):
        cut = comment.reply_count and comment.position + comment.reply_count > end
        if comment.is_published or cut or comment.pk in kept:
            kept.add(comment.pk)
            if comment.parent_id in by_pk:
                kept.add(comment.parent_id)
    return [comment for comment in comments if comment.pk in kept]
