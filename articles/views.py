"""Pages of articles: one, lists of them, a draft's preview. Request in, page out."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.core import signing
from django.core.paginator import InvalidPage
from django.db.models import OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles import structured
from articles.archived import months, of_days
from articles.dates import day_of, days_of
from articles.destinations import destinations
from articles.lists import TeaserPages
from articles.models import (
    Article,
    ArticleQuerySet,
    Author,
    Correction,
    Page,
    ProfileLink,
    Section,
    Tag,
)
from articles.rows import Rows
from forum.comments import editions, stamps, threads
from forum.comments.models import Comment, Policy
from forum.comments.views import (
    comment_form,
    is_for_everybody,
    keepable,
    kept_lone_page,
    kept_page,
    own_comment,
    page_number,
    plain_address,
    threads_html,
)
from forum.web.headers import speculative
from forum.web.origin import confirmation
from forum.web.pages import private, public, read_only
from forum.web.questions import question

PREVIEW_SALT = "articles.preview"


@read_only
@public
@kept_page
def article(request: HttpRequest, year: str, month: str, day: str, slug: str) -> HttpResponse:
    """An article with a page of its discussion."""
    policy = editions.policy_of(request)
    found = _one(_published_on(day=day_of(year, month, day), slug=slug, now=timezone.now()))
    if "posted" in request.GET:
        return _with_own(request, found, policy)
    return _article_page(request, found, policy)


@private
def _with_own(request, found: Article, policy: Policy) -> HttpResponse:
    """The same for whoever has just posted a comment (`forum.comments.views.posted`)."""
    own = own_comment(request, found.discussion, policy)
    if own is None:
        return redirect(plain_address(request))
    return _article_page(request, found, policy, own=own)


@question
def _published_on(day, slug, now):
    return _whole(Article.objects.public(now).filter(day=day, slug=slug))


def _whole(articles: ArticleQuerySet) -> ArticleQuerySet:
    """With all that their pages show of them."""
    tags = Tag.objects.filter(articles=OuterRef("pk")).order_by("name")
    corrections = Correction.objects.filter(article=OuterRef("pk")).order_by("made_at")
    links = ProfileLink.objects.filter(author=OuterRef("author")).order_by("position", "pk")
    return articles.select_related("section", "author", "picture", "discussion").annotate(
        tag_rows=Rows(tags.values("name", "slug")),
        correction_rows=Rows(corrections.values("note", "made_at")),
        link_rows=Rows(links.values("label", "url")),
    )


def _one(articles: Iterable[Article]) -> Article:
    """Raises Http404 where there is none."""
    for found in articles:
        return found
    raise Http404


def _article_page(
    request,
    found: Article,
    policy: Policy,
    *,
    own: Comment | None = None,
    is_preview: bool = False,
) -> HttpResponse:
    try:
        page = threads.page(found.discussion, page_number(request), policy, own=own)
    except threads.NoSuchPage:
        return _no_such_page(request, found, threads.page_count(found.discussion, policy))
    now = timezone.now()
    is_open = found.discussion.is_open(now, policy)
    context = {
        "article": found,
        "discussion": found.discussion,
        "page": page,
        "threads": threads_html(
            f"article {found.pk}", page, policy, found.discussion, is_open=is_open, own=own
        ),
        "policy": policy,
        "is_open": is_open,
        "form": comment_form(request, policy),
        "is_preview": is_preview,
        "tags": destinations(
            "articles:tag", ((row["name"], row["slug"]) for row in found.tag_rows or [])
        ),
        "corrections": [_correction(row) for row in found.correction_rows or []],
        "profile_links": found.link_rows or [],
        "canonical": _canonical(request, found.discussion.url, page.number),
        "author_url": found.author.get_absolute_url(),
        "feed_url": reverse("comments:feed", args=[found.discussion.pk]),
        "description": Truncator(found.summary).chars(300),
        **confirmation(request),
    }
    if is_for_everybody(request):  # search engines never sign in
        context["structured"] = structured.article(request, found, page)
    response = render(request, "articles/article.html", context)
    closes_at, next_day = found.discussion.closes_at(policy), stamps.next_day(now)
    return keepable(request, response, [found.discussion], closes_at, next_day)


def _correction(row: dict) -> Correction:
    made_at = datetime.fromisoformat(row["made_at"])
    return Correction(note=row["note"], made_at=made_at.replace(tzinfo=made_at.tzinfo or UTC))


def _no_such_page(request, found: Article, last: int) -> HttpResponse:
    """A page of comments that is not there: say how many there are, and lead to them."""
    context = {"article": found, "last": last}
    return render(request, "articles/no_such_page.html", context, status=404)


@read_only
@private
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """An article as readers will see it, for whoever holds the link."""
    try:
        pk = signing.loads(token, salt=PREVIEW_SALT)
    except signing.BadSignature:
        raise Http404 from None
    found = _one(_whole(Article.objects.filter(pk=pk)))
    return _article_page(request, found, editions.policy_of(request), is_preview=True)


def preview_url(article: Article) -> str:
    return reverse("articles:preview", args=[signing.dumps(article.pk, salt=PREVIEW_SALT)])


@read_only
@public
@kept_page
def home(request: HttpRequest) -> HttpResponse:
    return _list(request, Article.objects.all(), title="", feed=reverse("articles:feed"))


@read_only
@public
@kept_page
def section(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Section, slug=slug)
    return _list(
        request,
        found.articles.all(),
        title=found.name,
        description=found.description,
        feed=reverse("articles:section_feed", args=[slug]),
    )


@read_only
@public
@kept_page
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Tag, slug=slug)
    return _list(request, found.articles.all(), title=found.name, kind=_("Tag"))


@read_only
@public
@kept_page
def author(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Author.objects.prefetch_related("links"), slug=slug)
    return _list(request, found.articles.all(), title=found.name, author=found)


@read_only
@public
@kept_lone_page
def archive(request: HttpRequest) -> HttpResponse:
    """The months in which something was published."""
    return keepable(request, render(request, "articles/archive.html", {"months": months()}))


@read_only
@public
@kept_page
def by_date(request: HttpRequest, year: str, month: str = "", day: str = "") -> HttpResponse:
    """What was published in a year, a month, or on a day; where nothing was, there is no page."""
    first, last = days_of(year, month, day)
    if day:
        title = date_format(first, "DATE_FORMAT")
    elif month:
        title = date_format(first, "YEAR_MONTH_FORMAT")
    else:
        title = year
    return _list(request, of_days(first, last), may_be_empty=False, title=title, kind=_("Archive"))


@read_only
@public
@kept_lone_page
def page(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Page, slug=slug, is_public=True)
    context = {"page": found, "canonical": request.build_absolute_uri(request.path)}
    return keepable(request, render(request, "articles/page.html", context))


def _list(request, articles, *, may_be_empty=True, **context) -> HttpResponse:
    """Teasers, newest first, on numbered pages."""
    pages = TeaserPages(request, articles, may_be_empty=may_be_empty)
    try:
        shown = pages.page(page_number(request))
    except InvalidPage:
        raise Http404 from None
    context["teasers"] = shown
    context["paging"] = threads.Paging(shown.number, pages.num_pages)
    context["canonical"] = _canonical(request, request.path, shown.number)
    response = render(request, "articles/list.html", context)
    discussions = [article.discussion for article in shown]
    return keepable(request, speculative(response), discussions)


def _canonical(request, path: str, number: int) -> str:
    return request.build_absolute_uri(f"{path}?page={number}" if number > 1 else path)
