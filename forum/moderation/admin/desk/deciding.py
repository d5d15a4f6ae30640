"""The buttons of a card: a decision, its undoing, a claim."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forum.comments.models import Comment
from forum.moderation import decisions
from forum.moderation.admin import sentences
from forum.moderation.admin.desk import acts, steps
from forum.moderation.admin.desk.doors import comment_in_reach, moderators
from forum.moderation.admin.desk.forms import DecisionForm
from forum.moderation.admin.desk.sittings import Sitting
from forum.moderation.models import Batch
from forum.moderation.queue import Place


@require_POST
@moderators
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what the button says; then the next comment, or this one again if nothing was done."""
    comment, sitting = comment_in_reach(request, pk), Sitting.read(request)
    form, place = DecisionForm(request.POST), Place.of(comment)
    if not form.is_valid():
        raise BadRequest
    verb, seen = form.cleaned_data["verb"], form.cleaned_data["seen"]
    asked = form.cleaned_data | {"had_seen": {pk: seen} if seen else None}
    try:
        batch = acts.act(verb, comment, request.user, asked)
    except decisions.LeftAlone as left:
        return steps.stay(request, pk, sitting, warning=left.in_full)
    outcome = str(batch.get_verb_display())
    said = _("%(name)s: %(outcome)s.") % {"name": _name(comment), "outcome": outcome}
    if sitting is None or verb not in acts.DECIDING:
        return steps.stay(request, pk, sitting, said=said)
    return steps.go_on(request, comment, sitting, place, said=said, outcome=outcome)


@require_POST
@moderators
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a batch back; a comment that was alone in it is looked at again. What is about no
    comment moves nobody from where they are."""
    batch, sitting = get_object_or_404(Batch, pk=pk), Sitting.read(request)
    said, is_done = _undo(batch, request.user)
    concerned = list(batch.decisions.values_list("comment", flat=True)[:2])
    if sitting and len(concerned) == 1 and concerned[0]:
        words = {"said": said} if is_done else {"warning": said}
        return steps.stay(request, concerned[0], sitting, **words)
    messages.add_message(request, messages.SUCCESS if is_done else messages.WARNING, said)
    return steps.leave(request, sitting) if any(concerned) else steps.look_again(request, sitting)


@require_POST
@moderators
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a comment to oneself for a while, or give it back."""
    comment, sitting = comment_in_reach(request, pk), Sitting.read(request)
    if request.POST.get("verb") == "release":
        decisions.release(comment, request.user)
        return steps.stay(request, pk, sitting, said=_("Anybody may decide about it again."))
    try:
        decisions.claim(comment, request.user)
    except decisions.LeftAlone as left:
        return steps.stay(request, pk, sitting, warning=left.in_full)
    return steps.stay(request, pk, sitting, said=_("Yours for ten minutes."))


def _undo(batch: Batch, moderator) -> tuple[str, bool]:
    """What became of it in a sentence, and whether all of it was undone."""
    try:
        undone = decisions.undo(batch, moderator)
    except decisions.LeftAlone as left:
        return left.in_full, False
    return acts.left_alone(undone.left_alone) or sentences.undone(batch), not undone.left_alone


def _name(comment: Comment) -> str:
    return comment.name or _("Anonymous")
