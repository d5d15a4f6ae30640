"""A comment of an export → an arriving comment, or the reason why it stays behind.

What was not public there is not published here; whatever is in doubt waits for a moderator.
"""

from dataclasses import replace
from datetime import UTC, datetime
from sys import intern

from django.utils.translation import gettext as _

from forum.comments.forest import Arriving
from forum.comments.models import NAME_LENGTH, Comment
from forum.exchange.wordpress import markup
from forum.exchange.wordpress.elements import Element
from forum.exchange.wordpress.shelf import Shelf
from forum.exchange.wordpress.survey import Survey

Status = Comment.Status

STATES = {
    "1": Status.PUBLISHED,
    "0": Status.HELD,
    "spam": Status.REMOVED,
    "trash": Status.REMOVED,
    "post-trashed": Status.REMOVED,
}
TAKEN = ("", "comment")
ECHOES = ("pingback", "trackback")
UNDATED = datetime.min.replace(tzinfo=UTC)


def read(element: Element, survey: Survey, shelf: Shelf, *, pingbacks: bool) -> Arriving | str:
    """The comment, its body as it was typed, on the shelf; or a reason. `pingbacks`: take those
    too."""
    number = element.get("wp:comment_id")
    kind = " ".join(element.get("wp:comment_type").split())
    if not _is_id(number):
        return _("comment without an id")
    if kind in ECHOES and not pingbacks:
        return _("%s (--pingbacks takes them)") % kind
    if kind not in (*TAKEN, *ECHOES):
        return _("comment of type %s") % kind[:40]
    parent = element.get("wp:comment_parent")
    return Arriving(
        key=str(int(number)),
        wanted_id=int(number),
        parent=str(int(parent)) if _is_id(parent) else None,
        posted_at=_moment(element, survey),
        status=_status(element),
        # Interned: of 100,000 comments many share theirs.
        name=intern(_name(element, survey)),
        email=intern(_email(element)),
        body=shelf.lay(element.fields.get("wp:comment_content", "")),
    )


def dated(rows: list[Arriving], default: datetime) -> list[Arriving]:
    """Those without a date get that of the one before, the first ones `default`."""
    made = []
    for row in rows:
        if row.posted_at == UNDATED:
            row = replace(row, posted_at=made[-1].posted_at if made else default)
        made.append(row)
    return made


def _is_id(number: str) -> bool:
    return number.isascii() and number.isdigit() and 0 < len(number) <= 20 and int(number) > 0


def _moment(element: Element, survey: Survey) -> datetime:
    gmt, local = element.get("wp:comment_date_gmt"), element.get("wp:comment_date")
    return survey.clock.moment(gmt, local) or UNDATED


def _status(element: Element) -> str:
    """One whose element is broken may have lost the type that kept it private: it waits."""
    state = STATES.get(element.get("wp:comment_approved"), Status.HELD)
    if state == Status.PUBLISHED and element.is_damaged and "wp:comment_type" not in element.fields:
        return Status.HELD
    return state


def _name(element: Element, survey: Survey) -> str:
    login = survey.logins.get(element.get("wp:comment_user_id"))
    name = survey.authors[login].name if login else markup.line(element.get("wp:comment_author"))
    return name[:NAME_LENGTH].strip() or _("Anonymous")


def _email(element: Element) -> str:
    email = markup.line(element.get("wp:comment_author_email")).lower()
    return email if "@" in email and len(email) <= 254 and " " not in email else ""
