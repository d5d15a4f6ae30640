"""Where the variants of a picture are, and how wide each is.

The library makes an object of every variant and looks for each by itself; a page has many.
"""

from functools import lru_cache

from pictures.models import PillowPicture
from pictures.utils import source_set

from articles.models import Picture

RATIO, TYPE = "16/9", "WEBP"
SMALL = 320  # pixels wide, for the sidebar

_field = Picture._meta.get_field("file")


def variants(name: str, width: int, height: int) -> dict[int, str]:
    """Width → address, of the picture in the file `name` that is so large."""
    widths = _widths(width, height)
    if not widths:
        return {}
    begin, _, end = _address(name, widths[0]).rpartition(f"{widths[0]}w")
    return {width: f"{begin}{width}w{end}" for width in widths}


def small(name: str, width: int | None, height: int | None) -> str:
    """The address of the smallest variant that is at least SMALL wide."""
    if not width:  # of before pictures knew their size: Django opens the file to find out
        picture = Picture(file=name)
        width, height = picture.width, picture.height
    widths = _widths(width, height)
    wide_enough = [width for width in widths if width >= SMALL] or widths
    return _address(name, min(wide_enough)) if wide_enough else _field.storage.url(name)


def _address(name: str, width: int) -> str:
    return PillowPicture(name, TYPE, RATIO, _field.storage, width).url


@lru_cache(maxsize=1000)
def _widths(width: int, height: int) -> tuple[int, ...]:
    """Which variants there are of a picture of this size."""
    most, columns = _field.container_width, _field.grid_columns
    return tuple(source_set((width, height), ratio=RATIO, max_width=most, cols=columns))
