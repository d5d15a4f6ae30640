"""How a form was sent, and what a write can come to instead of a comment."""

from collections.abc import Callable
from dataclasses import dataclass, field

from forum.comments.models import Comment
from forum.comments.rules import Draft, Found, Traps, Verdict
from forum.comments.spam.akismet import Opinion


@dataclass(frozen=True)
class Sending:
    """How a form was sent: what only a machine does, and whether the author was told of the holds
    and posts anyway. `opinion` asks what an outside service thinks of the words.

    `new_hand` is the key of the token that the answer gives to a browser that brought none: kept
    with the comment, but no rule may go by what nobody has brought back yet.
    """

    traps: Traps = field(default_factory=Traps)
    opinion: Callable[[], Opinion] = lambda: Opinion.OFF
    anyway: bool = True
    new_hand: str = ""


class NothingWritten(Exception):
    """What was sent has come to no row."""


class SentBefore(NothingWritten):
    """It has come to a row already, when it was sent for the first time: `comment`."""

    def __init__(self, comment: Comment):
        self.comment = comment
        super().__init__(comment.pk)


class Refused(NothingWritten):
    """A rule says no. `code` names it, `message` is the sentence for the reader, `field` where it
    belongs, `retry_after` the seconds to wait, or None."""

    def __init__(self, found: Found, draft: Draft):
        self.code = found.rule.code
        self.field = found.field
        self.message = found.sentence(draft)
        self.retry_after = found.evidence.get("seconds")
        super().__init__(self.message)


class Asked(NothingWritten):
    """A moderator would read this first, and the author can still change words that are why.

    `messages` say why, one sentence for each of `holds`, those of which authors are told; `words`
    are all that a word list found, as they were written.
    """

    def __init__(self, verdict: Verdict, draft: Draft):
        self.holds = [found for found in verdict.holds if found.rule.is_told]
        self.messages = [found.sentence(draft) for found in self.holds]
        matches = [match for found in self.holds for match in found.evidence.get("words", ())]
        self.words = list(dict.fromkeys(match["written"] for match in matches))
        super().__init__(self.messages)


class TooLate(NothingWritten):
    """The comment can no longer be changed by its author."""
