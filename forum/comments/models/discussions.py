"""The place under an article, or under anything with a title and an address."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.comments.models.policy import Policy
from forum.web.questions import question


class DiscussionQuerySet(models.QuerySet):
    def all_locked(self, pks: Iterable[int]) -> dict[int, "Discussion"]:
        """Those of these keys that there are, by key, locked as `locked` does it.

        One after the other in the order of their keys: whoever takes several locks so never waits
        for one who waits for them.
        """
        rows = self.select_for_update(no_key=True).filter(pk__in=set(pks)).order_by("pk")
        return {row.pk: row for row in rows}

    def public(self):
        """All that readers may know of: what they stand under has been published."""
        return self.filter(opened_at__lte=timezone.now())


class DiscussionManager(models.Manager.from_queryset(DiscussionQuerySet)):
    def locked(self, pk: int) -> "Discussion":
        """The discussion, its row locked until the transaction ends. Raises DoesNotExist.

        Every writer takes this lock before it reads what it will change. SQLite has no row
        locks; there the transaction itself, begun IMMEDIATE, is the lock.
        """
        for discussion in _locked(pk=pk):
            return discussion
        raise self.model.DoesNotExist


class Discussion(models.Model):
    """The place under an article, or under anything with a title and an address."""

    class Opening(models.TextChoices):
        BY_AGE = "by_age", _("open, closes by age")
        OPEN = "open", _("open, stays open")
        CLOSED = "closed", _("closed")

    title = models.CharField(_("title"), max_length=300)
    url = models.CharField(_("address"), max_length=500, blank=True)
    section = models.CharField(
        _("section"),
        max_length=120,
        blank=True,
        db_index=True,
        help_text=_("The part of the site it stands in; moderators may be limited to some."),
    )
    language = models.CharField(_("language"), max_length=12, blank=True)
    opening = models.CharField(
        _("open or closed"), max_length=10, choices=Opening.choices, default=Opening.BY_AGE
    )
    premoderated = models.BooleanField(
        _("pre-moderated"), default=False, help_text=_("A moderator reads each comment first.")
    )
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True, editable=False)
    thread_count = models.PositiveIntegerField(_("threads"), default=0, editable=False)
    comment_count = models.PositiveIntegerField(_("comments"), default=0, editable=False)
    version = models.PositiveBigIntegerField(default=1, editable=False)

    objects = DiscussionManager()

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        indexes = [models.Index(fields=["opened_at"], name="discussions_opened")]

    def __str__(self):
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.url}#comments"

    def is_open(self, at, policy: Policy) -> bool:
        """Whether comments are taken at the moment `at`."""
        if self.opened_at is None or self.opened_at > at or self.opening == self.Opening.CLOSED:
            return False
        closes_at = self.closes_at(policy)
        return closes_at is None or at < closes_at

    def closes_at(self, policy: Policy) -> datetime | None:
        """When it closes or closed by its age; None if age does not close it."""
        if self.opening != self.Opening.BY_AGE or not policy.close_after_days:
            return None
        return self.opened_at and self.opened_at + timedelta(days=policy.close_after_days)


@question
def _locked(pk):
    return Discussion.objects.select_for_update(no_key=True).filter(pk=pk)
