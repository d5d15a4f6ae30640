"""What the spam filter has learned: what decided comments left behind, and what is yet to be told.

The rows alone. How they are counted and read: `forum.comments.spam`.
"""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.comments.models.comments import Comment


class Trace(models.Model):
    """Something comments have in common, with how many of each sort left it.

    `key` is the word, sign or site in clear; of an address, a browser, a network and a text it is
    a keyed hash or a digest. `spam` and `ham` count moderators' decisions on this site,
    `given_spam` and `given_ham` labelled examples from files. Only `spam.ledger` writes here.
    """

    class Kind(models.TextChoices):
        COMMENT = "comment", _("comment")  # every comment leaves it once: the totals
        WORD = "word", _("word")
        SIGN = "sign", _("sign")
        HOST = "host", _("site linked to")
        EMAIL = "email", _("e-mail address")
        HAND = "hand", _("browser")
        NETWORK = "network", _("network")
        TEXT = "text", _("same words")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    key = models.CharField(_("what"), max_length=253, blank=True)
    spam = models.PositiveIntegerField(_("in spam"), default=0)
    ham = models.PositiveIntegerField(_("in approved comments"), default=0)
    given_spam = models.PositiveIntegerField(_("in spam of files"), default=0)
    given_ham = models.PositiveIntegerField(_("in good examples of files"), default=0)
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("spam filter")
        verbose_name_plural = _("spam filter")
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_trace")]
        indexes = [
            models.Index(fields=["kind", "-seen_at"], condition=Q(spam__gt=0), name="trace_spam")
        ]

    def __str__(self):
        return self.key


class Lesson(models.Model):
    """What moderators said of one comment, and what of it is counted.

    `verdicts` are theirs in order, of which the last is in force; `taught` is the one that the
    traces hold, and `traces` are the traces' keys: exactly what was counted can be taken back,
    whatever became of the words since.
    """

    class Verdict(models.TextChoices):
        SPAM = "spam", _("spam")
        HAM = "ham", _("no spam")

    comment = models.OneToOneField(
        Comment, models.CASCADE, primary_key=True, related_name="lesson", verbose_name=_("comment")
    )
    verdicts = models.JSONField(_("verdicts"), default=list, blank=True)
    taught = models.CharField(_("counted as"), max_length=4, choices=Verdict.choices, blank=True)
    traces = models.JSONField(default=list, blank=True)
    is_due = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        indexes = [models.Index(fields=["comment"], condition=Q(is_due=True), name="lesson_due")]

    def __str__(self):
        return f"{self.comment_id}: {self.verdict}"

    @property
    def verdict(self) -> str:
        """The one in force, or "" if all were taken back."""
        return self.verdicts[-1] if self.verdicts else ""


class Feedback(models.Model):
    """A verdict that the outside service is to be told: an outbox, emptied by `spam.feedback`."""

    comment = models.OneToOneField(
        Comment, models.CASCADE, related_name="feedback", verbose_name=_("comment")
    )
    is_spam = models.BooleanField(_("spam"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("due"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")

    def __str__(self):
        return f"{self.comment_id}: {'spam' if self.is_spam else 'ham'}"
