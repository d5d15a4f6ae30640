"""What was made once and is sent again until it changes: pages, pieces of pages. Knows no table:
whoever keeps a thing says how to tell that it still holds.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import brotli
from django.core.cache import cache
from django.utils.safestring import SafeString

from forum.web import release

KEPT_FOR = 3600  # seconds: the longest that anything stays which nobody asks for any more
MAKING = 10  # seconds: whoever makes a thing and dies frees its place after this
PATIENCE = 1.0  # seconds that others wait for the first version of a thing
STEP = 0.02


@dataclass(frozen=True, slots=True)
class Kept:
    """A thing, the edition it is of, and until when it may hold, in seconds since 1970."""

    thing: Any
    edition: Any
    until: float


class Html(SafeString):
    """HTML that is packed where it is kept: a sixth of its size, for 0.1 ms each way."""

    def __reduce__(self):
        return _unpacked, (brotli.compress(self.encode(), quality=0),)


def _unpacked(packed: bytes) -> Html:
    return Html(brotli.decompress(packed).decode())


class NotToBeKept(Exception):
    """What was made is for this one request: `thing`."""

    def __init__(self, thing: Any):
        self.thing = thing


def take(
    name: str,
    holds: Callable[[Any], bool],
    make: Callable[[], Kept],
    *,
    may_be_the_last: bool = False,
) -> Kept:
    """What is called `name`, from the cache if `holds(its edition)`, or else from `make`.

    Of many who miss it at once one makes it; the others wait for that, no longer than PATIENCE, and
    then make it themselves. Where it `may_be_the_last` edition they get what was kept before, if
    anything was: right for what is sent as it is, wrong for what becomes a part of something kept.
    What `make` raises is passed on, and nothing is kept.
    """
    key = digest(f"{release.fingerprint()} {name}".encode())
    last = cache.get(key)
    if _is_good(last, holds):
        return last
    if cache.add(f"{key}:making", True, MAKING):
        try:
            return _keep(key, make())
        finally:
            cache.delete(f"{key}:making")
    if last is not None and may_be_the_last:
        return last
    awaited = _awaited(key)
    return awaited if _is_good(awaited, holds) else _keep(key, make())


def digest(content: bytes) -> str:
    """32 hexadecimal digits that stand for `content`."""
    return blake2b(content, digest_size=16).hexdigest()


def _is_good(kept: Kept | None, holds: Callable[[Any], bool]) -> bool:
    return kept is not None and time.time() < kept.until and holds(kept.edition)


def _keep(key: str, made: Kept) -> Kept:
    cache.set(key, made, KEPT_FOR)
    return made


def _awaited(key: str) -> Kept | None:
    """What another process makes at this moment; None where it takes too long."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and cache.get(f"{key}:making"):
        time.sleep(STEP)
    return cache.get(key)
