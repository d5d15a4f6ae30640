"""The one door for readers' writing. A write is one transaction, judged under the lock it needs."""

from forum.comments.posting.edits import edit, editable_until, may_edit
from forum.comments.posting.outcomes import Asked, Refused, Sending, TooLate
from forum.comments.posting.posts import post
from forum.comments.posting.rows import outside_the_tree, write_down

__all__ = [
    "Asked",
    "Refused",
    "Sending",
    "TooLate",
    "edit",
    "editable_until",
    "may_edit",
    "outside_the_tree",
    "post",
    "write_down",
]
