"""One decision about many comments: those marked in a list, or all that the list is about."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from forum.comments.models import Comment
from forum.moderation import decisions, permissions, queue
from forum.moderation.admin.desk import acts, lines, steps
from forum.moderation.admin.desk.chips import chips, summary
from forum.moderation.admin.desk.doors import moderators
from forum.moderation.admin.desk.forms import CrowdForm, DecisionForm
from forum.moderation.admin.desk.frames import frame
from forum.moderation.admin.desk.sittings import Sitting
from forum.moderation.numbers import read_number

SAMPLE = 10  # comments shown before all of them are decided about


@require_POST
@moderators
def decide(request: HttpRequest) -> HttpResponse:
    """The comments marked in a list, in one batch."""
    sitting, verb = Sitting.read(request), request.POST.get("verb")
    if sitting is None or verb not in acts.DECIDING:
        raise BadRequest
    marked = [one.partition(":") for one in request.POST.getlist("pk")[: queue.SIZE]]
    seen = {key: sight for pk, _colon, sight in marked if (key := read_number(pk))}
    if seen:
        chosen = permissions.within(Comment.objects.filter(pk__in=seen), request.user)
        decide_about(request, verb, chosen, seen=seen)
    else:
        messages.warning(request, _("Mark some comments in the list first."))
    return steps.back_to(request, sitting)


@require_http_methods(["GET", "HEAD", "POST"])
@moderators
def page(request: HttpRequest, code: str) -> HttpResponse:
    """All that a list is about: how many they are and what they look like, then one decision."""
    sitting = Sitting.read(request, code)
    if sitting is None:
        raise Http404
    form = CrowdForm(request.POST) if request.POST else CrowdForm(initial=_now(sitting))
    if form.is_valid():
        # What has come or was edited since was seen by nobody.
        rows = sitting.rows.filter(pk__lte=form.cleaned_data["newest"])
        rows = rows.order_by(*queue.ORDERS[sitting.order].columns)[: decisions.LIMIT]
        more = {"summary": summary(sitting, request.user), "had_seen": form.cleaned_data["shown"]}
        _act(request, rows, form.cleaned_data | more)
        return steps.leave(request, sitting)
    found = sitting.page()
    context = frame(request, _("Decide about all"), sitting=sitting) | {
        "form": form,
        "count": sitting.rows.count(),
        "limit": decisions.LIMIT,
        "rows": [lines.row(one, sitting) for one in found.comments[:SAMPLE]],
        "chips": chips(sitting, found.comments, request.user),
    }
    return render(request, "admin/desk/all.html", context)


def _now(sitting: Sitting) -> dict:
    """What the list is about as the page shows it, for the form to bring back."""
    shown = timezone.now().isoformat()  # to the microsecond, before anything is read
    return {"shown": shown, "newest": sitting.rows.aggregate(newest=Max("pk"))["newest"] or 0}


def decide_about(request: HttpRequest, verb: str, comments: QuerySet, *, seen=None) -> None:
    """One batch of `comments`, with the reason and the message that were posted; says in messages
    what was done and what was left alone."""
    form = DecisionForm(request.POST.dict() | {"verb": verb, "seen": ""})
    if form.is_valid():
        _act(request, comments, form.cleaned_data | {"had_seen": seen})
    else:
        messages.warning(request, " ".join(form.errors.get("reason", [])))


def _act(request, comments: QuerySet, asked: dict) -> None:
    try:
        batch = acts.act(asked["verb"], comments, request.user, asked)
    except decisions.LeftAlone as left:
        messages.warning(request, left.in_full)
        return
    if batch.size:
        messages.success(request, acts.done(batch, asked["verb"]))
    if left := acts.left_alone(batch.left_alone):
        messages.warning(request, left)
