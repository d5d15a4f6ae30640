"""The hand: what tells one guest's browser from another, a token in a cookie of ours that nobody
can guess.

Knows requests and no row. A page never sets the cookie, only the answer to what a reader sends;
what is stored is the token's keyed hash, the key of the hand.
"""

import re
import secrets
from base64 import urlsafe_b64encode
from time import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from forum.web.origin import client_address

MINUTE = 60  # seconds
YEAR = 365 * 24 * 60 * 60  # seconds
TOKEN = re.compile(r"[\w-]{32}", re.ASCII)  # 24 random bytes, as secrets writes them


def key(request: HttpRequest) -> str:
    """The key of the hand that sent this, 64 hexadecimal digits; "" if its browser brought none
    and `take` drew none."""
    token = _token(request)
    return key_of(token) if token else ""


def take(request: HttpRequest, sent: str = "") -> str:
    """The key of the hand that sent this; one that is new here gets a token, which `keep` gives
    to its browser. With what was `sent`, the same form sent twice gets the same one (`take_again`).
    """
    if not _token(request):
        request.new_hand = _drawn(request, sent, 0) if sent else secrets.token_urlsafe(24)
    return key(request)


def take_again(request: HttpRequest, sent: str, first: str) -> None:
    """Give a browser that sends a form again, before the first answer has brought it a token, the
    hand of the first time: if that one's key is `first`, and the same was sent from the same
    address within this minute or the last one.
    """
    if not hasattr(request, "new_hand") or key(request) == first:
        return
    for minutes in (0, 1):
        token = _drawn(request, sent, minutes)
        if constant_time_compare(key_of(token), first):
            request.new_hand = token


def _drawn(request: HttpRequest, sent: str, minutes_ago: int) -> str:
    """A token that nobody can guess who does not send the very same."""
    minute = int(time() // MINUTE) - minutes_ago
    browser = f"{client_address(request)} {request.headers.get('User-Agent', '')}"
    drawn = salted_hmac(f"forum.comments.hand:{minute}:{browser}", sent, algorithm="sha256")
    return urlsafe_b64encode(drawn.digest()[:24]).decode()


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
