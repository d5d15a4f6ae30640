"""Comments in reading order → what a page shows of them, each below whom it answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.safestring import SafeString

from forum.comments.models import Comment
from forum.comments.threads.wording import wording

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
    pattern, words = reverse("comments:comment", args=[0]), wording()
    own_id = own.id if own else None
    shown: dict[int, Shown] = {}
    tops: list[Shown] = []
    for comment in _readable(comments, own_id):
        above, is_own = shown.get(comment.parent_id), comment.id == own_id
        node = Shown(
            comment,
            url=pattern.replace("0", str(comment.id)),
            level=min(above.level + 1, LEVELS_SHOWN) if above else 1,
            name=comment.name if is_own else comment.shown_name,
            posted=words.moment(comment.posted_at),
            posted_iso=comment.posted_at.isoformat(timespec="seconds"),
            gone="" if is_own or comment.is_published else words.gone(comment),
            edited=words.edited(comment),
            marks=words.marks(comment),
            is_locked=comment.is_locked or _is_below_a_lock(comment, above),
        )
        shown[comment.id] = node
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


def _readable(comments: list[Comment], own_id: int | None) -> list[Comment]:
    """Without the comments that are gone and have nothing readable below them.

    What reaches beyond the given comments is kept: the page cannot know what follows.
    """
    here = {comment.id for comment in comments}
    end = max((comment.position for comment in comments), default=0)
    kept = {own_id} if own_id else set()
    for comment in reversed(comments):
        if comment.is_published or comment.id in kept or _is_cut(comment, end):
            kept.add(comment.id)
            if comment.parent_id in here:
                kept.add(comment.parent_id)
    return [comment for comment in comments if comment.id in kept]


def _is_cut(comment: Comment, end: int) -> bool:
    """Whether there are replies to it beyond the position `end`."""
    return comment.reply_count > 0 and comment.position + comment.reply_count > end
