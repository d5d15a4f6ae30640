"""Discussions, their comments, what is known of them, and the numbers that rule them."""

from forum.comments.models.comments import NAME_LENGTH, Comment
from forum.comments.models.discussions import Discussion
from forum.comments.models.documents import Document
from forum.comments.models.editions import Edition
from forum.comments.models.findings import Finding, Link, Revision
from forum.comments.models.policy import MOST_THREADS, Policy
from forum.comments.models.reports import Report
from forum.comments.models.spam import Feedback, Lesson, Trace
from forum.comments.models.words import Phrase, Word

__all__ = [
    "MOST_THREADS",
    "NAME_LENGTH",
    "Comment",
    "Discussion",
    "Document",
    "Edition",
    "Feedback",
    "Finding",
    "Lesson",
    "Link",
    "Phrase",
    "Policy",
    "Report",
    "Revision",
    "Trace",
    "Word",
]
