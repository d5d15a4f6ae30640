"""The HTML of articles and pages: what editors may write, made safe; its first words. No model."""

import nh3
from django.utils.html import strip_tags
from django.utils.text import Truncator

EXCERPT_WORDS = 55

TAGS = (
    {"p", "br", "h2", "h3", "h4", "a", "code", "pre", "hr"}
    | {"strong", "em", "b", "i", "s", "sub", "sup"}
    | {"blockquote", "cite", "q", "ul", "ol", "li", "dl", "dt", "dd"}
    | {"figure", "figcaption", "img", "table", "caption", "thead", "tbody", "tr", "th", "td"}
)
_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes={
        "a": {"href", "title"},
        "img": {"src", "alt", "width", "height"},
        "ol": {"start"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
        "blockquote": {"cite"},
    },
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener",
)


def sanitise(html: str) -> str:
    """`html` with only what an article may hold; no style, script, frame or event attribute."""
    return _cleaner.clean(html).strip()


def excerpt(html: str) -> str:
    """The first words of an article as plain text."""
    text = " ".join(strip_tags(html.replace("</p>", "</p> ")).split())
    return Truncator(text).words(EXCERPT_WORDS, truncate=" …")
