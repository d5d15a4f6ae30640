"""The numbers of the posting rules and of the pages: one row."""

from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, Subquery
from django.utils.translation import gettext_lazy as _

from forum.comments.models.documents import Document
from forum.web.questions import question

MOST_THREADS = 100  # on a page


def _at_least(least: int, most: int = 30_000) -> list:
    return [MinValueValidator(least), MaxValueValidator(most)]


def _in_force(kind: Document.Kind):
    return Document.objects.filter(kind=kind).order_by("-version")


class PolicyQuerySet(models.QuerySet):
    def in_force(self):
        """The one row, with what the form shows of the documents in force.

        `terms_version` is the Terms' number, `rules_body` the rules' Markdown; None where there
        are none.
        """
        return self.filter(pk=1).annotate(
            terms_version=Subquery(_in_force(Document.Kind.TERMS).values("version")[:1]),
            rules_body=Subquery(_in_force(Document.Kind.RULES).values("body")[:1]),
        )


class PolicyManager(models.Manager.from_queryset(PolicyQuerySet)):
    def current(self) -> "Policy":
        """The one row as `in_force` has it: 1 query. A database without it answers with the
        defaults."""
        return next(iter(_row_in_force()), None) or Policy(pk=1)


class Policy(models.Model):
    """The numbers in the posting rules and of the pages: one row, changed by editors.

    `rule_modes` has "watch" or "off" by rule code; a rule that is not in it is on.
    """

    threads_per_page = models.PositiveSmallIntegerField(
        _("threads a page"), default=15, validators=_at_least(1, MOST_THREADS)
    )
    newest_first = models.BooleanField(
        _("newest threads first"),
        default=False,
        help_text=_("Replies always stand oldest first."),
    )
    comments_per_thread = models.PositiveSmallIntegerField(
        _("comments shown of a thread"),
        default=30,
        validators=_at_least(5, 500),
        help_text=_("A longer thread continues on a page of its own."),
    )
    comments_per_thread_page = models.PositiveSmallIntegerField(
        _("comments a page of a thread's own pages"), default=60, validators=_at_least(5, 500)
    )
    max_length = models.PositiveIntegerField(
        _("longest comment, in characters"), default=10_000, validators=_at_least(100, 100_000)
    )
    max_links = models.PositiveSmallIntegerField(
        _("links without a moderator"),
        default=2,
        validators=_at_least(0, 1000),
        help_text=_("A comment with more links waits for a moderator."),
    )
    pause_seconds = models.PositiveIntegerField(
        _("pause between two comments, in seconds"),
        default=10,
        validators=_at_least(0, 86_400),
        help_text=_("Between two comments of one person or one network; 0: none."),
    )
    close_after_days = models.PositiveIntegerField(
        _("days until a discussion closes"),
        default=0,
        validators=_at_least(0, 36_500),
        help_text=_("After publication; 0: never."),
    )

    edit_minutes = models.PositiveIntegerField(
        _("minutes in which an author may edit"),
        default=15,
        validators=_at_least(0, 100_000),
        help_text=_("After posting; every edit is judged anew. 0: never."),
    )
    person_limit = models.PositiveIntegerField(
        _("comments of one person in 10 minutes"),
        default=10,
        validators=_at_least(1, 1_000_000),
    )
    network_limit = models.PositiveIntegerField(
        _("guests’ comments from one network in 10 minutes"),
        default=30,
        validators=_at_least(1, 1_000_000),
        help_text=_("A household, an office or a whole carrier may share one network."),
    )
    discussion_limit = models.PositiveIntegerField(
        _("comments in one discussion in an hour"),
        default=300,
        validators=_at_least(1, 1_000_000),
        help_text=_("What is posted beyond waits for a moderator."),
    )
    shouting_percent = models.PositiveSmallIntegerField(
        _("share of capitals that is shouting, in percent"),
        default=70,
        validators=_at_least(1, 101),
        help_text=_("Of comments with at least 20 letters. 101: never."),
    )
    twin_limit = models.PositiveSmallIntegerField(
        _("other people who may say the same"),
        default=2,
        validators=_at_least(0, 1000),
        help_text=_("The same words from more people than this, within a day, wait."),
    )
    newcomer_comments = models.PositiveSmallIntegerField(
        _("first comments a moderator reads"),
        default=0,
        validators=_at_least(0, 1000),
        help_text=_(
            "Of each member; a guest, whom nobody can know, stays a newcomer. 0: none waits."
        ),
    )
    offender_percent = models.PositiveSmallIntegerField(
        _("share of removed comments of a repeat offender, in percent"),
        default=40,
        validators=_at_least(1, 101),
        help_text=_("Of a person’s comments in 90 days, from the fifth on. 101: never."),
    )
    report_threshold = models.PositiveSmallIntegerField(
        _("reports that take a comment out of sight"),
        default=3,
        validators=_at_least(1, 1000),
        help_text=_("Until a moderator decides. A reporter who is often right counts for more."),
    )
    spam_threshold = models.PositiveSmallIntegerField(
        _("spam score that holds a comment, in percent"),
        default=90,
        validators=_at_least(1, 101),
        help_text=_("101: never."),
    )
    reserved_names = models.TextField(
        _("reserved names"),
        blank=True,
        default="Admin\nAdministrator\nEditor\nModerator\nStaff",
        help_text=_("One a line; no guest may write under them. Members’ names are reserved too."),
    )
    claiming = models.BooleanField(
        _("moderators claim what they work on"),
        default=False,
        help_text=_("Others are told, and cannot decide for ten minutes."),
    )
    rule_modes = models.JSONField(_("rules that only watch or are off"), default=dict, blank=True)
    words_version = models.PositiveIntegerField(default=1, editable=False)

    objects = PolicyManager()

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policy")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_policy")]

    terms_version: int | None = None
    rules_body: str | None = None
    edition: int = 0
    next_opening: datetime | None = None

    def __str__(self):
        return str(_("Policy"))

    def mode(self, code: str) -> str:
        """ "on", "watch" or "off", for the rule with this code."""
        return self.rule_modes.get(code, "on")


@question
def _row_in_force():
    return Policy.objects.in_force()
