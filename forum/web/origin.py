"""Where a request comes from: the client's address, and whether a post was forged.

The cross-origin verdict follows Go 1.25's CrossOriginProtection and the OWASP CSRF cheat sheet:
Fetch Metadata first, the Origin header where a browser sends none. It stands in front of Django's
token check, which stays on for everything that acts with a session's authority.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.views.decorators.csrf import csrf_exempt

from forum.web import faults

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
SAME, CROSS, UNKNOWN = "same", "cross", "unknown"


def client_address(request: HttpRequest) -> str:
    """The reader's address: the hop that the outermost trusted proxy saw.

    `settings.TRUSTED_PROXIES` counts from the right of X-Forwarded-For; with 0 the header, which
    anyone can forge, is not read at all.
    """
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    trusted = settings.TRUSTED_PROXIES
    if trusted and len(hops) >= trusted and hops[-trusted]:
        return hops[-trusted]
    return request.META.get("REMOTE_ADDR", "")


def verdict(request: HttpRequest) -> str:
    """SAME, CROSS, or UNKNOWN where the client names neither site nor origin."""
    site = request.headers.get("Sec-Fetch-Site", "").strip().lower()
    origin = request.headers.get("Origin", "")
    if origin and origin in settings.CSRF_TRUSTED_ORIGINS:
        return SAME
    if site == "same-origin":
        return SAME
    if site not in ("", "none"):
        return CROSS
    if not origin:
        return UNKNOWN
    return SAME if origin == f"{request.scheme}://{request.get_host()}" else CROSS


class CrossOriginMiddleware:
    """Refuses every unsafe request that another site sent; stands before CsrfViewMiddleware."""

    def __init__(self, get_response: Callable):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in SAFE_METHODS:
            # Our pages send UTF-8. Other encodings let in lone surrogates, which no page can show.
            request.encoding = "utf-8"
            request.cross_origin = verdict(request)
            if request.cross_origin == CROSS:
                return faults.cross_origin(request)
        return self.get_response(request)


_token_check = CsrfViewMiddleware(lambda request: None)


def guest_post(view: Callable) -> Callable:
    """A decorator: guests may post to `view` from a page that a shared cache holds.

    A post needs no token if it carries no session cookie and comes from this site; it then acts
    for nobody. Every other post goes through Django's token check. `request.is_confirmed` tells
    the view the outcome: where it is False the view must ask the reader to confirm, so that
    nothing typed is lost.
    """

    @csrf_exempt
    @wraps(view)
    def inner(request, *args, **kwargs):
        if request.method not in SAFE_METHODS:
            has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
            if not has_session:
                request.user = AnonymousUser()
            tokenless = not has_session and request.cross_origin == SAME
            request.is_confirmed = tokenless or _has_token(request)
        return view(request, *args, **kwargs)

    return inner


def confirmation(request: HttpRequest) -> dict:
    """What a page with a form of a `guest_post` is given: `must_confirm`, whether what came waits
    for another click, and the `token` for that click, or for whoever carries a session."""
    must_confirm = not getattr(request, "is_confirmed", True)
    if must_confirm or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return {"must_confirm": must_confirm, "token": get_token(request)}
    return {"must_confirm": False}


def _has_token(request) -> bool:
    _token_check.process_request(request)
    return _token_check.process_view(request, lambda r: None, (), {}) is None
