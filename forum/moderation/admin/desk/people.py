"""The author of a comment at the desk: how they did, how they stand, and what to do about it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from forum.accounts.models import Member
from forum.comments.models import Comment
from forum.moderation import authors, decisions, permissions
from forum.moderation.admin.desk import contexts, lines, shown, whose
from forum.moderation.admin.desk.doors import comment_in_reach, moderators, who_may
from forum.moderation.admin.desk.forms import NoteForm, RecentForm, StandingForm
from forum.moderation.admin.desk.frames import frame
from forum.moderation.admin.desk.sittings import Sitting, waiting_url
from forum.moderation.people import keys_to_bind
from forum.web.pages import SeeOther

Asked = dict[str, Any]

# What takes something away takes it from every key the person goes by: they write again.
FREEING = {"lift", "trust"}
JUDGE: dict[str, Callable[[list[str], Any, Asked], Any]] = {
    "warn": lambda keys, by, asked: decisions.warn(
        keys, by, message=asked["message"], reason=asked["reason"]
    ),
    "suspend": lambda keys, by, asked: decisions.suspend(
        keys, by, rung=asked["rung"], reason=asked["reason"]
    ),
    "lift": lambda keys, by, asked: decisions.lift(keys, by, reason=asked["reason"]),
    "hold": lambda keys, by, asked: decisions.always_hold(
        keys, by, held=True, reason=asked["reason"]
    ),
    "trust": lambda keys, by, asked: decisions.always_hold(
        keys, by, held=False, reason=asked["reason"]
    ),
}


@require_safe
@moderators
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is known of whoever wrote comment `pk`."""
    return _page(request, comment_in_reach(request, pk))


@require_POST
@who_may(permissions.MODERATE, permissions.NOTE)
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write something down about them, for moderators alone."""
    comment, form = comment_in_reach(request, pk), NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, comment, note_form=form)
    body = form.cleaned_data["body"]
    return _after(request, comment, lambda: _note(comment, request.user, body), _("Kept."))


@require_POST
@who_may(permissions.MODERATE, permissions.JUDGE_PEOPLE)
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Warn, suspend, lift a suspension, always pre-moderate, or no longer."""
    comment, form = comment_in_reach(request, pk), StandingForm(request.POST)
    if not form.is_valid():
        return _page(request, comment, standing_form=form)
    asked = form.cleaned_data
    by_address = asked["by_address"] or asked["verb"] in FREEING
    keys, verb = keys_to_bind(comment, by_address=by_address), JUDGE[asked["verb"]]
    return _after(
        request, comment, lambda: verb(keys, request.user, asked), _("Done, and in the log.")
    )


def _note(comment: Comment, moderator: Member, body: str) -> None:
    if not comment.person_key:
        raise decisions.NobodyKnown
    decisions.note(comment.person_key, moderator, body)


def _page(request: HttpRequest, comment: Comment, **forms) -> HttpResponse:
    sitting, title = Sitting.read(request), _("By %s") % (comment.name or _("nobody"))
    keys, latest = authors.keys_around(comment), authors.latest_by(comment, request.user)
    context = frame(request, title, sitting=sitting) | {
        "comment": comment,
        "card": shown.card(comment, request.user, sitting),
        "latest": [lines.line(one, whose=whose.of_comment(one, comment)) for one in latest],
        "log": contexts.log_of_author(comment, keys),
        "whom": whose.whom(comment, keys),
        "may_judge": _may_judge(request, comment),
        "may_remove": comment.author_id != request.user.pk and bool(comment.person_key),
        "waiting_url": waiting_url(author=comment.pk),
        "carried": f"?{sitting.carried}" if sitting else "",
        "may_note": request.user.has_perm(permissions.NOTE) and bool(comment.person_key),
        "note_form": NoteForm(),
        "standing_form": StandingForm(),
        "recent_form": RecentForm(auto_id="recent-%s"),
        **contexts.of_author(comment, keys, request.user),
        **forms,
    }
    return render(request, "admin/desk/author.html", context)


def _may_judge(request: HttpRequest, comment: Comment) -> bool:
    """Nobody judges themselves, or a person of whom nothing is known."""
    is_own = comment.author_id == request.user.pk
    may = request.user.has_perm(permissions.JUDGE_PEOPLE)
    return may and not is_own and bool(comment.person_key)


def _after(
    request: HttpRequest, comment: Comment, verb: Callable[[], Any], said: str
) -> HttpResponse:
    """Do it, say what became of it, and show the author's page again."""
    try:
        verb()
    except decisions.LeftAlone as left:
        messages.warning(request, left.in_full)
    else:
        messages.success(request, said)
    return SeeOther(address(request, comment))


def address(request: HttpRequest, comment: Comment) -> str:
    """Of the author's page, with the sitting that the request came with."""
    if sitting := Sitting.read(request):
        return sitting.carried_by("desk_author", comment.pk)
    return reverse("admin:desk_author", args=[comment.pk])
