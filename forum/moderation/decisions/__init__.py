"""The one door for moderators' writing: each verb is the change and its log, in one transaction.

A verb takes the locks of the discussions first, in the order of their keys, and then looks again:
of two moderators at one comment the second gets `AlreadyDecided`. It asks for the permission
itself. What it did is a `Batch` with a `Decision` for each thing changed, which `undo` takes back.

Given one comment, a verb raises the `LeftAlone` that says why it does not apply. Given several, it
leaves those alone and reports them as `batch.left_alone`, pairs of comment and sentence; if none
is left to change, nothing is written and the batch has no pk.
"""

from forum.moderation.decisions.claiming import claim, release
from forum.moderation.decisions.commenters import (
    GOOD,
    LADDER,
    always_hold,
    lift,
    suspend,
    warn,
)
from forum.moderation.decisions.comments import (
    approve,
    lock,
    pick,
    remove,
    remove_as_spam,
    remove_recent,
    restore,
)
from forum.moderation.decisions.discussions import configure, refuse_changed
from forum.moderation.decisions.listing import record_words
from forum.moderation.decisions.notes import note
from forum.moderation.decisions.recording import record, record_setting
from forum.moderation.decisions.taking import LIMIT, sight
from forum.moderation.decisions.undoing import may_undo, undo
from forum.moderation.refusals import (
    AlreadyDecided,
    AlreadyUndone,
    Claimed,
    Edited,
    LeftAlone,
    NobodyKnown,
    NotAllowed,
    NotUndoable,
    NotYours,
    TooMany,
)

__all__ = [
    "GOOD",
    "LADDER",
    "LIMIT",
    "AlreadyDecided",
    "AlreadyUndone",
    "Claimed",
    "Edited",
    "LeftAlone",
    "NobodyKnown",
    "NotAllowed",
    "NotUndoable",
    "NotYours",
    "TooMany",
    "always_hold",
    "approve",
    "claim",
    "configure",
    "lift",
    "lock",
    "may_undo",
    "note",
    "pick",
    "record",
    "record_setting",
    "record_words",
    "refuse_changed",
    "release",
    "remove",
    "remove_as_spam",
    "remove_recent",
    "restore",
    "sight",
    "suspend",
    "undo",
    "warn",
]
