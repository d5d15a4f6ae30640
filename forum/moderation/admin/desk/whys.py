"""Why a moderator looks at a comment, in words: what readers said, what the rules found."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.comments.models import Comment, Finding, Report
from forum.moderation import evidence, findings, surroundings
from forum.moderation.admin.desk.sittings import waiting_url

SPELLINGS = 3  # of one finding that can be allowed from a card


@dataclass(frozen=True)
class Why:
    """A reason for a moderator to look, in words: a rule's or a reader's.

    `all_url` leads to all that wait for it; `quotes` are what readers wrote; `spellings` what was
    taken for a listed word and could be allowed; `is_old` where nobody need look any more.
    """

    label: str
    sentence: str
    all_url: str = ""
    quotes: tuple[str, ...] = ()
    spellings: Sequence[str] = ()
    twin_url: str = ""
    is_report: bool = False
    is_old: bool = False


def whys_of(comment: Comment) -> list[Why]:
    """Readers' reports first, then the rules; `comment.reports` and `comment.findings` are there
    already."""
    reports = [_said(comment, alike) for alike in surroundings.reports_of(comment)]
    found = [_finding(comment, one) for one in comment.findings.all()]
    # What holds it, then what only watched, then what was found in words that are gone.
    return [*reports, *sorted(found, key=lambda why: why.is_old)]


def because(comment: Comment) -> str:
    """What its state says by itself."""
    if comment.is_held:
        return _("No rule holds it: it was restored, or came from elsewhere.")
    if comment.status == Comment.Status.REMOVED:
        return _("Readers are told: a moderator removed this comment (%s).") % (
            comment.get_removed_for_display() or _("no reason")
        )
    if comment.is_reviewed:
        return _("Published, and a moderator has seen it.")
    return _("Published; no moderator has looked at it yet.")


def _said(comment: Comment, reports: list[Report]) -> Why:
    """What readers said for one reason of one version, of whom moderators thought alike."""
    one, count = reports[0], len(reports)
    readers = ngettext("%(n)d reader", "%(n)d readers", count) % {"n": count}
    weight = sum(report.weight for report in reports) / 100
    if weight != count:
        counted = {"readers": readers, "weight": number_format(weight, decimal_pos=1)}
        readers = _("%(readers)s, counting %(weight)s") % counted
    said = [readers]
    if one.revision != comment.revision:
        said.append(_("(about the words before the edit)"))
    if one.outcome:
        said.append(f"({one.get_outcome_display()})")
    return Why(
        label=one.get_reason_display(),
        sentence=" ".join(said),
        quotes=tuple(filter(None, (report.note for report in reports))),
        is_report=True,
        is_old=bool(one.outcome),
    )


def _finding(comment: Comment, found: Finding) -> Why:
    is_of_now = findings.is_of_now(found, comment)
    said = [evidence.sentence(found.rule, found.evidence)]
    if found.is_watched:
        said.append(_("(only watched)"))
    if not is_of_now:
        said.append(_("(in an earlier version)"))
    return Why(
        label=evidence.label(found.rule),
        sentence=" ".join(said),
        all_url=waiting_url(rule=findings.name_of(found)) if is_of_now else "",
        spellings=evidence.disguises(found.evidence)[:SPELLINGS] if is_of_now else [],
        twin_url=_twin_url(found.evidence),
        is_old=not findings.holds(found, comment),
    )


def _twin_url(seen: dict) -> str:
    twin = seen.get("twin")
    return reverse("admin:desk_comment", args=[twin]) if isinstance(twin, int) else ""
