"""The one door for readers' reports, and what becomes of them when a moderator decides."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.accounts import limits
from forum.accounts.models import Standing
from forum.comments import rules, text, visibility
from forum.comments.models import Comment, Discussion, Finding, Policy, Report
from forum.comments.reporters import Reporter
from forum.comments.rules.reports import is_enough, tally
from forum.web import durations

NOTE_LENGTH = 1_000  # characters of what is sent at once
NOTES_LENGTH = 5_000  # of all that one person adds to their report of one comment
MOST_URGENT = 100  # what reports add to a comment's urgency: 10 each, and no more than this


class Refused(Exception):
    """The report cannot be taken. `code` names the reason, `message` is the sentence for the
    reader, `field` where it belongs, `retry_after` the seconds to wait, or None."""

    def __init__(
        self, code: str, message: str, *, field: str | None = None, retry_after: int | None = None
    ):
        super().__init__(code)
        self.code, self.message, self.field, self.retry_after = code, message, field, retry_after


@transaction.atomic
def report(comment_id: int, reporter: Reporter, reason: Report.Reason, note: str = "") -> Report:
    """Tell moderators of a comment; enough such reports take it out of sight until one decides.

    One person has one report of a comment: sent again it is the same one, with what is new in it
    added. What comes from a network without a token joins what the network has reported. A comment
    that went out of sight meanwhile is reported all the same. Reports of earlier words take nothing
    out of sight; and out of sight goes no comment that a moderator has seen as it is, and none by
    staff: those are only queued. Raises `Refused`, and Comment.DoesNotExist for what no reader can
    have read.
    """
    at, policy, comment = timezone.now(), Policy.objects.current(), _locked(comment_id)
    note = _clean(reason, note)
    _refuse_gone_or_own(comment, reporter)
    made = _earlier(comment, reporter) or _begun(comment, reporter)
    _refuse_decided(made)
    reason, note = _told(made, reporter, reason, note)
    if made.pk and _says_nothing_new(made, reason, note):
        return made
    made.reason, made.note = reason, _joined(made.note, note)
    _refuse_suspended_or_too_many(reporter, at)
    if made.pk is None or made.revision != comment.revision:
        made.revision, made.weight, made.made_at = comment.revision, reporter.weight, at
    made.save()
    _hide_if_enough(comment, policy)
    _count(comment)
    return made


def resolve(comment: Comment, outcome: Report.Outcome, at: datetime) -> list[int]:
    """A moderator has decided about `comment`: so all its open reports are. Their ids.

    The caller holds the discussion's lock. `reinstate` takes it back.
    """
    closed = list(comment.reports.open().values_list("pk", flat=True))
    if closed:
        Report.objects.filter(pk__in=closed).update(outcome=outcome, decided_at=at)
        _count(comment)
    return closed


def reinstate(comment: Comment, closed: Iterable[int]) -> list[int]:
    """Open the reports again that `resolve` closed, as they were; the ids of those it found.

    The caller holds the discussion's lock.
    """
    found = comment.reports.filter(pk__in=closed).exclude(outcome="")
    opened = list(found.values_list("pk", flat=True))
    if opened:
        Report.objects.filter(pk__in=opened).update(outcome="", decided_at=None)
        _count(comment)
    return opened


def reopen(comment: Comment) -> None:
    """An edited comment's decided reports wait again: nobody has looked at the new words. They
    stay reports of the old ones.

    The caller holds the discussion's lock.
    """
    decided = comment.reports.exclude(outcome="")
    if decided.update(outcome="", decided_at=None) or comment.open_reports:
        _count(comment)


def _locked(comment_id: int) -> Comment:
    """The comment as it stands under its discussion's lock, if readers have ever seen it."""
    seen = Comment.objects.known().placed()
    place = Discussion.objects.locked(seen.values_list("discussion", flat=True).get(pk=comment_id))
    comment = Comment.objects.select_related("author").get(pk=comment_id)
    comment.discussion = place
    return comment


def _clean(reason, note) -> str:
    note = text.clean(note)
    if reason == Report.Reason.OTHER and not note:
        raise Refused("no_words", _("Tell us in a few words what is wrong."), field="body")
    if len(note) > NOTE_LENGTH:
        told = _("That is %(length)s characters long; %(most)s are allowed.")
        numbers = {"length": len(note), "most": NOTE_LENGTH}
        raise Refused("too_long", told % numbers, field="body")
    return note


