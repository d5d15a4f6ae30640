"""Template tags of articles: pictures in the sizes they are shown in."""

from django import template

register = template.Library()

SMALL = 320  # pixels wide, for the sidebar

# How wide a picture is shown, told to the browser as the layout has it (static/css/layout.css):
# beside the sidebar from 62em on, else across the page; a teaser's stands in a column of its own.
WIDE = "(min-width: 62em) min(64vw, 55rem), 92vw"
NARROW = "(min-width: 40em) 18rem, 92vw"


@register.inclusion_tag("articles/_picture.html")
def shown(file, *, alt: str = "", wide: bool = False, css_class: str = "") -> dict:
    """A picture as `<picture>` with every variant; `wide` ones are the first thing to be seen."""
    return {
        "file": file,
        "variants": file.aspect_ratios["16/9"]["WEBP"],
        "sizes": WIDE if wide else NARROW,
        "alt": alt,
        "wide": wide,
        "css_class": css_class,
    }


@register.simple_tag
def small(file) -> str:
    """The address of a picture's smallest variant that is at least 320 pixels wide."""
    variants = file.aspect_ratios["16/9"]["WEBP"]
    wide_enough = [width for width in variants if width >= SMALL] or list(variants)
    return variants[min(wide_enough)].url if wide_enough else file.url
