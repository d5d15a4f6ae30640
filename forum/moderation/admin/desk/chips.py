"""The filters of a list in words, each with the way to be rid of it."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from forum.comments.models import Comment, Discussion
from forum.moderation import evidence, queue
from forum.moderation.admin.desk.sittings import Sitting
from forum.moderation.findings import WATCHED


@dataclass(frozen=True)
class Chip:
    """A filter, and the address of the list without it."""

    label: str
    url: str


def chips(sitting: Sitting, comments: list[Comment]) -> list[Chip]:
    """One for each filter; `comments` are the list's, which know the title of its discussion."""
    return [
        Chip(_in_words(sitting, name, comments), _without(sitting, name))
        for name in sitting.filters.asked
    ]


def summary(sitting: Sitting, comments: list[Comment]) -> str:
    """What the list is about, for the log: "Waiting, many links, by Nell"."""
    told = [_in_words(sitting, name, comments) for name in sitting.filters.asked]
    return ", ".join([str(sitting.queue.label), *told])


def _in_words(sitting: Sitting, name: str, comments: list[Comment]) -> str:
    filters = sitting.filters
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
            return _title(filters.discussion, comments)
        case "host":
            return _("links to %s") % filters.host
        case _:
            return getattr(filters, name)


def _rule(name: str) -> str:
    label = evidence.label(name.removeprefix(WATCHED))
    return _("%s (only watched)") % label if name.startswith(WATCHED) else label


def _title(pk: int, comments: list[Comment]) -> str:
    """Of the list's own comments, or, where it is empty, with 1 query."""
    if comments:
        return comments[0].discussion.title
    found = Discussion.objects.filter(pk=pk).first()
    return found.title if found else str(pk)


def _without(sitting: Sitting, name: str) -> str:
    empty = None if name in ("author", "discussion") else ""
    filters = replace(sitting.filters, **{name: empty})
    return replace(sitting, filters=filters, after=None).url()
