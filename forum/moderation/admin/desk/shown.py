"""A comment as a card: every word of it is made here, so that templates only put it in place."""

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from forum.accounts.models import Member
from forum.comments.models import Comment, Discussion
from forum.moderation import authors, evidence, permissions
from forum.moderation.admin import words
from forum.moderation.admin.desk import buttons, lines, whys
from forum.moderation.admin.desk.buttons import Button
from forum.moderation.admin.desk.forms import MESSAGE_LENGTH, REMARK_LENGTH
from forum.moderation.admin.desk.sittings import Sitting
from forum.moderation.admin.desk.whys import Why
from forum.moderation.authors import Record
from forum.moderation.decisions import sight

# The pages and buttons a card leads to.
WAYS = ("comment", "context", "thread", "decide", "claim", "author", "discussion")


@dataclass(frozen=True)
class Card:
    """A comment with all that a moderator needs at once, and how much may be typed into its form.

    `in_short` has the names of its `whys`; `because` stands where no rule and no reader says why it
    is here, `notice` is to be said first; `is_claimed` where the moderator has it to themselves;
    `sight` goes with every button (`decisions.sight`); `url` leads back to where it stands.
    """

    longest_message: ClassVar[int] = MESSAGE_LENGTH
    longest_remark: ClassVar[int] = REMARK_LENGTH

    comment: Comment
    sitting: Sitting | None
    text: SafeString
    whys: list[Why]
    in_short: list[str]
    because: str
    record: Record
    state: SafeString
    when: str
    place: str
    sight: str
    is_own: bool
    may_configure: bool
    may_allow: bool
    claim: str
    is_claimed: bool
    notice: str
    url: str
    urls: dict[str, str]

    @property
    def first(self) -> list[Button]:
        return buttons.first(self.comment)

    @property
    def second(self) -> list[Button]:
        return buttons.second(self.comment)

    @property
    def reasons(self) -> list[Button]:
        return [] if self.comment.status == Comment.Status.REMOVED else buttons.REASONS

    @property
    def notes(self) -> int:
        """How many of those who reported it wrote something."""
        return sum(len(why.quotes) for why in self.whys)

    @property
    def of_discussion(self) -> list[Button]:
        return buttons.of_discussion(self.comment.discussion) if self.may_configure else []


def card(
    comment: Comment, moderator: Member, sitting: Sitting | None = None, *, notice: str = ""
) -> Card:
    """`comment` as `doors.comment_in_reach` or a queue's page gives it: at most 2 queries."""
    found = [one.evidence for one in comment.findings.all()]
    urls = _urls(comment, sitting)
    return Card(
        comment=comment,
        sitting=sitting,
        text=evidence.marked(comment.body, found),
        whys=whys.whys_of(comment),
        in_short=lines.whys(comment),
        because=whys.because(comment),
        record=authors.record_of(comment),
        state=words.badge(comment),
        when=_when(comment),
        place=_place(comment.discussion),
        sight=sight(comment),
        is_own=comment.author_id == moderator.pk,
        may_configure=moderator.has_perm(permissions.CONFIGURE),
        may_allow=moderator.has_perm(permissions.ALLOW_SPELLINGS),
        claim=lines.claimed(comment, moderator),
        is_claimed=lines.has_claimed(moderator, comment),
        notice=notice,
        url=sitting.url(at=comment.pk) if sitting else urls["comment"],
        urls=urls,
    )


def _when(comment: Comment) -> str:
    said = _("%s ago") % lines.ago(comment.posted_at)
    return _("%s, edited") % said if comment.edited_at else said


def _place(discussion: Discussion) -> str:
    """The section, and what is out of the ordinary, to follow the title."""
    said = [discussion.section]
    if discussion.opening == Discussion.Opening.CLOSED:
        said.append(_("closed"))
    if discussion.premoderated:
        said.append(_("pre-moderated"))
    return "".join(f" · {one}" for one in said if one)


def _urls(comment: Comment, sitting: Sitting | None) -> dict[str, str]:
    """The addresses of its pages and buttons, each with the sitting in it."""
    if sitting:
        return {name: sitting.carried_by(f"desk_{name}", comment.pk) for name in WAYS}
    return {name: reverse(f"admin:desk_{name}", args=[comment.pk]) for name in WAYS}
