"""Public pages about moderation: request in, one read or one verb, page or redirect out."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from forum.comments import editions, hands
from forum.comments.views import keepable, kept_lone_page
from forum.comments.views.judging import network_of
from forum.moderation import letters, openness
from forum.moderation.figures import open as open_figures
from forum.moderation.forms import LetterForm
from forum.web import durations, kept
from forum.web.origin import confirmation, guest_post
from forum.web.pages import SeeOther, is_signed_in, public, read_only

# Seconds for which the counts of the public page are good enough. They are kept for longer, so
# that everybody else gets the last ones while one request makes the next.
FRESH = kept.KEPT_FOR - 600


@read_only
@public
@kept_lone_page
def how_we_moderate(request: HttpRequest) -> HttpResponse:
    """The rules in force in words, and what became of comments: counts that name nobody."""
    policy, counts = editions.policy_of(request), _counts()
    context = {
        "rules": openness.in_force(policy, outside_service=bool(settings.AKISMET_KEY)),
        "year": openness.told(counts.thing),
        "canonical": request.build_absolute_uri(request.path),
    }
    page = render(request, "moderation/how_we_moderate.html", context)
    return keepable(request, page, [], datetime.fromtimestamp(counts.until, UTC))


def _counts() -> kept.Kept:
    """Of the year, for every edition: no write makes them anew before it is time."""
    return kept.take("counts of a year", lambda edition: True, _count, may_be_the_last=True)


def _count() -> kept.Kept:
    now = timezone.now()
    return kept.Kept(open_figures.year(now), None, now.timestamp() + FRESH)


@require_http_methods(["GET", "HEAD", "POST"])
@guest_post
@public
def write_to_us(request: HttpRequest) -> HttpResponse:
    """The form for a letter to the editors, the post of it, and with ?sent the thanks for it."""
    if request.method == "POST":
        return _take_letter(request)
    if "sent" in request.GET:
        return render(request, "moderation/letter_sent.html")
    return _show_letter(request, _letter_form(request))


def _take_letter(request) -> HttpResponse:
    form = _letter_form(request)
    if not request.is_confirmed:
        return _show_letter(request, form, status=403)
    if not form.is_valid():
        return _show_letter(request, form, status=422)
    author = form.author(network=network_of(request), hand=hands.key(request))
    subject, body = form.cleaned_data["subject"], form.cleaned_data["body"]
    try:
        letters.write(author, subject, body, is_suspicious=bool(request.POST.get("homepage")))
    except letters.TooMany as refused:
        told = _("Many letters came from your network. Please wait %(wait)s.")
        wait = durations.in_words(timedelta(seconds=refused.retry_after))
        form.add_error(None, told % {"wait": wait})
        response = _show_letter(request, form, status=429)
        response.headers["Retry-After"] = str(refused.retry_after)
        return response
    response = SeeOther(reverse("moderation:letter") + "?sent")
    return response if author.member else hands.keep(request, response)


def _letter_form(request) -> LetterForm:
    data = request.POST if request.method == "POST" else None
    return LetterForm(data, member=request.user if is_signed_in(request) else None)


def _show_letter(request, form, status=200) -> HttpResponse:
    context = {"form": form, **confirmation(request)}
    return render(request, "moderation/write_to_us.html", context, status=status)
