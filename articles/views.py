"""Pages of articles: one, lists of them, a draft's preview. Request in, page out."""

import calendar
from datetime import UTC, date, datetime

from django.conf import settings
from django.core import signing
from django.core.paginator import InvalidPage, Paginator
from django.db.models import OuterRef
from django.db.models.functions import TruncMonth
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import structured
from articles.models import Article, Author, Correction, Page, ProfileLink, Section, Tag
from articles.rows import Rows
from forum.comments import threads
from forum.comments.models import Policy
from forum.comments.views import comment_form, page_number
from forum.web.pages import private, public, read_only

ARTICLES_PER_PAGE = 12
PREVIEW_SALT = "articles.preview"


@read_only
@public
def article(request: HttpRequest, year: str, month: str, day: str, slug: str) -> HttpResponse:
    """An article with a page of its discussion."""
    found = _whole(Article.objects.public().filter(day=_date(year, month, day), slug=slug))
    return _article_page(request, found)


def _whole(articles) -> Article:
    """The one article with all that its page shows of it, in 1 query. Raises Http404."""
    tags = Tag.objects.filter(articles=OuterRef("pk")).order_by("name")
    corrections = Correction.objects.filter(article=OuterRef("pk")).order_by("made_at")
    links = ProfileLink.objects.filter(author=OuterRef("author")).order_by("position", "pk")
    return get_object_or_404(
        articles.select_related("section", "author", "picture", "discussion").annotate(
            tag_rows=Rows(tags.values("name", "slug")),
            correction_rows=Rows(corrections.values("note", "made_at")),
            link_rows=Rows(links.values("label", "url")),
        )
    )


def _article_page(request, found: Article, *, is_preview: bool = False) -> HttpResponse:
    policy = Policy.objects.current()
    try:
        page = threads.page(found.discussion, page_number(request), policy)
    except threads.NoSuchPage:
        return _no_such_page(request, found, threads.page_count(found.discussion, policy))
    context = {
        "article": found,
        "discussion": found.discussion,
        "page": page,
        "policy": policy,
        "is_open": found.discussion.is_open(timezone.now(), policy),
        "form": comment_form(request, policy),
        "is_preview": is_preview,
        "tags": [Tag(**row) for row in found.tag_rows or []],
        "corrections": [_correction(row) for row in found.correction_rows or []],
        "profile_links": found.link_rows or [],
        "canonical": _canonical(request, found.discussion.url, page.number),
        "structured": structured.article(request, found, page),
    }
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        context["token"] = get_token(request)
    return render(request, "articles/article.html", context)


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
    return _article_page(request, _whole(Article.objects.filter(pk=pk)), is_preview=True)


def preview_url(article: Article) -> str:
    return reverse("articles:preview", args=[signing.dumps(article.pk, salt=PREVIEW_SALT)])


@read_only
@public
def home(request: HttpRequest) -> HttpResponse:
    return _list(request, Article.objects.all(), title="", feed=reverse("articles:feed"))


@read_only
@public
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
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Tag, slug=slug)
    return _list(request, found.articles.all(), title=found.name, kind=_("Tag"))


@read_only
@public
def author(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Author.objects.prefetch_related("links"), slug=slug)
    return _list(request, found.articles.all(), title=found.name, author=found)


@read_only
@public
def archive(request: HttpRequest) -> HttpResponse:
    """The months in which something was published."""
    months = Article.objects.public().annotate(month=TruncMonth("day")).values_list("month")
    context = {"months": [m for (m,) in months.distinct().order_by("-month")]}
    return render(request, "articles/archive.html", context)


@read_only
@public
def by_date(
    request: HttpRequest, year: str, month: str | None = None, day: str | None = None
) -> HttpResponse:
    """What was published in a year, a month, or on a day; where nothing was, there is no page."""
    first = _date(year, month or "1", day or "1")
    if day:
        last, title = first, date_format(first, "DATE_FORMAT")
    elif month:
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        title = date_format(first, "YEAR_MONTH_FORMAT")
    else:
        last, title = first.replace(month=12, day=31), year
    found = Article.objects.filter(day__range=(first, last))
    return _list(request, found, may_be_empty=False, title=title, kind=_("Archive"))


@read_only
@public
def page(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Page, slug=slug, is_public=True)
    context = {"page": found, "canonical": request.build_absolute_uri(request.path)}
    return render(request, "articles/page.html", context)


def _list(request, articles, *, may_be_empty=True, **context) -> HttpResponse:
    """Teasers, newest first, on numbered pages."""
    articles = articles.public().with_teasers().newest_first()
    pages = Paginator(articles, ARTICLES_PER_PAGE, allow_empty_first_page=may_be_empty)
    try:
        shown = pages.page(page_number(request))
    except InvalidPage:
        raise Http404 from None
    context["teasers"] = shown
    context["paging"] = threads.Page([], shown.number, pages.num_pages, 0)
    context["canonical"] = _canonical(request, request.path, shown.number)
    return render(request, "articles/list.html", context)


def _canonical(request, path: str, number: int) -> str:
    return request.build_absolute_uri(f"{path}?page={number}" if number > 1 else path)


def _date(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Http404 from None
