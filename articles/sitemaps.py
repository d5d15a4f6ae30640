"""What search engines may list, in files of at most 5,000 addresses."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from articles.models import Article, Author, Page, Section
from forum.comments.models import Document


class ArticleSitemap(Sitemap):
    limit = 5000

    def items(self):
        return Article.objects.public().newest_first().only("day", "slug", "changed_at")

    def lastmod(self, article):
        return article.changed_at


class ListSitemap(Sitemap):
    """Everything else that stays: the home page, sections, authors, pages, documents."""

    def items(self):
        return [
            reverse("articles:home"),
            *(section.get_absolute_url() for section in Section.objects.all()),
            *(author.get_absolute_url() for author in Author.objects.all()),
            *(page.get_absolute_url() for page in Page.objects.filter(is_public=True)),
            *(reverse("comments:document", args=[kind]) for kind in Document.Kind.values),
        ]

    def location(self, item):
        return item


SITEMAPS = {"articles": ArticleSitemap, "lists": ListSitemap}
