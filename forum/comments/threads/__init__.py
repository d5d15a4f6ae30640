"""The one door for reading: a page of a discussion, a page of a thread, the page of a comment.

A page is arithmetic. Page p of a discussion holds the threads numbered size·(p−1)+1 … size·p, one
range of an index. Of each thread it shows a prefix in reading order: nodes with `lft <= 2·limit`
are always one, because every ancestor has a smaller `lft`, so no page outgrows its bound.
"""

from forum.comments.threads.addresses import (
    Place,
    place_of,
    thread_url_of,
    url_for_author,
    url_of,
)
from forum.comments.threads.markup import html
from forum.comments.threads.nesting import LEVELS_SHOWN, Shown
from forum.comments.threads.pages import (
    NoSuchPage,
    Page,
    Paging,
    elided,
    page,
    page_count,
    thread_page,
    thread_page_count,
)

__all__ = [
    "LEVELS_SHOWN",
    "NoSuchPage",
    "Page",
    "Paging",
    "Place",
    "Shown",
    "elided",
    "html",
    "page",
    "page_count",
    "place_of",
    "thread_page",
    "thread_page_count",
    "thread_url_of",
    "url_for_author",
    "url_of",
]
