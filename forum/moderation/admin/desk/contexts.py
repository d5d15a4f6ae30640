"""What stands around a card, in words: the replies near it, its versions and decisions, and how its
author stands."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.accounts.models import Member, Standing
from forum.comments.models import Comment
from forum.moderation import authors, permissions, surroundings
from forum.moderation.admin.desk import lines, whose
from forum.moderation.admin.desk.sittings import waiting_url
from forum.moderation.models import Decision, Verb

SHORT = 8  # digits of a hash: enough to find it again by the search


@dataclass(frozen=True)
class Act:
    """A decision in words: "Mona removed it", when, why; `whose` where it bound one key of several
    (`whose.of_key`)."""

    decision: Decision
    said: str
    why: str
    is_undone: bool
    whose: str = ""


def of_comment(comment: Comment, moderator: Member) -> dict:
    """What templates/admin/desk/_context.html wants: 11 queries."""
    return {
        "around": [lines.line(one) for one in surroundings.around(comment)],
        "hosts": [
            (link.host, waiting_url(host=link.host)) for link in comment.links.order_by("host")
        ],
        "versions": surroundings.versions_of(comment),
        "decisions": [_act(one) for one in surroundings.decisions_about(comment)],
    } | of_author(comment, authors.keys_around(comment), moderator)


def of_author(comment: Comment, keys: list[str], moderator: Member) -> dict:
    """How the author of `comment` stands, the notes about them, and who is near, as far as this
    moderator may read it: 4 queries. `keys` as `authors.keys_around` gives them."""
    may_read_notes = moderator.has_perm(permissions.READ_NOTES)
    notes = authors.notes_about(keys) if may_read_notes else []
    return {
        "standing": [
            (said, whose.of_key(one.key, comment))
            for one in authors.standings_of(keys)
            for said in _standing(one)
        ],
        "notes": [(note, whose.of_key(note.key, comment)) for note in notes],
        "network_key": comment.network[:SHORT],
        "network": authors.in_the_network_of(comment, moderator),
        "namesakes": authors.under_the_name_of(comment, moderator),
    }


def log_of_author(comment: Comment, keys: list[str]) -> list[Act]:
    """Warnings, suspensions and the like: 1 query."""
    found = authors.decisions_about(keys)
    return [_act(one, whose.of_key(one.whom, comment)) for one in found]


def _act(decision: Decision, whose: str = "") -> Act:
    did = decision.get_verb_display()
    if decision.verb == Verb.UNDO:
        did = _("undid the decision below")
    return Act(
        decision=decision,
        said=_("%(who)s: %(did)s") % {"who": decision.moderator, "did": did},
        why=" – ".join(filter(None, [decision.get_reason_code_display(), decision.reason])),
        is_undone=decision.batch.is_undone,
        whose=whose,
    )


def _standing(standing: Standing) -> list[str]:
    """What a row says of a person today; nothing where all is over."""
    said = []
    if standing.suspended_for_good:
        said.append(_("suspended for good"))
    elif standing.is_suspended(timezone.now()):
        said.append(_("suspended until %s") % _date(standing.suspended_until))
    if standing.always_held:
        said.append(_("always pre-moderated"))
    if standing.warned_at:
        read = _("read") if standing.acknowledged_at else _("not read yet")
        told = {"day": _date(standing.warned_at), "read": read}
        said.append(_("warned on %(day)s (%(read)s)") % told)
    if standing.rung:
        times = ngettext("%d suspension so far", "%d suspensions so far", standing.rung)
        said.append(times % standing.rung)
    return said


def _date(moment) -> str:
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT")
