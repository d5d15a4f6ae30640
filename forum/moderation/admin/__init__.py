"""The moderators' desk in Django's admin: comments, discussions, the log, documents and policy.

Every change goes through `decisions`; nothing here sets a status itself.
"""

from forum.moderation.admin import (
    batches,
    comments,
    discussions,
    documents,
    letters,
    log,
    people,
    policy,
    spam,
    wordlists,
)

__all__ = [
    "batches",
    "comments",
    "discussions",
    "documents",
    "letters",
    "log",
    "people",
    "policy",
    "spam",
    "wordlists",
]
