"""The site's addresses and the constant page that others are compared with."""

from random import Random

from django.http import HttpResponse
from django.urls import path

from forum.exchange.populate.sayings import Sayings
from forum.urls import *  # noqa: F403
from forum.urls import urlpatterns as of_the_site

SIZE = 30_000  # bytes


def _text() -> bytes:
    words, html = Sayings(Random(1)), ""
    while len(html) < SIZE:
        html += words.comment().html
    return html.encode()[:SIZE]


CONTENT = _text()


def constant(request):
    """As much as a page of comments, and nothing to find out for it."""
    return HttpResponse(CONTENT)


urlpatterns = [path("constant/", constant), *of_the_site]
