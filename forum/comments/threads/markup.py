"""Threads as HTML. The template is Jinja's: a page has hundreds of comments, and there Django's own
templates take longer than the database (docs/benchmark.md).
"""

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from forum.comments.threads.nesting import Shown
from forum.comments.threads.wording import wording


def html(threads: Iterable[Shown], *, is_open: bool) -> SafeString:
    """The threads with their replies; where the discussion `is_open`, with links to answer."""
    context = {"threads": threads, "is_open": is_open, "wording": wording()}
    rendered = render_to_string("comments/threads.jinja", context, using="jinja2")
    return mark_safe(rendered)  # noqa: S308 (Jinja has escaped it, and returns a plain string)
