"""The state of an article in words: draft, scheduled, published."""

from django.contrib import admin
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from articles.models import Article

STATES = {"draft": _("draft"), "scheduled": _("scheduled"), "published": _("published")}


def state(article: Article) -> str:
    """One of `STATES`."""
    if article.is_scheduled:
        return "scheduled"
    return "published" if article.is_public else "draft"


def badge(article: Article) -> SafeString:
    """For lists: the state, with the date it depends on."""
    words = {
        "draft": _("draft"),
        "scheduled": _("scheduled for %s"),
        "published": _("published %s"),
    }[state(article)]
    if article.status == Article.Status.PUBLISHED:
        words %= _moment(article)
    return format_html('<span class="badge" data-state="{}">{}</span>', state(article), words)


def sentence(article: Article) -> str:
    """For messages: what the state means."""
    words = {
        "draft": _("a draft, nobody sees it yet."),
        "scheduled": _("scheduled, it appears by itself on %s."),
        "published": _("published, readers see it now."),
    }[state(article)]
    return str(words) % _moment(article) if article.is_scheduled else str(words)


def _moment(article: Article) -> str:
    return date_format(localtime(article.published_at), "DATETIME_FORMAT")


class StateFilter(admin.SimpleListFilter):
    """By state; what is scheduled and what is public differ by the clock alone."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return list(STATES.items())

    def queryset(self, request, queryset):
        published = queryset.filter(status=Article.Status.PUBLISHED)
        match self.value():
            case "draft":
                return queryset.filter(status=Article.Status.DRAFT)
            case "scheduled":
                return published.filter(published_at__gt=timezone.now())
            case "published":
                return published.filter(published_at__lte=timezone.now())
        return queryset
