"""Discussions, their comments, and the numbers and documents that rule them.

The tree lives here and nowhere else. One tree per thread: a root's tree_id is its own primary
key, so that threads need no shared counter. Only what was published has a place in it; a held
comment stands outside (number is null) until a moderator approves it.
"""

from collections import defaultdict
from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from mptt.managers import TreeManager
from mptt.models import MPTTModel, TreeForeignKey
from mptt.querysets import TreeQuerySet

from forum.accounts.models import Member

NAME_LENGTH = 60  # characters of a guest's name


class DiscussionQuerySet(models.QuerySet):
    def locked(self, pk: int) -> "Discussion":
        """The discussion, its row locked until the transaction ends. Raises DoesNotExist.

        Every writer takes this lock before it reads what it will change. SQLite has no row
        locks; there the transaction itself, begun IMMEDIATE, is the lock.
        """
        return self.select_for_update(no_key=True).get(pk=pk)

    def public(self):
        """All that readers may know of: what they stand under has been published."""
        return self.filter(opened_at__lte=timezone.now())


class Discussion(models.Model):
    """The place under an article, or under anything with a title and an address."""

    class Opening(models.TextChoices):
        BY_AGE = "by_age", _("open, closes by age")
        OPEN = "open", _("open, stays open")
        CLOSED = "closed", _("closed")

    title = models.CharField(_("title"), max_length=300)
    url = models.CharField(_("address"), max_length=500, blank=True)
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

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")

    def __str__(self):
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.url}#comments"

    def is_open(self, at, policy: "Policy") -> bool:
        """Whether comments are taken at the moment `at`."""
        if self.opened_at is None or self.opened_at > at or self.opening == self.Opening.CLOSED:
            return False
        if self.opening == self.Opening.OPEN or not policy.close_after_days:
            return True
        return at < self.opened_at + timedelta(days=policy.close_after_days)


class CommentQuerySet(TreeQuerySet):
    def known(self):
        """All in discussions that readers may know of."""
        return self.filter(discussion__opened_at__lte=timezone.now())

    def placed(self):
        """All that have a place in a thread: published, or gone with a tombstone in their stead."""
        return self.filter(number__isnull=False)

    def published(self):
        return self.filter(status=Comment.Status.PUBLISHED)

    def since(self, moment):
        return self.filter(posted_at__gte=moment)

    def by(self, author: Member | None, email: str):
        """All of one person: a member by account, a guest by the address they type."""
        return self.filter(author=author) if author else self.filter(author=None, email=email)


class CommentManager(TreeManager.from_queryset(CommentQuerySet)):
    """mptt's manager with one change: the tree_id of a root is its own primary key."""

    def get_queryset(self):
        return CommentQuerySet(self.model, using=self._db)

    def place(self, comment: "Comment") -> None:
        """Give a comment that stands outside its place: the end of its parent's replies, or a
        thread of its own with the discussion's next number.

        A parent that came from elsewhere may stand outside as well; it gets its place first.
        The caller holds the discussion's lock and saves the discussion.
        """
        line, parent = [comment], self._parent(comment)
        while parent and not parent.is_placed:
            parent.discussion = comment.discussion
            line.append(parent)
            parent = self._parent(parent)
        for node in reversed(line):
            self._put(node, parent)
            parent = node

    def _parent(self, comment: "Comment") -> "Comment | None":
        return self.get(pk=comment.parent_id) if comment.parent_id else None

    def _put(self, comment: "Comment", parent: "Comment | None") -> None:
        if parent is None:
            comment.discussion.thread_count += 1
            comment.number = comment.discussion.thread_count
            comment.tree_id = comment.pk
        else:
            self.insert_node(comment, parent, "last-child", allow_existing_pk=True)
            comment.number = parent.number
        comment.save(update_fields=["tree_id", "lft", "rght", "level", "number"])

    def rebuild(self, batch_size: int = 1000, **filters) -> None:
        """Recompute every thread's intervals from the parents, thread by thread; siblings keep
        their order.

        mptt's own numbers the trees anew from 1, forgets that order, and recurses.
        """
        roots = self.placed().filter(parent=None, **filters).order_by("pk")
        for pk in roots.values_list("pk", flat=True).iterator():
            thread = list(self.placed().filter(tree_id=pk).order_by("lft", "pk"))
            _renumber(thread)
            self.bulk_update(thread, ["lft", "rght", "level"], batch_size)

    def _make_child_root_node(self, node, new_tree_id=None):
        return super()._make_child_root_node(node, new_tree_id or node.pk)


