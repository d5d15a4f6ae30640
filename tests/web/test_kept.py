"""What is made once and sent again: when it is made anew, and what many at once get."""

import pickle
import threading
import time

import pytest

from forum.web import kept
from forum.web.kept import Kept

FOR_EVER = float("inf")


def of(edition, thing="a lamp", until=FOR_EVER):
    """Something to make, that counts how often it is made."""
    made = []

    def make():
        made.append(thing)
        return Kept(thing, edition, until)

    make.made = made
    return make


@pytest.fixture(autouse=True)
def memory(local_memory):
    """A cache that keeps."""


def test_it_is_made_once_an_edition():
    make = of(1)

    for _ in range(3):
        assert kept.take("lamp", (1).__eq__, make).thing == "a lamp"

    assert len(make.made) == 1


def test_a_new_edition_is_made_anew():
    kept.take("lamp", (1).__eq__, of(1))

    assert kept.take("lamp", (2).__eq__, of(2, "two lamps")).thing == "two lamps"
    assert kept.take("lamp", (2).__eq__, of(2, "never")).thing == "two lamps"


@pytest.mark.parametrize(("left", "times"), [(-1, 2), (60, 1)])
def test_it_is_made_anew_when_its_time_is_over(left, times):
    make = of(1, until=time.time() + left)

    for _ in range(2):
        kept.take("lamp", (1).__eq__, make)

    assert len(make.made) == times


def test_each_name_is_kept_for_itself():
    kept.take("lamp", (1).__eq__, of(1))

    assert kept.take("ladder", (1).__eq__, of(1, "a ladder")).thing == "a ladder"


def test_what_a_failed_making_raises_is_passed_on_and_nothing_is_kept():
    def fail():
        raise kept.NotToBeKept("only for you")

    for _ in range(2):  # the second finds the place free
        with pytest.raises(kept.NotToBeKept) as raised:
            kept.take("lamp", (1).__eq__, fail)
        assert raised.value.thing == "only for you"

    assert kept.take("lamp", (1).__eq__, of(1)).thing == "a lamp"


def test_another_release_keeps_for_itself(monkeypatch):
    kept.take("lamp", (1).__eq__, of(1, "of the old release"))
    monkeypatch.setattr(kept.release, "fingerprint", lambda: "the next one")

    assert kept.take("lamp", (1).__eq__, of(1, "of the new one")).thing == "of the new one"


class Slow:
    """A making in another thread, that stands still until it may go on."""

    def __init__(self, edition, thing):
        self.started, self.may_end = threading.Event(), threading.Event()
        self.made = 0
        self.kept = Kept(thing, edition, FOR_EVER)
        self.thread = threading.Thread(
            target=kept.take, args=("lamp", edition.__eq__, self.make), daemon=True
        )
        self.thread.start()
        assert self.started.wait(10)

    def make(self):
        self.made += 1
        self.started.set()
        assert self.may_end.wait(10)
        return self.kept

    def end(self):
        self.may_end.set()
        self.thread.join(10)


def test_while_one_makes_the_next_edition_the_others_get_the_last_where_that_will_do():
    kept.take("lamp", (1).__eq__, of(1, "old"))
    slow, make = Slow(2, "new"), of(2, "never")

    assert kept.take("lamp", (2).__eq__, make, may_be_the_last=True).thing == "old"

    slow.end()
    assert kept.take("lamp", (2).__eq__, make).thing == "new"
    assert make.made == []


def test_elsewhere_nobody_gets_what_no_longer_holds(monkeypatch):
    """It would become a part of a page that is kept as new."""
    kept.take("lamp", (1).__eq__, of(1, "old"))
    slow, make = Slow(2, "new"), of(2, "never")
    threading.Timer(0.1, slow.end).start()

    assert kept.take("lamp", (2).__eq__, make).thing == "new"
    assert make.made == []

    monkeypatch.setattr(kept, "PATIENCE", 0.05)
    slow = Slow(3, "late")
    assert kept.take("lamp", (3).__eq__, of(3, "in time")).thing == "in time"
    slow.end()


def test_what_was_waited_for_must_hold_as_well():
    slow = Slow(1, "of the edition before")
    threading.Timer(0.1, slow.end).start()

    assert kept.take("lamp", (2).__eq__, of(2, "of this one")).thing == "of this one"


def test_while_one_makes_the_first_the_others_wait_for_it():
    slow, make = Slow(1, "the only one"), of(1, "never")
    threading.Timer(0.1, slow.end).start()

    assert kept.take("lamp", (1).__eq__, make).thing == "the only one"
    assert make.made == []


def test_who_has_waited_long_enough_makes_it_alone(monkeypatch):
    monkeypatch.setattr(kept, "PATIENCE", 0.05)
    slow = Slow(1, "late")

    assert kept.take("lamp", (1).__eq__, of(1, "in time")).thing == "in time"

    slow.end()


def test_without_a_cache_everything_is_made_each_time(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    make = of(1)

    for _ in range(3):
        assert kept.take("lamp", (1).__eq__, make).thing == "a lamp"

    assert len(make.made) == 3


def test_html_is_packed_where_it_is_kept_and_comes_back_as_html():
    html = kept.Html("<p>lämp</p>" * 1000)
    kept.take("lamp", (1).__eq__, of(1, html))

    back = kept.take("lamp", (1).__eq__, of(1, "never")).thing

    assert (back, back.__html__()) == (html, html)
    assert len(pickle.dumps(html)) < len(html) / 6
