"""The README's first command, from outside: `make run` with an empty data folder."""

import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import brotli
import pytest

ROOT = Path(__file__).resolve().parent.parent
BUSIEST = "/2026/11/08/the-lamplighters-finale/"


def get(site, path, **headers):
    """Status, headers and body as they come over the wire."""
    request = urllib.request.Request(site.url + path, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return SimpleNamespace(
                status=answer.status, headers=answer.headers, body=answer.read(), url=answer.url
            )
    except urllib.error.HTTPError as error:
        return SimpleNamespace(status=error.code, headers=error.headers, body=error.read())


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site as `make run` starts it, on a free port; gone with all its processes after."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("da ta")  # a space is no more than a letter
    names = ("DATABASE_URL", "CACHE_URL", "DJANGO_SETTINGS_MODULE", "SITE_NAME", "DATA_DIR")
    environment = {k: v for k, v in os.environ.items() if k not in names}
    with open(folder / "run.log", "w+") as log:
        process = subprocess.Popen(
            ["make", "run", f"PORT={port}", f"DATA_DIR={folder}"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        site = SimpleNamespace(
            url=f"http://127.0.0.1:{port}", folder=folder, process=process, log=folder / "run.log"
        )
        try:
            wait_for(lambda: "Ctrl-C" in site.log.read_text() or process.poll() is not None)
            wait_for(lambda: get(site, "/robots.txt").status == 200)
            yield site
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def wait_for(condition, seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if condition():
                return
        except (OSError, urllib.error.URLError):
            pass
        time.sleep(0.1)
    raise AssertionError("the site did not start in time")


class Files(HTMLParser):
    """The files a browser fetches with a page, pictures left out."""

    def __init__(self):
        super().__init__()
        self.paths = []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "script" and "src" in attrs:
            self.paths.append(attrs["src"])
        if tag == "link" and attrs.get("rel") in ("stylesheet", "icon"):
            self.paths.append(attrs["href"])


def test_it_says_where_it_is_and_how_to_sign_in(site):
    said = site.log.read_text()

    assert f"Afterword: {site.url}/" in said
    assert re.search(r"Demo moderator: mona / \S+   http://127.0.0.1:\d+/admin/", said)


def test_all_state_lies_in_the_folder_that_was_named(site):
    names = {path.name for path in site.folder.iterdir()}

    assert {"afterword.sqlite3", "media", "static", ".static", "secret_key"} <= names


def test_the_busiest_article_is_the_one_that_was_promised(site):
    page = get(site, BUSIEST).body.decode()

    assert "Comments (263)" in page
    assert page.count('class="comment u-comment h-cite"') == 68
    assert get(site, f"{BUSIEST}?page=11").status == 200
    assert get(site, f"{BUSIEST}?page=12").status == 404


def test_a_page_is_light_and_asks_for_little(site):
    answer = get(site, BUSIEST, **{"Accept-Encoding": "gzip, br"})
    files = Files()
    files.feed(brotli.decompress(answer.body).decode())

    weights = [len(answer.body)]
    for path in files.paths:
        file = get(site, path, **{"Accept-Encoding": "gzip, br"})
        assert file.status == 200
        assert "immutable" in file.headers["Cache-Control"]
        weights.append(len(file.body))

    assert weights[0] <= 20_000
    assert len(weights) <= 5
    assert sum(weights) <= 35_000


def test_reading_sets_no_cookie(site):
    for path in ("/", BUSIEST, "/c/1/", "/c/2/reply/", "/terms/", "/nothing/"):
        assert "Set-Cookie" not in get(site, path).headers


def test_every_answer_carries_the_security_headers(site):
    picture = re.search(r"/media/[^ \"]+\.webp", get(site, "/").body.decode()).group()

    for path in ("/", "/admin/login/", "/nothing/", "/static/css/site.css", picture):
        headers = get(site, path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"], path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert "Cross-Origin-Resource-Policy" in headers, path


def test_ctrl_c_stops_it_all(site):
    os.killpg(site.process.pid, signal.SIGINT)

    site.process.wait(timeout=20)

    with pytest.raises(urllib.error.URLError, match="refused"):
        get(site, "/robots.txt")
    assert (site.folder / "afterword.sqlite3").exists()
