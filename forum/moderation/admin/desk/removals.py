"""Removing what a person has written of late: first how much that is, then the removal."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from forum.comments.models import Comment
from forum.moderation import decisions, permissions
from forum.moderation.admin.desk import acts, lines, people, whose
from forum.moderation.admin.desk.doors import comment_in_reach, moderators
from forum.moderation.admin.desk.forms import RecentForm, RemovalForm
from forum.moderation.admin.desk.frames import frame
from forum.moderation.admin.desk.sittings import Sitting
from forum.moderation.people import comments_of, keys_to_bind
from forum.web.pages import SeeOther

SAMPLE = 10  # comments shown


@require_http_methods(["GET", "HEAD", "POST"])
@moderators
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """What the author of comment `pk` wrote in the last hours, here or everywhere."""
    comment = comment_in_reach(request, pk)
    asked = RecentForm(request.POST or request.GET)
    if not asked.is_valid():
        raise BadRequest
    which = asked.cleaned_data
    form = RemovalForm(request.POST or None, initial=which)
    if form.is_valid():
        _remove(request, comment, form.cleaned_data)
        return SeeOther(people.address(request, comment))
    theirs = _recent(request, comment, which)
    latest = theirs.order_by("-pk")[:SAMPLE]
    title = _("Remove what %s has written") % (comment.name or _("nobody"))
    context = frame(request, title, sitting=Sitting.read(request)) | {
        "comment": comment,
        "author_url": people.address(request, comment),
        "form": form,
        "count": theirs.count(),
        "latest": [lines.line(one, whose=whose.of_comment(one, comment)) for one in latest],
        "which": dict(RecentForm.HOURS)[str(which["hours"])],
        "where": dict(RecentForm.WHERE)[which["where"]],
        "whom": whose.bound(comment, by_address=which["by_address"]),
    }
    return render(request, "admin/desk/remove_recent.html", context)


def _recent(request, comment: Comment, which: dict) -> QuerySet[Comment]:
    keys = keys_to_bind(comment, by_address=which["by_address"])
    theirs = permissions.within(comments_of(keys), request.user)
    theirs = theirs.since(timezone.now() - timedelta(hours=which["hours"]))
    theirs = theirs.exclude(status=Comment.Status.REMOVED).select_related("discussion")
    is_here = which["where"] == "here"
    return theirs.filter(discussion=comment.discussion_id) if is_here else theirs


def _remove(request, comment: Comment, asked: dict) -> None:
    told = {"name": comment.name, "hours": asked["hours"]}
    summary = _("by %(name)s, %(hours)d hours") % told
    if asked["by_address"]:
        summary = _("by %(name)s or under that address, %(hours)d hours") % told
    try:
        batch = decisions.remove_recent(
            keys_to_bind(comment, by_address=asked["by_address"]),
            request.user,
            hours=asked["hours"],
            discussion=comment.discussion if asked["where"] == "here" else None,
            reason=Comment.Reason(asked["reason"]),
            message=asked["message"],
            summary=summary,
        )
    except decisions.LeftAlone as left:
        messages.warning(request, left.in_full)
        return
    messages.success(request, acts.done(batch, "remove"))
    if left := acts.left_alone(batch.left_alone):
        messages.warning(request, left)
