"""How a comment of the demo came in: who, from where, at what moment, sent how. Writes no row and
decides nothing; a rule that needs circumstances to apply finds them, and then judges itself."""

import copy
import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.accounts.limits import Limit, Use
from forum.comments import hands, networks
from forum.comments.models import Comment, Discussion, Policy
from forum.comments.rules import Commenter, Draft, Traps
from forum.comments.rules.rates import DISCUSSION, HOUR
from forum.comments.spam.akismet import Opinion

# The policy while these rules held something; desk.toml has it in the moderators' log.
NUMBERS = {"newcomer": {"newcomer_comments": 1}, "flood": {"discussion_limit": 25}}
QUICK, SLOW = timedelta(seconds=1.4), timedelta(hours=31)  # to fill in a form


@dataclass(frozen=True)
class Circumstances:
    """Under which `rules`, by their codes, find what they look for, as far as it is neither in
    the words nor in what is known of their author. `policy` is the site's."""

    policy: Policy
    rules: Collection[str]

    def draft(
        self, author: Commenter, discussion: Discussion, body: str, at: datetime, **of_what: Comment
    ) -> Draft:
        """`of_what` are the comments that a draft may be about: `parent`, `edits`."""
        policy = self._policy
        return Draft(
            author=author,
            discussion=discussion,
            body=body,
            policy=policy,
            at=at,
            traps=self._traps(author),
            uses=[_crowd(discussion, policy, at)] if "flood" in self.rules else [],
            opinion=Opinion.SPAM if "akismet" in self.rules else Opinion.OFF,
            **of_what,
        )

    @property
    def _policy(self) -> Policy:
        changed = copy.copy(self.policy)
        # Who judges the past knows what came after it, which is always within the last seconds.
        changed.pause_seconds = 0
        for code in self.rules:
            for name, number in NUMBERS.get(code, {}).items():
                setattr(changed, name, number)
        return changed

    def _traps(self, author: Commenter) -> Traps:
        """A browser that fills in every field, like a machine, knows its owner's address."""
        age = {"quick_form": QUICK, "old_form": SLOW}
        ages = [age[code] for code in self.rules if code in age]
        return Traps(
            hidden_field=author.email if "trap" in self.rules else "",
            form_age=ages[0] if ages else None,
            wrong_stamp="missing" if "no_stamp" in self.rules else "",
        )


def guest(name: str, email: str, place: str, at: datetime) -> Commenter:
    """Somebody by name and address, whose network is shared by all who write from `place`.

    `at` is the moment in whose month their network is kept: the same for all of the demo, so that
    the spam of last month is known by it.
    """
    return Commenter(
        name,
        email,
        network=networks.network_key(_address(place or email), at),
        hand=hand_of(email),
    )


def hand_of(email: str) -> str:
    """The key of the one browser from which whoever has this address writes."""
    return hands.key_of(f"demo:{email}")


def _address(place: str) -> str:
    """One of those that stand in no network (RFC 3849)."""
    digits = hashlib.sha256(place.encode()).hexdigest()
    return f"2001:db8:{digits[:4]}:{digits[4:8]}::1"


def _crowd(discussion: Discussion, policy: Policy, at: datetime) -> Use:
    """One comment more than the policy allows."""
    allowed = policy.discussion_limit
    limit = Limit(DISCUSSION, HOUR, allowed)
    return Use(f"discussion:{discussion.pk}", limit, allowed + 1, at + HOUR)
