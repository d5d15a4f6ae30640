"""What a rule is asked about: somebody's words, before they are judged. Writes nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from typing import Any

from django.db.models import QuerySet

from forum.accounts.limits import Use
from forum.accounts.models import Standing
from forum.comments import hosts, spam, text, wordlists
from forum.comments.models import Comment, Discussion, Policy
from forum.comments.rules.commenters import Commenter
from forum.comments.rules.pasts import Past
from forum.comments.spam import ledger
from forum.comments.spam.akismet import Opinion
from forum.comments.spam.bayes import Score
from forum.comments.spam.ledger import Known
from forum.comments.spam.tokens import Token
from forum.comments.words import Match
from forum.web.questions import Given, question

# What a draft is read for before anything is locked.
READ = ("fingerprint", "html", "hosts", "matches", "own_matches", "name_matches", "traces", "spam")

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Traps:
    """What only a machine does: a field that people do not see was filled, how old the form was
    when it came back (None where nobody can know), and what is wrong with its stamp: "missing" or
    "forged"."""

    hidden_field: str = ""
    form_age: timedelta | None = None
    wrong_stamp: str = ""


@dataclass(frozen=True)
class Draft:
    """What somebody wants to say, before it is judged. `body` is clean (`text.clean`).

    `edits` is the comment whose words it replaces, if any; `uses` are the limits it counts
    against, this time included; `opinion` is what an outside service said of it. All else is looked
    up when a rule asks for it, and then once.
    """

    author: Commenter
    discussion: Discussion
    body: str
    policy: Policy
    at: datetime
    parent: Comment | None = None
    edits: Comment | None = None
    traps: Traps = field(default_factory=Traps)
    uses: Sequence[Use] = ()
    opinion: str = Opinion.OFF

    @cached_property
    def html(self) -> str:
        return text.render(self.body)

    @cached_property
    def shown(self) -> str:
        """What a reader sees of it."""
        return text.visible(self.html)

    @cached_property
    def links(self) -> list[str]:
        """Where it leads, an address a link."""
        return hosts.links_of(self.html)

    @cached_property
    def hosts(self) -> list[str]:
        return hosts.named_by(self.links)

    @cached_property
    def fingerprint(self) -> str:
        return text.fingerprint(self.body)

    @cached_property
    def matches(self) -> list[Match]:
        """The listed words in the body, as it was typed and as readers see it: marks of emphasis,
        code and links can part a word that reads as one."""
        typed = wordlists.find(self.body, self.policy.words_version)
        if self.shown.split() == self.body.split():
            return typed
        found = wordlists.find(self.shown, self.policy.words_version)
        places = text.places(self.shown, self.body) if found else []
        seen = [self._as_typed(match, places) for match in found]
        return typed + [match for match in seen if not _is_told(match, typed)]

    def _as_typed(self, match: Match, places: list[int]) -> Match:
        """A match in what readers see, as the stretch of the body that it was typed as.

        One that is nowhere typed in one piece is told as it is read, and stands nowhere (0 to 0).
        """
        end = places[match.end - 1] + 1
        start = text.begin(match.written, self.body, end)
        if start is None:
            return match._replace(start=0, end=0)
        return match._replace(start=start, end=end, written=self.body[start:end])

    @property
    def has_quotation(self) -> bool:
        return "<blockquote>" in self.html

    @cached_property
    def own_words(self) -> str:
        """What a reader sees of it outside quotations."""
        return text.visible(text.unquoted(self.html))

    @cached_property
    def own_matches(self) -> list[Match]:
        """The listed words outside quotations; their places are of no text that is kept."""
        if not self.has_quotation:
            return self.matches
        return wordlists.find(self.own_words, self.policy.words_version)

    def quotes(self, match: Match) -> bool:
        """Whether the word of one of `matches` is only quoted."""
        return self.has_quotation and match.word not in {own.word for own in self.own_matches}

    @cached_property
    def name_matches(self) -> list[Match]:
        """The listed words in the author's name."""
        return wordlists.find(self.author.name, self.policy.words_version)

    @cached_property
    def spam(self) -> Score | None:
        """What the site's own filter says; None while it has not learned enough."""
        return spam.learned.score_of(self.tokens, self.traces)

    @cached_property
    def traces(self) -> dict[Token, Known]:
        """What decided comments left behind of all that this one has: 1 query."""
        return ledger.known([*self.tokens, *spam.memory.wanted(**self.marks)])

    @cached_property
    def tokens(self) -> list[Token]:
        """What that filter goes by."""
        return spam.learned.wanted(self.body, self.author.name, self.hosts)

    @property
    def marks(self) -> dict[str, Any]:
        """What removed spam is remembered by."""
        return {
            "body": self.body,
            "email": self.author.email,
            "hand": self.author.hand,
            "network": self.author.network,
            "hosts": self.hosts,
        }

    @cached_property
    def spam_score(self) -> int | None:
        """The same in percent, as it is kept with the comment."""
        return self.spam.percent if self.spam else None

    @cached_property
    def past(self) -> Past:
        """What was said before, by its author and by others."""
        return Past(self)

    @cached_property
    def standings(self) -> list[Standing]:
        return self.author.standings()

    @property
    def others(self) -> QuerySet[Comment]:
        """All comments but the one this draft changes."""
        return Comment.objects.exclude(pk=self.edits.pk) if self.edits else Comment.objects.all()

    @property
    def comments_by_author(self) -> QuerySet[Comment]:
        """Their other comments."""
        return self.others.filter(self.author.own)

    @property
    def comments_surely_by_author(self) -> QuerySet[Comment]:
        """Their other comments that they answer for."""
        return self.others.filter(self.author.surely_own)

    def ask(self, write: Callable[..., QuerySet], **values) -> list:
        """What `write(draft, **values)` finds for this draft: 1 query.

        It is compiled once for all drafts of whose authors as much is known (`questions`), so it
        may go by `others` and by their comments; what else it compares with, the values say.
        """
        author, edits = self.author, self.edits
        traits = {
            "member": author.member and author.member.pk,
            "email": author.email,
            "hand": author.hand,
            "network": author.network,
            "edits": edits and edits.pk,
        }
        known = {name: trait for name, trait in traits.items() if trait}
        return _compiled(write, tuple(known), tuple(values))(**known, **values)

    def read(self) -> "Draft":
        """This draft, with what is to be seen in its words alone looked up, and what is known of
        them: that takes the longest, and needs no lock. One that is too long is not read."""
        if len(self.body) <= self.policy.max_length:
            for look in READ:
                getattr(self, look)
        return self

    def sent(self, **circumstances) -> "Draft":
        """The same words under other circumstances, with what was looked up of them already."""
        own = {one.name for one in fields(self)}
        looked_up = {name: value for name, value in vars(self).items() if name not in own}
        if "at" in circumstances:
            looked_up.pop("past", None)  # that is another one by then
        return replace(self, **circumstances).knowing(**looked_up)

    def knowing(self, **looked_up) -> "Draft":
        """This draft, with answers for what it would else look up: `html`, `matches`, `spam` …"""
        vars(self).update(looked_up)
        return self


@cache
def _compiled(write: Callable[..., QuerySet], known: tuple, names: tuple) -> Callable[..., list]:
    """`write` for drafts of which all this is `known`, and nothing else."""

    def of_places(*places: Given) -> QuerySet:
        given = dict(zip((*known, *names), places, strict=True))
        traits = {name: given.pop(name) for name in known}
        edits = Comment(pk=traits.pop("edits")) if "edits" in traits else None
        author = Commenter("", **({"email": ""} | traits))
        return write(Draft(author, Discussion(), "", Policy(), NEVER, edits=edits), **given)

    return question(of_places, known + names)


def _is_told(match: Match, matches: list[Match]) -> bool:
    """Whether one of `matches` says it already: it overlaps, or, where `match` stands nowhere, is
    of the same word."""
    if not match.end:
        return match.word in {other.word for other in matches}
    return any(match.start < other.end and other.start < match.end for other in matches)
