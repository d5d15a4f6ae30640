"""What a decision was about and what it changed, in words. Reads no request, writes nothing."""

from collections.abc import Iterable
from datetime import datetime
from math import inf
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, DateTimeField, Field
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from forum.accounts.models import Member, Standing
from forum.comments.models import Comment, Discussion, Lesson, Report
from forum.moderation.admin.words import beginning
from forum.moderation.models import Batch, Decision, Verb
from forum.moderation.people import members_of, names_of_hands

LONGEST = 80  # characters of a value

OUTCOMES = {"": gettext_lazy("open")} | dict(Report.Outcome.choices)
VERDICTS = {"": gettext_lazy("nothing")} | dict(Lesson.Verdict.choices)

UNDONE = {
    Verb.APPROVE: gettext_lazy("The approval is undone."),
    Verb.REMOVE: gettext_lazy("The removal is undone."),
    Verb.RESTORE: gettext_lazy("The restoring is undone."),
    Verb.PICK: gettext_lazy("The pick is undone."),
    Verb.UNPICK: gettext_lazy("It is an editors’ pick again."),
    Verb.LOCK: gettext_lazy("The lock is undone."),
    Verb.UNLOCK: gettext_lazy("The thread is locked again."),
    Verb.CONFIGURE: gettext_lazy("The change of the discussion is undone."),
    Verb.WARN: gettext_lazy("The warning is undone."),
    Verb.SUSPEND: gettext_lazy("The suspension is undone."),
    Verb.LIFT: gettext_lazy("The suspension is in force again."),
    Verb.ALWAYS_HOLD: gettext_lazy("The pre-moderation of the person is undone."),
    Verb.TRUST: gettext_lazy("The person is pre-moderated again."),
    Verb.NOTE: gettext_lazy("The note is undone."),
    Verb.WORDS: gettext_lazy("The change of the word lists is undone."),
    Verb.UNDO: gettext_lazy("The undoing is undone: what was decided holds again."),
}


def undone(batch: Batch) -> str:
    """What has become of a batch that was taken back."""
    return str(UNDONE[Verb(batch.verb)])


def change(decision: Decision) -> str:
    """ "status: waiting for a moderator → published; seen by a moderator: no → yes"."""
    return "; ".join(changes(decision))


def changes(decision: Decision) -> list[str]:
    """Each thing that was changed, as it was before and was after, in the order of the columns:
    PostgreSQL keeps none of JSON's."""
    model, before, after = _model(decision), decision.before, decision.after
    changed = [name for name in before | after if before.get(name) != after.get(name)]
    changed.sort(key=lambda name: _rank(model, name))
    return [_changed(model, name, before.get(name), after.get(name)) for name in changed]


def why(decision: Decision) -> str:
    """The reason readers see, the one for the log, and what the author was told."""
    told = _("to the author: “%s”") % decision.message if decision.message else ""
    said = [decision.get_reason_code_display(), decision.reason, told]
    return "; ".join(str(words) for words in said if words) or "–"


def about(decision: Decision, names: dict[str, str]) -> str:
    """What or whom a decision was about, in one line."""
    if decision.comment:
        return f"{decision.comment.name}: {beginning(decision.comment)}"
    if decision.discussion or decision.letter:
        return str(decision.discussion or decision.letter)
    return person(decision.whom, names) if decision.whom else decision.setting


def person(key: str, names: dict[str, str]) -> str:
    """A person's key as people read it; `names` as `names_by_key` gives them."""
    kind, _colon, value = key.partition(":")
    if kind == "member":
        return names.get(key) or _("member %s") % value
    if kind != "hand":
        return value
    browser = _("browser %s") % value[:8]
    return f"{names[key]}, {browser}" if names.get(key) else browser


def names_by_key(keys: Iterable[str]) -> dict[str, str]:
    """What the members and browsers among these keys are called: a query each, if there are any."""
    keys = set(keys)
    members = {f"member:{one.pk}": f"{one} ({one.username})" for one in members_of(keys)}
    return members | names_of_hands(keys)


def address(browsers: int, members: Iterable[Member]) -> str:
    """What is to be known before anybody is bound by an address: in how many browsers it was typed,
    and whose it is."""
    told = ngettext(
        "It was typed in %d browser here.",
        "It was typed in %d browsers here, by several people or by one who clears the cookies.",
        browsers,
    )
    said = [told % browsers] if browsers else []
    if names := ", ".join(str(member) for member in members):
        said.append(_("It is the address of a member: %s.") % names)
    return " ".join(said)


def _model(decision: Decision) -> type | None:
    if decision.comment_id:
        return Comment
    if decision.discussion_id:
        return Discussion
    return Standing if decision.whom else None


def _changed(model: type | None, name: str, before: Any, after: Any) -> str:
    if name == "reports":
        return _reports(before, after)
    if name == "taught":
        label, before, after = _("spam filter"), VERDICTS[before], VERDICTS[after]
    else:
        field = _field(model, name)
        label = field.verbose_name if field else name
        before, after = _value(field, before), _value(field, after)
    words = {"label": label, "before": before, "after": after}
    return _("%(label)s: %(before)s → %(after)s") % words


def _reports(before: dict, after: dict) -> str:
    """All reports of a comment go from one outcome to another."""
    words = {
        "count": len(after),
        "before": OUTCOMES[next(iter(before.values()))[0]],
        "after": OUTCOMES[next(iter(after.values()))[0]],
    }
    sentence = ngettext(
        "%(count)d report: %(before)s → %(after)s",
        "%(count)d reports: %(before)s → %(after)s",
        len(after),
    )
    return sentence % words


def _field(model: type | None, name: str) -> Field | None:
    """None for what is no column: a setting's name, reports, one that is no more."""
    try:
        found = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, Field) else None


def _rank(model: type | None, name: str) -> tuple[float, str]:
    field = _field(model, name)
    return (field.creation_counter if field else inf, name)


def _value(field: Field | None, value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool) or isinstance(field, BooleanField):
        return _("yes") if value else _("no")
    if isinstance(field, DateTimeField):
        moment = localtime(datetime.fromisoformat(value))
        return date_format(moment, "SHORT_DATETIME_FORMAT")
    known = dict(field.flatchoices) if field else {}
    return Truncator(str(known.get(value, value))).chars(LONGEST)
