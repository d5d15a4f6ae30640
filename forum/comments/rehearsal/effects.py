"""What a rehearsal finds: which rules would apply to which comments of the past. Asks none."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from forum.comments.rules import Found, Rule

SAMPLES = 5  # shown of each fate


class Fate(TextChoices):
    """What became of a comment."""

    APPROVED = "approved", _("approved by a moderator")
    UNSEEN = "unseen", _("published, seen by no moderator")
    REMOVED = "removed", _("removed")
    WAITING = "waiting", _("waiting")


class Sample(NamedTuple):
    """A comment that a rule applies to."""

    pk: int
    name: str
    body: str
    found: Found


@dataclass
class Tally:
    """How many comments of each fate, and the newest of them."""

    counts: Counter[str] = field(default_factory=Counter)
    samples: dict[str, list[Sample]] = field(default_factory=lambda: defaultdict(list))

    def add(self, fate: Fate, sample: Sample) -> None:
        self.counts[fate] += 1
        if len(self.samples[fate]) < SAMPLES:
            self.samples[fate].append(sample)

    @property
    def total(self) -> int:
        return self.counts.total()


@dataclass
class Effect:
    """What one rule would have applied to: to all these, to these anew, to these no longer."""

    rule: Rule
    all: Tally = field(default_factory=Tally)
    anew: Tally = field(default_factory=Tally)
    no_longer: Tally = field(default_factory=Tally)


@dataclass(frozen=True)
class Rehearsal:
    """What would have become of `looked_at` comments. `unknown` are the rules that would answer
    differently too, but nobody can say to what."""

    looked_at: int
    effects: tuple[Effect, ...]
    unknown: tuple[Rule, ...]
