"""Atom feeds of articles: the whole site's, a section's."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from articles.models import Article, Section
from forum.comments.views import keepable, kept_page
from forum.web.pages import public

LENGTH = 20  # articles in a feed


@method_decorator([public, kept_page], name="__call__")
class SiteFeed(Feed):
    """The newest articles of all sections."""

    feed_type = Atom1Feed

    def __call__(self, request, *args, **kwargs):
        return keepable(request, super().__call__(request, *args, **kwargs))

    def title(self, obj):
        return settings.SITE_NAME

    def subtitle(self, obj):
        return str(settings.SITE_TAGLINE)

    def link(self, obj):
        return reverse("articles:home")

    def items(self, obj):
        return self.articles(obj).public().with_teasers().newest_first()[:LENGTH]

    def articles(self, obj):
        return Article.objects.all()

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
    """The newest articles of one section."""

    def get_object(self, request, slug):
        return get_object_or_404(Section, slug=slug)

    def title(self, section):
        return f"{section.name} · {settings.SITE_NAME}"

    def subtitle(self, section):
        return section.description

    def link(self, section):
        return section.get_absolute_url()

    def articles(self, section):
        return section.articles.all()
