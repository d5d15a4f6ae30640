"""What stands around articles: pages, the sidebar, addresses of before."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article
from articles.models.pictures import Picture
from articles.models.subjects import Section


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
