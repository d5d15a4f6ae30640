"""What stands on a list. Knows no text that is searched."""

import unicodedata
from typing import NamedTuple

from forum.comments.words.folding import fold


class Entry(NamedTuple):
    """A listed word or phrase. `list` is "banned", "suspect" or "watch"; language "" is any."""

    text: str
    list: str
    language: str = "en"

    @property
    def key(self) -> str:
        """The text as the filter looks for it."""
        return fold(self.text.strip()).latin

    @property
    def is_english(self) -> bool:
        """Whether English endings, compounds and misspellings apply to it."""
        return self.language in ("", "en") or self.language.startswith("en-")


def surface(text: str) -> str:
    """`text` without regard to case and composition alone: what a plain spelling is equal to."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
