"""Authors, sections, tags and pictures from elsewhere become rows, each once.

What is here already is used as it is: an editor's change is never overwritten.
"""

from collections.abc import Callable

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone

from articles.models import Author, Picture, ProfileLink, Section, Tag
from forum.exchange import arrivals
from forum.exchange.ledger import Ledger
from forum.exchange.models import Arrival

Kind = Arrival.Kind
ROWS = {Kind.AUTHOR: Author, Kind.SECTION: Section, Kind.TAG: Tag, Kind.PICTURE: Picture}


def author(ledger: Ledger, person: arrivals.Person) -> int:
    """The id of the author: one who arrived, one of this address and name, or a new one."""

    def make() -> Author:
        if known := Author.objects.filter(slug=person.slug, name__iexact=person.name).first():
            return known
        made = Author.objects.create(
            name=person.name[:80],
            slug=free_slug(Author.objects.all(), person.slug, 80),
            bio=person.bio,
            member_id=person.member_id,
        )
        for position, (label, url) in enumerate(person.links):
            ProfileLink.objects.create(author=made, label=label, url=url, position=position)
        return made

    return _once(ledger, Kind.AUTHOR, person.id, make)


def section(ledger: Ledger, arriving: arrivals.Section) -> int:
    """The id of the section; one with this address is the same section."""

    def make() -> Section:
        fields = {
            "name": arriving.name[:80],
            "description": arriving.description[:300],
            "position": arriving.position,
        }
        return Section.objects.get_or_create(slug=arriving.slug[:80], defaults=fields)[0]

    return _once(ledger, Kind.SECTION, arriving.id, make)


def tag(ledger: Ledger, arriving: arrivals.Tag) -> int:
    """The id of the tag; one with this address is the same tag."""

    def make() -> Tag:
        fields = {"name": arriving.name[:80]}
        return Tag.objects.get_or_create(slug=arriving.slug[:80], defaults=fields)[0]

    return _once(ledger, Kind.TAG, arriving.id, make)


def picture(ledger: Ledger, arriving: arrivals.Picture) -> int:
    """The id of the picture. One that came without its file gets it when it comes with it."""

    def make() -> Picture:
        made = Picture(
            alt=arriving.alt[:300],
            credit=arriving.credit[:200],
            source_url=arriving.source_url[:500],
            added_at=arriving.added_at or timezone.now(),
        )
        _save_file(made, arriving)
        return made

    pk = _once(ledger, Kind.PICTURE, arriving.id, make)
    if arriving.read and (bare := Picture.objects.filter(pk=pk, file="").first()):
        bare.alt, bare.credit = bare.alt or arriving.alt[:300], bare.credit or arriving.credit[:200]
        _save_file(bare, arriving)
    return pk


def free_slug(rows: models.QuerySet, slug: str, length: int) -> str:
    """`slug`, or `slug-2`, `slug-3` …: one that none of `rows` has, of at most `length`."""
    candidate, number = slug[:length], 1
    while rows.filter(slug=candidate).exists():
        number += 1
        ending = f"-{number}"
        candidate = slug[: length - len(ending)] + ending
    return candidate


def _save_file(row: Picture, arriving: arrivals.Picture) -> None:
    if arriving.read:
        row.file.save(arriving.name, ContentFile(arriving.read()), save=False)
    row.save()


def _once(ledger: Ledger, kind: str, source_id: str, make: Callable[[], models.Model]) -> int:
    """The row that arrived; if there is none, or it was deleted here, the one `make` makes."""
    found = ledger.find(kind, source_id)
    if found and ROWS[kind].objects.filter(pk=found).exists():
        return found
    with transaction.atomic():
        made = make()
        if found:
            ledger.move(kind, source_id, made.pk)
        else:
            ledger.note(kind, {source_id: made.pk})
    return made.pk
