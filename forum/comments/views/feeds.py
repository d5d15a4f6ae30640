"""Feeds in pages, which are kept as far as many ask for them."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from forum.comments import editions
from forum.comments.models import Discussion
from forum.comments.views.keeping import keepable, kept_lone_page, tagged
from forum.web.faults import error_page
from forum.web.feeds import Cursor, PagedAtom, page
from forum.web.pages import public

BEFORE = "before"  # what a cursor is called in an address


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of a feed: of what, which entries, and the addresses of pages by relation."""

    subject: Any
    entries: list
    links: dict[str, str]


@method_decorator(public, name="__call__")
class PagedFeed(ABC, Feed):
    """Atom, the newest entries first. The first page is kept, older ones are made each time, for
    whoever does not have them already.

    Django's methods for the whole feed (`title`, `link` …) are given what is Shown.
    """

    feed_type = PagedAtom
    moment: str  # the column by which entries are ordered
    length: int  # entries on a page
    rows: QuerySet  # what is fetched of them, the newest first

    def subject(self, **place) -> Any:
        """What the feed is of, from the parts of its address. Raises Http404."""

    @abstractmethod
    def entries_of(self, subject: Any, until: datetime | None) -> QuerySet:
        """All of them, the newest first; none later than `until` is asked for, if that is given."""

    def discussions_of(self, subject: Any) -> Iterable[Discussion]:
        """Those whose versions rise as entries change; for others the site's edition does."""
        return []

    def __call__(self, request: HttpRequest, **place) -> HttpResponse:
        show = self.older if BEFORE in request.GET else self.newest
        return show(request, **place)

    @method_decorator(kept_lone_page)
    def newest(self, request, **place):
        subject = self.subject(**place)
        feed = self.written(request, subject, None)
        return keepable(request, feed, self.discussions_of(subject))

    def older(self, request, **place):
        try:
            before = Cursor.read(request.GET[BEFORE])
        except ValueError:
            return error_page(
                request,
                400,
                _("There is no such page of this feed"),
                _("What stands after “before=” is not from a link of this feed."),
            )
        editions.policy_of(request)  # the edition of what is read after it
        subject = self.subject(**place)
        return tagged(
            request,
            lambda: self.written(request, subject, before),
            self.discussions_of(subject),
        )

    def written(self, request, subject, before: Cursor | None) -> HttpResponse:
        """Raises Http404 for an older page on which nothing stands."""
        response = super().__call__(request, subject, before)
        del response.headers["Last-Modified"]  # it does not rise when an entry is removed
        return response

    def get_object(self, request, subject, before):
        entries_of = partial(self.entries_of, subject)
        entries, cursors = page(
            entries_of, self.rows, before, moment=self.moment, length=self.length
        )
        if before and not entries:
            raise Http404
        links = {relation: _address(request, cursor) for relation, cursor in cursors.items()}
        return Shown(subject, entries, links)

    def feed_url(self, shown):
        return shown.links["self"]

    def feed_extra_kwargs(self, shown):
        return {"pages": {name: url for name, url in shown.links.items() if name != "self"}}

    def items(self, shown):
        return shown.entries


def _address(request, cursor: Cursor | None) -> str:
    return request.build_absolute_uri(f"?{BEFORE}={cursor}" if cursor else request.path)
