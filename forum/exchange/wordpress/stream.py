"""The export file as chunks of UTF-8, plain or gzipped, whatever it was written in.

Knows nothing of XML but its first line, and never holds more than a chunk.
"""

import codecs
import gzip
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

CHUNK = 256 * 1024  # bytes read at once
GZIP = b"\x1f\x8b"
DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
# What an export may be declared as; any other name is read as UTF-8.
ENCODINGS = re.compile(
    r"latin-?1|iso-?8859-\d+|(windows-|cp)\d+|koi8-[ru]|shift_?jis|euc-\w+"
    r"|gbk?|gb\d+|big5|utf-?16(-?[bl]e)?",
    re.IGNORECASE,
)
LATIN = re.compile(r"latin-?1|iso-?8859-1", re.IGNORECASE)


class NotAnExport(Exception):
    """The file cannot be imported at all; the message is a sentence."""


class Stream:
    """A file being read. `progress` is the share read so far."""

    def __init__(self, path: Path):
        self.path = path
        self.progress = 0.0

    def chunks(self) -> Iterator[bytes]:
        """The whole file in UTF-8. Raises NotAnExport."""
        try:
            size = self.path.stat().st_size or 1
            with open(self.path, "rb") as raw:
                for chunk in self._decoded(raw):
                    self.progress = min(raw.tell() / size, 1.0)
                    yield chunk
        except OSError as error:
            sentence = _("%(file)s cannot be read: %(why)s.")
            why = {"file": self.path, "why": error.strerror or error}
            raise NotAnExport(sentence % why) from error

    def _decoded(self, raw) -> Iterator[bytes]:
        is_gzip = raw.peek(2)[:2] == GZIP
        chunks = self._read(gzip.GzipFile(fileobj=raw) if is_gzip else raw)
        first = next(chunks, b"")
        if not first.strip():
            raise NotAnExport(_("%s is empty.") % self.path)
        encoding = _encoding(first)
        if encoding == "utf-8":
            yield first
            yield from chunks
            return
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        yield decoder.decode(first).encode()
        for chunk in chunks:
            yield decoder.decode(chunk).encode("utf-8", "replace")
        yield decoder.decode(b"", final=True).encode()

    def _read(self, file) -> Iterator[bytes]:
        try:
            while chunk := file.read1(CHUNK):
                yield chunk
        except (EOFError, zlib.error, gzip.BadGzipFile):
            return  # what is missing, the scanner's reader will find missing


def _encoding(first: bytes) -> str:
    """What the first bytes say: a byte order mark, then the declaration, else UTF-8."""
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    declared = DECLARED.match(first)
    name = declared[1].decode() if declared else ""
    if not ENCODINGS.fullmatch(name):
        return "utf-8"
    try:
        # Whoever says Latin-1 means Windows' superset of it, as browsers have it.
        return codecs.lookup("cp1252" if LATIN.fullmatch(name) else name).name
    except LookupError:
        return "utf-8"
