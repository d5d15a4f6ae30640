"""Which release runs: what an older one kept must not be sent by a newer one."""

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

SHOWN = (
    "AKISMET_KEY",
    "DEBUG",
    "LANGUAGE_CODE",
    "MEDIA_URL",
    "NEWS_EVERY",
    "SECRET_KEY",
    "SITE_NAME",
    "SITE_TAGLINE",
    "TIME_ZONE",
)


@cache
def fingerprint() -> str:
    """16 hexadecimal digits from the code, the templates, the names of static files and the
    settings that pages show: the same in every process of a release. Read once a process."""
    digest = blake2b(digest_size=8)
    for path in _sources():
        digest.update(path.read_bytes())
    for name in SHOWN:
        digest.update(str(getattr(settings, name)).encode())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    for folder in ("forum", "articles", "templates"):
        for kind in ("*.py", "*.html", "*.jinja", "*.mo"):
            yield from sorted((settings.BASE_DIR / folder).rglob(kind))
    manifest = Path(settings.STATIC_ROOT, "staticfiles.json")
    if manifest.exists():
        yield manifest
