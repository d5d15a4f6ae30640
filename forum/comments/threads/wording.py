"""What a page says beside the words of its comments, in the reader's language.

Looked up once and filled in for each comment: templates would do it again for every one.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache

from django.utils import dateformat
from django.utils.formats import get_format
from django.utils.html import escape
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language, gettext, ngettext

from forum.comments.models import Comment

GRACE = timedelta(seconds=60)  # an edit within it goes without a mark, as on Lobsters


def wording() -> "Wording":
    """The one for the reader of this page."""
    return _wording(get_language(), get_current_timezone())


class Wording:
    """The labels and sentences of a page in the language and the time zone of this moment.

    What every comment has is HTML, for their template escapes only what it must: the links to
    answer and to report, their labels around a name that is HTML, the moment.
    """

    def __init__(self):
        self.reply, self.report = str(escape(gettext("Reply"))), str(escape(gettext("Report")))
        self.locked = gettext("A moderator has locked this thread.")
        self.empty = gettext("(This comment has no text.)")
        self.waits = gettext("A comment here waits for a moderator.")
        self.nothing = gettext("Nothing to read here yet.")
        self.answers = gettext("in reply to %(name)s").partition("%(name)s")
        self._reply_to = str(escape(gettext("Reply to %(name)s")))
        self._report_of = str(escape(gettext("Report the comment by %(name)s")))
        self._staff = gettext("Staff")
        self._pick = gettext("Editors’ pick")
        self._edited = gettext("edited %(time)s")
        self._removed = gettext("A moderator removed this comment.")
        self._removed_for = gettext("A moderator removed this comment: %(reason)s.")
        self._language = get_language()
        self._zone = get_current_timezone()
        self._of_a_day, self._of_a_moment = get_format("TIME_FORMAT"), get_format("DATETIME_FORMAT")

    def reply_to(self, name: str) -> str:
        return self._reply_to % {"name": name}

    def report_of(self, name: str) -> str:
        return self._report_of % {"name": name}

    def more(self, count: int) -> str:
        """Leads to the rest of a thread that was cut."""
        sentence = ngettext(
            "Continue this thread, %(n)d more reply",
            "Continue this thread, %(n)d more replies",
            count,
        )
        return sentence % {"n": count}

    def gone(self, comment: Comment) -> str:
        """The sentence in the place of a comment that readers cannot see."""
        if comment.is_held:
            return self.waits
        if not comment.removed_for:
            return self._removed
        return self._removed_for % {"reason": comment.get_removed_for_display()}

    def marks(self, comment: Comment) -> Sequence[tuple[str, str]]:
        """Kind and label of each mark beside the name."""
        marks = (("staff", self._staff),) if comment.is_by_staff else ()
        return (*marks, ("pick", self._pick)) if comment.is_picked else marks

    def edited(self, comment: Comment) -> str:
        """When its author changed it, the time alone on the day it was posted; "" if never.

        It follows the time of the comment.
        """
        if not comment.edited_at or comment.edited_at - comment.posted_at <= GRACE:
            return ""
        posted = comment.posted_at.astimezone(self._zone)
        edited = comment.edited_at.astimezone(self._zone)
        style = self._of_a_day if posted.date() == edited.date() else self._of_a_moment
        return "· " + self._edited % {"time": dateformat.format(edited, style)}

    def moment(self, at: datetime) -> str:
        minute = at.replace(second=0, microsecond=0)
        return _written(minute, self._zone, self._of_a_moment, self._language)


@lru_cache(maxsize=64)
def _wording(language: str, zone: tzinfo) -> Wording:
    return Wording()


@lru_cache(maxsize=10_000)
def _written(minute: datetime, zone: tzinfo, style: str, language: str) -> str:
    """A moment as pages show it, without seconds, as HTML; a page shows many, and again each
    version."""
    return str(escape(dateformat.format(minute.astimezone(zone), style)))
