"""Atom feeds of articles: the whole site's, a section's."""

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from articles.models import Article, Section
from forum.comments.views import PagedFeed


class SiteFeed(PagedFeed):
    """The articles of all sections."""

    moment, length = "published_at", 20
    rows = Article.objects.with_teasers().newest_first()

    def entries_of(self, subject, until):
        # One bound and not two, of which SQLite would take the wider one.
        now = timezone.now()
        return Article.objects.public(min(until or now, now)).newest_first()

    def title(self, shown):
        return settings.SITE_NAME

    def subtitle(self, shown):
        return str(settings.SITE_TAGLINE)

    def link(self, shown):
        return reverse("articles:home")

    def item_title(self, article):
        return article.headline

    def item_description(self, article):
        return escape(article.summary)  # plain text, in what Django calls type="html"

    def item_author_name(self, article):
        return article.author.name

    def item_pubdate(self, article):
        return article.published_at

    def item_updateddate(self, article):
        return max(article.changed_at, article.published_at)

    def item_categories(self, article):
        return [article.section.name]


class SectionFeed(SiteFeed):
    """The articles of one section."""

    def subject(self, slug):
        return get_object_or_404(Section, slug=slug)

    def entries_of(self, section, until):
        return super().entries_of(section, until).filter(section=section)

    def title(self, shown):
        return f"{shown.subject.name} · {settings.SITE_NAME}"

    def subtitle(self, shown):
        return shown.subject.description

    def link(self, shown):
        return shown.subject.get_absolute_url()
