"""The form that tells moderators of a comment, and the post of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from forum.comments import hands, reporting
from forum.comments.forms import ReportForm
from forum.comments.models import Comment
from forum.comments.reporters import Reporter
from forum.comments.views.judging import network_of, tell_when
from forum.comments.views.reading import comment as permalink
from forum.comments.views.reading import no_such_comment
from forum.web.origin import confirmation, guest_post
from forum.web.pages import SeeOther, is_signed_in, public

REFUSED_WITH = {"removed": 410, "own": 403, "suspended": 403, "decided": 409, "too_many": 429}


@require_http_methods(["GET", "HEAD", "POST"])
@guest_post
@public
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The form to report a comment, the post of that form, and with ?sent the thanks for it."""
    if request.method == "POST":
        return _take(request, pk)
    found = _seen(pk)
    if found and "sent" in request.GET:
        return render(request, "comments/reported.html", {"comment": found})
    if found is None or not found.is_published:
        return permalink(request, pk)
    return _show(request, ReportForm(), found)


def _take(request, pk) -> HttpResponse:
    form = ReportForm(request.POST)
    if not request.is_confirmed:
        return _show(request, form, _seen(pk), status=403)
    if not form.is_valid():
        return _show(request, form, _seen(pk), status=422)
    told = form.cleaned_data
    try:
        reporting.report(pk, _reporter(request), told["reason"], told["body"])
    except Comment.DoesNotExist:
        return _show(request, form, None)
    except reporting.Refused as refused:
        form.add_error(refused.field, refused.message)
        status = REFUSED_WITH.get(refused.code, 422)
        return tell_when(_show(request, form, _seen(pk), status=status), refused)
    response = SeeOther(reverse("comments:report", args=[pk]) + "?sent")
    return response if is_signed_in(request) else hands.keep(request, response)


def _reporter(request) -> Reporter:
    if is_signed_in(request):
        return Reporter(request.user)
    hand, network = hands.key(request), network_of(request)
    return Reporter(None, hand, network, new_hand="" if hand else hands.take(request))


def _seen(pk: int) -> Comment | None:
    """A comment that readers see, or have seen before it went out of sight."""
    seen = Comment.objects.known().placed().select_related("discussion", "author")
    return seen.filter(pk=pk).first()


def _show(request, form, found: Comment | None, status=200) -> HttpResponse:
    if found is None:
        return no_such_comment(request)
    context = {"form": form, "comment": found, **confirmation(request)}
    return render(request, "comments/report.html", context, status=status)
