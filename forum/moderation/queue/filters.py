"""What a moderator narrows a queue to, as it stands in the address. What means nothing there
narrows nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.accounts.models import Member
from forum.comments.models import Comment, Link
from forum.moderation import permissions
from forum.moderation.findings import found_by
from forum.moderation.numbers import read_number
from forum.moderation.people import comments_of
from forum.moderation.queue.search import has, says

WORDS = ("q", "article", "by", "rule", "section", "language", "host")
LONGEST = 253  # characters of a value: a host's name
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
AGES = {
    "hour": _("of the last hour"),
    "day": _("of the last 24 hours"),
    "over_day": _("older than a day"),
    "over_week": _("older than a week"),
}


@dataclass(frozen=True)
class Filters:
    """Each "" or None where nothing is asked for. `article` is a part of a title, `by` of a name or
    an address, as somebody types them; `rule` is what `findings.found_by` takes. Links name a
    `discussion` by its primary key, and an `author` by any comment of theirs, so that no e-mail
    address stands in a link: all that is surely theirs (`Comment.person_key`)."""

    q: str = ""
    article: str = ""
    by: str = ""
    rule: str = ""
    section: str = ""
    language: str = ""
    age: str = ""
    host: str = ""
    discussion: int | None = None
    author: Comment | None = None

    @classmethod
    def read(cls, asked: Mapping[str, str], moderator: Member) -> "Filters":
        """What an address asks for; 1 query, if it is for an author, who has to be one of a comment
        that this moderator reaches."""
        words = {name: read_word(asked, name) for name in WORDS}
        age, author = asked.get("age", ""), read_number(asked.get("author", ""))
        return cls(
            **words,
            age=age if age in AGES else "",
            discussion=read_number(asked.get("discussion", "")),
            author=author and _comment(author, moderator),
        )

    @property
    def asked(self) -> dict[str, str]:
        """Those that are set, as an address has them."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: str(getattr(v, "pk", v)) for name, v in values.items() if v}

    @property
    def linked(self) -> dict[str, str]:
        """Those that are set by links alone, and not by hand."""
        return {k: v for k, v in self.asked.items() if k in ("host", "discussion", "author")}

    def narrow(self, comments: QuerySet) -> QuerySet:
        """Those of `comments` that meet every filter."""
        return comments.filter(*self._conditions())

    def _conditions(self):
        if self.q:
            yield says(self.q)
        if self.article:
            yield has(self.article, "discussion__title")
        if self.by:
            yield has(self.by, "name", "email")
        if self.rule:
            yield found_by(self.rule)
        if self.host:
            yield _links_to(self.host.lower())
        if self.section:
            yield Q(discussion__section=self.section)
        if self.language:
            yield Q(discussion__language=self.language)
        if self.discussion:
            yield Q(discussion=self.discussion)
        if self.author:
            yield Q(pk__in=comments_of([self.author.person_key]).values("pk"))
        if self.age:
            yield is_of_age(self.age, "posted_at")


def _comment(pk: int, moderator: Member) -> Comment | None:
    return permissions.within(Comment.objects.filter(pk=pk), moderator).first()


def read_word(asked: Mapping[str, str], name: str) -> str:
    """What an address says under this name, as a database can take it."""
    return asked.get(name, "").replace("\x00", "").strip()[:LONGEST]


def _links_to(host: str) -> Exists:
    return Exists(Link.objects.filter(comment=OuterRef("pk"), host=host))


def is_of_age(age: str, column: str) -> Q:
    """The moment in `column` is of one of the AGES."""
    now = timezone.now()
    return {
        "hour": Q((f"{column}__gte", now - HOUR)),
        "day": Q((f"{column}__gte", now - DAY)),
        "over_day": Q((f"{column}__lt", now - DAY)),
        "over_week": Q((f"{column}__lt", now - WEEK)),
    }[age]
