"""What the word filter costs: `python -m tests.bench.words`. Prints figures, asserts nothing.

Times are the processor's, the best of a few rounds, so that other work on the machine counts
little. Hostile texts stand for what somebody types who wants the filter to be busy.
"""

import random
import time
import tracemalloc
from collections.abc import Callable
from importlib import import_module

from forum.comments.words import Entry, Matcher
from forum.comments.words.ordinary import ORDINARY

FIRST = import_module("forum.comments.migrations.0004_first_words")
LISTED = 5000
SIZE = 20_000  # characters of each text
ROUNDS = 7

HOSTILE = {
    "f.f.f.f": "f." * (SIZE // 2),
    "****": "*" * SIZE,
    "f*c* f*c*": "f*c* " * (SIZE // 5),
    "one word": "f" * SIZE,
    "zero width": "f" + "\u200b" * (SIZE - 2) + "k",
    "combining marks": "f" + "\u0336" * (SIZE - 2) + "k",
    "all listed": "fuck " * (SIZE // 5),
    "look-alikes": "сосо " * (SIZE // 5),
    "masks, each another": " ".join(f"f*{n:x}k" for n in range(SIZE // 6))[:SIZE],
    "leet, each another": " ".join(f"5h{n:x}t" for n in range(SIZE // 6))[:SIZE],
    "never the same": "".join(chr(0xA000 + n) for n in range(SIZE)),
}


def main() -> None:
    entries = listed(random.Random(5))
    print(f"compiling {LISTED} words   {milliseconds(lambda: Matcher(entries)):8.2f} ms")
    matcher = Matcher(entries)
    print(f"memory of the matcher  {mebibytes(lambda: Matcher(entries)):8.2f} MiB")
    comment = prose(random.Random(7), 1000)
    print(f"1,000 characters       {milliseconds(lambda: matcher.find(comment)):8.2f} ms")
    print(f"{SIZE:,} characters of …")
    for name, text in texts().items():
        took = milliseconds(lambda text=text: matcher.find(text))
        half = milliseconds(lambda text=text: matcher.find(text[: SIZE // 2]))
        print(f"  {name:<20} {took:8.2f} ms   {took / half:4.1f} times its half")


def texts() -> dict[str, str]:
    plain = prose(random.Random(7), SIZE)
    unheard = " ".join(made_up(random.Random(number)) for number in range(SIZE // 4))
    accents = plain.replace("e", "é")
    return {"prose": plain, "words never heard": unheard[:SIZE], "accents": accents} | HOSTILE


def listed(chance: random.Random) -> list[Entry]:
    """The first lists and as many made-up words as it takes."""
    found = [Entry(text, name) for name, texts in FIRST.LISTS.items() for text in texts]
    return [*found, *(Entry(made_up(chance), "suspect") for _ in range(LISTED - len(found)))]


def made_up(chance: random.Random) -> str:
    syllables = range(chance.randint(2, 4))
    return "".join(chance.choice("bcdfgklmnprstvz") + chance.choice("aeiou") for _ in syllables)


def prose(chance: random.Random, size: int) -> str:
    """Ordinary words with a little punctuation, `size` characters of them."""
    known = sorted(ORDINARY)
    words = (chance.choice(known) + chance.choice(["", "", "", ",", "."]) for _ in range(size))
    return " ".join(words)[:size]


def milliseconds(work: Callable) -> float:
    took = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return 1000 * min(took)


def mebibytes(make: Callable) -> float:
    """What the thing that `make` returns holds in memory."""
    tracemalloc.start()
    kept = make()
    size, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return size / 2**20


if __name__ == "__main__":
    main()
