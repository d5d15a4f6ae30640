"""Who writes, and where else they can be found."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forum.accounts.models import Member


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
