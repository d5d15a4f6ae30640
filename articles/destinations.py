"""What menus and lists of tags lead to: names with addresses."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

SLUG = "__slug__"  # where the slug stands in the pattern of an address


@dataclass(frozen=True, slots=True)
class Destination:
    """What a link leads to."""

    name: str
    url: str


def destinations(view: str, places: Iterable[tuple[str, str]]) -> list[Destination]:
    """Where `view` shows these places, given by name and slug. The pattern of its addresses is
    looked up once for all of them."""
    pattern = reverse(view, args=[SLUG])
    return [Destination(name, pattern.replace(SLUG, slug)) for name, slug in places]
