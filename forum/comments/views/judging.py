"""Between the form and the rules: how it was sent, and how an answer tells what they say."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from forum.comments import posting, stamps, text
from forum.comments.networks import network_key
from forum.comments.posting import Asked, Refused, Sending
from forum.comments.rules import Traps
from forum.comments.spam import akismet
from forum.comments.spam.akismet import Opinion, Submission
from forum.web.origin import client_address

FORBIDDEN = {"closed", "too_old", "locked", "suspended", "suspended_for_good"}
LONGEST_TRAPPED = 1_000  # characters of what fills the field that nobody sees


def network_of(request: HttpRequest) -> str:
    return network_key(client_address(request), timezone.now())


def sending_of(
    request: HttpRequest, *, path: Callable[[], str], new_hand: str = "", **comment: str
) -> Sending:
    """How this form came here. `comment` is what an outside service is told of it, if there is
    one, with the address at which it stands: `path` is asked for then alone."""
    return Sending(
        traps=_traps(request),
        opinion=partial(_opinion, request, path, comment),
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


def _opinion(request, path: Callable[[], str], comment: dict[str, str]) -> Opinion:
    if not akismet.is_on():
        return Opinion.OFF
    submission = Submission(
        permalink=request.build_absolute_uri(path()),
        user_ip=client_address(request),
        user_agent=request.headers.get("User-Agent", ""),
        comment_date_gmt=timezone.now().isoformat(timespec="seconds"),
        **comment,
    )
    return akismet.check(submission)


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
