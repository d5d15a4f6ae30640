"""Browsers for the tests: pages in Chromium that fail on any console error or content-security
violation, and readers in Chromium and Firefox.

Playwright's own browsers are downloads; Debian's packages do as well.
"""

import fcntl
import os
import re
import shutil
from contextlib import closing
from functools import partial

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import expect, sync_playwright

from tests.browser.engines import PATIENCE, ChromiumReader, FirefoxReader, running_firefox

# Playwright's synchronous API runs an event loop; Django would take the tests for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BUNDLED = settings.STORAGES | {"staticfiles": {"BACKEND": "forum.web.storage.BundlingStorage"}}
ANSWER_OF_4XX = re.compile(r"status of 4|^Response Status Error Code 4")
expect.set_options(timeout=PATIENCE)
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


@pytest.fixture(scope="session")
def released(tmp_path_factory, worker_id):
    """The folder of the static files as a release has them, made once for all workers."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "static"
    with open(f"{folder}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            with override_settings(STATIC_ROOT=folder, STORAGES=BUNDLED):
                call_command("collectstatic", interactive=False, verbosity=0)
    return folder


@pytest.fixture(autouse=True)
def serve_what_is_released(released, settings):
    """Bundled and hashed, not the single files of `make dev`: readers never get those."""
    settings.STATIC_ROOT = released
    settings.STORAGES = BUNDLED
    settings.STATICFILES_DIRS = [released]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]


def installed(*commands: str, is_required: bool = False) -> str:
    """Where the first of these commands is; skips the test where none is, or fails it."""
    found = next(filter(None, map(shutil.which, commands)), None)
    if not found:
        reason = f"no {commands[0]} found: apt-get install {commands[0]}"
        pytest.fail(reason) if is_required else pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def browser():
    is_required = os.environ.get("REQUIRE_BROWSER") == "1"
    chromium = installed("chromium", "chromium-browser", is_required=is_required)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser):
    """A page 1280 pixels wide; the test fails if the console reports an error on it.

    The browser's own line about an answer of 4xx is no error of the page, nor is htmx's.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.add_init_script(REPORT_VIOLATIONS)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    yield page
    context.close()
    assert [e for e in errors if not ANSWER_OF_4XX.search(e)] == []


@pytest.fixture
def page_without_js(browser):
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, java_script_enabled=False
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


# The same test in both engines


@pytest.fixture(scope="session")
def firefox():
    with running_firefox(installed("firefox-esr", "firefox")) as firefox:
        yield firefox


ENGINES = {"chromium": ("browser", ChromiumReader), "firefox": ("firefox", FirefoxReader)}


@pytest.fixture(params=ENGINES)
def engine(request):
    """Each engine in its turn: engine(javascript=…) is a reader who begins anew."""
    running, reader = ENGINES[request.param]
    return partial(reader, request.getfixturevalue(running))


@pytest.fixture
def reader(engine):
    """A reader whose browser runs no script."""
    with closing(engine(javascript=False)) as reader:
        yield reader


@pytest.fixture
def reader_with_js(engine):
    with closing(engine(javascript=True)) as reader:
        yield reader
