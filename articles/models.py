"""What is published: articles with their sections, authors, tags and pictures; pages; blocks."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from pictures.models import PictureField

from forum.accounts.models import Member
from forum.comments.models import Discussion


class Section(models.Model):
    """A department of the publication."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    description = models.CharField(_("description"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:section", args=[self.slug])


class Tag(models.Model):
    """A subject that articles of any section share."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:tag", args=[self.slug])


class Picture(models.Model):
    """A picture with what a reader needs who cannot see it, and whom to thank for it.

    `source_url` is where a picture stood before it moved here; one that was not brought along has
    no file, and no page shows it.
    """

    file = PictureField(
        _("file"),
        upload_to="pictures/%Y/%m/",
        aspect_ratios=["16/9"],
        width_field="width",
        height_field="height",
        blank=True,
    )
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    alt = models.CharField(
        _("what it shows"), max_length=300, help_text=_("Read out to readers who cannot see it.")
    )
    credit = models.CharField(_("credit"), max_length=200)
    source_url = models.URLField(_("came from"), max_length=500, blank=True, editable=False)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file="") | (~Q(alt="") & ~Q(credit="")),
                name="pictures_have_alt_and_credit",
            )
        ]

    def __str__(self):
        return self.alt or self.source_url


class Author(models.Model):
    """Who writes: the name in the byline and a page of their own."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    bio = models.TextField(_("about"), blank=True)
    member = models.OneToOneField(
        Member,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
        help_text=_("Comments from this account carry the staff badge."),
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:author", args=[self.slug])


class ProfileLink(models.Model):
    """Where else an author can be found."""

    author = models.ForeignKey(Author, models.CASCADE, related_name="links")
    label = models.CharField(_("label"), max_length=80)
    url = models.URLField(_("address"), max_length=300)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("profile link")
        verbose_name_plural = _("profile links")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.label


class ArticleQuerySet(models.QuerySet):
    def public(self):
        """All that readers may see now: published, and not for later."""
        return self.filter(status=Article.Status.PUBLISHED, published_at__lte=timezone.now())

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


class Page(models.Model):
    """A text outside the stream of articles: about us, contact."""

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    body = models.TextField(_("text"))
    is_public = models.BooleanField(_("published"), default=False)
    in_footer = models.BooleanField(_("linked in the footer"), default=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["title"]

    def __str__(self):
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("articles:page", args=[self.slug])


class Block(models.Model):
    """A box in the sidebar: links that an editor chose, or the newest articles of a section."""

    title = models.CharField(_("title"), max_length=80)
    section = models.ForeignKey(
        Section,
        models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("newest of section"),
        help_text=_("Shows the newest articles of this section, below the links if there are any."),
    )
    length = models.PositiveSmallIntegerField(
        _("number of articles"), default=4, validators=[MinValueValidator(1)]
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_shown = models.BooleanField(_("shown"), default=True)

    class Meta:
        verbose_name = _("sidebar block")
        verbose_name_plural = _("sidebar blocks")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title


class BlockLink(models.Model):
    """A link in a sidebar block."""

    block = models.ForeignKey(Block, models.CASCADE, related_name="links")
    title = models.CharField(_("title"), max_length=120)
    url = models.CharField(_("address"), max_length=500)
    note = models.CharField(_("note"), max_length=120, blank=True)
    picture = models.ForeignKey(
        Picture, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("picture")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title


class OldAddress(models.Model):
    """A path that led to an article or a page once; it redirects to where that is now."""

    path = models.CharField(
        _("path"), max_length=500, unique=True, help_text=_("Like /2011/05/old/ or /?p=12.")
    )
    article = models.ForeignKey(
        Article, models.CASCADE, related_name="+", null=True, blank=True, verbose_name=_("article")
    )
    page = models.ForeignKey(
        Page, models.CASCADE, related_name="+", null=True, blank=True, verbose_name=_("page")
    )

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                condition=Q(article=None) ^ Q(page=None),
                name="old_address_leads_to_one",
                violation_error_message=_("Choose an article or a page."),
            )
        ]

    def __str__(self):
        return self.path

    @property
    def target(self) -> str:
        """The address it leads to, "" if that is not public."""
        found = self.article or self.page
        return found.get_absolute_url() if found.is_public else ""
