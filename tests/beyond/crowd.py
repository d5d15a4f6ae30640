"""Readers and writers at one address for a while, and what each of them was told."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from threading import Event, Thread
from time import monotonic, sleep

from tests.beyond.browser import Answer, Browser

OWN_COMMENT = re.compile(r"posted=(\d+)")
PAUSE = 0.05  # seconds between two acts of one person
PATIENCE = 60  # seconds until somebody who still sends the same words again gives up


@dataclass
class Told:
    """What one person was told: words by what became of them, pages by how they came."""

    acknowledged: list[tuple[float, str]] = field(default_factory=list)  # when, the words
    kept: int = 0  # pages of 503 with everything typed in them
    pages: Counter = field(default_factory=Counter)  # (status, X-Cache)
    faults: list[str] = field(default_factory=list)


class Person(Thread):
    """Does one thing again and again until `enough`."""

    def __init__(self, browser: Browser, paths: tuple[str, str], enough: Event):
        super().__init__(daemon=True)
        self.browser, self.enough, self.told = browser, enough, Told()
        self.article, self.form = paths

    def run(self) -> None:
        number = 0
        while not self.enough.is_set():
            number += 1
            try:
                self.act(number)
            except Exception as error:  # it would be lost with the thread
                self.told.faults.append(f"{self.name}: {error!r}")
            sleep(PAUSE)


class Writer(Person):
    """Posts threads and replies; what did not go through is sent again from the page that says so,
    as often as it takes."""

    def act(self, number: int) -> None:
        body = f"Words {number} of {self.name}, {self.native_id}."
        form = f"/c/{self.last}/reply/" if number % 2 == 0 and self.last else self.form
        typed = {"name": self.name, "email": f"{self.native_id}@example.org", "terms": "1"}
        typed["stamp"] = self.stamp
        self._send(form, typed | {"body": body}, monotonic() + PATIENCE)

    last = ""  # the number of a comment that may be answered

    @cached_property
    def stamp(self) -> str:
        """What the form on a public page is stamped with: no machine that guesses addresses."""
        return self.browser.get(self.form).form["stamp"]

    def _send(self, form: str, typed: dict[str, str], until: float) -> None:
        answer = self.browser.post(form, **typed)
        while answer.status == 503 and monotonic() < until:
            self._expect_all_of(typed, answer)
            sleep(4 * PAUSE)
            answer = self.browser.post(form, **answer.form)
        if answer.status != 303:
            self.told.faults.append(f"{form} answered {answer.status}: {answer.text}")
            return
        self.told.acknowledged.append((monotonic(), typed["body"]))
        if found := OWN_COMMENT.search(answer.headers["location"]):
            self.last = found[1]

    def _expect_all_of(self, typed: dict[str, str], answer: Answer) -> None:
        self.told.kept += 1
        if answer.form != typed or answer.headers.get("retry-after") != "30":
            self.told.faults.append(f"503 with {answer.form}, not {typed}: {answer.text}")


class Reader(Person):
    """Reads one page that everybody reads."""

    def act(self, number: int) -> None:
        self._note(self.browser.get(self.article))

    def _note(self, answer: Answer) -> None:
        self.told.pages[answer.status, answer.headers["x-cache"]] += 1
        if answer.status != 200 and answer.headers.get("retry-after") != "30":
            self.told.faults.append(f"{answer.status} without a time to come again")


class Wanderer(Reader):
    """Reads pages that nobody has read before, so that no cache has them."""

    def act(self, number: int) -> None:
        self._note(self.browser.get(f"{self.article}?from={self.native_id}-{number}"))


def gather(people: list[Person]) -> Told:
    """What all of them were told, once they have come to an end."""
    whole = Told()
    for person in people:
        person.join(PATIENCE)
        if person.is_alive():
            whole.faults.append(f"{person.name} still waits for an answer")
        whole.acknowledged += person.told.acknowledged
        whole.kept += person.told.kept
        whole.pages += person.told.pages
        whole.faults += person.told.faults
    return whole
