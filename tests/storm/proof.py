"""Whether what the writers were told is what the database holds: every fault as a sentence.

Reads the journals and the rows alone, after the storm; each act has a key of its own in its words,
so that nothing has to be guessed.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from forum.comments import integrity
from forum.comments.models import Comment, Revision
from forum.moderation.models import Batch
from tests.storm import histories
from tests.storm.journal import OK, REFUSED, UNKNOWN, Entry
from tests.storm.looks import look

KEY = re.compile(r"Said in act ([\w-]+)\.")
WORDS = {"post", "reply", "edit"}
THERE = {OK: {1}, REFUSED: {0}, UNKNOWN: {0, 1}}  # how often an act's words may be found


def faults(entries: list[Entry], places: Iterable[int]) -> Iterator[str]:
    """All that is wrong after these acts in these discussions."""
    yield from _surfaced(entries)
    yield from _words(entries)
    yield from _comments(entries)
    yield from _batches(entries)
    yield from histories.faults(entries)
    yield from _versions(entries, places)
    yield from integrity.problems()


def _surfaced(entries: list[Entry]) -> Iterator[str]:
    """A writer is told yes or no; what the database says to itself is not for them."""
    for entry in entries:
        if entry.outcome == UNKNOWN:
            yield f"Act {entry.key}, {entry.act}: {entry.told['why']}"


def _words(entries: list[Entry]) -> Iterator[str]:
    """Acknowledged words are there once, now or as what a comment said before; refused ones not."""
    bodies = chain(
        Comment.objects.values_list("body", flat=True),
        Revision.objects.values_list("body", flat=True),
    )
    found = Counter(key for body in bodies for key in KEY.findall(body))
    for entry in entries:
        if entry.act in WORDS and found[entry.key] not in THERE[entry.outcome]:
            times = found[entry.key]
            yield f"Act {entry.key}, {entry.act}, {entry.outcome}: its words are there {times}×."
    for stranger in found.keys() - {entry.key for entry in entries}:
        yield f"Nobody has said what is said in act {stranger}."


def _comments(entries: list[Entry]) -> Iterator[str]:
    """Each stands where its author was told, under the number they were told, in the order of the
    answers: a comment answered before another was asked for has the smaller key."""
    rows = Comment.objects.in_bulk()
    written = [one for one in entries if one.outcome == OK and "number" in one.told]
    for entry in written:
        told, row = entry.told, rows.get(entry.told["pk"])
        if row is None:
            yield f"Act {entry.key}: comment {told['pk']} is not there."
        elif (row.discussion_id, row.parent_id) != (told["place"], told["parent"]):
            yield f"Act {entry.key}: comment {row.pk} stands elsewhere."
        elif told["number"] not in (None, row.number):
            yield f"Act {entry.key}: thread {told['number']} has become {row.number}."
    for place, of_place in _by(written, "place").items():
        for entry in _out_of_order(of_place, "pk"):
            yield f"Discussion {place}: act {entry.key} came later and has a smaller key."


def _batches(entries: list[Entry]) -> Iterator[str]:
    """Each decision that was answered is in the log once and whole; there are no others."""
    told = {e.told["batch"]: e for e in entries if e.outcome == OK and e.told.get("batch")}
    logged = {batch.pk: batch for batch in Batch.objects.prefetch_related("decisions")}
    for pk in told.keys() - logged.keys():
        yield f"Act {told[pk].key}, {told[pk].act}: batch {pk} is not in the log."
    open_ended = sum(e.outcome == UNKNOWN and e.act not in WORDS for e in entries)
    if len(strangers := logged.keys() - told.keys()) > open_ended:
        yield f"Nobody was told of {len(strangers)} batches in the log."
    for pk in told.keys() & logged.keys():
        if not told[pk].told["size"] == logged[pk].size == len(logged[pk].decisions.all()):
            yield f"Act {told[pk].key}, {told[pk].act}: batch {pk} is not whole."


def _versions(entries: list[Entry], places: Iterable[int]) -> Iterator[str]:
    """A discussion's version never falls, and under one version all readers see the same."""
    looks = _by([one for one in entries if one.outcome == OK and one.act == "look"], "place")
    for place in places:
        seen = defaultdict(set)
        for told in [look(place), *(entry.told for entry in looks[place])]:
            seen[told["version"]].add(told["shown"])
        yield from (
            f"Discussion {place}, version {version}: readers saw {len(shown)} different things."
            for version, shown in seen.items()
            if len(shown) > 1
        )
        if max(seen) != look(place)["version"]:
            yield f"Discussion {place}: it had version {max(seen)} before."
        for entry in _out_of_order(looks[place], "version"):
            yield f"Discussion {place}: in act {entry.key} its version fell."


def _by(entries: Iterable[Entry], name: str) -> defaultdict[int, list[Entry]]:
    groups = defaultdict(list)
    for entry in entries:
        groups[entry.told[name]].append(entry)
    return groups


def _out_of_order(entries: Iterable[Entry], name: str) -> Iterator[Entry]:
    """Those with a smaller number than one that was answered before they were asked for."""
    answered, larger = float("inf"), []
    for entry in sorted(entries, key=lambda entry: -entry.told[name]):
        if larger and larger[-1].told[name] > entry.told[name]:
            answered = min([answered, *(one.answered_at for one in larger)])
            larger = []
        if answered < entry.asked_at:
            yield entry
        larger.append(entry)
