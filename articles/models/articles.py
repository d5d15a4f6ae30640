"""Articles, with what was wrong in them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from articles.models.authors import Author
from articles.models.pictures import Picture
from articles.models.subjects import Section, Tag
from forum.comments.models import Discussion


class ArticleQuerySet(models.QuerySet):
    def public(self, at=None):
        """All that readers may see now, or at another moment: published, and not for later."""
        return self.filter(status=Article.Status.PUBLISHED, published_at__lte=at or timezone.now())

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def with_teasers(self):
        """With the rows that a teaser shows, in the same query."""
        return self.select_related("section", "author", "picture", "discussion").defer("body")


class Article(models.Model):
    """An article; it is a draft until it is published, scheduled while its date is to come."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    headline = models.CharField(_("headline"), max_length=200)
    slug = models.SlugField(_("address"), max_length=120)
    section = models.ForeignKey(
        Section, models.PROTECT, related_name="articles", verbose_name=_("section")
    )
    author = models.ForeignKey(
        Author, models.PROTECT, related_name="articles", verbose_name=_("author")
    )
    tags = models.ManyToManyField(Tag, related_name="articles", blank=True, verbose_name=_("tags"))
    picture = models.ForeignKey(
        Picture,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("lead picture"),
    )
    excerpt = models.TextField(
        _("excerpt"), blank=True, help_text=_("For lists; empty: the first words of the article.")
    )
    body = models.TextField(_("article"))
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    published_at = models.DateTimeField(
        _("published"),
        null=True,
        blank=True,
        help_text=_("In the future: it appears by itself at that moment. Empty: now."),
    )
    # What lists show: the excerpt as plain text, or the first words; kept in step with both.
    summary = models.TextField(editable=False, blank=True)
    # The day in the article's address: `published_at` in the site's time zone, kept in step.
    day = models.DateField(null=True, editable=False)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)
    # "+": a discussion must not know what hangs above it.
    discussion = models.OneToOneField(Discussion, models.PROTECT, related_name="+", editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "slug"],
                name="one_article_an_address",
                violation_error_message=_("Another article of that day has this address."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(published_at__isnull=False, day__isnull=False),
                name="published_articles_have_a_date",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-published_at", "-id"], name="article_newest"),
            models.Index(
                fields=["section", "status", "-published_at", "-id"], name="article_section"
            ),
            models.Index(
                fields=["author", "status", "-published_at", "-id"], name="article_author"
            ),
            # All that sitemaps ask of an article.
            models.Index(
                fields=["status", "id", "published_at", "changed_at", "day", "slug"],
                name="article_sitemap",
            ),
        ]

    def __str__(self):
        return self.headline

    def get_absolute_url(self) -> str:
        if self.day is None:
            return ""
        return reverse(
            "articles:article",
            args=[f"{self.day:%Y}", f"{self.day:%m}", f"{self.day:%d}", self.slug],
        )

    @property
    def is_public(self) -> bool:
        return self.status == self.Status.PUBLISHED and self.published_at <= timezone.now()

    @property
    def is_scheduled(self) -> bool:
        return self.status == self.Status.PUBLISHED and not self.is_public


class Correction(models.Model):
    """What was wrong in a published article, for its readers."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="corrections")
    note = models.TextField(_("note"))
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["made_at", "pk"]

    def __str__(self):
        return date_format(self.made_at)
