"""Between the form and the rules: how it was sent, and how an answer tells what they say."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from forum.comments import posting, stamps, text
from forum.comments.networks import network_key
from forum.comments.posting import Asked, Refused, Sending
from forum.comments.rules import Traps
from forum.comments.spam import akismet
from forum.comments.spam.akismet import Submission
from forum.web.origin import client_address

FORBIDDEN = {"closed", "too_old", "locked", "suspended", "suspended_for_good"}
LONGEST_TRAPPED = 1_000  # characters of what fills the field that nobody sees


def network_of(request: HttpRequest) -> str:
    return network_key(client_address(request), timezone.now())


def sending_of(request: HttpRequest, *, new_hand: str = "", **comment: str) -> Sending:
    """How this form came here. `comment` is what an outside service is told of it, if there is
    one."""
    return Sending(
        traps=_traps(request),
        opinion=partial(akismet.check, _submission(request, comment)),
        anyway="anyway" in request.POST,
        new_hand=new_hand,
    )


def _traps(request) -> Traps:
    typed = text.clean(request.POST.get("homepage", "")[:LONGEST_TRAPPED])
    stamp = request.POST.get("stamp", "")
    try:
        return Traps(typed, form_age=stamps.age(stamp, timezone.now()))
    except stamps.NotOurs:
        return Traps(typed, wrong_stamp="forged" if stamp else "missing")


def _submission(request, comment: dict[str, str]) -> Submission:
    return Submission(
        user_ip=client_address(request),
        user_agent=request.headers.get("User-Agent", ""),
        comment_date_gmt=timezone.now().isoformat(timespec="seconds"),
        **comment,
    )


def status_of(outcome: Refused | Asked) -> int:
    """The status of the page that tells why nothing was posted."""
    if isinstance(outcome, posting.Asked):
        return 422
    if outcome.retry_after:
        return 429
    return 403 if outcome.code in FORBIDDEN else 422


def tell_when(response: HttpResponse, outcome: Refused | Asked) -> HttpResponse:
    """The answer, with the seconds to wait where there are any."""
    if seconds := getattr(outcome, "retry_after", None):
        response.headers["Retry-After"] = str(seconds)
    return response
