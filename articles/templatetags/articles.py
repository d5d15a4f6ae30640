"""Template tags of articles: pictures in the sizes they are shown in."""

from django import template

from articles.pictures import variants

register = template.Library()

# How wide a picture is shown, told to the browser as the layout has it (static/css/layout.css):
# beside the sidebar from 62em on, else across the page; a teaser's stands in a column of its own.
WIDE = "(min-width: 62em) min(64vw, 55rem), 92vw"
NARROW = "(min-width: 40em) 18rem, 92vw"


@register.inclusion_tag("articles/_picture.html")
def shown(file, *, alt: str = "", wide: bool = False, css_class: str = "") -> dict:
    """A picture as `<picture>` with every variant; `wide` ones are the first thing to be seen."""
    return {
        "file": file,
        "variants": variants(file.name, file.width, file.height),
        "sizes": WIDE if wide else NARROW,
        "alt": alt,
        "wide": wide,
        "css_class": css_class,
    }
