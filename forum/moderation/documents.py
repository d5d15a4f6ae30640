"""Publishing the texts that bind readers: always a new version, never a change of an old one."""

from django.db import transaction
from django.db.models import Max

from forum.comments.models import Document


@transaction.atomic
def publish(document: Document) -> Document:
    """Save `document`, new, as the next version of its kind: it is in force from this moment."""
    versions = Document.objects.filter(kind=document.kind)
    # Lock first, then look: whoever waited for the lock must see what the other one added.
    list(versions.select_for_update())
    document.version = (versions.aggregate(newest=Max("version"))["newest"] or 0) + 1
    document.save(force_insert=True)
    return document


def in_force(kind: str) -> Document | None:
    return Document.objects.filter(kind=kind).order_by("-version").first()
