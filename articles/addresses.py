"""Old addresses: where an article or page stood before, here or in WordPress, leads to it now."""

import re

from django.http import HttpResponsePermanentRedirect

from articles.models import OldAddress

# WordPress' pages of comments: their sizes were others, so only the article is kept. A fragment
# (#comment-12) never reaches the server; the browser carries it over, and comment ids are kept.
COMMENT_PAGE = re.compile(r"comment-page-\d+/?$")
QUERY_NAMES = ("p", "page_id")


class OldAddressMiddleware:
    """Redirects what would be 404, and /?p=12, if it is the address of something that moved."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == "/" and (target := _target(_query_path(request))):
            return HttpResponsePermanentRedirect(target)
        response = self.get_response(request)
        is_missed = response.status_code == 404 and request.method in ("GET", "HEAD")
        if is_missed and (target := _target(request.path)):
            return HttpResponsePermanentRedirect(target)
        return response


def _query_path(request) -> str:
    for name in QUERY_NAMES:
        value = request.GET.get(name, "")
        if value.isascii() and value.isdigit():
            return f"/?{name}={value}"
    return ""


def _target(path: str) -> str:
    """Where `path` leads today, "" if nowhere. With and without the last slash are one."""
    if not path or path.startswith("//") or "\0" in path:
        return ""  # to a browser the first is another host; to PostgreSQL the second is no text
    path, pages = COMMENT_PAGE.subn("", path)
    forms = {path, path.rstrip("/"), f"{path.rstrip('/')}/"}
    found = OldAddress.objects.select_related("article", "page").filter(path__in=forms).first()
    if found and found.target:
        return found.target
    return path if pages and not found else ""
