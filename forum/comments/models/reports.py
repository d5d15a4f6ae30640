"""What readers tell moderators about a comment."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.accounts.models import Member
from forum.comments.models.comments import Comment


class ReportQuerySet(models.QuerySet):
    def open(self):
        """All that no moderator has decided about."""
        return self.filter(outcome="")


class Report(models.Model):
    """One person's report of one version of a comment; `outcome` says how a moderator saw it.

    `reporter` is the key of the person ("member:12", "hand:…", or "network:…" for a browser that
    brought no token). `hand` is the key of the token it brought, or got with the answer. `weight`
    is what it counted when it was made, in hundredths.
    """

    class Reason(models.TextChoices):
        OFFENSIVE = "offensive", _("It is offensive")
        OFF_TOPIC = "off_topic", _("It is not about the article")
        SPAM = "spam", _("It is advertising")
        PRIVATE = "private", _("It gives away personal information")
        OTHER = "other", _("Something else")

    class Outcome(models.TextChoices):
        AGREED = "agreed", _("agreed: the comment was removed")
        DISAGREED = "disagreed", _("disagreed: the comment may stand")

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="reports")
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    reporter = models.CharField(_("reporter"), max_length=300)
    member = models.ForeignKey(
        Member, models.SET_NULL, related_name="reports", null=True, verbose_name=_("member")
    )
    hand = models.CharField(max_length=64, blank=True, editable=False)
    network = models.CharField(max_length=64, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    note = models.TextField(_("note"), blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=100)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "reporter"], name="one_report_a_person"),
        ]
        indexes = [
            models.Index(fields=["reporter", "outcome"], name="report_reporter"),
            models.Index(fields=["comment"], condition=Q(outcome=""), name="report_open"),
        ]

    def __str__(self):
        return self.get_reason_display()