def _refuse_gone_or_own(comment, reporter):
    if comment.status == Comment.Status.REMOVED:
        told = _("A moderator has already removed this comment. Thank you for looking out.")
        raise Refused("removed", told)
    if comment.is_by(reporter.member, reporter.hand):
        raise Refused("own", _("This is your own comment: it cannot be reported by you."))


def _earlier(comment, reporter) -> Report | None:
    """The report that this person has made of the comment; of somebody whom nothing tells from
    others in their network, that of anybody there: whoever keeps no cookies is one, not many."""
    same = Q(reporter=reporter.key)
    if reporter.hand and not reporter.member:
        same |= Q(hand=reporter.hand)
    if reporter.is_nobody and reporter.network:
        same |= Q(network=reporter.network)
    return comment.reports.filter(same).first()


def _begun(comment, reporter) -> Report:
    made = Report(comment=comment, reporter=reporter.key, member=reporter.member, note="")
    if not reporter.member:
        made.hand, made.network = reporter.hand or reporter.new_hand, reporter.network
    return made


def _refuse_decided(made):
    if made.outcome:
        told = _(
            "A moderator has looked at this comment since it was reported from here, and let it"
            " stand. If you see it otherwise, please write to the editors."
        )
        raise Refused("decided", told)


def _told(made, reporter, reason, note) -> tuple[str, str]:
    """The reason and the note to keep: the newest reason of one person. Where several may share a
    report, the first reason stands and the others' are noted."""
    if made.pk is None or not reporter.is_nobody or reason == made.reason:
        return reason, note
    label = f"[{Report.Reason(reason).label}]"
    return made.reason, f"{label} {note}".strip()


def _says_nothing_new(made, reason, note) -> bool:
    same_words = made.reason == reason and note in made.note
    return same_words and made.revision == made.comment.revision


def _refuse_suspended_or_too_many(reporter, at):
    if any(standing.is_suspended(at) for standing in Standing.objects.of(reporter.keys)):
        told = _("A moderator has suspended you. You can still read, and write to the editors.")
        raise Refused("suspended", told)
    uses = limits.take(reporter.limits, at)
    if over := [use.retry_after(at) for use in uses if use.is_over]:
        limits.give_back(uses)
        told = _("You have sent many reports in a short time. Please wait %(wait)s.")
        wait = durations.in_words(timedelta(seconds=max(over)))
        raise Refused("too_many", told % {"wait": wait}, retry_after=max(over))


def _joined(said: str, note: str) -> str:
    """What one person says of one comment, at several times."""
    if note in said:
        return said
    joined = f"{said}\n\n{note}".strip()
    if len(joined) > NOTES_LENGTH:
        told = _(
            "What was reported of this comment from here would have %(length)s characters; %(most)s"
            " are allowed. What was sent before is with the moderators."
        )
        numbers = {"length": len(joined), "most": NOTES_LENGTH}
        raise Refused("too_long", told % numbers, field="body")
    return joined


def _hide_if_enough(comment: Comment, policy: Policy) -> None:
    """Out of sight until a moderator decides, if the reports of these very words weigh enough and
    none has yet."""
    rule = rules.BY_CODE["reported"]
    said = tally(comment.reports.open().filter(revision=comment.revision))
    is_spared = rule.spares_staff and comment.is_by_staff
    if comment.is_reviewed or is_spared or not comment.is_published or not is_enough(said, policy):
        return
    Finding.objects.create(
        comment=comment, rule=rule.code, evidence=said, revision=comment.revision
    )
    visibility.hide(comment, Comment.Status.HELD)


def _count(comment: Comment) -> None:
    """Bring the comment's number of reports and its urgency into step with their rows."""
    said = tally(comment.reports.open())
    comment.open_reports = said["count"]
    comment.urgency = _urgency_of_findings(comment)
    comment.urgency += min(said["weight"] // 10, MOST_URGENT)
    comment.save(update_fields=["open_reports", "urgency"])


def _urgency_of_findings(comment) -> int:
    """That of the gravest rule that holds its words; none where a moderator has seen them."""
    if comment.is_reviewed:
        return 0
    holding = comment.findings.holding().filter(revision=comment.revision)
    codes = holding.values_list("rule", flat=True)
    known = (rules.BY_CODE[code] for code in codes if code in rules.BY_CODE)
    return max((rule.urgency for rule in known if isinstance(rule, rules.Hold)), default=0)
