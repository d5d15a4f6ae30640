"""The posting rules: one question and one sentence each. A rule sees no request, writes nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forum.accounts.models import Member
from forum.comments import text
from forum.comments.models import Comment, Discussion, Policy


@dataclass(frozen=True)
class Commenter:
    """Who writes: a member, or a guest by name and e-mail; `network` is a keyed hash, or ""."""

    name: str
    email: str
    member: Member | None = None
    network: str = ""


@dataclass(frozen=True)
class Draft:
    """What somebody wants to say, before it is judged. `body` is clean (`text.clean`)."""

    author: Commenter
    discussion: Discussion
    body: str
    policy: Policy
    at: datetime
    parent: Comment | None = None

    @cached_property
    def html(self) -> str:
        return text.render(self.body)

    @property
    def comments_by_author(self):
        return Comment.objects.by(self.author.member, self.author.email)


@dataclass(frozen=True)
class Rule:
    """A name, a question about a draft, and the sentence a reader gets when the answer is yes."""

    code: str
    is_broken_by: Callable[[Draft], bool]
    message: str


class Refusal(Rule):
    """The draft is turned away; its text stays in the form."""


class Hold(Rule):
    """A moderator reads the comment first."""


@dataclass(frozen=True)
class Verdict:
    """At most one refusal, the first; or every hold that applies; or neither: publish."""

    refusal: Refusal | None = None
    holds: tuple[Hold, ...] = ()


def discussion_is_closed(draft: Draft) -> bool:
    return not draft.discussion.is_open(draft.at, draft.policy)


def parent_is_gone(draft: Draft) -> bool:
    return draft.parent is not None and not draft.parent.is_published


def body_is_empty(draft: Draft) -> bool:
    """Nothing was typed that a reader would see: "> " or an empty list is no comment either."""
    return text.is_blank(draft.body) or text.is_blank(text.visible(draft.html))


def body_is_too_long(draft: Draft) -> bool:
    return len(draft.body) > draft.policy.max_length


def author_said_so_before(draft: Draft) -> bool:
    """The same person, the same words, in this discussion.

    A retry within `posting.RETRY` never comes here: it gets the answer of the first time.
    """
    said = draft.comments_by_author.filter(
        discussion=draft.discussion, fingerprint=text.fingerprint(draft.body)
    )
    return said.exists()


def author_commented_just_now(draft: Draft) -> bool:
    """This person anywhere, or, for guests, anyone of their network: WordPress' flood rule."""
    author = draft.author
    if not draft.policy.pause_seconds or (author.member and author.member.is_staff):
        return False
    just_now = Comment.objects.since(draft.at - timedelta(seconds=draft.policy.pause_seconds))
    if author.member:
        return just_now.filter(author=author.member).exists()
    same_hand = Q(email=author.email)
    if author.network:
        same_hand |= Q(network=author.network)
    return just_now.filter(same_hand, author=None).exists()


def discussion_is_premoderated(draft: Draft) -> bool:
    return draft.discussion.premoderated


def body_has_too_many_links(draft: Draft) -> bool:
    return text.link_count(draft.html) > draft.policy.max_links


NOTHING_TO_POST = _("Write a comment first: there is nothing to post.")

RULES = (
    Refusal("closed", discussion_is_closed, _("This discussion is closed.")),
    Refusal(
        "parent_gone",
        parent_is_gone,
        _("The comment you answer is no longer there. You can post this as a new comment."),
    ),
    Refusal(
        "too_long",
        body_is_too_long,
        _("That is %(length)s characters long; %(max_length)s are allowed."),
    ),
    # After the length: whether a text shows anything is only known once it is rendered.
    Refusal("empty", body_is_empty, NOTHING_TO_POST),
    Refusal("duplicate", author_said_so_before, _("You have already said that here.")),
    Refusal(
        "too_fast",
        author_commented_just_now,
        _("One at a time: please wait %(pause_seconds)s seconds and send it again."),
    ),
    Hold(
        "premoderated", discussion_is_premoderated, _("In this discussion a moderator reads first.")
    ),
    Hold(
        "links",
        body_has_too_many_links,
        _("A comment with many links: a moderator reads it first."),
    ),
)


def judge(draft: Draft) -> Verdict:
    """What the rules say of `draft`. Refusals stand before holds; of the holds all are kept."""
    for rule in RULES:
        if isinstance(rule, Refusal) and rule.is_broken_by(draft):
            return Verdict(refusal=rule)
    holds = (rule for rule in RULES if isinstance(rule, Hold))
    return Verdict(holds=tuple(hold for hold in holds if hold.is_broken_by(draft)))


def sentence(rule: Rule, draft: Draft) -> str:
    """The rule's sentence for the reader, its numbers filled in."""
    return str(rule.message) % {
        "length": len(draft.body),
        "max_length": draft.policy.max_length,
        "pause_seconds": draft.policy.pause_seconds,
    }
