"""The first page of the desk: how much there is to do, and how it has gone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forum.moderation import panels, permissions
from forum.moderation.admin.desk.doors import moderators
from forum.moderation.admin.desk.frames import frame


@require_safe
@moderators
def page(request: HttpRequest) -> HttpResponse:
    """The queues with their counts, then the charts."""
    sections = permissions.reach(request.user)
    charts = panels.for_desk(timezone.now(), sorted(sections or ()))
    context = frame(request, _("The desk"), tab="desk") | {"charts": charts}
    return render(request, "admin/desk/overview.html", context)


@require_safe
@moderators
def keys(request: HttpRequest) -> HttpResponse:
    """The help as a page, for whoever has no JavaScript or wants to print it."""
    return render(request, "admin/desk/keys.html", frame(request, _("Keys of the desk")))
