"""The admin of this site: Django's own, with the moderators' desk inside it."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import HttpRequest

from forum.moderation.numbers import read_number


class DeskSite(admin.AdminSite):
    """Django's admin, and the desk under `desk/`; its first page leads there."""

    site_title = settings.SITE_NAME
    site_header = settings.SITE_NAME
    index_template = "admin/desk/index.html"

    def admin_view(self, view, cacheable=False):
        """Every page of every admin passes here."""
        return super().admin_view(_readable(view), cacheable)

    def get_urls(self):
        # Models and their admins are not there yet when Django makes its site.
        from forum.moderation.admin.desk import urls

        return [*urls.pages(self), *super().get_urls()]

    def index(self, request, extra_context=None):
        from forum.moderation.admin.desk import frames

        return super().index(request, frames.counts(request) | (extra_context or {}))


def _readable(view: Callable) -> Callable:
    """Answers 400 to what no page of the admin sends and what databases choke on, each in its way:
    the letter NUL, and keys and other numbers that are none or too high."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        if not _is_readable(request):
            raise BadRequest
        try:
            return view(request, *args, **kwargs)
        except (OverflowError, DataError) as strange:  # a number in a filter: SQLite, PostgreSQL
            raise BadRequest from strange

    return inner


def _is_readable(request: HttpRequest) -> bool:
    asked = [text for _name, values in request.GET.lists() for text in values]
    marked = request.POST.getlist(ACTION_CHECKBOX_NAME)
    has_keys = all(read_number(key) is not None for key in marked)
    return has_keys and not any("\x00" in text for text in asked)
