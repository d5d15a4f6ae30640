"""What bundling leaves out of a stylesheet and a script: nothing that a browser reads."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from forum.web.storage import BundlingStorage

SHEET = """\
/* Two lines that
   only people read. */
.a,
.b {
  color: red;   /* stays */

  & > .c { content: "//" }
}
"""
SCRIPT = """\
// Only people read this.
const far = "http://x.example"; // nor this
if (far) {
  /* nor this */
  const deep = "a // b"; // it's left
}
"""


@pytest.fixture
def bundle(tmp_path):
    """bundle(script, sheet): the bundles of a site with one stylesheet and one script, by name."""
    return lambda script=SCRIPT, sheet=SHEET: _bundle(tmp_path, script, sheet)


def _bundle(tmp_path, script: str, sheet: str):
    source = tmp_path / "source"
    files = {
        "css/site.css": '@import url("a.css") layer(base);\n',
        "css/a.css": sheet,
        "js/site.js": 'import "./a.js";\n',
        "js/a.js": script,
    }
    for name, text in files.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text)
    place = FileSystemStorage(location=source)
    storage = BundlingStorage(location=tmp_path / "static", base_url="/static/")
    paths = {name: (place, name) for name in files}
    for name in files:
        storage.save(name, ContentFile(files[name]))
    list(storage.post_process(paths))
    return lambda name: (tmp_path / "static" / name).read_text()


def test_a_stylesheet_says_the_same_in_less(bundle):
    assert bundle()("css/site.css") == (
        '@layer base {.a,.b {color: red;   /* stays */\n& > .c { content: "//" }}}'
    )


def test_a_script_says_the_same_in_less(bundle):
    assert bundle()("js/site.js") == (
        '{\nconst far = "http://x.example";\nif (far) {\n'
        'const deep = "a // b"; // it\'s left\n}\n}\n'
    )


@pytest.mark.parametrize(
    "part",
    [
        {"script": 'import { b } from "./b.js";\n'},
        {"script": 'import b from "./b.js";\n'},
        {"script": "const a = 1;\nexport const b = 2;\n"},
        {"sheet": '@import "b.css";\n'},
    ],
)
def test_what_no_browser_would_read_is_no_bundle(bundle, part):
    """Keys at the desk once were dead: a part imported another by name."""
    with pytest.raises(ValueError, match="cannot be one file"):
        bundle(**part)
