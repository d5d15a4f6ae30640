"""Rules about who says it."""

from forum.accounts import names
from forum.accounts.models import Member
from forum.comments.rules.drafts import Draft
from forum.comments.rules.verdicts import Evidence
from forum.web.questions import question

ENOUGH = 5  # decided comments before a share says anything: "anyone can have a bad day"


def author_is_suspended_for_good(draft: Draft) -> Evidence | None:
    for standing in draft.standings:
        if standing.suspended_for_good:
            return {"person": standing.key}
    return None


def author_is_suspended(draft: Draft) -> Evidence | None:
    """For a time: of several suspensions the one that lasts longest."""
    running = [
        standing
        for standing in draft.standings
        if standing.suspended_until and draft.at < standing.suspended_until
    ]
    if not running:
        return None
    last = max(running, key=lambda standing: standing.suspended_until)
    return {"person": last.key, "until": last.suspended_until.isoformat()}


def author_is_always_held(draft: Draft) -> Evidence | None:
    for standing in draft.standings:
        if standing.always_held:
            return {"person": standing.key}
    return None


def name_is_reserved(draft: Draft) -> Evidence | None:
    """A guest uses a name that the policy keeps for the site, or a form of one."""
    if not _key_of_guest(draft):
        return None
    for name in draft.policy.reserved_names.splitlines():
        if names.poses_as(draft.author.name, name):
            return {"name": name.strip()}
    return None


def name_is_a_members(draft: Draft) -> Evidence | None:
    """A guest uses a member's name, or one that looks like it."""
    key = _key_of_guest(draft)
    owner = next(iter(_members_called(key=key)), None) if key else None
    return {"name": str(owner), "member": owner.pk} if owner else None


def author_is_new(draft: Draft) -> Evidence | None:
    """A member with few published comments, by their account; and any guest. Trust is bound to
    an account alone: a name and an address that are typed prove nothing, a browser's token only
    that it is the same browser, and no address is confirmed here yet."""
    needed = draft.policy.newcomer_comments
    if not needed:
        return None
    published = draft.past.published if draft.author.member else 0
    return {"published": published, "needed": needed} if published < needed else None


def author_is_often_removed(draft: Draft) -> Evidence | None:
    """Coral's repeat offender: removed ÷ (removed + published); what waits does not count."""
    if draft.policy.offender_percent > 100 or not draft.author.keys:
        return None
    counts = draft.past.decided
    decided = counts["removed"] + counts["published"]
    if decided < ENOUGH or 100 * counts["removed"] < draft.policy.offender_percent * decided:
        return None
    return counts


def _key_of_guest(draft: Draft) -> str:
    """ "" for a member, whose name is their own."""
    return "" if draft.author.member else names.key_of(draft.author.name)


@question
def _members_called(key):
    return Member.objects.filter(name_key=key).order_by("pk")[:1]
