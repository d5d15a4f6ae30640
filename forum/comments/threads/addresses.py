"""Where a comment is to be read: the page it stands on, and the address of that page."""

from dataclasses import dataclass
from math import ceil

from django.urls import reverse

from forum.comments.models import Comment, Discussion, Policy


@dataclass(frozen=True)
class Place:
    """Where a comment stands: the page of its discussion, or of its thread's own pages."""

    page: int
    of_thread: bool


def place_of(comment: Comment, policy: Policy) -> Place:
    """Where a placed comment stands, from its own columns and its discussion's alone."""
    position = comment.position
    if position >= policy.comments_per_thread:
        return Place(_thread_page_of(position, policy), of_thread=True)
    before = comment.number - 1
    if policy.newest_first:
        before = comment.discussion.thread_count - comment.number
    return Place(before // policy.threads_per_page + 1, of_thread=False)


def url_of(comment: Comment, policy: Policy, query: str = "") -> str:
    """The address of the page that shows a placed comment, with the comment's anchor."""
    return _url_near(comment, policy, anchor(comment.pk), query)


def thread_url_of(comment: Comment, policy: Policy) -> str:
    """The address of a placed comment on its thread's own pages."""
    return thread_address(comment, comment.position, anchor(comment.pk), policy)


def url_for_author(comment: Comment, policy: Policy) -> str:
    """The page that shows a comment to its author alone (`?posted`), even while it waits: then
    below the one it answers, or after the last thread.

    Takes a comment with its discussion, and its parent where it has one.
    """
    fragment, posted = anchor(comment.pk), f"posted={comment.pk}"
    if comment.is_placed:
        return _url_near(comment, policy, fragment, posted)
    if comment.parent and comment.parent.is_placed:
        comment.parent.discussion = comment.discussion
        return _url_near(comment.parent, policy, fragment, posted)
    last = 1 if policy.newest_first else page_count(comment.discussion, policy)
    return _address(comment.discussion.url, last, fragment, posted)


def page_count(discussion: Discussion, policy: Policy) -> int:
    """How many pages; an empty discussion has one."""
    return max(1, ceil(discussion.thread_count / policy.threads_per_page))


def thread_address(
    comment: Comment, position: int, fragment: str, policy: Policy, query: str = ""
) -> str:
    """The page of a thread's own pages on which the comment at `position` stands."""
    # A root's tree_id is its primary key.
    path = reverse("comments:thread", args=[comment.tree_id])
    return _address(path, _thread_page_of(position, policy), fragment, query)


def anchor(pk: int) -> str:
    """The id of a comment's element; WordPress' own, so that old links find it."""
    return f"comment-{pk}"


def _url_near(comment: Comment, policy: Policy, fragment: str, query: str = "") -> str:
    """The page that shows a placed comment, with any fragment and query."""
    place = place_of(comment, policy)
    if place.of_thread:
        return thread_address(comment, comment.position, fragment, policy, query)
    return _address(comment.discussion.url, place.page, fragment, query)


def _thread_page_of(position: int, policy: Policy) -> int:
    return position // policy.comments_per_thread_page + 1


def _address(path: str, number: int, fragment: str, query: str = "") -> str:
    query = "&".join(part for part in (f"page={number}" if number > 1 else "", query) if part)
    return f"{path}{'?' if query else ''}{query}#{fragment}"
