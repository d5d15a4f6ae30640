"""The log of what was decided: rows are added, never changed, never removed. These models see to
it; the database itself would not stop raw SQL."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.accounts.models import Member
from forum.comments.models import Comment, Discussion
from forum.moderation.models.letters import Letter


class AppendOnly(Exception):
    """Somebody tried to change or remove a row of the log."""


class LogQuerySet(models.QuerySet):
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


class BatchQuerySet(LogQuerySet):
    def standing(self):
        """Those that nobody has undone, or that were brought back by undoing that; or once more
        around (`Batch.undoing`)."""
        last = "undone_by__undone_by__undone_by"
        is_back = models.Q(undone_by__undone_by__isnull=False)
        is_back &= models.Q((last, None)) | models.Q((f"{last}__undone_by__isnull", False))
        return self.filter(models.Q(undone_by=None) | is_back)


class LogRow(models.Model):
    """A row that is written once."""

    objects = LogQuerySet.as_manager()

    class Meta:
        abstract = True
        # Related managers change rows past the default one: comment.decisions.add(decision).
        base_manager_name = "objects"

    def save(self, *args, **kwargs):
        if self.pk:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly


class Verb(models.TextChoices):
    """What moderators do; each reads on after the moderator's name."""

    APPROVE = "approve", _("approved")
    REMOVE = "remove", _("removed")
    RESTORE = "restore", _("restored")
    PICK = "pick", _("picked")
    UNPICK = "unpick", _("took back the pick of")
    LOCK = "lock", _("locked")
    UNLOCK = "unlock", _("unlocked")
    CONFIGURE = "configure", _("changed the discussion")
    WARN = "warn", _("warned")
    SUSPEND = "suspend", _("suspended")
    LIFT = "lift", _("lifted the suspension of")
    ALWAYS_HOLD = "always_hold", _("pre-moderates")
    TRUST = "trust", _("no longer pre-moderates")
    NOTE = "note", _("wrote a note about")
    SETTING = "setting", _("changed a setting")
    WORDS = "words", _("changed the word lists")
    ANSWER = "answer", _("answered the letter")
    REOPEN = "reopen", _("opened the letter again")
    UNDO = "undo", _("undid a decision about")


class Batch(LogRow):
    """What a moderator decided at one stroke: one comment or two thousand. Undone as a whole.

    `size` is the number of its decisions; `summary` says how they were chosen, where they were
    not chosen one by one; `undoes` is the batch that this one took back. `left_alone`, pairs of a
    thing and a sentence, is for whoever has just decided, and not kept.
    """

    left_alone = ()

    verb = models.CharField(_("verb"), max_length=12, choices=Verb.choices)
    moderator = models.ForeignKey(
        Member,
        models.PROTECT,
        related_name="batches",
        verbose_name=_("moderator"),
        db_index=False,  # batch_moderator begins with it
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    size = models.PositiveIntegerField(_("decisions"), default=1)
    summary = models.CharField(_("chosen by"), max_length=300, blank=True)
    undoes = models.OneToOneField(
        "self", models.PROTECT, related_name="undone_by", null=True, verbose_name=_("undoes")
    )

    objects = BatchQuerySet.as_manager()

    class Meta(LogRow.Meta):
        verbose_name = _("batch of decisions")
        verbose_name_plural = _("batches of decisions")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["moderator", "id"], name="batch_moderator"),
            models.Index(fields=["verb", "id"], name="batch_verb"),
        ]

    def __str__(self):
        return f"{self.moderator} {self.get_verb_display()}: {self.size}"

    @property
    def is_undone(self) -> bool:
        return hasattr(self, "undone_by")

    @property
    def undoing(self) -> "Batch | None":
        """The batch that took it back; None where it stands, also because that was undone."""
        return self.undone_by if self.is_undone and self.undone_by.undoing is None else None


class Decision(LogRow):
    """One thing a moderator changed: who did what to what, why, and how it was before and after.

    `before` and `after` hold exactly what was changed, by column (`decisions.changes`), so that it
    can be undone. `whom` is the key of the person concerned, `rules` the codes of the rules that
    held the comment, `setting` names what a change of settings was about.
    """

    batch = models.ForeignKey(
        Batch, models.PROTECT, related_name="decisions", verbose_name=_("batch")
    )
    verb = models.CharField(_("verb"), max_length=12, choices=Verb.choices)
    moderator = models.ForeignKey(
        Member,
        models.PROTECT,
        related_name="decisions",
        verbose_name=_("moderator"),
        db_index=False,  # decision_moderator begins with it
    )
    discussion = models.ForeignKey(
        Discussion,
        models.PROTECT,
        related_name="decisions",
        null=True,
        verbose_name=_("discussion"),
    )
    comment = models.ForeignKey(
        Comment,
        models.PROTECT,
        related_name="decisions",
        null=True,
        verbose_name=_("comment"),
        db_index=False,  # decision_comment begins with it
    )
    letter = models.ForeignKey(
        Letter, models.PROTECT, related_name="decisions", null=True, verbose_name=_("letter")
    )
    whom = models.CharField(_("person"), max_length=300, blank=True)
    setting = models.CharField(_("setting"), max_length=200, blank=True)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    rules = models.JSONField(_("rules"), default=list, blank=True)
    reason_code = models.CharField(
        _("removed for"), max_length=10, choices=Comment.Reason.choices, blank=True
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    message = models.TextField(_("message to the author"), blank=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta(LogRow.Meta):
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["comment", "verb"], name="decision_comment"),
            models.Index(fields=["whom", "id"], name="decision_whom"),
            models.Index(fields=["moderator", "made_at"], name="decision_moderator"),
            models.Index(fields=["verb", "made_at"], name="decision_verb"),
            models.Index(fields=["made_at"], name="decision_made"),
        ]

    def __str__(self):
        about = self.comment_id or self.discussion or self.letter or self.whom or self.setting
        return f"{self.moderator} {self.get_verb_display()} {about}"
