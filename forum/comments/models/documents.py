"""The texts that bind readers, version by version."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Document(models.Model):
    """One version of a text that binds readers: append-only, the newest of its kind is in force."""

    class Kind(models.TextChoices):
        TERMS = "terms", _("Terms of Service")
        PRIVACY = "privacy", _("Privacy Policy")
        RULES = "rules", _("Rules")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    version = models.PositiveIntegerField(_("version"), editable=False)
    body = models.TextField(_("text"), help_text=_("Markdown: paragraphs, ## headings, lists."))
    published_at = models.DateTimeField(_("published"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["kind", "-version"]
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="one_version")]

    def __str__(self):
        return _("%(kind)s, version %(version)s") % {
            "kind": self.get_kind_display(),
            "version": self.version,
        }

    def get_absolute_url(self) -> str:
        return reverse("comments:document", args=[self.kind, self.version])
