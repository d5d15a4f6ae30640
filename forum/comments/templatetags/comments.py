"""Template filters of discussions."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from forum.comments import text

register = template.Library()


@register.filter
def document(body: str) -> SafeString:
    """The Markdown of a document as HTML."""
    return mark_safe(text.render_document(body))  # noqa: S308 (sanitised by nh3)
