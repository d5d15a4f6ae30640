"""Ordinary words: what a disguise is never read into. Short ones, for the most part, and names.

The list is ours: words that lie next to common strong ones, and the commonest words and names of
English and its neighbours. One that it lacks costs at most a hold, never a refusal.
"""

from pathlib import Path

_ENDINGS = frozenset({"s", "es", "d", "ed", "er", "ers", "ing", "ly", "y"})

ORDINARY = frozenset(
    word
    for line in Path(__file__).with_name("ordinary.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)


def is_ordinary(word: str) -> bool:
    """Whether `word`, folded, is an ordinary one, or one of these with a common ending."""
    return (
        word in ORDINARY
        or (word[-1:] in _ENDINGS and word[:-1] in ORDINARY)
        or (word[-2:] in _ENDINGS and word[:-2] in ORDINARY)
        or (word[-3:] in _ENDINGS and word[:-3] in ORDINARY)
    )
