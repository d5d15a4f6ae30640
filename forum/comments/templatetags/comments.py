"""Template tags and filters of discussions."""

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from forum.comments import text
from forum.comments.models import Discussion

register = template.Library()

# For each kind of plural that a language may have, a number that takes it.
OF_EACH_PLURAL = (1, 2, 3, 11, 100)


@register.filter
def document(body: str) -> SafeString:
    """The Markdown of a document as HTML."""
    return mark_safe(text.render_document(body))  # noqa: S308 (sanitised by nh3)


@register.inclusion_tag("comments/_news.html")
def news(discussion: Discussion) -> dict:
    """The place where an open page offers to show comments that are newer than it."""
    return {"discussion": discussion, "every": settings.NEWS_EVERY, "forms": _forms()}


def _forms() -> list[tuple[int, str]]:
    """The offer in each form that the language has, after a number that takes it. The browser
    knows which of them are of one kind, and puts the number in for {n}."""
    forms: dict[str, int] = {}
    for n in OF_EACH_PLURAL:
        forms.setdefault(ngettext("{n} new comment: show", "{n} new comments: show", n), n)
    return [(n, words) for words, n in forms.items()]
