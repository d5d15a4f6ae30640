"""The moderators' desk in Django's admin: comments, discussions, the log, documents and policy.

Every change goes through `decisions`; nothing here sets a status itself.
"""

from forum.moderation.admin import comments, discussions, documents, log, policy

__all__ = ["comments", "discussions", "documents", "log", "policy"]
