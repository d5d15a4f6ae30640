"""What a moderator may do, where, and to whom. Only reads."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from forum.accounts.models import Member, Scope
from forum.moderation.models import Decision, Verb
from forum.moderation.people import comments_of
from forum.moderation.refusals import NotAllowed

MODERATE = "comments.moderate_comment"
CONFIGURE = "comments.change_discussion"
JUDGE_PEOPLE = "accounts.change_standing"
LIST_WORDS = "comments.change_word"
ALLOW_SPELLINGS = "comments.add_phrase"
NOTE = "moderation.add_note"
READ_NOTES = "moderation.view_note"
READ_DISCUSSIONS = "comments.view_discussion"
READ_LOG = "moderation.view_decision"

BY_VERB = {
    **dict.fromkeys([Verb.APPROVE, Verb.REMOVE, Verb.RESTORE], MODERATE),
    **dict.fromkeys([Verb.PICK, Verb.UNPICK, Verb.LOCK, Verb.UNLOCK], MODERATE),
    Verb.CONFIGURE: CONFIGURE,
    **dict.fromkeys([Verb.WARN, Verb.SUSPEND, Verb.LIFT], JUDGE_PEOPLE),
    **dict.fromkeys([Verb.ALWAYS_HOLD, Verb.TRUST], JUDGE_PEOPLE),
    Verb.NOTE: NOTE,
    Verb.WORDS: LIST_WORDS,
}


def demand(moderator: Member, permission: str) -> None:
    """Raises NotAllowed."""
    if not moderator.has_perm(permission):
        raise NotAllowed


def reach(moderator: Member) -> set[str] | None:
    """The sections a moderator is limited to; None: all. Asked once, as Django asks permissions:
    the answer stays with the `Member`, and every request has its own."""
    if not hasattr(moderator, "_reach"):
        moderator._reach = None if moderator.is_superuser else _sections_of(moderator) or None
    return moderator._reach


def _sections_of(moderator: Member) -> set[str]:
    return set(Scope.objects.filter(member=moderator).values_list("section", flat=True))


def within(comments: QuerySet, moderator: Member) -> QuerySet:
    """Those of `comments` that are in the moderator's reach."""
    sections = reach(moderator)
    return comments if sections is None else comments.filter(discussion__section__in=sections)


def discussions_within(discussions: QuerySet, moderator: Member) -> QuerySet:
    """Those of `discussions` that a moderator may know of: in their reach, and where they may not
    read discussions in the admin, published ones alone."""
    sections = reach(moderator)
    if sections is not None:
        discussions = discussions.filter(section__in=sections)
    if moderator.has_perm(READ_DISCUSSIONS) or moderator.has_perm(CONFIGURE):
        return discussions
    return discussions.filter(opened_at__lte=timezone.now())


def decisions_within(decisions: QuerySet, moderator: Member) -> QuerySet:
    """Those of `decisions` that a moderator may read: all that are about nothing in particular of
    the site (people, settings, letters), and those about places in their reach."""
    sections = reach(moderator)
    if sections is None:
        return decisions
    return decisions.filter(Q(discussion=None) | Q(discussion__section__in=sections))


def batches_within(batches: QuerySet, moderator: Member) -> QuerySet:
    """Those of `batches` of which a moderator may read anything."""
    if reach(moderator) is None:
        return batches
    theirs = Decision.objects.filter(batch=OuterRef("pk"))
    return batches.filter(Exists(decisions_within(theirs, moderator)))


def knows(moderator: Member, keys: Iterable[str]) -> bool:
    """Whether a moderator may judge who goes by these keys: one of some sections judges those who
    have written there. What they decide holds everywhere, so it takes a reason from there."""
    if reach(moderator) is None:
        return True
    return within(comments_of(keys), moderator).exists()


def outranks(moderator: Member, member: Member) -> bool:
    """Whether the one may judge the other: superusers staff, staff readers, and nobody an equal."""
    return _rank(moderator) > _rank(member)


def _rank(member: Member) -> int:
    return 2 if member.is_superuser else int(member.is_staff)
