"""The hand: what tells one guest's browser from another, a random token in a cookie of ours.

Knows requests and no row. A page never sets the cookie, only the answer to what a reader sends;
what is stored is the token's keyed hash, the key of the hand.
"""

import re
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

YEAR = 365 * 24 * 60 * 60  # seconds
TOKEN = re.compile(r"[\w-]{32}", re.ASCII)  # 24 random bytes, as secrets writes them


def key(request: HttpRequest) -> str:
    """The key of the hand that sent this, 64 hexadecimal digits; "" if its browser brought none
    and `take` drew none."""
    token = _token(request)
    return key_of(token) if token else ""


def take(request: HttpRequest) -> str:
    """The key of the hand that sent this; one that is new here gets a token, which `keep` gives
    to its browser."""
    if not _token(request):
        request.new_hand = secrets.token_urlsafe(24)
    return key(request)


def keep(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer to a reader's own POST, with the cookie that lets their browser be known again."""
    take(request)
    response.set_cookie(
        cookie_name(),
        _token(request),
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def key_of(token: str) -> str:
    """What is stored of a token; without the site’s secret key there is no way back."""
    return salted_hmac("forum.comments.hand", token, algorithm="sha256").hexdigest()


def cookie_name() -> str:
    return "__Host-reader" if settings.SESSION_COOKIE_SECURE else "reader"


def _token(request) -> str:
    """The token of this request: brought as a cookie, or drawn while it was answered."""
    brought = request.COOKIES.get(cookie_name(), "")
    return brought if TOKEN.fullmatch(brought) else getattr(request, "new_hand", "")
