"""The door to an outside spam service that speaks Akismet's protocol; closed unless configured.

Its answer is one opinion among others: it can hold a comment, never publish or refuse one. No
library: `akismet` on PyPI (25.10, well kept) has the service's address built in, bounds each
phase of a request but not the whole, and brings httpx, 14 MiB in every web worker, for four form
posts. Protocol: https://akismet.com/developers/.
"""

import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread
from time import monotonic
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings

logger = logging.getLogger(__name__)

TIMEOUT = 2.0  # seconds a reader waits at most, from looking up the host to the last byte
PAUSE = 30.0  # seconds in which a service that failed is not asked again by this process
AT_ONCE = 8  # requests under way in this process; hung ones may outlast TIMEOUT
LONGEST_ANSWER = 1000  # bytes; the protocol's are one word
THANKS = "Thanks for making the web a better place."

_free = BoundedSemaphore(AT_ONCE)
_paused_until = 0.0


class Opinion(StrEnum):
    SPAM = "spam"
    HAM = "ham"
    UNAVAILABLE = "unavailable"
    OFF = "off"


class Unavailable(Exception):
    """No usable answer: too late, an error, not the protocol's words, or the key is not theirs."""


@dataclass(frozen=True)
class Submission:
    """A comment as the service wants to know it. What is empty is not sent.

    `user_ip` and `user_agent` are the reader's, at hand while they post and never stored.
    """

    comment_content: str
    comment_author: str = ""
    comment_author_email: str = ""
    user_ip: str = ""
    user_agent: str = ""
    permalink: str = ""
    comment_type: str = "comment"  # or "reply"
    comment_date_gmt: str = ""  # ISO 8601


def is_on() -> bool:
    return bool(settings.AKISMET_KEY)


def check(submission: Submission) -> Opinion:
    """What the service thinks of a comment, within `TIMEOUT` seconds; OFF without a key.

    Never raises for what the service does: a failure is logged and is UNAVAILABLE. After one, the
    service is left alone for `PAUSE` seconds, so that it cannot slow down every post.
    """
    global _paused_until
    if not is_on():
        return Opinion.OFF
    if monotonic() < _paused_until:
        return Opinion.UNAVAILABLE
    try:
        answer = _ask("comment-check", asdict(submission))
        if answer not in ("true", "false"):
            raise Unavailable(f"answered {answer[:60]!r}")
    except Unavailable as problem:
        _paused_until = monotonic() + PAUSE
        logger.warning("Akismet is unavailable: %s", problem)
        return Opinion.UNAVAILABLE
    return Opinion.SPAM if answer == "true" else Opinion.HAM


def tell(submission: Submission, *, is_spam: bool) -> None:
    """Tell the service what moderators decided. Raises Unavailable: then tell it again later."""
    answer = _ask("submit-spam" if is_spam else "submit-ham", asdict(submission))
    if answer != THANKS:
        raise Unavailable(f"answered {answer[:60]!r}")


def key_is_valid() -> bool:
    """Whether the service knows this site's key. Raises Unavailable."""
    answer = _ask("verify-key", {"key": settings.AKISMET_KEY})
    if answer not in ("valid", "invalid"):
        raise Unavailable(f"answered {answer[:60]!r}")
    return answer == "valid"


def resume() -> None:
    """Ask again at once, whatever failed before."""
    global _paused_until
    _paused_until = 0.0


def _ask(verb: str, fields: Mapping[str, str]) -> str:
    """The service's word, within TIMEOUT. Raises Unavailable.

    A thread of its own: no timeout of a socket bounds the look-up of a host, or an answer that
    drips. One that hangs is left behind, and at most AT_ONCE are.
    """
    if not _free.acquire(blocking=False):
        raise Unavailable("too many requests hang")
    answers: SimpleQueue[str | Exception] = SimpleQueue()
    Thread(target=_post, args=(verb, fields, answers), daemon=True).start()
    try:
        answer = answers.get(timeout=TIMEOUT)
    except Empty:
        raise Unavailable(f"no answer within {TIMEOUT:g} seconds") from None
    if isinstance(answer, Exception):
        raise Unavailable(f"{type(answer).__name__}: {answer}") from answer
    return answer


def _post(verb: str, fields: Mapping[str, str], answers: SimpleQueue) -> None:
    try:
        given = {name: value for name, value in fields.items() if value}
        own = {"api_key": settings.AKISMET_KEY, "blog": settings.SITE_URL, "blog_charset": "UTF-8"}
        request = Request(  # noqa: S310 (http or https: `environment.address`)
            f"{settings.AKISMET_URL}/1.1/{verb}",
            data=urlencode(own | given).encode(),
            headers={"User-Agent": "Afterword"},
        )
        with urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310
            answer = response.read(LONGEST_ANSWER).decode(errors="replace").strip()
            if help_ := response.headers.get("X-akismet-debug-help"):
                logger.warning("Akismet says: %s", help_[:200])
        answers.put(answer)
    except Exception as problem:  # whatever it is, the reader's post goes on
        answers.put(problem)
    finally:
        _free.release()
