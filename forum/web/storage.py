"""Static files as the site serves them: bundled, hashed, compressed once. No build step before.

A stylesheet that is only a table of contents (`@import url(…) layer(…);`) and a script that only
imports its neighbours are each served as one file: what they name is put in their place. In
development the browser follows the imports itself and sees the same.
"""

import posixpath
import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLES = ("css/site.css", "js/site.js", "js/desk.js")
_CSS_IMPORT = re.compile(r'@import url\("(?P<path>[^"]+)"\) layer\((?P<layer>[\w.]+)\);')
_JS_IMPORT = re.compile(r'^import "(?P<path>[^"]+)";$', re.MULTILINE)
# Within a block nothing can be imported or exported: the browser would run none of the bundle.
_LEFT = re.compile(r"^\s*(?:import|export)\b.*|^\s*@import\b.*", re.MULTILINE)
# What only people read, a seventh of a bundle: indentation, and comments on lines of their own; of
# a stylesheet also the ends of lines where no word could run into the next, of a script the
# comments after its lines.
_SPARE = re.compile(r"^\s*(?://.*|/\*[^*]*\*/)\n|^\s+", re.MULTILINE)
_CSS_SPARE = re.compile(r"(?<=[{};,])\n")
_JS_SPARE = re.compile(r" +// [^\n\"'`]*$", re.MULTILINE)  # a quote: it may stand in a string


class BundlingStorage(CompressedManifestStaticFilesStorage):
    """whitenoise's storage; `BUNDLES` are put together before they are hashed. Raises ValueError
    for one whose parts import or export anything themselves."""

    def post_process(self, paths, dry_run=False, **options):
        if not dry_run:
            for name in BUNDLES:
                if name in paths:
                    self._bundle(name, paths)
                    paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)

    def _bundle(self, name: str, paths: dict) -> None:
        folder = posixpath.dirname(name)

        def source(path: str) -> str:
            storage, inner = paths[posixpath.normpath(posixpath.join(folder, path))]
            with storage.open(inner) as file:
                return file.read().decode()

        text = source(posixpath.basename(name))
        text = _CSS_IMPORT.sub(lambda m: f"@layer {m['layer']} {{\n{source(m['path'])}}}", text)
        # A block of its own keeps each script's names to itself, as a module would.
        text = _JS_IMPORT.sub(lambda m: f"{{\n{source(m['path'])}}}", text)
        if left := _LEFT.search(text):
            raise ValueError(f"{name} cannot be one file: a part of it has {left[0]!r}")
        self.delete(name)
        text = _SPARE.sub("", text)
        text = (_CSS_SPARE if name.endswith(".css") else _JS_SPARE).sub("", text)
        self.save(name, ContentFile(text.encode()))
