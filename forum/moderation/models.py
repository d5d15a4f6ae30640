"""The log of what was decided: rows are added, never changed, never removed."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.accounts.models import Member
from forum.comments.models import Comment, Discussion


class AppendOnly(Exception):
    """Somebody tried to change or remove a row of the log."""


class DecisionQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise AppendOnly

    def delete(self):
        raise AppendOnly

    def bulk_update(self, *args, **kwargs):
        raise AppendOnly

    def bulk_create(self, objs, *args, update_conflicts=False, **kwargs):
        if update_conflicts:
            raise AppendOnly
        return super().bulk_create(objs, *args, **kwargs)


class Decision(models.Model):
    """A moderator's act: who did what to what, why, and how it was before and after."""

    class Verb(models.TextChoices):
        APPROVE = "approve", _("approved")
        REMOVE = "remove", _("removed")
        RESTORE = "restore", _("restored")
        CONFIGURE = "configure", _("changed the discussion")

    verb = models.CharField(_("verb"), max_length=12, choices=Verb.choices)
    moderator = models.ForeignKey(
        Member, models.PROTECT, related_name="decisions", verbose_name=_("moderator")
    )
    discussion = models.ForeignKey(
        Discussion, models.PROTECT, related_name="decisions", verbose_name=_("discussion")
    )
    comment = models.ForeignKey(
        Comment, models.PROTECT, related_name="decisions", null=True, verbose_name=_("comment")
    )
    before = models.CharField(_("before"), max_length=60)
    after = models.CharField(_("after"), max_length=60)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-pk"]
        # Related managers change rows past the default one: comment.decisions.add(decision).
        base_manager_name = "objects"
        indexes = [models.Index(fields=["comment", "verb"], name="decision_comment")]

    def __str__(self):
        return f"{self.moderator} {self.get_verb_display()} {self.comment_id or self.discussion}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly
