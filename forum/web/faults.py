"""What a reader sees when something is wrong; whatever they typed is given back to them.

These pages need no database, session or cache: they stand when those are down.
"""

import sys
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import Error, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

TYPED = ("name", "email", "subject", "body")
CARRIED = ("terms", "reason", "stamp", "anyway")  # what a form sends along unseen
RETRY_AFTER = 30  # seconds, when the database is away
READ_ONLY = "25006"  # PostgreSQL's code for a write to what is, or has become, a standby


def error_page(
    request: HttpRequest, status: int, title: str, message: str, **headers: str
) -> HttpResponse:
    """A page that belongs to the site, with `status`, and with the text of a post given back."""
    typed = typed_comment(request)
    context = {"title": title, "message": message, "typed": typed}
    context["carried"] = {name: typed[name] for name in CARRIED if name in typed}
    # What failed on our side may be sent again from this very page.
    context["again"] = request.get_full_path() if status >= 500 else ""
    context |= {"site_name": settings.SITE_NAME, "site_tagline": settings.SITE_TAGLINE}
    # Without the request no context processor runs, so nothing asks the database who this is.
    response = HttpResponse(render_to_string("error.html", context), status=status)
    response.headers["Cache-Control"] = "no-store"
    for name, value in headers.items():
        response.headers[name.replace("_", "-")] = value
    return response


def typed_comment(request: HttpRequest) -> dict[str, str]:
    """The fields of a comment, a report or a letter in a post that failed; {} where there is none
    to be read."""
    if request.method != "POST":
        return {}
    try:
        if not request.POST.get("body"):
            return {}
        return {
            field: request.POST[field].encode(errors="replace").decode()
            for field in (*TYPED, *CARRIED)
            if field in request.POST
        }
    except Exception:  # whatever is wrong with the post, the page about it must appear
        return {}


def bad_request(request, exception=None):
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return error_page(
            request, 413, _("That is too much at once"), _("What was sent is too long to be taken.")
        )
    return error_page(
        request, 400, _("That request made no sense"), _("Something in it could not be read.")
    )


def forbidden(request, exception=None):
    return error_page(request, 403, _("Not for you"), _("You may not see or do this."))


def not_found(request, exception=None):
    return error_page(
        request,
        404,
        _("There is nothing here"),
        _("The address may be mistyped, or what stood here has moved."),
    )


def server_error(request):
    """Our fault, or that of a database that is away, wherever in the request that was noticed."""
    if is_away(sys.exception()):
        return unavailable(request)
    return error_page(
        request,
        500,
        _("Something broke on our side"),
        _("It has been noted. Please try again in a moment."),
    )


def is_away(error: BaseException | None) -> bool:
    """Whether the database could not answer: gone, too slow, locked for too long, read-only."""
    if isinstance(error, (OperationalError, InterfaceError)):
        return True
    return isinstance(error, Error) and getattr(error.__cause__, "sqlstate", "") == READ_ONLY


def unavailable(request):
    return error_page(
        request,
        503,
        _("We are back in a moment"),
        _("The site cannot reach its database just now. Please try again shortly."),
        Retry_After=str(RETRY_AFTER),
    )


def cross_origin(request):
    return error_page(
        request,
        403,
        _("This came from another site"),
        _("For your safety we only take posts that are sent from our own pages."),
    )


def csrf_failure(request, reason=""):
    return error_page(
        request,
        403,
        _("This form has expired"),
        _("Please go back, load the page again and send it once more."),
    )


class WrongMethodMiddleware:
    """Gives an answer of 405 its words; the methods there are stay in its Allow header.

    The desk's own answers stay as they are.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_bare = response.status_code == 405 and not response.streaming and not response.content
        if is_bare and not request.path.startswith("/admin/"):
            return error_page(
                request,
                405,
                _("That cannot be done here"),
                _("This address does not take such a request."),
                Allow=response.headers.get("Allow", ""),
            )
        return response
