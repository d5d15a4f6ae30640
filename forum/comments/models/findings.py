"""What the rules found in a comment, and the sites it links to: kept for moderators."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.comments.models.comments import Comment


class FindingQuerySet(models.QuerySet):
    def holding(self):
        """Without those that only watch."""
        return self.filter(is_watched=False)


class Finding(models.Model):
    """One rule that applied to one version of a comment, with its evidence.

    `evidence` is what the rule saw, as JSON: matched words and how, the number of links, the
    twin's id, the limit that was hit.
    """

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="findings")
    rule = models.CharField(_("rule"), max_length=30)
    evidence = models.JSONField(_("evidence"), default=dict, blank=True)
    is_watched = models.BooleanField(
        _("watch only"), default=False, help_text=_("Noted, but it did not hold the comment.")
    )
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["pk"]
        indexes = [models.Index(fields=["rule", "comment"], name="finding_rule")]

    def __str__(self):
        return self.rule


class Link(models.Model):
    """A site that a comment links to, once each, so that all that link there can be found."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="links")
    host = models.CharField(_("site"), max_length=253)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [models.UniqueConstraint(fields=["comment", "host"], name="one_link_a_host")]
        indexes = [models.Index(fields=["host", "comment"], name="link_host")]

    def __str__(self):
        return self.host


class Revision(models.Model):
    """The words of a comment before its author changed them."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("revision"))
    body = models.TextField(_("comment"), blank=True)
    html = models.TextField(blank=True)
    replaced_at = models.DateTimeField(_("replaced"))

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "number"], name="one_revision_a_number")
        ]

    def __str__(self):
        return f"{self.comment_id}, {self.number}"
