"""Request in, one verb or one read, page or redirect out."""

from forum.comments.views.feeds import PagedFeed
from forum.comments.views.keeping import (
    is_for_everybody,
    keepable,
    kept_lone_page,
    kept_page,
    tagged,
)
from forum.comments.views.news import news
from forum.comments.views.posted import own_comment, plain_address, threads_html
from forum.comments.views.reading import comment, document, page_number, thread
from forum.comments.views.receipts import acknowledgement, receipt, receipts
from forum.comments.views.reporting import report
from forum.comments.views.writing import comment_form, reply, write

__all__ = [
    "PagedFeed",
    "acknowledgement",
    "comment",
    "comment_form",
    "document",
    "is_for_everybody",
    "keepable",
    "kept_lone_page",
    "kept_page",
    "news",
    "own_comment",
    "page_number",
    "plain_address",
    "receipt",
    "receipts",
    "reply",
    "report",
    "tagged",
    "thread",
    "threads_html",
    "write",
]
