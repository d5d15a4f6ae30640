"""What pages cost: each round asks for all of them in turn, so that each is compared with what was
measured seconds before it."""

import re
from collections.abc import Callable

from tests.bench.site.building import Built
from tests.bench.site.scale import Scale
from tests.bench.site.server import Server
from tests.bench.site.table import Found, Rates, quotients
from tests.bench.site.wrk import Unmeasured

COMMENT = re.compile(r'id="comment-\d')


def measure(warm: Server, cold: Server, built: Built, scale: Scale) -> dict[str, Found]:
    """`cold` is the same site without a cache."""
    rates = _rates(_targets(warm, cold, built), scale)
    found = _beside_constant(rates)
    found |= _beside_known(rates, cold, built)
    return found | {"permalink": _permalinks(built)}


def _targets(warm: Server, cold: Server, built: Built) -> dict[str, tuple[Server, str, dict]]:
    """Whom to ask for what, with which headers."""
    etag = warm.get(built.known).headers.get("ETag", "")
    again = {"If-None-Match": etag}
    if warm.get(built.known, **again).status != 304:
        raise Unmeasured("the article is not revalidated by its ETag")
    pages = {"first": 1, "middle": built.long_pages // 2, "last": built.long_pages}
    return {
        "constant": (warm, "/constant/", {}),
        "warm": (warm, built.known, {}),
        "cold": (cold, built.known, {}),
        "revalidated": (warm, built.known, again),
        "home": (warm, "/", {}),
        **{name: (cold, f"{built.long}?page={page}", {}) for name, page in pages.items()},
        "thread": (cold, built.thread, {}),
    }


def _rates(targets: dict, scale: Scale) -> dict[str, Rates]:
    """Round by round. One round before, of a second each, only warms up."""
    rates = {name: Rates() for name in targets}
    for number in range(-1, scale.rounds):
        for name, (server, path, headers) in targets.items():
            worked = server.seconds_worked
            load = server.load(path, scale.read_for if number >= 0 else 1, headers=headers)
            if number >= 0:
                rates[name].add(load, server.seconds_worked - worked)
    return rates


def _beside_constant(rates: dict[str, Rates]) -> dict[str, Found]:
    constant = rates["constant"]
    return {"constant": Found(constant.seen, str(constant))} | {
        name: Found(quotients(rates[name].seen, constant.seen), str(rates[name]))
        for name in ("warm", "cold", "revalidated", "home")
    }


def _beside_known(rates: dict[str, Rates], cold: Server, built: Built) -> dict[str, Found]:
    """Time is the reverse of the rate. `detail` says how much each page has to show."""
    targets = _targets(cold, cold, built)
    known = _comments_on(cold, built.known)
    return {
        name: Found(
            quotients(rates["cold"].seen, rates[name].seen),
            f"{rates[name]}; {_comments_on(cold, targets[name][1])} comments on it, {known} on"
            " the other",
        )
        for name in ("first", "middle", "last", "thread")
    }


def _comments_on(server: Server, path: str) -> int:
    page = server.get(path, **{"Accept-Encoding": "identity"}).read().decode()
    return len(COMMENT.findall(page))


def _permalinks(built: Built) -> Found:
    """How many queries a permalink costs before it leads to its page."""
    counts = [_queries(path) for path in built.permalinks]
    return Found([max(counts)], f"{', '.join(map(str, counts))} queries for five of them")


def _queries(path: str) -> int:
    return _count(lambda client: client.get(path))


def _count(ask: Callable) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    ask(client)  # the first of a process asks the database what it can do
    with CaptureQueriesContext(connection) as queries:
        ask(client)
    return len(queries)
