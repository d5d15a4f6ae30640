"""Page or fragment, and who may keep it: what every view needs to answer."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from forum.web.replicas import PRIMARY, reading_from

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
# Seconds that a shared cache sends a page without asking, goes on sending it while it asks, and
# while the site does not answer. A crowd costs one request a minute; a removal is out in 90 s.
SHARED = {"s_maxage": 60, "stale_while_revalidate": 30, "stale_if_error": 86400}


class SeeOther(HttpResponseRedirect):
    """303: what was posted is done, look there. The browser asks with GET, and repeats nothing."""

    status_code = 303


def site(request: HttpRequest) -> dict:
    """The context processor for every page: what the publication is called, who looks at it."""
    return {
        "site_name": settings.SITE_NAME,
        "site_tagline": settings.SITE_TAGLINE,
        "signed_in": is_signed_in(request),
    }


def is_signed_in(request: HttpRequest) -> bool:
    """Whether a member looks; never touches the session of a reader who has no cookie."""
    return (
        settings.SESSION_COOKIE_NAME in request.COOKIES
        and hasattr(request, "user")
        and request.user.is_authenticated
    )


def read_only(view: Callable) -> Callable:
    """A decorator: GET and HEAD alone. All else is told so (405), and not asked for a token first.

    Without a token nothing is at risk: `view` never runs for a method that could change anything.
    """
    return csrf_exempt(require_safe(view))


def public(view: Callable) -> Callable:
    """A decorator: what a logged-out reader gets may be kept by any cache: by the reader's own if
    it asks each time whether that still holds, by a shared one as SHARED says.

    Whoever carries a session cookie, or posts, gets an answer of their own, which nobody may keep.
    """

    @wraps(view)
    def inner(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if request.method not in SAFE_METHODS:
            response.headers["Cache-Control"] = "no-store"
        elif settings.SESSION_COOKIE_NAME in request.COOKIES:
            patch_cache_control(response, private=True, no_store=True)
        elif "Cache-Control" not in response.headers:
            shared = SHARED if response.status_code < 400 else {}
            patch_cache_control(response, public=True, max_age=0, **shared)
        return response

    return inner


def private(view: Callable) -> Callable:
    """A decorator: no cache may keep what this view answers, no search engine may list it, and no
    replica is asked for it."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        with reading_from(PRIMARY):
            response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return inner


def render_page(
    request: HttpRequest, template: str, context: dict, *, status: int = 200
) -> HttpResponse:
    """`template` as a whole page, or for htmx its inside alone: `x/page.html` → `x/_page.html`."""
    if request.htmx:
        folder, _, name = template.rpartition("/")
        template = f"{folder}/_{name}"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
