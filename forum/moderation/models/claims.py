"""Who is working on what."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.accounts.models import Member
from forum.comments.models import Comment


class Claim(models.Model):
    """A moderator has this comment on their desk; `until` it ends by itself."""

    comment = models.OneToOneField(
        Comment, models.CASCADE, related_name="claim", verbose_name=_("comment")
    )
    moderator = models.ForeignKey(
        Member, models.CASCADE, related_name="claims", verbose_name=_("moderator")
    )
    until = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")

    def __str__(self):
        return f"{self.moderator}: {self.comment_id}"
