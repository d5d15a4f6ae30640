"""The pictures that were brought along: a copy of wp-content/uploads. Reads that folder alone."""

import re
import warnings
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.text import get_valid_filename
from pictures.models import PillowPicture
from PIL import Image

ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "GIF": ".gif", "WEBP": ".webp", "AVIF": ".avif"}
MOST_PIXELS = 50_000_000
MOST_BYTES = 50_000_000
INSIDE = re.compile(r"/(?:uploads|files)/(.+)", re.DOTALL)
RESIZED = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w+$)")  # what WordPress made of the original


@dataclass(frozen=True)
class Upload:
    """A file that is a picture. `name` is its path in the folder, with the ending of its format."""

    path: Path
    name: str

    def read(self) -> bytes:
        return self.path.read_bytes()


class Uploads:
    """The folder, or none; `hosts` are those whose addresses mean files in it."""

    def __init__(self, folder: Path | None, hosts: Collection[str] = ()):
        self.folder = folder.resolve() if folder else None
        self.hosts = {bare_host(host) for host in hosts}

    def find(self, url: str) -> Upload | None:
        """The picture that stood at `url`: itself or the original it was made from. None if it is
        not of this site, was not brought along, lies elsewhere or is no picture."""
        try:
            parts = urlsplit(url)
            host = bare_host(parts.hostname or "")
        except ValueError:
            return None
        inside = INSIDE.search(unquote(parts.path))
        if not self.folder or not inside or (host and host not in self.hosts):
            return None
        name = inside[1]
        return self._picture(name) or self._picture(RESIZED.sub("", name))

    def _picture(self, name: str) -> Upload | None:
        try:
            path = (self.folder / name.lstrip("/")).resolve()
            if not path.is_relative_to(self.folder) or not path.is_file():
                return None
        except (OSError, ValueError):  # a name no file can have
            return None
        kind = picture_format(path)
        return Upload(path, _name(path.relative_to(self.folder), kind)) if kind else None


@lru_cache(maxsize=4096)
def picture_format(path: Path) -> str:
    """What kind of picture a file is, read to its last byte; "" if it is none."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return ""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path, formats=list(ENDINGS)) as image:
                if image.width * image.height > MOST_PIXELS:
                    return ""
                PillowPicture.pre_process(image)  # what resizing will begin with
                return image.format or ""
    except Exception:  # whatever a decoder says: nobody will see this picture
        return ""


def bare_host(host: str) -> str:
    return host.lower().removeprefix("www.")


def _name(relative: Path, kind: str) -> str:
    parts = [get_valid_filename(part) for part in relative.with_suffix("").parts]
    return "/".join(parts) + ENDINGS[kind]
