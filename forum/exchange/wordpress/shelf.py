"""The words of comments between reading and writing: in a file, so that a discussion takes the
memory of its shape alone, however much was said."""

from dataclasses import dataclass
from io import SEEK_END
from tempfile import SpooledTemporaryFile

IN_MEMORY = 1_000_000  # bytes; what is longer goes to the disk


class Shelf(SpooledTemporaryFile):
    """Holds texts until it is cleared, or closed as a file is."""

    def __init__(self):
        super().__init__(IN_MEMORY)

    def lay(self, text: str) -> "Laid":
        """Put a text away; `str` of the answer is that text again."""
        data = text.encode("utf-8", "surrogatepass")
        start = self.seek(0, SEEK_END)
        self.write(data)
        return Laid(self, start, len(data))

    def take(self, laid: "Laid") -> str:
        self.seek(laid.start)
        return self.read(laid.size).decode("utf-8", "surrogatepass")

    def clear(self) -> None:
        self.seek(0)
        self.truncate()


@dataclass(slots=True)
class Laid:
    """A text that lies on a shelf."""

    shelf: Shelf
    start: int
    size: int

    def __str__(self) -> str:
        return self.shelf.take(self)
