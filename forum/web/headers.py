"""The security headers of every response, static files and errors included."""

from collections.abc import Callable, Mapping
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static

PERMISSIONS_POLICY = "camera=(), microphone=(), geolocation=(), browsing-topics=()"

Policy = Mapping[str, list[str]]


def policy_header(policy: Policy) -> str:
    """`policy` (directive → sources) as the value of a Content-Security-Policy header."""
    return "; ".join(" ".join([directive, *sources]) for directive, sources in policy.items())


def csp_override(policy: Policy) -> Callable:
    """A decorator: this view's answers carry `policy` instead of settings.SECURE_CSP.

    Named like Django 6's decorator, which takes its place there.
    """

    def decorate(view):
        @wraps(view)
        def inner(request, *args, **kwargs):
            response = view(request, *args, **kwargs)
            response.headers["Content-Security-Policy"] = policy_header(policy)
            return response

        return inner

    return decorate


def speculative(response: HttpResponse) -> HttpResponse:
    """A page of teasers, whose articles the browser may fetch as soon as a reader points at them.

    The rules are a file because the content security policy allows nothing inline.
    """
    response.headers["Speculation-Rules"] = f'"{static("speculation.rules")}"'
    return response


class SecurityHeadersMiddleware:
    """Adds what Django 5.2 does not: CSP, Permissions-Policy, Cross-Origin-Resource-Policy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        self.headers = {
            "Content-Security-Policy": policy_header(settings.SECURE_CSP),
            "Permissions-Policy": PERMISSIONS_POLICY,
            "Cross-Origin-Resource-Policy": "same-origin",
        }

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        return response
