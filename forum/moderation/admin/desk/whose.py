"""Whom a moderator means by the author of a comment, in words: a guest is known by a browser, and
by an address that anybody can type."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from forum.comments.models import Comment
from forum.moderation.admin import sentences
from forum.moderation.people import members_at


@dataclass(frozen=True)
class Whom:
    """Whom an act about an author binds: `said` of it; and the `choice` to have it bind whoever
    types their address, with what is `known` of that, each "" where there is none."""

    said: str = ""
    choice: str = ""
    known: str = ""


def whom(comment: Comment, keys: list[str]) -> Whom:
    """`keys` as `authors.keys_around` gives them. 1 query, none of a member."""
    if comment.author_id or not comment.person_key:
        return Whom()
    known = _known(comment, keys) if comment.email else ""
    if not comment.hand:
        said = _("No browser is known: this goes by the address, for whoever types it.")
        return Whom(f"{said} {known}".strip())
    said = _("This goes by the browser that the comment came from.")
    choice = _("Include whoever types %s") % comment.email if comment.email else ""
    return Whom(said, choice, known)


def bound(comment: Comment, *, by_address: bool) -> str:
    """Whom an act about its author binds once that is chosen; "" of a member."""
    if comment.author_id or not comment.person_key:
        return ""
    if not comment.hand:
        return _("From any browser, under the address %s.") % comment.email
    if by_address and comment.email:
        return _("From this browser, and from any under the address %s.") % comment.email
    return _("From this browser alone.")


def of_key(key: str, comment: Comment) -> str:
    """Which of the keys around the author of `comment` this is; "" of a member, who has but one."""
    if comment.author_id:
        return ""
    own = {f"hand:{comment.hand}": _("this browser"), f"email:{comment.email}": _("this address")}
    return own.get(key) or _("another browser, this address")


def of_comment(one: Comment, comment: Comment) -> str:
    """How the author of `one` differs from that of `comment`, who may be the same; "" where they do
    not."""
    if comment.author_id:
        return ""
    if one.hand != comment.hand:
        return _("another browser") if one.hand else _("no browser known")
    return _("another address") if one.email != comment.email else ""


def _known(comment: Comment, keys: list[str]) -> str:
    browsers = [key for key in keys if key.startswith("hand:")]
    members = list(members_at(comment.email))
    if browsers == [f"hand:{comment.hand}"] and not members:
        return _("It was typed in this browser alone.")
    return sentences.address(len(browsers), members)
