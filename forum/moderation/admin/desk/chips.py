"""The filters of a list in words, each with the way to be rid of it."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from forum.accounts.models import Member
from forum.comments.models import Comment
from forum.moderation import evidence, queue
from forum.moderation.admin import words
from forum.moderation.admin.desk.sittings import Sitting
from forum.moderation.findings import WATCHED
from forum.moderation.queue import Filters


@dataclass(frozen=True)
class Chip:
    """A filter, and the address of the list without it."""

    label: str
    url: str


def chips(sitting: Sitting, comments: list[Comment], moderator: Member) -> list[Chip]:
    """One for each filter; `comments` are the list's, which know the title of its discussion."""
    return [
        Chip(_in_words(sitting.filters, name, comments, moderator), _without(sitting, name))
        for name in sitting.filters.asked
    ]


def summary(sitting: Sitting, moderator: Member) -> str:
    """What the list is about, for the log: "Waiting, many links, by Nell"."""
    told = [_in_words(sitting.filters, name, [], moderator) for name in sitting.filters.asked]
    return ", ".join([str(sitting.queue.label), *told])


def _in_words(filters: Filters, name: str, comments: list[Comment], moderator: Member) -> str:
    match name:
        case "q":
            return _("“%s”") % filters.q
        case "article":
            return _("article “%s”") % filters.article
        case "by":
            return _("by “%s”") % filters.by
        case "rule":
            return _rule(filters.rule)
        case "age":
            return str(queue.AGES[filters.age])
        case "author":
            return _("by %s") % (filters.author.name or _("nobody"))
        case "discussion":
            known = comments[0].discussion.title if comments else ""
            return known or words.title(filters.discussion, moderator)
        case "host":
            return _("links to %s") % filters.host
        case _:
            return getattr(filters, name)


def _rule(name: str) -> str:
    label = evidence.label(name.removeprefix(WATCHED))
    return _("%s (only watched)") % label if name.startswith(WATCHED) else label


def _without(sitting: Sitting, name: str) -> str:
    empty = None if name in ("author", "discussion") else ""
    filters = replace(sitting.filters, **{name: empty})
    return replace(sitting, filters=filters, after=None).url()
