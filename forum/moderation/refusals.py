"""Why a moderator's verb left something as it was: exceptions that say it in a sentence."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forum.moderation.models import Decision, Verb

_DECIDED = {
    Verb.APPROVE: gettext_lazy("already approved by %(name)s %(when)s"),
    Verb.REMOVE: gettext_lazy("already removed by %(name)s %(when)s"),
    Verb.RESTORE: gettext_lazy("already restored by %(name)s %(when)s"),
    Verb.PICK: gettext_lazy("already picked by %(name)s %(when)s"),
    Verb.UNPICK: gettext_lazy("already no pick any more: %(name)s %(when)s"),
    Verb.LOCK: gettext_lazy("already locked by %(name)s %(when)s"),
    Verb.UNLOCK: gettext_lazy("already unlocked by %(name)s %(when)s"),
    Verb.CONFIGURE: gettext_lazy("already changed by %(name)s %(when)s"),
    Verb.WARN: gettext_lazy("already warned by %(name)s %(when)s"),
    Verb.SUSPEND: gettext_lazy("already suspended by %(name)s %(when)s"),
    Verb.LIFT: gettext_lazy("already lifted by %(name)s %(when)s"),
    Verb.ALWAYS_HOLD: gettext_lazy("already pre-moderated by %(name)s %(when)s"),
    Verb.TRUST: gettext_lazy("already no longer pre-moderated: %(name)s %(when)s"),
    Verb.ANSWER: gettext_lazy("already answered by %(name)s %(when)s"),
    Verb.REOPEN: gettext_lazy("already opened again by %(name)s %(when)s"),
    Verb.UNDO: gettext_lazy("already changed back by %(name)s %(when)s"),
}


class LeftAlone(Exception):
    """A verb was not applied; `sentence` says why, to follow "This comment was left alone: "."""

    sentence: str

    @property
    def in_full(self) -> str:
        """The sentence by itself, which may end with a time: "Already removed at 10:04 a.m."."""
        return f"{capfirst(self.sentence).removesuffix('.')}."


class AlreadyDecided(LeftAlone):
    """It is no longer in a state this verb applies to: it is in `status`. `by` and `at` say whose
    decision that was; both are None where nobody decided."""

    def __init__(self, status: str, decision: Decision | None = None):
        super().__init__(status)
        self.status, self.decision = status, decision

    @property
    def by(self):
        return self.decision and self.decision.moderator

    @property
    def at(self) -> datetime | None:
        return self.decision and self.decision.made_at

    @property
    def sentence(self) -> str:
        if self.decision is None:
            return _("already %s") % getattr(self.status, "label", self.status)
        return str(_DECIDED[self.decision.verb]) % {"name": self.by, "when": when(self.at)}


class ChangedSince(AlreadyDecided):
    """What should be undone is no longer as the decision left it."""

    @property
    def sentence(self) -> str:
        if self.decision is None:
            return _("changed since by its author")
        what = {"verb": self.decision.get_verb_display(), "name": self.by, "when": when(self.at)}
        return _("changed since: %(name)s, %(verb)s, %(when)s") % what


class AlreadyUndone(AlreadyDecided):
    """A batch can be undone once; undo the undoing to have it back."""

    def __init__(self, undoing):
        super().__init__(Verb.UNDO)
        self.undoing = undoing

    @property
    def by(self):
        return self.undoing.moderator

    @property
    def at(self) -> datetime:
        return self.undoing.made_at

    @property
    def sentence(self) -> str:
        return _("already undone by %(name)s %(when)s") % {"name": self.by, "when": when(self.at)}


class Edited(LeftAlone):
    """Its author changed the words since the moderator read them."""

    def __init__(self, at: datetime | None):
        super().__init__(at)
        self.at = at

    @property
    def sentence(self) -> str:
        return _("edited by its author %s: read it again") % when(self.at)


class NotYours(LeftAlone):
    """A moderator may not decide on a comment of their own."""

    @property
    def sentence(self) -> str:
        return _("your own: another moderator decides about it")


class NotAllowed(LeftAlone):
    """The moderator lacks the permission, or it is outside the sections they are limited to."""

    @property
    def sentence(self) -> str:
        return _("not yours to decide about")


class NobodyKnown(LeftAlone):
    """A comment without account, address and browser: there is nobody to judge."""

    @property
    def sentence(self) -> str:
        return _("nobody is known to have written it")


class Claimed(LeftAlone):
    """Another moderator is working on it."""

    def __init__(self, claim):
        super().__init__(claim)
        self.by, self.until = claim.moderator, claim.until

    @property
    def sentence(self) -> str:
        until = time_format(localtime(self.until))
        return _("claimed by %(name)s until %(until)s") % {"name": self.by, "until": until}


class TooMany(LeftAlone):
    """More things at once than one transaction should hold."""

    def __init__(self, limit: int):
        super().__init__(limit)
        self.limit = limit

    @property
    def sentence(self) -> str:
        return _("more than %d at once: choose fewer") % self.limit


class NotUndoable(LeftAlone):
    """A change that has no former state to go back to by itself."""

    @property
    def sentence(self) -> str:
        return _("this cannot be undone from here: change it back where it is set")


def when(moment: datetime) -> str:
    """ "at 10:04 a.m.", with the day where it was not today."""
    local = localtime(moment)
    clock = time_format(local)
    if local.date() == localtime(timezone.now()).date():
        return _("at %s") % clock
    return _("on %(day)s at %(clock)s") % {"day": date_format(local), "clock": clock}
