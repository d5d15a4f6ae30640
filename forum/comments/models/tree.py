"""The tree of comments: how a comment gets its place, and how intervals are made anew.

One tree per thread: a root's tree_id is its own primary key, so that threads need no shared
counter. Nothing else in the house writes an interval, but for `forest`, which arranges whole
discussions that come from elsewhere.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils import timezone
from mptt.managers import TreeManager
from mptt.querysets import TreeQuerySet

from forum.web import writes

if TYPE_CHECKING:
    from forum.comments.models.comments import Comment

# The columns of a place, and what stands in them for a comment that has none.
OUTSIDE = {"tree_id": 0, "lft": 1, "rght": 2, "level": 0, "number": None}
PLACE = tuple(OUTSIDE)


class CommentQuerySet(TreeQuerySet):
    def known(self):
        """All in discussions that readers may know of."""
        return self.filter(discussion__opened_at__lte=timezone.now())

    def placed(self):
        """All that have a place in a thread: published, or gone with a tombstone in their stead."""
        return self.filter(number__isnull=False)

    def published(self):
        return self.filter(status=self.model.Status.PUBLISHED)

    def gone(self):
        """All that are out of readers' sight; of the placed ones, those with a tombstone."""
        return self.exclude(status=self.model.Status.PUBLISHED)

    def waiting(self):
        return self.filter(status=self.model.Status.HELD)

    def reported(self):
        """All with reports that nobody has decided about."""
        return self.filter(open_reports__gt=0)

    def unseen(self):
        """All in readers' sight that no moderator has looked at."""
        return self.published().filter(is_reviewed=False)

    def since(self, moment):
        return self.filter(posted_at__gte=moment)


class CommentManager(TreeManager.from_queryset(CommentQuerySet)):
    """mptt's manager with one change: the tree_id of a root is its own primary key."""

    def get_queryset(self):
        return CommentQuerySet(self.model, using=self._db)

    def place(self, comment: "Comment", *changed: str) -> None:
        """Give a comment that stands outside its place: the end of its parent's replies, or a
        thread of its own with the discussion's next number. Columns that are `changed` as well
        are saved with it.

        A parent that came from elsewhere may stand outside as well; it gets its place first.
        The caller holds the discussion's lock and saves the discussion.
        """
        line, parent = [comment], self._parent(comment)
        while parent and not parent.is_placed:
            parent.discussion = comment.discussion
            line.append(parent)
            parent = self._parent(parent)
        for node in reversed(line):
            self._put(node, parent, changed if node is comment else ())
            parent = node

    def _parent(self, comment: "Comment") -> "Comment | None":
        return self.get(pk=comment.parent_id) if comment.parent_id else None

    def _put(self, comment: "Comment", parent: "Comment | None", changed: Iterable[str]) -> None:
        if parent is None:
            comment.discussion.thread_count += 1
            comment.number = comment.discussion.thread_count
            comment.tree_id = comment.pk
        else:
            self.insert_node(
                comment, parent, "last-child", allow_existing_pk=True, refresh_target=False
            )
            comment.number = parent.number
        writes.update(comment, [*PLACE, *changed])

    def rebuild(self, batch_size: int = 1000, **filters) -> None:
        """Recompute every thread's intervals from the parents, thread by thread; siblings keep
        their order.

        mptt's own numbers the trees anew from 1, forgets that order, and recurses.
        """
        roots = self.placed().filter(parent=None, **filters).order_by("pk")
        for pk in roots.values_list("pk", flat=True).iterator():
            thread = list(self.placed().filter(tree_id=pk).order_by("lft", "pk"))
            _renumber(thread)
            self.bulk_update(thread, ["lft", "rght", "level"], batch_size)

    def _make_child_root_node(self, node, new_tree_id=None):
        return super()._make_child_root_node(node, new_tree_id or node.pk)


def _renumber(thread: list["Comment"]) -> None:
    """Give the comments of one thread the intervals and levels that their parents say."""
    replies, entered, edge = defaultdict(list), {}, 0
    for comment in thread:
        replies[comment.parent_id].append(comment)
    stack = replies[None]
    while stack:
        comment, edge = stack[-1], edge + 1
        if comment.pk in entered:
            stack.pop().rght = edge
        else:
            above = entered.get(comment.parent_id)
            comment.lft, comment.level = edge, above.level + 1 if above else 0
            entered[comment.pk] = comment
            stack.extend(reversed(replies[comment.pk]))
