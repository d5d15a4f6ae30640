"""A reader with a browser: the same few words for what they do, in Chromium and in Firefox.

Playwright drives Chromium; it cannot drive a Firefox it has not patched. Debian's speaks
Marionette, which is what geckodriver stands on: JSON on a socket of this machine. The standard
library is enough for that, where Mozilla's own client is no longer supported and brings fifteen
packages, and WebDriver BiDi wants a websocket.
"""

import json
import os
import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urljoin

from playwright.sync_api import expect

PATIENCE = 10_000  # milliseconds
BETWEEN = 100  # milliseconds between two clicks of one hand
START = 60  # seconds until Firefox listens, and until it has answered
STEP = 0.05  # seconds

QUIET = {
    "marionette.port": 0,  # any that is free; Firefox writes it into the profile
    # Loopback needs no proxy. All else, names to be looked up too, goes where nobody listens.
    "network.proxy.type": 1,
    "network.proxy.socks": "127.0.0.1",
    "network.proxy.socks_port": 9,
    "network.proxy.socks_remote_dns": True,
    "network.proxy.allow_bypass": False,
    "network.proxy.failover_direct": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.http.speculative-parallel-limit": 0,
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "media.gmp-manager.updateEnabled": False,
    "nimbus.rollouts.enabled": False,
    "toolkit.telemetry.enabled": False,
    "toolkit.telemetry.unified": False,
}


class ChromiumReader:
    """In a context of their own in Playwright's `browser`: without a cookie, a history or a page
    in its cache, as every reader begins."""

    def __init__(self, browser, *, javascript: bool):
        self._context = browser.new_context(java_script_enabled=javascript)
        self._context.set_default_timeout(PATIENCE)
        self._page = self._context.new_page()

    def close(self) -> None:
        self._context.close()

    def open(self, address: str) -> None:
        self._page.goto(address)

    @property
    def where(self) -> str:
        return self._page.url

    def lands(self, part: str) -> None:
        """Wait until the address has this in it, whatever navigation was cut short before."""
        expect(self._page).to_have_url(re.compile(re.escape(part)), timeout=PATIENCE)
        self._page.wait_for_load_state()

    def text(self, selector: str) -> str:
        """What is read in the first of these; waits for it."""
        return self._page.locator(selector).first.inner_text()

    def value(self, selector: str) -> str:
        return self._page.locator(selector).first.input_value()

    def number_of(self, selector: str) -> int:
        """How many of these there are at this moment."""
        return self._page.locator(selector).count()

    def fill(self, selector: str, typed: str) -> None:
        self._page.fill(selector, typed)

    def click(self, selector: str) -> None:
        self._page.click(selector)

    def click_twice(self, selector: str) -> None:
        """A double click as a hand makes it, that waits for no answer."""
        self._page.dblclick(selector, delay=BETWEEN, no_wait_after=True)

    def back(self) -> None:
        self._page.go_back()

    def forward(self) -> None:
        self._page.go_forward()

    def reload(self) -> None:
        self._page.reload()

    @property
    def cookies(self) -> dict[str, str]:
        return {cookie["name"]: cookie["value"] for cookie in self._context.cookies()}

    def add_cookie(self, name: str, value: str) -> None:
        """Give them a cookie of the site whose page is open."""
        site = urljoin(self._page.url, "/")
        self._context.add_cookies([{"name": name, "value": value, "url": site}])


