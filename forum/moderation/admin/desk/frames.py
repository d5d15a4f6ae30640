"""What stands around every page of the desk: the queues with their counts, and the way back."""

from dataclasses import dataclass

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from forum.moderation import permissions, queue
from forum.moderation.admin.desk.keys import KEYS
from forum.moderation.admin.desk.sittings import Sitting
from forum.moderation.models import Verb
from forum.moderation.queue import Tally


@dataclass(frozen=True)
class Tab:
    """A queue to go to, and what is in it; `count` None where a number would say nothing."""

    code: str
    label: str
    what: str
    url: str
    count: int | None = None


@dataclass(frozen=True)
class Undo:
    """The batch that the undo button takes back, in words."""

    url: str
    label: str


def frame(
    request: HttpRequest,
    title: str,
    *,
    tally: Tally | None = None,
    sitting: Sitting | None = None,
    tab: str = "",
) -> dict:
    """The context that templates/admin/desk/desk.html wants: 1 or 2 queries without `tally`."""
    tally = tally or queue.tally(request.user, permissions.reach(request.user))
    return {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "title": title,
        "sitting": sitting,
        "tabs": tabs(request, tally),
        "tab": sitting.queue.code if sitting else tab,
        "undo": undo(tally, sitting),
        "keys": KEYS,
    }


def counts(request: HttpRequest) -> dict:
    """What the admin's first page says of the desk; nothing to those who have no part in it."""
    if not request.user.has_perm(permissions.MODERATE):
        return {}
    return {"tabs": tabs(request, queue.tally(request.user, permissions.reach(request.user)))}


def tabs(request: HttpRequest, tally: Tally) -> list[Tab]:
    """The queues, what the moderator decided, and the letters to those who may read them."""
    found = [
        Tab(one.code, str(one.label), one.what, _queue_url(one.code), tally.queues[one.code])
        for one in queue.QUEUES
    ]
    said = _("your own that stand, a bulk as one; everybody’s a link further")
    decided = reverse("admin:desk_decided")
    found.append(Tab("decided", _("Decided"), said, decided, tally.decided))
    if request.user.has_perm("moderation.change_letter"):
        letters = reverse("admin:moderation_letter_changelist")
        said = _("to the editors, not answered yet")
        found.append(Tab("letters", _("Letters"), said, letters, tally.letters))
    return found


def undo(tally: Tally, sitting: Sitting | None) -> Undo | None:
    """The moderator's last decision, to take back."""
    if tally.last is None:
        return None
    pk = tally.last["pk"]
    url = sitting.carried_by("desk_undo", pk) if sitting else reverse("admin:desk_undo", args=[pk])
    verb, size = Verb(tally.last["verb"]).label, tally.last["size"]
    label = _("%(verb)s, %(size)d at once") % {"verb": verb, "size": size} if size > 1 else verb
    return Undo(url, str(label))


def _queue_url(code: str) -> str:
    return reverse("admin:desk_queue", args=[code])