def _renumber(thread: list["Comment"]) -> None:
    """Give the comments of one thread the intervals and levels that their parents say."""
    replies, entered, edge = defaultdict(list), {}, 0
    for comment in thread:
        replies[comment.parent_id].append(comment)
    stack = replies[None]
    while stack:
        comment, edge = stack[-1], edge + 1
        if comment.pk in entered:
            stack.pop().rght = edge
        else:
            above = entered.get(comment.parent_id)
            comment.lft, comment.level = edge, above.level + 1 if above else 0
            entered[comment.pk] = comment
            stack.extend(reversed(replies[comment.pk]))


class Comment(MPTTModel):
    """One reader's words, at its place in a thread of a discussion."""

    class Status(models.TextChoices):
        PUBLISHED = "published", _("published")
        HELD = "held", _("waiting for a moderator")
        REMOVED = "removed", _("removed by a moderator")

    discussion = models.ForeignKey(
        Discussion, models.PROTECT, related_name="comments", verbose_name=_("discussion")
    )
    parent = TreeForeignKey(
        "self", models.PROTECT, related_name="replies", null=True, blank=True, db_index=False
    )
    tree_id = models.PositiveBigIntegerField(editable=False)
    number = models.PositiveIntegerField(_("thread"), null=True, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)
    held_by = models.JSONField(
        _("held by"), default=list, blank=True, help_text=_("Codes of the rules that held it.")
    )

    author = models.ForeignKey(
        Member, models.PROTECT, related_name="comments", null=True, verbose_name=_("member")
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH, blank=True)
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    network = models.CharField(max_length=64, blank=True, editable=False)
    terms_version = models.PositiveIntegerField(_("terms accepted"), null=True, editable=False)

    body = models.TextField(_("comment"), blank=True)
    html = models.TextField(blank=True, editable=False)
    fingerprint = models.CharField(max_length=64, editable=False)
    posted_at = models.DateTimeField(_("posted"), default=timezone.now)

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
        ]
        indexes = [
            # A page is a range of numbers.
            models.Index(fields=["discussion", "number"], name="comment_page"),
            # Partial: after ANALYZE, SQLite answers "parent IS NULL" from a full index on parent.
            models.Index(
                fields=["parent"], condition=Q(parent__isnull=False), name="comment_replies"
            ),
            models.Index(fields=["status", "posted_at"], name="comment_queue"),
            models.Index(fields=["email", "posted_at"], name="comment_guest"),
            models.Index(
                fields=["network", "posted_at"], condition=~Q(network=""), name="comment_network"
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


class Document(models.Model):
    """One version of a text that binds readers: append-only, the newest of its kind is in force."""

    class Kind(models.TextChoices):
        TERMS = "terms", _("Terms of Service")
        PRIVACY = "privacy", _("Privacy Policy")
        RULES = "rules", _("Rules")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    version = models.PositiveIntegerField(_("version"), editable=False)
    body = models.TextField(_("text"), help_text=_("Markdown: paragraphs, ## headings, lists."))
    published_at = models.DateTimeField(_("published"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["kind", "-version"]
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="one_version")]

    def __str__(self):
        return _("%(kind)s, version %(version)s") % {
            "kind": self.get_kind_display(),
            "version": self.version,
        }

    def get_absolute_url(self) -> str:
        return reverse("comments:document", args=[self.kind, self.version])


def _at_least(least: int, most: int = 1_000_000) -> list:
    return [MinValueValidator(least), MaxValueValidator(most)]


def _in_force(kind: Document.Kind):
    return Document.objects.filter(kind=kind).order_by("-version")


class PolicyManager(models.Manager):
    def current(self) -> "Policy":
        """The one row, with what the form shows of the documents in force: 1 query.

        `terms_version` is the Terms' number, `rules_body` the rules' Markdown; None where there
        are none. A database without the row answers with the defaults.
        """
        policy = self.annotate(
            terms_version=Subquery(_in_force(Document.Kind.TERMS).values("version")[:1]),
            rules_body=Subquery(_in_force(Document.Kind.RULES).values("body")[:1]),
        ).first()
        return policy or Policy(pk=1)


class Policy(models.Model):
    """The numbers in the posting rules and of the pages: one row, changed by editors."""

    threads_per_page = models.PositiveSmallIntegerField(
        _("threads a page"), default=15, validators=_at_least(1, 100)
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

    objects = PolicyManager()

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policy")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_policy")]

    terms_version: int | None = None
    rules_body: str | None = None

    def __str__(self):
        return str(_("Policy"))
