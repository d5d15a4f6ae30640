"""When a page is seen, with and without hints to the browser: `python -m tests.bench.transfer`.

The demo as in production, behind the nginx of docs/nginx.conf, in Chromium with an empty cache and
a processor slowed down four times, on two lines that Chromium emulates. Prints medians of ROUNDS
rounds (default 11) in milliseconds with quartiles, in which a busy machine shows. Every round looks
at every page in every way, in an order of its own.
"""

import os
import random
import re
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import html5lib
from playwright.sync_api import sync_playwright

from tests.beyond.browser import Browser
from tests.beyond.machines import Nginx, program
from tests.beyond.site import Site

ROUNDS = int(os.environ.get("ROUNDS", 11))
SLOWER = 4  # times, the processor
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
TOLD = ("first", "largest", "load")  # paint, paint, and the end
PAGES = {
    "home": "/",
    "263 comments": "/2026/11/08/the-lamplighters-finale/",
    "6 comments": "/2026/08/06/eight-books-for-somebody-elses-greenhouse/",
}
HINTS = {  # what the header Link names, by the name of the host that is asked
    "none": (),
    "styles": ("styles",),
    "all": ("styles", "scripts"),
    "picture": ("picture",),
}
SEEN = """() => new Promise((tell) => setTimeout(() => {
  new PerformanceObserver((paints) => {
    const [page] = performance.getEntriesByType("navigation");
    const sheets = performance.getEntriesByType("resource").filter((one) => /css$/.test(one.name));
    tell({
      first: performance.getEntriesByName("first-contentful-paint")[0].startTime,
      largest: paints.getEntries().at(-1).startTime,
      load: page.loadEventEnd,
      line: Math.min(...sheets.map((one) => one.duration)),
    });
  }).observe({ type: "largest-contentful-paint", buffered: true });
}, 500))"""


@dataclass(frozen=True)
class Line:
    """Milliseconds there and back, kbit/s down and up, and who sits at its end."""

    latency: int
    down: int
    up: int
    screen: dict

    @property
    def conditions(self) -> dict:
        speeds = {"downloadThroughput": self.down * 125, "uploadThroughput": self.up * 125}
        return {"offline": False, "latency": self.latency} | speeds


PHONE = {"viewport": {"width": 412, "height": 915}, "device_scale_factor": 2, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
LINES = {"slow": Line(150, 1600, 750, PHONE), "fast": Line(40, 10_000, 5_000, DESK)}


class Hinting(Nginx):
    """nginx that adds a header Link to pages: `links` are its values by host and path."""

    def __init__(self, links: dict[str, str], *given):
        self.links = links
        super().__init__(*given)

    def _site(self, *given) -> str:
        rows = "".join(f"{address} '{link}';\n" for address, link in self.links.items())
        text = super()._site(*given)
        text, changes = re.subn(r"(location / {\n)", r"\1add_header Link $link;\n", text)
        assert changes == 1
        return f"map_hash_bucket_size 4096;\nmap $host$uri $link {{\n{rows}}}\n{text}"


def main() -> None:
    with TemporaryDirectory(prefix="afterword-transfer-") as name, _served(Path(name)) as port:
        print(f"milliseconds, medians of {ROUNDS} rounds with quartiles; Link: what it names")
        for name, line in LINES.items():
            _print(name, _measured(line, port))


@contextmanager
def _served(folder: Path):
    """The demo behind nginx; yields nginx' port."""
    data, place = folder / "data", folder / "nginx"
    place.mkdir()
    site = Site(data, HTTPS="1", ALLOWED_HOSTS=".localhost", TRUSTED_PROXIES="1", SITE_NAME="Demo")
    for command in (["migrate"], ["collectstatic", "--noinput"], ["demo"]):
        site.run(*command, "--verbosity=0")
    web = site.web()
    try:
        by_nginx = {"Host": "x.localhost", "X-Forwarded-Proto": "https"}
        links = _links(Browser(web.port, headers=by_nginx))
        nginx = Hinting(links, place, data, [(web.host, web.port)])
        try:
            yield nginx.port
        finally:
            nginx.stop()
    finally:
        web.stop()


def _links(site: Browser) -> dict[str, str]:
    found = {path: _hints(site.get(path).text) for path in PAGES.values()}
    return {
        f"{way}.localhost{path}": ", ".join(link for kind in kinds for link in hints[kind])
        for (way, kinds), (path, hints) in product(HINTS.items(), found.items())
        if kinds
    }


def _hints(text: str) -> dict[str, list[str]]:
    """What the page will ask for, as a header Link names it."""
    page = html5lib.parse(text, namespaceHTMLElements=False)
    sheets = page.findall(".//link[@rel='stylesheet']")
    scripts = page.findall(".//script[@src]")
    picture = next(one for one in page.iter("picture") if one.find("img").get("fetchpriority"))
    source, image = picture.find("source"), picture.find("img")
    return {
        "styles": [f"<{one.get('href')}>; rel=preload; as=style" for one in sheets],
        "scripts": [
            f"<{one.get('src')}>; rel="
            + ("modulepreload" if one.get("type") == "module" else "preload; as=script")
            for one in scripts
        ],
        "picture": [
            f'<{image.get("src")}>; rel=preload; as=image; imagesrcset="{source.get("srcset")}"; '
            f'imagesizes="{source.get("sizes")}"; fetchpriority=high'
        ],
    }


def _measured(line: Line, port: int) -> dict[tuple[str, str], list[dict]]:
    """What was seen of each page in each way."""
    found = {look: [] for look in product(PAGES, HINTS)}
    with sync_playwright() as playwright:
        chromium = program("chromium", "chromium-browser", package="chromium")
        with closing(playwright.chromium.launch(executable_path=chromium, args=FLAGS)) as browser:
            for number in range(ROUNDS + 1):
                for page, way in random.sample(list(found), len(found)):
                    seen = _seen(browser, line, f"https://{way}.localhost:{port}{PAGES[page]}")
                    found[page, way] += [seen] if number else []  # the first round warms up
    return found


def _seen(browser, line: Line, address: str) -> dict:
    context = browser.new_context(ignore_https_errors=True, **line.screen)
    with closing(context):
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", line.conditions)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(address, wait_until="load")
        seen = page.evaluate(SEEN)
    assert seen["line"] > line.latency, f"the line is not emulated: a sheet took {seen['line']} ms"
    return seen


def _print(name: str, found: dict[tuple[str, str], list[dict]]) -> None:
    line = LINES[name]
    print(f"\n{name}: {line.latency} ms there and back, {line.down} kbit/s")
    print(f"{'page':14}{'Link':10}" + "".join(f"{kind:>20}" for kind in TOLD))
    for (page, way), seen in found.items():
        figures = (_figures([one[kind] for one in seen]) for kind in TOLD)
        print(f"{page:14}{way:10}" + "".join(f"{figure:>20}" for figure in figures), flush=True)


def _figures(times: list[float]) -> str:
    low, _half, high = quantiles(times, n=4)
    return f"{median(times):.0f} ({low:.0f}–{high:.0f})"


if __name__ == "__main__":
    main()
