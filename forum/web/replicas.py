"""Which database a request reads from: a replica for those who only look, else the primary.

Everything is written to the primary. Without REPLICA_URL nothing here does anything.

Whoever signed in or posted from their browser reads from the primary, so that what they have just
done is there; their cookie says so, and no page depends on it. What the replica does not have, the
primary is asked for: a new comment's address can be passed on at once.
"""

from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from forum.web.lag import Health, lag_of

PRIMARY, REPLICA = "default", "replica"  # as in settings.DATABASES
# Given to a browser by the answer to something that its reader sent (`forum.comments.hands`).
AUTHORS_COOKIES = ("reader", "__Host-reader")

health = Health(lambda: lag_of(REPLICA))
_reads_from: ContextVar[str] = ContextVar("reads_from", default=PRIMARY)


class ReplicaMiddleware:
    """Lets a request that may lag be answered from the replica, or by the other of the two if the
    first one cannot tell."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        if REPLICA not in settings.DATABASES:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        if not may_lag(request):
            return self.get_response(request)
        return self._from_replica(request) if health.is_good() else self._from_primary(request)

    def _from_replica(self, request) -> HttpResponse:
        """The primary is asked if the replica is away, or has nothing there: it may be late."""
        response = self._read(request, REPLICA)
        if response.status_code not in (404, 503):
            return response
        second = self._read(request, PRIMARY)
        if response.status_code == 503 and second.status_code != 503:
            health.note_failure("it did not answer a reader")
        return second

    def _from_primary(self, request) -> HttpResponse:
        """A page of some minutes ago is better than none, if the replica has one."""
        response = self._read(request, PRIMARY)
        if response.status_code != 503:
            return response
        second = self._read(request, REPLICA)
        return response if second.status_code in (404, 503) else second

    def _read(self, request, alias: str) -> HttpResponse:
        """Each time anew: what was read for a first try is no longer true for the second."""
        with reading_from(alias):
            return self.get_response(copy(request))


def may_lag(request: HttpRequest) -> bool:
    """Whether a page of a moment ago will do: for somebody who looks and is not known here."""
    known = {settings.SESSION_COOKIE_NAME, *AUTHORS_COOKIES} & request.COOKIES.keys()
    return request.method in ("GET", "HEAD") and not known and "posted" not in request.GET


@contextmanager
def reading_from(alias: str):
    """Everything that is read within comes from this database, unless it is to be changed."""
    token = _reads_from.set(alias)
    try:
        yield
    finally:
        _reads_from.reset(token)


class Router:
    """Django's database router: reads as the request says, everything else from the primary."""

    def db_for_read(self, model, **hints) -> str:
        return _reads_from.get()

    def db_for_write(self, model, **hints) -> str:
        return PRIMARY

    def allow_relation(self, one, other, **hints) -> bool:
        return True  # both hold the same rows

    def allow_migrate(self, db: str, app_label: str, **hints) -> bool:
        return db == PRIMARY
