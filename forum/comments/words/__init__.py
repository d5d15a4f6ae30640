"""The word filter: a text and lists of words → which words stand in it, where, and how disguised.

Knows no row, no request and no rule: what follows from a match is decided above.
"""

from forum.comments.words.entries import Entry
from forum.comments.words.marking import mark
from forum.comments.words.matcher import Matcher
from forum.comments.words.matches import HOW, Match
from forum.comments.words.own import spare

__all__ = ["HOW", "Entry", "Match", "Matcher", "mark", "spare"]
