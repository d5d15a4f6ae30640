"""The words moderators look out for, and the phrases in which they mean no harm."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Word(models.Model):
    """A listed word or phrase: banned ones are refused as typed, suspect ones held."""

    class List(models.TextChoices):
        BANNED = "banned", _("banned")
        SUSPECT = "suspect", _("suspect")
        WATCH = "watch", _("watch only")

    text = models.CharField(_("word or phrase"), max_length=100)
    list = models.CharField(_("list"), max_length=10, choices=List.choices)
    language = models.CharField(
        _("language"), max_length=12, blank=True, default="en", help_text=_("Empty: any.")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")
        ordering = ["text"]
        constraints = [models.UniqueConstraint(fields=["text", "language"], name="one_word")]

    def __str__(self):
        return self.text


class Phrase(models.Model):
    """Words that may stand as they are, whatever the lists say: a name, a title."""

    text = models.CharField(_("phrase"), max_length=200, unique=True)
    source = models.CharField(
        _("source"),
        max_length=60,
        blank=True,
        help_text=_("What it comes from, where the site itself added it."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("allowed phrase")
        verbose_name_plural = _("allowed phrases")
        ordering = ["text"]

    def __str__(self):
        return self.text
