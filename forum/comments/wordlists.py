"""The word lists as the database has them: compiled once a version, and changed here alone.

Each change gives the policy another `words_version` in the same transaction: by it every process
knows with the next comment that what it has compiled is of yesterday.
"""

import secrets
from collections.abc import Callable, Collection, Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from django.db import transaction
from django.db.models import Model, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from forum.accounts.models import Member
from forum.comments.models import Discussion, Phrase, Policy, Word
from forum.comments.words import Entry, Match, Matcher, spare

SPAN = 20_000  # discussions whose titles are looked through, the newest
ASKED = 8  # spellings of one text that are looked up in titles and names
NAMES = 100  # titles and names looked at of those that hold one

# Columns in which the apps above keep names that the site itself uses: they add them when they are
# ready (articles/apps.py).
NAMED_ABOVE: list[tuple[type[Model], str]] = []


def find(text: str, version: int) -> list[Match]:
    """The listed words in `text`, by the lists of this `words_version` of the policy.

    Without what stands in the site's own titles and names: the headlines of the newest discussions
    and the names of its staff, and what the apps above add, tags and authors. Names of readers
    excuse nothing: a list that its addressees can edit is none. One query, and only if something
    is found; two more where the lists are of another version than at the last comment.
    """
    matches = matcher(version).find(text)
    return spare(text, matches, _names(_written(matches))) if matches else []


def finder(matcher: Matcher) -> Callable[[str], list[Match]]:
    """Finds in many texts what `find` would if these were the lists: one query a spelling."""
    names = cache(lambda written: _names([written]))

    def find(text: str) -> list[Match]:
        matches = matcher.find(text)
        known = [name for written in _written(matches) for name in names(written)]
        return spare(text, matches, known) if matches else []

    return find


@lru_cache(maxsize=2)
def matcher(version: int) -> Matcher:
    """The lists in force, compiled. `version` is what tells the caller's lists from older ones."""
    return compiled()


def compiled(more: Iterable[Word] = (), *, without: Collection[int] = ()) -> Matcher:
    """The lists with some more words and without those of these keys: for trying them out."""
    listed = [*Word.objects.exclude(pk__in=without), *more]
    entries = (Entry(word.text, word.list, word.language) for word in listed)
    return Matcher(entries, Phrase.objects.values_list("text", flat=True))


class Added(NamedTuple):
    """The words that are new on a list, and those that stood on one before, as they stand there."""

    new: list[Word]
    known: list[Word]


@transaction.atomic
def add(texts: Iterable[str], onto: str, language: str = "en", note: str = "") -> Added:
    """Put words or phrases on a list. One that differs in case alone is known already."""
    _renew()  # first: of two who add one word at a time, the second waits here and is told
    wanted = {text.casefold(): text for text in reversed([*map(tidy, texts)]) if text}
    before = known(wanted.values(), language)
    for word in before:
        wanted.pop(word.text.casefold(), None)
    new = [
        Word(text=text, list=onto, language=language, note=note)
        for text in reversed(wanted.values())
    ]
    return Added(Word.objects.bulk_create(new), before)


def known(texts: Iterable[str], language: str) -> list[Word]:
    """The words of this language that stand on a list already, in whatever case."""
    wanted = {tidy(text).casefold() for text in texts}
    listed = Word.objects.filter(language=language)
    return [word for word in listed if word.text.casefold() in wanted]


@transaction.atomic
def save(row: Word | Phrase) -> None:
    """Write a word or a phrase, new or changed."""
    _renew()
    row.text = tidy(row.text)
    row.save()


@transaction.atomic
def discard(rows: QuerySet[Word] | QuerySet[Phrase]) -> None:
    """Take words or phrases off their list."""
    rows.delete()
    _renew()


@transaction.atomic
def allow(text: str, *, source: str = "", note: str = "") -> tuple[Phrase, bool]:
    """Let `text` pass as it is spelt. With whether that is new."""
    phrase, is_new = Phrase.objects.get_or_create(
        text=tidy(text), defaults={"source": source, "note": note}
    )
    if is_new:
        _renew()
    return phrase, is_new


def tidy(text: str) -> str:
    """`text` as it is kept."""
    return " ".join(text.split())


def _written(matches: list[Match]) -> list[str]:
    return [*dict.fromkeys(match.written for match in matches)][:ASKED]


def _renew() -> None:
    """A number nobody had, not the next one: that one would come again after a rollback."""
    Policy.objects.update_or_create(
        pk=1, defaults={"words_version": 1 + secrets.randbelow(2**31 - 1)}
    )


def _names(asked: list[str]) -> list[str]:
    """Titles and names that hold one of these spellings."""
    newest = Discussion.objects.order_by("-pk").values("pk")[SPAN : SPAN + 1]
    titles = Discussion.objects.filter(pk__gt=Coalesce(Subquery(newest), 0))
    staff = Member.objects.filter(is_staff=True)
    above = [(model.objects.all(), column) for model, column in NAMED_ABOVE]
    first, *others = (
        rows.filter(_holds(column, asked)).order_by().values_list(column)
        for rows, column in [(titles, "title"), (staff, "name"), *above]
    )
    return [name for (name,) in first.union(*others, all=True)[:NAMES]]


def _holds(column: str, texts: list[str]) -> Q:
    return Q(*((f"{column}__icontains", text) for text in texts), _connector=Q.OR)
