"""What moderators know of people that people are not told."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.accounts.models import Member


class Note(models.Model):
    """What a moderator wrote down about a person (`accounts.Standing` says what keys are)."""

    key = models.CharField(_("person"), max_length=300)
    body = models.TextField(_("note"))
    by = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name=_("written by"))
    made_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["key", "id"], name="note_key")]

    def __str__(self):
        return self.body[:60]
