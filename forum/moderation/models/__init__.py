"""The log of decisions, and what moderators keep for themselves: notes, claims, letters."""

from forum.moderation.models.claims import Claim
from forum.moderation.models.letters import Letter
from forum.moderation.models.log import AppendOnly, Batch, Decision, Verb
from forum.moderation.models.people import Note

__all__ = ["AppendOnly", "Batch", "Claim", "Decision", "Letter", "Note", "Verb"]
