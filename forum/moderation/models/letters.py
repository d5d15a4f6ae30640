"""What readers write to the editors."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.accounts.models import Member


class LetterQuerySet(models.QuerySet):
    def open(self):
        """All that nobody has answered."""
        return self.filter(answered_at=None)

    def answered(self):
        return self.exclude(answered_at=None)


class Letter(models.Model):
    """What somebody wrote to the editors; one that is answered names who saw to it.

    `hand` and `network` are the keyed hashes that comments have.
    """

    name = models.CharField(_("name"), max_length=60, blank=True)
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("letter"))
    member = models.ForeignKey(
        Member, models.SET_NULL, related_name="letters", null=True, verbose_name=_("member")
    )
    hand = models.CharField(max_length=64, blank=True, editable=False)
    network = models.CharField(max_length=64, blank=True, editable=False)
    is_suspicious = models.BooleanField(
        _("suspicious"),
        default=False,
        help_text=_("A hidden field was filled: perhaps a machine wrote it."),
    )
    made_at = models.DateTimeField(_("written"), default=timezone.now)
    answered_by = models.ForeignKey(
        Member,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["-id"], condition=Q(answered_at=None), name="letter_open"),
            models.Index(fields=["network", "made_at"], name="letter_network"),
        ]

    def __str__(self):
        return self.subject
