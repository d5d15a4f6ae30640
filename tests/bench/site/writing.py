"""What posting costs, end to end over HTTP: new guests with new words, every rule asked."""

import re
from collections.abc import Sequence
from itertools import count
from urllib.parse import urlencode

from tests.bench.site.building import Built
from tests.bench.site.scale import Scale
from tests.bench.site.server import Server
from tests.bench.site.table import Found, Rates, quotients
from tests.bench.site.wrk import Load, Unmeasured

HIDDEN = re.compile(r"<input[^>]*type=\"hidden\"[^>]*>")
runs = count(1)
ATTRIBUTE = re.compile(r"(name|value)=\"([^\"]*)\"")


def into_many(server: Server, built: Built, scale: Scale) -> dict[str, Found]:
    """Half the posts of one writer take so many milliseconds, or less."""
    full, empty = [], []
    for number in range(scale.rounds):
        empty.append(_post(server, [built.empty[-1 - number]], 1, scale).half)
        full.append(_post(server, [built.full], 1, scale).half)
    told = f"{_told(full)} ms into many, {_told(empty)} ms into none"
    return {"into_many": Found(quotients(full, empty), told)}


def rates(server: Server, built: Built, scale: Scale) -> dict[str, Found]:
    """Posts a second: of one writer, of 8 in one discussion, of 8 who have one each."""
    found = {name: Rates("posts/s") for name in ("alone", "together", "apart")}
    for number in range(scale.rounds):
        free = built.empty[number : number + 8]
        for name, places, writers in (
            ("alone", free[:1], 1),
            ("together", free[:1], 8),
            ("apart", free, 8),
        ):
            worked = server.seconds_worked
            found[name].add(_post(server, places, writers, scale), server.seconds_worked - worked)
    return {name: Found(rates.seen, str(rates)) for name, rates in found.items()}


def _post(server: Server, discussions: Sequence[int], writers: int, scale: Scale) -> Load:
    """Raises Unmeasured if what was acknowledged is not there, or more than was asked for."""
    tag = f"run-{next(runs)}"
    paths = [f"/discussions/{pk}/comments/" for pk in discussions]
    load = server.load(
        "/",
        scale.post_for,
        threads=writers,
        connections=writers,
        script="post.lua",
        arguments=[tag, _fields(server, paths[0]), *paths],
    )
    # wrk leaves when its time is over: what it did not wait for may have been posted.
    there = _published(discussions, tag)
    if not load.requests <= there <= load.requests + writers:
        raise Unmeasured(f"{load.requests} posts were answered, {there} are published")
    return load


def _fields(server: Server, path: str) -> str:
    """The hidden fields of the form, ready to be posted."""
    page = server.get(path, **{"Accept-Encoding": "identity"}).read().decode()
    fields = (dict(ATTRIBUTE.findall(tag)) for tag in HIDDEN.findall(page))
    return urlencode({field["name"]: field.get("value", "") for field in fields})


def _published(discussions: Sequence[int], tag: str) -> int:
    """How many comments of a run are there: its readers have addresses of their own (post.lua)."""
    from forum.comments.models import Comment

    of_run = Comment.objects.filter(email__startswith=f"reader.{tag}.", discussion__in=discussions)
    return of_run.published().count()


def _told(values: Sequence[float]) -> str:
    return ", ".join(f"{value:,.1f}" for value in values)
