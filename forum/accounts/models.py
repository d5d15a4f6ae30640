"""Who people are and how they stand: members with an account, and the standing of anybody."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from forum.accounts import names


class Member(AbstractUser):
    """A person with an account; staff among them write, edit and moderate."""

    first_name = None
    last_name = None
    name = models.CharField(_("name"), max_length=80, help_text=_("Shown to readers."))
    name_key = models.CharField(max_length=160, blank=True, db_index=True, editable=False)

    REQUIRED_FIELDS = ["name", "email"]

    class Meta(AbstractUser.Meta):
        verbose_name = _("member")
        verbose_name_plural = _("members")
        indexes = [models.Index(Lower("email"), name="member_email")]

    def __str__(self):
        return self.name or self.username

    def save(self, *args, **kwargs):
        """The key stands for the name: one fact in two columns."""
        self.name_key = names.key_of(str(self))[:160]
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "name_key"}
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class StandingQuerySet(models.QuerySet):
    def of(self, keys) -> models.QuerySet:
        """The standings of one person, who may be known by several keys."""
        return self.filter(key__in=keys)


class Standing(models.Model):
    """What moderators have decided about a person; most people have no row.

    A person goes by keys (`persons.keys_of`): "member:12", or for a guest "email:<address>" and
    "hand:<digits>", the keyed hash of their browser's token. Whoever matches
    one row by any key stands as it says: one by an address binds whoever types it. A suspension
    ends by itself: `suspended_until` is compared when it is asked.
    """

    key = models.CharField(_("person"), max_length=300, unique=True)
    suspended_until = models.DateTimeField(_("suspended until"), null=True, blank=True)
    suspended_for_good = models.BooleanField(_("suspended for good"), default=False)
    rung = models.PositiveSmallIntegerField(
        _("suspensions so far"), default=0, help_text=_("The next one is a rung higher.")
    )
    always_held = models.BooleanField(_("always pre-moderated"), default=False)
    warning = models.TextField(_("warning"), blank=True)
    warned_at = models.DateTimeField(_("warned"), null=True, blank=True)
    acknowledged_at = models.DateTimeField(_("warning read"), null=True, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        constraints = [
            models.CheckConstraint(
                condition=Q(suspended_until=None) | Q(suspended_for_good=False),
                name="suspended_until_or_for_good",
            )
        ]

    def __str__(self):
        return self.key

    def is_suspended(self, at) -> bool:
        """Whether this person may not write at the moment `at`."""
        return self.suspended_for_good or (
            self.suspended_until is not None and at < self.suspended_until
        )


class Scope(models.Model):
    """A part of the site that a moderator is limited to; one without any may decide everywhere.

    `section` is what `comments.Discussion.section` says. It stands here and not beside the
    moderators' log, so that whoever renames a section can take the scopes along.
    """

    member = models.ForeignKey(
        Member, models.CASCADE, related_name="scopes", verbose_name=_("moderator")
    )
    section = models.CharField(_("section"), max_length=120)

    class Meta:
        verbose_name = _("section of a moderator")
        verbose_name_plural = _("limited to sections")
        ordering = ["section"]
        constraints = [
            models.UniqueConstraint(fields=["member", "section"], name="one_scope_a_section")
        ]

    def __str__(self):
        return self.section


class Hit(models.Model):
    """How often something happened in one window of time; `limits` alone reads and writes it.

    `ends_at` is when it stops counting: the end of the window that follows.
    """

    key = models.CharField(max_length=200, primary_key=True)
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("hit")
        verbose_name_plural = _("hits")

    def __str__(self):
        return f"{self.key}: {self.count}"
