"""What the filter found: one listed word at one place of a text. Knows not how it is found."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

# How a word was written, from the plainest to the most disguised; said to moderators.
HOW = {
    "word": _("as listed"),
    "phrase": _("as listed, several words"),
    "ending": _("with an ending"),
    "accents": _("with other accents"),
    "hidden": _("with invisible characters"),
    "lookalike": _("with look-alike letters"),
    "leet": _("with digits or signs for letters"),
    "stretched": _("with letters repeated"),
    "swapped": _("with two letters swapped"),
    "dropped": _("with letters left out or respelt"),
    "mistyped": _("with a wrong key struck"),
    "between": _("with a word in between"),
    "masked": _("with letters starred out"),
    "spaced": _("letter by letter"),
    "split": _("in two parts"),
    "joined": _("run together with another word"),
}
EXACT = frozenset({"word", "phrase"})
LONGEST_WRITTEN = 100  # characters of a match kept as evidence; invisible ones may be thousands


class Match(NamedTuple):
    """A listed word in a text: `text[start:end]` is `written`, and stands for `word`.

    `how` is a key of HOW; `list` is the list the word is on: "banned", "suspect" or "watch".
    """

    start: int
    end: int
    written: str
    word: str
    how: str
    list: str

    @property
    def is_exact(self) -> bool:
        """Whether it stands there as it is listed, in whatever case."""
        return self.how in EXACT

    def evidence(self) -> dict[str, Any]:
        """As JSON can keep it."""
        return self._asdict() | {"written": self.written[:LONGEST_WRITTEN]}

    @classmethod
    def from_evidence(cls, kept: dict[str, Any]) -> "Match":
        """The match that `evidence` was made of. Raises KeyError if something is missing."""
        return cls(*(kept[field] for field in cls._fields))
