"""A site with as many rows of everything as are asked for: what the pages of `addresses` show.

Whoever adds a model makes its rows here.
"""

from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from forum.accounts.models import Member, Scope
from forum.comments.models import Document, Phrase, Policy, Trace
from tests import make
from tests.web.site_of import decided, discussed, published
from tests.web.site_of.site import TOKEN, Site

__all__ = ["TOKEN", "Site", "site_of"]


def site_of(size: int) -> Site:
    Policy.objects.update(comments_per_thread=discussed.SHOWN, claiming=True)
    site = _people(size)
    published.furniture(site)
    published.articles(site)
    discussed.conversation(site)
    discussed.waiting_comments(site)
    decided.moderation(site)
    _lists(site)
    site.shown |= {model: _first(site, model) for model in admin.site._registry}
    _visits(site)
    return site


def _people(size: int) -> Site:
    members = [make.member(f"member{n}") for n in range(size)]
    mona = make.member("mona", is_staff=True, is_superuser=True)
    senior, ann = make.staff("senior"), make.member("ann")
    senior.groups.set(Group.objects.filter(name__in=["Administrators", "Senior moderators"]))
    for n in range(size):
        ann.groups.add(Group.objects.create(name=f"Group {n}"))
        for member in (senior, ann):
            Scope.objects.create(member=member, section=f"S{n}" if n else "Screen")
    return Site(size, mona, senior, ann, members, shown={Member: ann})


def _lists(site: Site) -> None:
    for n in site.numbers:
        for kind in Document.Kind.values:
            Document.objects.create(kind=kind, version=100 + n, body=f"Be kind, {n}.")
        Phrase.objects.create(text=f"Lamps of {n}")
        Trace.objects.create(kind=Trace.Kind.HOST, key=f"{n}.lamps.example", spam=9, ham=1)
        Trace.objects.create(kind=Trace.Kind.WORD, key=f"lamp{n}", spam=9, ham=1)


def _first(site: Site, model: type[Model]) -> Model:
    found = site.shown.get(model) or model._default_manager.order_by("pk").first()
    assert found, f"make rows of {model.__name__} in tests/web/site_of"
    return found


def _visits(site: Site) -> None:
    """What Django's admin notes of each row, for its history."""
    LogEntry.objects.bulk_create(
        LogEntry(
            user=member,
            content_type=ContentType.objects.get_for_model(model),
            object_id=row.pk,
            object_repr=str(row),
            action_flag=CHANGE,
        )
        for model, row in site.shown.items()
        for member in [site.mona] * site.size
    )