class FirefoxReader:
    """In a tab of their own in a running `firefox`, of which there is one reader at a time."""

    def __init__(self, firefox: "Marionette", *, javascript: bool):
        self._ask = firefox.ask
        firefox.forget()
        firefox.prefer("javascript.enabled", javascript)
        self._first_tab = self._ask("WebDriver:GetWindowHandle")
        tab = self._ask("WebDriver:NewWindow", type="tab")["handle"]
        self._ask("WebDriver:SwitchToWindow", handle=tab)

    def close(self) -> None:
        self._ask("WebDriver:CloseWindow")
        self._ask("WebDriver:SwitchToWindow", handle=self._first_tab)

    def open(self, address: str) -> None:
        self._ask("WebDriver:Navigate", url=address)

    @property
    def where(self) -> str:
        return self._ask("WebDriver:GetCurrentURL")

    def lands(self, part: str) -> None:
        wait_until(lambda: part in self.where, lambda: f"{part} is not in {self.where}")

    def text(self, selector: str) -> str:
        return self._ask("WebDriver:GetElementText", id=self._first(selector))

    def value(self, selector: str) -> str:
        return self._ask("WebDriver:GetElementProperty", id=self._first(selector), name="value")

    def number_of(self, selector: str) -> int:
        return self._in_page("return document.querySelectorAll(arguments[0]).length", selector)

    def fill(self, selector: str, typed: str) -> None:
        field = self._first(selector)
        self._ask("WebDriver:ElementClear", id=field)
        self._ask("WebDriver:ElementSendKeys", id=field, text=typed)

    def click(self, selector: str) -> None:
        self._ask("WebDriver:ElementClick", id=self._first(selector))

    def click_twice(self, selector: str) -> None:
        self._in_page("document.querySelector(arguments[0]).scrollIntoView()", selector)
        there = {"type": "pointerMove", "x": 0, "y": 0, "origin": self._found(selector)}
        down, up = ({"type": f"pointer{way}", "button": 0} for way in ("Down", "Up"))
        click = [down, {"type": "pause", "duration": BETWEEN}, up]
        hand = {"type": "pointer", "id": "mouse", "actions": [there, *click, *click]}
        self._ask("WebDriver:PerformActions", actions=[hand])

    def back(self) -> None:
        self._ask("WebDriver:Back")

    def forward(self) -> None:
        self._ask("WebDriver:Forward")

    def reload(self) -> None:
        self._ask("WebDriver:Refresh")

    @property
    def cookies(self) -> dict[str, str]:
        return {cookie["name"]: cookie["value"] for cookie in self._ask("WebDriver:GetCookies")}

    def add_cookie(self, name: str, value: str) -> None:
        self._ask("WebDriver:AddCookie", cookie={"name": name, "value": value})

    def _found(self, selector: str) -> dict[str, str]:
        return self._ask("WebDriver:FindElement", using="css selector", value=selector)

    def _first(self, selector: str) -> str:
        return next(iter(self._found(selector).values()))

    def _in_page(self, script: str, *given: str) -> Any:
        """Run it with the browser's own rights, so that it runs on a page whose scripts do not."""
        return self._ask("WebDriver:ExecuteScript", script=script, args=given, sandbox="system")


class Marionette:
    """The talk with a running Firefox: a command, an answer."""

    def __init__(self, port: int):
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=START)
        self._answers = self._socket.makefile("rb")
        self._numbers = count(1)
        self._hear()  # it says hello
        self.ask("WebDriver:NewSession")
        self.ask("WebDriver:SetTimeouts", implicit=PATIENCE, pageLoad=PATIENCE)

    def ask(self, command: str, /, **parameters: Any) -> Any:
        """What it answers. Raises RuntimeError with the words of an error."""
        said = json.dumps([0, next(self._numbers), command, parameters]).encode()
        self._socket.sendall(b"%d:%b" % (len(said), said))
        _kind, _number, error, answer = self._hear()
        if error:
            raise RuntimeError(f"{command} {parameters}: {error['error']}, {error['message']}")
        return answer.get("value", answer) if isinstance(answer, dict) else answer

    def close(self) -> None:
        self._answers.close()
        self._socket.close()

    def forget(self) -> None:
        """Be rid of every cookie and cached page."""
        self._as_itself("Services.cookies.removeAll(); Services.cache2.clear()")

    def prefer(self, name: str, choice: bool) -> None:
        self._as_itself("Services.prefs.setBoolPref(arguments[0], arguments[1])", name, choice)

    def _as_itself(self, script: str, *given: Any) -> None:
        self.ask("Marionette:SetContext", value="chrome")
        self.ask("WebDriver:ExecuteScript", script=script, args=given)
        self.ask("Marionette:SetContext", value="content")

    def _hear(self) -> Any:
        """A message is its length, a colon, JSON."""
        length = b""
        while (character := self._answers.read(1)) != b":":
            if not character:
                raise ConnectionError("Firefox is gone.")
            length += character
        return json.loads(self._answers.read(int(length)))


@contextmanager
def running_firefox(command: str) -> Iterator[Marionette]:
    """Firefox without a window, stopped at the end; what it writes goes away with it."""
    with TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True) as name:
        process = _started(command, Path(name))
        try:
            with closing(Marionette(_port(process, Path(name)))) as firefox:
                yield firefox
        finally:
            _stop(process)


def _started(command: str, folder: Path) -> subprocess.Popen:
    preferences = (f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in QUIET.items())
    (folder / "user.js").write_text("".join(preferences))
    with (folder / "output").open("wb") as output:
        return subprocess.Popen(
            [
                *(command, "--headless", "--no-remote", "--profile", folder),
                *("--marionette", "--remote-allow-system-access"),
            ],
            env=os.environ | {"HOME": str(folder), "MOZ_CRASHREPORTER_DISABLE": "1"},
            stdout=output,
            stderr=subprocess.STDOUT,
        )


def _stop(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _port(process: subprocess.Popen, folder: Path) -> int:
    written = folder / "MarionetteActivePort"
    wait_until(
        lambda: process.poll() is not None or (written.exists() and written.read_text()),
        lambda: "Firefox does not listen.",
        START,
    )
    assert process.poll() is None, (folder / "output").read_text()
    return int(written.read_text())


def wait_until(
    is_so: Callable[[], Any], otherwise: Callable[[], str], seconds: float = PATIENCE / 1000
) -> None:
    """Fails with the words of `otherwise` if it is not so within `seconds`."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, otherwise()
        time.sleep(STEP)
