"""The place a comment stands in: closed, reopened, pre-moderated from its card."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forum.comments.models import Discussion
from forum.moderation import decisions, permissions
from forum.moderation.admin.desk import steps
from forum.moderation.admin.desk.doors import comment_in_reach, who_may
from forum.moderation.admin.desk.forms import ChangeForm
from forum.moderation.admin.desk.sittings import Sitting

Opening = Discussion.Opening

CHANGES = {
    "close": {"opening": Opening.CLOSED},
    "reopen": {"opening": Opening.BY_AGE},
    "premoderate": {"premoderated": True},
    "stop": {"premoderated": False},
}


@require_POST
@who_may(permissions.MODERATE, permissions.CONFIGURE)
def configure(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the discussion of comment `pk`, and look at the comment again."""
    comment, sitting = comment_in_reach(request, pk), Sitting.read(request)
    form = ChangeForm(request.POST)
    if not form.is_valid() or form.cleaned_data["change"] not in CHANGES:
        raise BadRequest
    wanted, remark = CHANGES[form.cleaned_data["change"]], form.cleaned_data["remark"]
    try:
        made = decisions.configure(comment.discussion, request.user, reason=remark, **wanted)
    except decisions.LeftAlone as left:
        return steps.stay(request, pk, sitting, warning=left.in_full)
    said = _("The discussion is changed.") if made else _("It was like that already.")
    return steps.stay(request, pk, sitting, said=said)
