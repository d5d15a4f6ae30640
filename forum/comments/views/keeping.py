"""Pages that are the same for every logged-out reader: made once an edition, kept, sent again."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.safestring import SafeString

from forum.comments import editions, threads
from forum.comments.models import Discussion, Policy
from forum.web import compression, kept, release


def keepable(
    request: HttpRequest,
    response: HttpResponse,
    discussions: Iterable[Discussion] = (),
    *until: datetime | None,
) -> HttpResponse:
    """Say of a page what it shows beside the site's edition, and until when it may be kept: until
    the next of these moments, or that at which the next scheduled article appears."""
    policy = editions.policy_of(request)
    response.edition = editions.shown(policy, discussions)
    response.until = editions.until(policy, *until)
    return response


def kept_page(view: Callable) -> Callable:
    """A decorator: what the view calls `keepable` is made once, and sent until it changes.

    To send it costs one small query; a reader who has it already gets 304. Of the query only
    `page` counts. Whoever carries a session cookie or has just posted (`?posted`) gets an answer of
    their own from the view, and so does who asks by a port that is not the site's: there are
    65,535 of them, and a page for each would fill the cache.
    """
    return _kept(view, _page_of)


def kept_lone_page(view: Callable) -> Callable:
    """The same for what has one page alone: nothing of the query counts."""
    return _kept(view, lambda request: "")


def tagged(
    request: HttpRequest,
    make: Callable[[], HttpResponse],
    discussions: Iterable[Discussion] = (),
) -> HttpResponse:
    """What `make` answers, for what is too long to be kept, or too rarely asked for. Its ETag is of
    the edition: a reader who has it already gets 304, and nothing is made.

    `editions.policy_of` was asked before `discussions` and all else that the answer shows.
    """
    policy = editions.policy_of(request)
    edition = f"{editions.shown(policy, discussions)} {policy.next_opening}"
    name = f"{release.fingerprint()} {request.build_absolute_uri()} {edition}"
    etag = f'W/"{kept.digest(name.encode())}"'
    unchanged = get_conditional_response(request, etag=etag)
    response = make() if unchanged is None else unchanged
    response.headers["ETag"] = etag
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def kept_threads(
    name: str, page: threads.Page, policy: Policy, discussion: Discussion, *, is_open: bool
) -> SafeString:
    """The threads of a page as HTML, the same for members and guests: made once an edition.

    `name` says of what it is a page; `policy` and `discussion` have been read before `page`.
    """
    edition = editions.shown(policy, [discussion])

    def make():
        html = kept.Html(threads.html(page.threads, is_open=is_open))
        return kept.Kept(html, edition, editions.FOR_EVER)

    return kept.take(
        f"threads {name} {page.number} {is_open}", lambda older: older.covers(edition), make
    ).thing


def is_for_everybody(request: HttpRequest) -> bool:
    """Whether the answer is the same for every logged-out reader."""
    return (
        request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "posted" not in request.GET
    )


def _kept(view: Callable, which: Callable[[HttpRequest], str]) -> Callable:
    @wraps(view)
    def inner(request, *args, **kwargs):
        if not is_for_everybody(request) or _has_strange_port(request):
            return view(request, *args, **kwargs)
        try:
            return _sent(request, which(request), lambda: view(request, *args, **kwargs))
        except kept.NotToBeKept as other:
            return other.thing

    return inner


def _has_strange_port(request: HttpRequest) -> bool:
    """Whether the address names a port that is neither the server's nor that of SITE_URL."""
    _domain, port = split_domain_port(request.get_host())
    known = request.META["SERVER_PORT"], str(urlsplit(settings.SITE_URL).port)
    return bool(port) and port not in known


def _page_of(request: HttpRequest) -> str:
    """?page as one name for each page: 1, 01 and none are the same."""
    given = request.GET.get("page", "1")
    return given.lstrip("0") if given.isascii() and given.isdigit() else given


def _sent(request: HttpRequest, which: str, view: Callable[[], HttpResponse]) -> HttpResponse:
    encoding = compression.chosen(request)
    address = f"{request.scheme}://{request.get_host()}{request.path}"
    name = f"page {encoding} {address} {which}"

    def make():
        editions.policy_of(request)  # the edition of what is read after it
        return _made(view(), encoding)

    headers, content = kept.take(name, editions.is_present, make, may_be_the_last=True).thing
    unchanged = get_conditional_response(request, etag=headers["ETag"])
    if unchanged is None:
        return HttpResponse(content, headers=headers)
    for header in ("ETag", "Vary"):
        unchanged.headers[header] = headers[header]
    return unchanged


def _made(response: HttpResponse, encoding: str) -> kept.Kept:
    """The page with its headers, compressed, under a strong validator: that of its bytes, the only
    one. By the time of its newest part a reader would keep what was removed since. Raises
    kept.NotToBeKept.
    """
    if not hasattr(response, "edition"):
        raise kept.NotToBeKept(response)
    edition, until = response.edition, response.until
    patch_vary_headers(response, ["Accept-Encoding"])
    compression.pack(response, encoding)
    response.headers["ETag"] = f'"{kept.digest(response.content)}"'
    del response.headers["Last-Modified"]
    return kept.Kept((dict(response.headers), response.content), edition, until)
