"""The addresses of the desk, below the admin's own. A new page is a line here."""

from collections.abc import Callable

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from forum.moderation.admin.desk import (
    cards,
    crowds,
    decided,
    deciding,
    overview,
    people,
    places,
    queues,
    removals,
)

PAGES: list[tuple[str, Callable, str]] = [
    ("", overview.page, "desk"),
    ("keys/", overview.keys, "desk_keys"),
    ("decided/", decided.page, "desk_decided"),
    ("decisions/", crowds.decide, "desk_chosen"),
    ("batches/<int:pk>/undoing/", deciding.undo, "desk_undo"),
    ("comments/<int:pk>/", cards.page, "desk_comment"),
    ("comments/<int:pk>/context/", cards.context, "desk_context"),
    ("comments/<int:pk>/thread/", cards.thread, "desk_thread"),
    ("comments/<int:pk>/decisions/", deciding.decide, "desk_decide"),
    ("comments/<int:pk>/claim/", deciding.claim, "desk_claim"),
    ("comments/<int:pk>/author/", people.page, "desk_author"),
    ("comments/<int:pk>/author/notes/", people.note, "desk_note"),
    ("comments/<int:pk>/author/standing/", people.judge, "desk_judge"),
    ("comments/<int:pk>/author/comments/", removals.page, "desk_remove_recent"),
    ("comments/<int:pk>/discussion/", places.configure, "desk_discussion"),
    ("<slug:code>/", queues.page, "desk_queue"),
    ("<slug:code>/all/", crowds.page, "desk_all"),
]


def pages(site: AdminSite) -> list[URLPattern]:
    """All of them behind the admin's door: staff alone, no cache, no forged requests."""
    return [path(f"desk/{route}", site.admin_view(view), name=name) for route, view, name in PAGES]
