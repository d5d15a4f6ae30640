"""What readers see of a discussion at one moment, and its version at that moment."""

from hashlib import sha256

from forum.comments.models import Discussion

COLUMNS = ["version", "opening", "thread_count", "comment_count"]
OF_COMMENTS = ["pk", "number", "parent", "lft", "rght", "level", "status", "revision", "is_locked"]
NUMBER = len(COLUMNS) + OF_COMMENTS.index("number")


def look(place: int) -> dict:
    """Read by one statement, as of one moment; `shown` is equal where readers see the same."""
    columns = [*COLUMNS, *(f"comments__{name}" for name in OF_COMMENTS)]
    rows = Discussion.objects.filter(pk=place).order_by("comments__pk").values_list(*columns)
    (version, *discussion), *_ = found = [(row[0], *row[1:]) for row in rows]
    placed = [row[len(COLUMNS) :] for row in found if row[NUMBER] is not None]
    shown = sha256(repr((discussion[: len(COLUMNS) - 1], placed)).encode()).hexdigest()[:16]
    return {"place": place, "version": version, "shown": shown}
