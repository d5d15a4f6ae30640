"""Template tags of articles."""

from django import template

register = template.Library()

SMALL = 320  # pixels wide, for the sidebar


@register.simple_tag
def small(file) -> str:
    """The address of a picture's smallest variant that is at least 320 pixels wide."""
    variants = file.aspect_ratios["16/9"]["WEBP"]
    wide_enough = [width for width in variants if width >= SMALL] or list(variants)
    return variants[min(wide_enough)].url if wide_enough else file.url
