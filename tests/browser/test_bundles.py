"""Scripts as the site serves them: bundled. The other tests follow the imports, as `make dev` does."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from forum.web.storage import BUNDLES

pytestmark = pytest.mark.browser
BUNDLING = {"staticfiles": {"BACKEND": "forum.web.storage.BundlingStorage"}}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Where the static files of a release are."""
    folder = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=folder, STORAGES=settings.STORAGES | BUNDLING):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


@pytest.mark.parametrize("name", [name for name in BUNDLES if name.endswith(".js")])
def test_a_browser_can_read_every_bundle(page, served, name):
    page.goto("about:blank")

    page.evaluate("script => new Function(script)", (served / name).read_text())  # or SyntaxError
