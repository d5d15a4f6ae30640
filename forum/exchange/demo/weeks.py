"""The weeks before the morning: what was said and removed, what had waited and was approved.

Acts, each with its moment; carried out in the order of time they are a history. Every act is part
of the caller's transaction.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from math import log

from django.db.models import QuerySet

from forum.accounts.models import Member
from forum.comments import rules
from forum.comments.models import Comment
from forum.comments.posting.rows import keep_findings
from forum.comments.rules import Commenter
from forum.exchange.demo import deciding, saying
from forum.exchange.demo.circumstances import Circumstances
from forum.exchange.demo.lines import APPROVED, Line
from forum.exchange.demo.saying import Room

SPAN = timedelta(days=28)
EVENING = timedelta(hours=12)  # before the morning: what came until then was decided
FIRST = timedelta(hours=1)  # after an article is published, somebody writes
TYPICAL, SPREAD = 35, 1.2  # minutes to a decision are log-normal: their median, and sigma
SHORTEST, LONGEST = timedelta(minutes=2), timedelta(hours=11)
APART = timedelta(minutes=6)  # the comments of a wave of advertising
EAGER = 0.6  # below 1: more and more was said
LOOKED_AT = 0.6  # of the comments that readers see, the part that moderators decided about

# What had held these, and how often; () is nothing: they were published, and then seen.
HELD_BY = {
    ("newcomer",): 45,
    ("flood",): 20,
    (): 14,
    ("old_form",): 8,
    ("quick_form",): 8,
    ("trap",): 5,
}

# What a comment shows whenever it is asked; all other rules look at what came before it.
OF_ITS_OWN = ("premoderated", "suspect_word", "links", "shouting", "watched_word")

Act = tuple[datetime, Callable[[], object]]


@dataclass
class Weeks:
    """`said` is, by key, what has been posted so far: the ids of the comments."""

    room: Room
    moderators: list[Member]
    said: dict[str, int] = field(default_factory=dict)
    chance: random.Random = field(default_factory=lambda: random.Random("weeks"))  # noqa: S311

    @property
    def start(self) -> datetime:
        return self.room.moment - SPAN

    @property
    def end(self) -> datetime:
        return self.room.moment - EVENING

    def somebody(self) -> Member:
        """One of the moderators: the first of them is the busiest."""
        shares = [1 / (2 + number) for number in range(len(self.moderators))]
        return self.chance.choices(self.moderators, shares)[0]

    def conversations(self, conversations: Iterable[list[Line]]) -> Iterator[Act]:
        """What was said under each article since it was there, and decided one by one."""
        for lines in conversations:
            if not (place := self.room.discussions.get(lines[0].slug)):
                continue
            start = max(self.start, place.opened_at + FIRST)
            span = self.end - start
            shares = sorted(self.chance.random() for _line in lines)
            for line, share in zip(lines, shares, strict=True):
                yield from self._case([line], start + share**EAGER * span)

    def waves(self, waves: list[list[Line]]) -> Iterator[Act]:
        """Advertising that came in waves, each of them decided at one stroke."""
        for number, lines in enumerate(waves):
            share = (number + self.chance.random()) / len(waves)
            yield from self._case(lines, self.start + share * (self.end - self.start))

    def approvals(self, comments: QuerySet[Comment]) -> Iterator[Act]:
        """Decisions about what readers see: of `comments` those by guests."""
        seen = comments.published().filter(author=None, posted_at__lt=self.end)
        for comment in seen.select_related("discussion", "parent").order_by("posted_at", "pk"):
            if self.chance.random() < LOOKED_AT:
                [codes] = self.chance.choices([*HELD_BY], [*HELD_BY.values()])
                at = comment.posted_at + self._wait()
                yield at, partial(self._approve, comment, codes, self.somebody(), at)

    def _case(self, lines: list[Line], at: datetime) -> Iterator[Act]:
        """Lines said one after the other, and the one decision about them."""
        for line in lines:
            yield at, partial(self._say, line, at)
            at += max(APART, len(line.reports) * saying.APART)
        at += self._wait()
        yield at, partial(self._decide, lines, self.somebody(), at)

    def _say(self, line: Line, at: datetime) -> None:
        if comment := self.room.say(line, at):
            self.said[line.key] = comment.pk

    def _decide(self, lines: list[Line], moderator: Member, at: datetime) -> None:
        said = [self.said[line.key] for line in lines if line.key in self.said]
        if lines[0].fate == APPROVED:
            deciding.approve(said, moderator, at)
        else:
            deciding.remove(said, moderator, lines[0].fate, at)

    def _approve(self, comment, codes, moderator: Member, at: datetime) -> None:
        author = Commenter(comment.name, comment.email)
        draft = Circumstances(self.room.policy, codes).draft(
            author,
            comment.discussion,
            comment.body,
            comment.posted_at,
            parent=comment.parent,
            edits=comment,
        )
        asked = [rules.BY_CODE[code] for code in (*codes, *OF_ITS_OWN)]
        keep_findings(comment, draft, rules.judge(draft, asked))
        deciding.note_approval(comment, moderator, at)

    def _wait(self) -> timedelta:
        """From a comment to the decision about it."""
        minutes = self.chance.lognormvariate(log(TYPICAL), SPREAD)
        return min(max(timedelta(minutes=minutes), SHORTEST), LONGEST)
