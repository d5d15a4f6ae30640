"""Every address of the site, for a site made by `site_of`: those that the resolver knows and this
module does not are named by `test_query_counts`.

A new page without arguments, or of one row, is a line in one of these lists.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.test import RequestFactory
from django.urls import Resolver404, URLPattern, get_resolver, resolve, reverse

from articles.models import Article, Picture
from articles.sitemaps import ADDRESSES
from articles.views import preview_url
from forum.accounts.models import Member
from forum.comments import receipts
from forum.comments.models import Comment, Document, Policy
from tests.web.site_of import Site

FAR_AWAY = "99999999999999999_1"  # a cursor that all entries of a feed stand before
ONLY_POST = "it is only posted to"
LEFT_OUT = {
    "admin/logout/": ONLY_POST,
    "admin/comments/phrase/allow/": ONLY_POST,
    "admin/comments/trace/<int:pk>/forget/": ONLY_POST,
    "admin/desk/batches/<int:pk>/undoing/": ONLY_POST,
    "admin/desk/comments/<int:pk>/author/notes/": ONLY_POST,
    "admin/desk/comments/<int:pk>/author/standing/": ONLY_POST,
    "admin/desk/comments/<int:pk>/claim/": ONLY_POST,
    "admin/desk/comments/<int:pk>/decisions/": ONLY_POST,
    "admin/desk/comments/<int:pk>/discussion/": ONLY_POST,
    "admin/desk/decisions/": ONLY_POST,
    "admin/moderation/batch/<int:pk>/undo/": ONLY_POST,
    "admin/moderation/letter/<int:pk>/state/": ONLY_POST,
    "receipts/<str:token>/warning/": ONLY_POST,
    "^media/(?P<path>.+)$": "it sends a file",
    "admin/(?P<url>.*)$": "it answers where the admin has no page",
}


@dataclass(frozen=True)
class Address:
    """Where a page is, and the status that it answers with."""

    path: str
    status: int = 200

    @property
    def route(self) -> str:
        """As the resolver writes it; "" for what it does not know."""
        with suppress(Resolver404):
            return resolve(self.path.partition("?")[0]).route
        return ""


def routes(patterns=None, above: str = "") -> list[str]:
    """All that the resolver knows, as `Address.route` writes them."""
    found = []
    for one in get_resolver().url_patterns if patterns is None else patterns:
        below = str(one.pattern)
        route = above + below.removeprefix("^") if above else below
        found += [route] if isinstance(one, URLPattern) else routes(one.url_patterns, route)
    return found


def example(route: str) -> str:
    """An address for a route that nothing is asked of but its method."""
    return "/" + re.sub(r"<\w+:\w+>", "1", route)


def most_visited(site: Site) -> dict[str, Address]:
    place, root = site.article.discussion_id, site.root.pk
    return {
        "article": Address(site.article.get_absolute_url()),
        "home": Address("/"),
        "section": Address("/sections/screen/"),
        "tag": Address("/tags/lamps/"),
        "author": Address("/authors/ada-vale/"),
        "thread": Address(f"/c/{root}/thread/"),
        "permalink": Address(f"/c/{root}/", 302),
        "news": Address(f"/discussions/{place}/news/"),
        "feed": Address("/feed/"),
        "write form": Address(f"/discussions/{place}/comments/"),
    }


def public(site: Site) -> list[Address]:
    article, place, root = site.article, site.article.discussion_id, site.root.pk
    comments = (site.root, site.held, site.reported, site.removed)
    return [
        *most_visited(site).values(),
        *(Address(f"{path}feed/?before={FAR_AWAY}") for path in ("/", "/sections/screen/")),
        Address("/sections/screen/feed/"),
        Address("/pages/p0/"),
        Address("/archive/"),
        *(Address(f"/{article.day:{form}}/") for form in ("%Y", "%Y/%m", "%Y/%m/%d")),
        Address(preview_url(article)),
        Address("/sitemap.xml"),
        Address(f"/sitemap-articles-{(article.pk - 1) // ADDRESSES + 1}.xml"),
        Address("/sitemap-lists-1.xml"),
        Address(f"/c/{root}/reply/"),
        Address(f"/c/{root}/report/"),
        Address(f"/c/{site.held.pk}/", 404),
        Address(f"/c/{site.removed.pk}/", 410),
        Address(f"/discussions/{place}/feed/"),
        Address(f"/discussions/{place}/feed/?before={FAR_AWAY}"),
        Address("/receipts/"),
        *(Address(receipts.url_of(comment)) for comment in comments),
        *(Address(f"/{kind}/") for kind in Document.Kind.values),
        Address("/rules/100/"),
        Address("/how-we-moderate/"),
        Address("/write-to-us/"),
        Address("/robots.txt"),
        Address("/favicon.ico", 302),
        Address("/old/0/", 301),
        Address("/nowhere/", 404),
    ]


def desk(site: Site) -> list[Address]:
    pages = ["", "keys/", "decided/", "decided/?whose=all"]
    pages += ["waiting/?rule=links", "waiting/?q=lamp", "waiting/all/?rule=links"]
    pages += [
        f"{code}/{rest}" for code in ("reported", "waiting", "unseen") for rest in ("", "all/")
    ]
    for comment in (site.held, site.reported, site.root, site.removed):
        own = ["", "context/", "thread/", "author/", "author/comments/?hours=24&where=here"]
        pages += [f"comments/{comment.pk}/{page}" for page in own]
    return [Address(f"/admin/desk/{page}") for page in pages]


def admin_pages(site: Site, member: Member) -> list[Address]:
    """Of the admin, what `member` may open; for superusers also what nobody may."""
    kind = ContentType.objects.get_for_model(Comment)
    search = "app_label=articles&model_name=article&field_name=tags"
    found = [
        Address("/admin/"),
        Address("/admin/articles/"),
        Address("/admin/comments/"),
        Address("/admin/login/", 302),
        Address("/admin/password_change/"),
        Address("/admin/password_change/done/"),
        Address("/admin/jsi18n/"),
        Address(f"/admin/autocomplete/?{search}"),
        Address(f"/admin/r/{kind.pk}/{site.root.pk}/", 302),
        Address(f"/admin/accounts/member/{site.ann.pk}/password/"),
        Address(f"/admin/articles/picture/{Picture.objects.earliest('pk').pk}/thumbnail/", 302),
        Address(f"/admin/articles/article/{site.draft.pk}/change/"),
        Address(f"/admin/articles/article/{site.draft.pk}/delete/"),
    ]
    for model in admin.site._registry:
        found += _of_model(site, member, model)
    if member.is_superuser:
        return [*found, Address(f"/admin/accounts/member/{site.mona.pk}/delete/")]
    return [one for one in found if one.status != 403]


# Where the admin leads elsewhere: to the desk, to the one row there is, back to a public article.
ELSEWHERE = {(Comment, "change"), (Policy, "changelist"), (Article, "delete")}


def _of_model(site: Site, member: Member, model: type[Model]) -> Iterator[Address]:
    """The pages that every model has there."""
    its, row = admin.site._registry[model], site.shown[model]
    request = RequestFactory().get("/")
    request.user = member
    reads, deletes = its.has_view_permission(request), its.has_delete_permission(request, row)
    may = {
        "changelist": reads,
        "add": its.has_add_permission(request),
        "change": reads,
        "history": reads,
        "delete": deletes,
    }
    for page, is_open in may.items():
        status = 403 if not is_open else 302 if (model, page) in ELSEWHERE else 200
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
        args = [] if page in ("changelist", "add") else [row.pk]
        yield Address(reverse(name, args=args), status)
    yield Address(f"{reverse(name, args=[row.pk]).removesuffix('delete/')}", 302)
