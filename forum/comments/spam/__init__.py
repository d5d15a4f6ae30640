"""Spam as moderators of this site see it: a filter and a memory that their decisions teach, and
the door to an outside service. All of it advises; what is held, the rules say.
"""

from forum.comments.spam import akismet, learned, memory
from forum.comments.spam.lessons import learn, learn_all, unlearn, unlearn_all

__all__ = ["akismet", "learn", "learn_all", "learned", "memory", "unlearn", "unlearn_all"]
