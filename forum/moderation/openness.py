"""What the public page says: each rule in words and with the numbers in force, and the counts.

Traps for machines are named together and not explained: who knows them steps over them.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from forum.comments.models import Comment, Policy
from forum.comments.rules import BY_CODE, RULES, Rule, Watch
from forum.moderation.figures.open import TRAPPED, TRAPS, Year
from forum.web import durations

REFUSED = {
    "closed": _("A discussion that is closed takes no comments."),
    "too_old": ngettext_lazy(
        "Comments are taken for %(close_after_days)s day after publication.",
        "Comments are taken for %(close_after_days)s days after publication.",
        "close_after_days",
    ),
    "suspended": _("A person who is suspended cannot comment until the suspension ends."),
    "suspended_for_good": _("Some people may not comment here any more."),
    "parent_gone": _("Nobody can answer a comment that is gone."),
    "locked": _("Nobody can answer in a thread that a moderator has locked."),
    "name_reserved": _("Names of those who run this site are kept for them."),
    "name_taken": _("A guest cannot write under a member’s name, or one that looks like it."),
    "too_long": ngettext_lazy(
        "A comment has at most %(max_length)s character.",
        "A comment has at most %(max_length)s characters.",
        "max_length",
    ),
    "empty": _("A comment says something."),
    "only_signs": _("A comment has words, not emoji alone."),
    "only_quoted": _("A comment is more than a quotation."),
    "banned_word": _("Some words are not said here. The form names the word."),
    "duplicate": _("The same is said once."),
    "too_fast": ngettext_lazy(
        "Between two comments of one member, or of guests from one network, lies at least "
        "%(pause_seconds)s second.",
        "Between two comments of one member, or of guests from one network, lie at least "
        "%(pause_seconds)s seconds.",
        "pause_seconds",
    ),
    "too_many": ngettext_lazy(
        "A person posts at most %(person_limit)s comment in ten minutes.",
        "A person posts at most %(person_limit)s comments in ten minutes.",
        "person_limit",
    ),
    "network_too_many": ngettext_lazy(
        "From one network comes at most %(network_limit)s guest’s comment in ten minutes.",
        "From one network come at most %(network_limit)s guests’ comments in ten minutes.",
        "network_limit",
    ),
}
HELD = {
    "premoderated": _("In some discussions a moderator reads every comment first."),
    "always_held": _("Of some people a moderator reads every comment first."),
    "newcomer": ngettext_lazy(
        "Of a new member a moderator reads comments until %(newcomer_comments)s has appeared; of "
        "a guest, who writes without an account, every comment.",
        "Of a new member a moderator reads comments until %(newcomer_comments)s have appeared; of "
        "a guest, who writes without an account, every comment.",
        "newcomer_comments",
    ),
    "offender": _(
        "Comments of somebody who has had at least %(offender_percent)s %% of theirs removed in "
        "the last 90 days."
    ),
    "reported": _("A comment that several readers report is out of sight until we have read it."),
    "suspect_word": _("A comment with a word that often hurts."),
    "links": ngettext_lazy(
        "A comment with more than %(max_links)s link.",
        "A comment with more than %(max_links)s links.",
        "max_links",
    ),
    "shouting": _("A comment that is mostly in capitals."),
    "twins": ngettext_lazy(
        "Words that more than %(twin_limit)s other person has posted in a day.",
        "Words that more than %(twin_limit)s other people have posted in a day.",
        "twin_limit",
    ),
    "spam": _("What our filter, which learns from our own decisions, takes for advertising."),
    "remembered": _("What resembles advertising that we removed."),
    "akismet": _("What an outside service takes for advertising."),
    "flood": ngettext_lazy(
        "More than %(discussion_limit)s comment in one discussion in an hour.",
        "More than %(discussion_limit)s comments in one discussion in an hour.",
        "discussion_limit",
    ),
}
TRAPS_SENTENCE = _("What looks as if a machine had sent it.")
TRAPPED_LABEL = _("looks as if a machine had sent it")

# The number that switches a rule off, beside its mode.
NEVER = {
    "too_old": ("close_after_days", 0),
    "too_fast": ("pause_seconds", 0),
    "newcomer": ("newcomer_comments", 0),
    "offender": ("offender_percent", 101),
    "shouting": ("shouting_percent", 101),
    "spam": ("spam_threshold", 101),
}


@dataclass(frozen=True)
class InForce:
    """The rules in force as sentences: what is refused at the form, what a moderator reads."""

    refused: list[str]
    held: list[str]


def in_force(policy: Policy, *, outside_service: bool) -> InForce:
    """What `policy` makes of the table of rules; rules that only watch are left out."""
    codes = [rule.code for rule in RULES if _is_in_force(rule, policy)]
    if not outside_service:
        codes = [code for code in codes if code != "akismet"]
    numbers = _numbers(policy)
    held = [HELD[code] % numbers for code in codes if code in HELD]
    if TRAPS & set(codes):
        held.append(str(TRAPS_SENTENCE))
    return InForce([REFUSED[code] % numbers for code in codes if code in REFUSED], held)


class _Number(int):
    """A number that tells the plural by its value, and is read with its groups: 10,000."""

    def __str__(self):
        return number_format(int(self), force_grouping=True)


def _numbers(policy: Policy) -> dict[str, _Number]:
    values = {field.name: getattr(policy, field.name) for field in policy._meta.fields}
    return {name: _Number(value) for name, value in values.items() if isinstance(value, int)}


def _is_in_force(rule: Rule, policy: Policy) -> bool:
    if isinstance(rule, Watch) or rule.mode(policy) != "on":
        return False
    name, number = NEVER.get(rule.code, (None, None))
    return name is None or getattr(policy, name) != number


@dataclass(frozen=True)
class Counted:
    """A line of a table: what was counted, in words, and how often."""

    label: str
    count: int


@dataclass(frozen=True)
class ToldMonth:
    start: datetime
    posted: int
    held: list[Counted]
    removed: list[Counted]


@dataclass(frozen=True)
class ToldYear:
    """`figures.open.Year` in words; `median` is "" where nothing was decided."""

    months: list[ToldMonth]
    median: str
    removed: int
    restored_percent: int | None


def told(year: Year) -> ToldYear:
    """The figures with the labels of rules and reasons, the most frequent first."""
    labels = {code: str(rule.label) for code, rule in BY_CODE.items()} | {TRAPPED: TRAPPED_LABEL}
    reasons = dict(Comment.Reason.choices) | {"": _("no reason given")}
    months = [
        ToldMonth(m.start, m.posted, _counted(m.held, labels), _counted(m.removed, reasons))
        for m in year.months
    ]
    median = durations.in_words(year.median_wait) if year.median_wait is not None else ""
    return ToldYear(months, median, year.removed, year.restored_percent)


def _counted(counts: Counter, labels: dict) -> list[Counted]:
    return [Counted(str(labels.get(code, code)), n) for code, n in counts.most_common()]
