"""What a rule is, and what all of them together say of a draft. Knows no rule by name."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise

from forum.comments.models import Policy
from forum.comments.rules.drafts import Draft
from forum.web import durations

Evidence = dict[str, Any]  # as JSON can keep it
Text = str | Promise  # in the reader's language when it is read


@dataclass(frozen=True)
class Rule:
    """A question about a draft, and the sentence a reader gets when the answer is yes.

    `asks` answers with the evidence, never an empty one, or None. `message` may name what is in
    the evidence and the numbers of the policy, as %(max_links)s. `label` names the rule to
    moderators; `field` is where the sentence belongs in the form, unless the evidence names
    another. `numbers` are the policy's that change the answer. `urgency` 0-100: how soon a
    moderator should look at what it found. `is_fixed` rules can be neither switched off nor set
    to watch. `spares_staff`: moderators and editors are not asked. `replays`: asked of a comment
    of the past, it answers as it would have then (`rehearsal`).
    """

    code: str
    asks: Callable[[Draft], Evidence | None]
    message: Text
    _: KW_ONLY
    label: Text
    field: str = "body"
    numbers: tuple[str, ...] = ()
    urgency: int = 10
    is_told: bool = False
    is_fixed: bool = False
    spares_staff: bool = True
    replays: bool = False

    modes: ClassVar[tuple[str, ...]] = ("on", "watch", "off")  # the first unless policy says else

    def mode(self, policy: Policy) -> str:
        """ "on", "watch" or "off"."""
        chosen = policy.mode(self.code)
        return chosen if chosen in self.modes and not self.is_fixed else self.modes[0]

    def in_words(self, policy: Policy) -> str:
        """The sentence for everybody: what only a draft tells is left open."""
        numbers = {name: getattr(policy, name) for name in self.numbers}
        return self.message % defaultdict(lambda: "…", numbers)

    def find(self, draft: Draft) -> "Found | None":
        """What this rule finds in `draft`, or None."""
        if self.spares_staff and draft.author.is_staff:
            return None
        evidence = self.asks(draft)
        return Found(self, evidence) if evidence else None


@dataclass(frozen=True)
class Refusal(Rule):
    """The draft is turned away; its text stays in the form."""


@dataclass(frozen=True)
class Hold(Rule):
    """A moderator reads the comment first.

    `is_told`: the author hears of it before it happens and may change the words, or post anyway.
    """


@dataclass(frozen=True)
class Watch(Rule):
    """Only noted for moderators: the comment is published all the same."""

    modes: ClassVar[tuple[str, ...]] = ("watch", "off")


@dataclass(frozen=True)
class Found:
    """A rule that applies, with the evidence."""

    rule: Rule
    evidence: Evidence

    @property
    def field(self) -> str:
        """Where the sentence belongs in the form."""
        return self.evidence.get("field", self.rule.field)

    def sentence(self, draft: Draft) -> str:
        """The rule's sentence for the reader, its numbers filled in."""
        numbers = {name: getattr(draft.policy, name) for name in self.rule.numbers}
        return self.rule.message % (numbers | self.evidence | _in_words(self.evidence))


@dataclass(frozen=True)
class Verdict:
    """At most one refusal, the first; or every hold that applies; or neither: publish.

    `watched` are findings of rules that only watch.
    """

    refusal: Found | None = None
    holds: tuple[Found, ...] = ()
    watched: tuple[Found, ...] = ()

    @property
    def outcome(self) -> str:
        """ "refuse", "hold" or "publish"."""
        if self.refusal:
            return "refuse"
        return "hold" if self.holds else "publish"

    @property
    def is_told(self) -> bool:
        """Whether the author hears of a hold before it happens: of one that the words can avoid.

        Others may hold the comment all the same; who sets a trap does not tell of it.
        """
        return any(found.rule.is_told for found in self.holds)

    @property
    def urgency(self) -> int:
        return max((found.rule.urgency for found in self.holds), default=0)


def _in_words(evidence: Evidence) -> dict[str, str]:
    """What of the evidence reads differently in a sentence: a moment as a date, a wait."""
    words = {}
    if until := evidence.get("until"):
        moment = timezone.localtime(datetime.fromisoformat(until))
        words["until"] = date_format(moment, "DATETIME_FORMAT")
    if seconds := evidence.get("seconds"):
        words["wait"] = durations.in_words(timedelta(seconds=seconds))
    return words
