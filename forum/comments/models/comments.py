"""A comment: one reader's words, and all that is known of them. The tree's own acts: `tree`."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from mptt.models import MPTTModel, TreeForeignKey

from forum.accounts import persons
from forum.accounts.models import Member
from forum.comments.models.discussions import Discussion
from forum.comments.models.tree import CommentManager

NAME_LENGTH = 60  # characters of a guest's name


class Comment(MPTTModel):
    """One reader's words, at its place in a thread of a discussion."""

    class Status(models.TextChoices):
        PUBLISHED = "published", _("published")
        HELD = "held", _("waiting for a moderator")
        REMOVED = "removed", _("removed by a moderator")

    class Reason(models.TextChoices):
        """Why a comment was removed; each reads on after "A moderator removed this comment:"."""

        OFFENSIVE = "offensive", _("offensive language")
        ABUSIVE = "abusive", _("an attack on a person")
        OFF_TOPIC = "off_topic", _("not about the article")
        SPAM = "spam", _("advertising")
        PRIVATE = "private", _("personal information")
        HATE = "hate", _("hatred of a group of people")
        ILLEGAL = "illegal", _("against the law")
        MISLEADING = "misleading", _("misleading")
        OTHER = "other", _("against the rules")

    # Found by `comment_feed`.
    discussion = models.ForeignKey(
        Discussion,
        models.PROTECT,
        related_name="comments",
        verbose_name=_("discussion"),
        db_index=False,
    )
    parent = TreeForeignKey(
        "self", models.PROTECT, related_name="replies", null=True, blank=True, db_index=False
    )
    tree_id = models.PositiveBigIntegerField(editable=False)
    number = models.PositiveIntegerField(_("thread"), null=True, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)
    is_reviewed = models.BooleanField(
        _("seen by a moderator"), default=False, help_text=_("A moderator has decided about it.")
    )
    removed_for = models.CharField(
        _("removed for"), max_length=10, choices=Reason.choices, blank=True
    )
    message = models.TextField(
        _("message to the author"), blank=True, help_text=_("Shown on the receipt alone.")
    )
    is_picked = models.BooleanField(_("editors’ pick"), default=False)
    is_locked = models.BooleanField(
        _("locked"), default=False, help_text=_("Nobody can reply to it, or below it.")
    )
    urgency = models.PositiveSmallIntegerField(
        _("urgency"), default=0, help_text=_("The gravest rule’s, and the weight of its reports.")
    )
    open_reports = models.PositiveIntegerField(_("reports"), default=0, editable=False)
    spam_score = models.PositiveSmallIntegerField(
        _("spam score"), null=True, editable=False, help_text=_("Percent, when it was posted.")
    )

    # Found by `comment_member`.
    author = models.ForeignKey(
        Member,
        models.PROTECT,
        related_name="comments",
        null=True,
        verbose_name=_("member"),
        db_index=False,
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH, blank=True)
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    hand = models.CharField(max_length=64, blank=True, editable=False)
    network = models.CharField(max_length=64, blank=True, editable=False)
    terms_version = models.PositiveIntegerField(_("terms accepted"), null=True, editable=False)

    body = models.TextField(_("comment"), blank=True)
    html = models.TextField(blank=True, editable=False)
    fingerprint = models.CharField(max_length=64, editable=False)
    posted_at = models.DateTimeField(_("posted"), default=timezone.now)
    # When it began to wait, where that was after it was posted: readers saw it until then, it had
    # been removed, it came from elsewhere. Of one that waits from the start, None.
    held_at = models.DateTimeField(_("held"), null=True, editable=False)
    revision = models.PositiveSmallIntegerField(_("revision"), default=1, editable=False)
    edited_at = models.DateTimeField(_("edited"), null=True, editable=False)

    objects = CommentManager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        permissions = [("moderate_comment", _("Can approve, remove and restore comments"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(number__isnull=False) | ~Q(status="published"),
                name="published_comments_are_placed",
            ),
            models.UniqueConstraint(
                fields=["discussion", "number"],
                condition=Q(parent=None),
                name="one_root_a_thread_number",
            ),
            models.CheckConstraint(condition=Q(lft__lt=F("rght")), name="interval_is_one"),
            models.CheckConstraint(
                condition=Q(removed_for="") | Q(status="removed"), name="only_removed_have_a_reason"
            ),
        ]
        indexes = [
            # Partial: after ANALYZE, SQLite answers "parent IS NULL" from a full index on parent.
            # With the number: few replies have no place yet, and the desk looks for those.
            models.Index(
                fields=["parent", "number"],
                condition=Q(parent__isnull=False),
                name="comment_replies",
            ),
            # What was posted lately, or in a month.
            models.Index(fields=["posted_at"], name="comment_posted"),
            # The newest of a discussion, for its feed.
            models.Index(fields=["discussion", "status", "-posted_at", "-id"], name="comment_feed"),
            # A member's own, the newest first; a guest's: `comment_guest` and `comment_hand`.
            models.Index(
                fields=["author", "posted_at"],
                condition=Q(author__isnull=False),
                name="comment_member",
            ),
            models.Index(fields=["email", "posted_at"], name="comment_guest"),
            models.Index(
                fields=["network", "posted_at"], condition=~Q(network=""), name="comment_network"
            ),
            models.Index(fields=["hand", "posted_at"], condition=~Q(hand=""), name="comment_hand"),
            # With the discussion: SQLite would rather read all of that than the words' few twins.
            models.Index(fields=["fingerprint", "discussion", "posted_at"], name="comment_twins"),
            # Who else writes under a name, the newest first.
            models.Index(fields=["name", "id"], name="comment_name"),
            # How the spam filter did: nothing of it is written while a comment is posted.
            models.Index(
                fields=["spam_score", "removed_for", "status", "is_reviewed", "id"],
                condition=Q(is_reviewed=True, spam_score__isnull=False),
                name="comment_scored",
            ),
            # The moderators' queues: small parts of a large table, each in its order.
            models.Index(
                fields=["urgency", "id"], condition=Q(status="held"), name="comment_waiting"
            ),
            models.Index(
                fields=["urgency", "id"], condition=Q(open_reports__gt=0), name="comment_reported"
            ),
            models.Index(fields=["id"], condition=Q(status="removed"), name="comment_removed"),
            # What is gone from a thread: what is left of a long one is told from these few.
            models.Index(
                fields=["discussion", "number", "lft", "level"],
                condition=~Q(status="published"),
                name="comment_gone",
            ),
            # With the columns of its condition, or SQLite counts it row by row in the table; with
            # the discussion, or the count for a moderator of some sections reads the whole table.
            models.Index(
                fields=["id", "status", "is_reviewed", "discussion"],
                condition=Q(status="published", is_reviewed=False),
                name="comment_unseen",
            ),
        ]

    class MPTTMeta:
        order_insertion_by = []

    def __str__(self):
        return f"{self.name}: {self.body[:60]}"

    def get_absolute_url(self) -> str:
        return reverse("comments:comment", args=[self.pk])

    @property
    def shown_name(self) -> str:
        """Who wrote it, for readers. A comment that is out of sight names nobody."""
        if not self.is_published:
            return gettext("a comment that is gone")
        return self.name or gettext("Anonymous")

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def is_held(self) -> bool:
        return self.status == self.Status.HELD

    @property
    def is_placed(self) -> bool:
        return self.number is not None

    @property
    def is_by_staff(self) -> bool:
        return self.author is not None and self.author.is_staff

    def is_by(self, member: Member | None, hand: str) -> bool:
        """Whether that account, or without one that hand, is its author's."""
        if member or self.author_id:
            return member is not None and member.pk == self.author_id
        return bool(self.hand) and self.hand == hand

    @property
    def person_keys(self) -> list[str]:
        """All keys its author goes by (`accounts.Standing`); none of nobody."""
        return persons.keys_of(self.author_id, self.email, self.hand)

    @property
    def person_key(self) -> str:
        """The one that surely is its author's: an account or a browser; where neither is known the
        address, which anybody can type; "" of nobody."""
        return self.person_keys[-1] if self.person_keys else ""

    @property
    def position(self) -> int:
        """How many comments of the thread stand before this one in reading order, its root at 0.

        In a nested set `lft - 1` counts the intervals opened and closed before a node; the
        opened are its position, the closed are those but its `level` ancestors.
        """
        return (self.lft - 1 + self.level) // 2

    @property
    def reply_count(self) -> int:
        """How many comments stand below this one, at any depth."""
        return (self.rght - self.lft - 1) // 2
