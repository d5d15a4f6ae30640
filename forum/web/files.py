"""Files that are no page: uploaded media, robots.txt, the icon."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.static import serve

from forum.web.headers import csp_override
from forum.web.pages import public, read_only

# Names are never used twice: what is uploaded anew gets a new one.
MEDIA_CACHE = "public, max-age=31536000, immutable"


@read_only
@csp_override({"default-src": ["'none'"], "sandbox": []})
def media(request: HttpRequest, path: str) -> HttpResponse:
    """An uploaded file: never a page of this origin, and shown by feed readers elsewhere too.

    A proxy in front may serve the folder itself (docs/production.md).
    """
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response.headers["Cache-Control"] = MEDIA_CACHE
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@read_only
@public
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /receipts/",
        "Disallow: /preview/",
        "Disallow: /c/*/reply/",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@read_only
def favicon(request: HttpRequest) -> HttpResponse:
    return redirect(static("icon.svg"))
