"""Scripts as they are released: bundled."""

import pytest

from forum.web.storage import BUNDLES

pytestmark = pytest.mark.browser


COMPILE = """script => {
  try { new Function(script) } catch (error) { return String(error) }
}"""


@pytest.mark.parametrize("name", [name for name in BUNDLES if name.endswith(".js")])
def test_a_browser_can_read_every_bundle(page, released, name):
    page.goto("about:blank")

    assert page.evaluate(COMPILE, (released / name).read_text()) is None
