"""JSON lines that somebody wrote, by hand or by machine: an object a line. Knows no comment."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

LONGEST = 32 * 2**20  # bytes of a line; what is longer is no comment, and memory stays small


class Unreadable(Exception):
    """A line is not what it should be; the message says why."""


def lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Each line that is not empty, with its number from 1. Of one that is too long only the
    beginning, so that it shows as such (`read`)."""
    number = 0
    while line := file.readline(LONGEST + 1):
        number, rest = number + 1, line
        while len(rest) > LONGEST and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST + 1)
        if len(line) > LONGEST or line.strip():
            yield number, line.removesuffix(b"\n")


def read(line: bytes) -> dict[str, Any]:
    """The object of a line. Raises Unreadable."""
    if len(line) > LONGEST:
        raise Unreadable(_("it is longer than %d bytes") % LONGEST)
    try:
        given = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("it is not JSON in UTF-8 (%s)") % error) from None
    if not isinstance(given, dict):
        raise Unreadable(_("it is no object"))
    return given
