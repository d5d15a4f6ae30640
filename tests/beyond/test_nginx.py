"""The shipped configuration of nginx, before an origin that says what the test wants it to say."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from time import sleep

import pytest

from tests.beyond.browser import Answer, Browser
from tests.beyond.machines import Nginx, free_port, wait_until

SHARED = "public, max-age=0, s-maxage=1, stale-while-revalidate=1, stale-if-error=60"
FOR_LONG = SHARED.replace("s-maxage=1", "s-maxage=60")


class Origin:
    """A web process: every request that came through, and what to answer."""

    def __init__(self):
        self.asked: list[BaseHTTPRequestHandler] = []
        self.status, self.headers, self.may_answer = 200, {"Cache-Control": FOR_LONG}, Event()
        self.may_answer.set()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = self.server.server_address
        Thread(target=self.server.serve_forever, daemon=True).start()

    def _handler(origin):  # noqa: N805 (the handler has a self of its own)
        class Handler(BaseHTTPRequestHandler):
            def answer(self):
                origin.asked.append(self)
                origin.may_answer.wait(10)
                origin.say(self)

            do_GET = do_POST = answer  # noqa: N815 (the names that http.server looks for)

            def log_message(self, *arguments):
                pass

        return Handler

    def say(self, handler: BaseHTTPRequestHandler) -> None:
        etag = handler.headers.get("If-None-Match")
        is_same = etag is not None and etag == self.headers.get("ETag")
        body = b"" if is_same else f"answer {len(self.asked)}".encode()
        handler.send_response(304 if is_same else self.status)
        for name, value in {**self.headers, "Content-Length": str(len(body))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def origin():
    own = Origin()
    yield own
    own.stop()


@pytest.fixture
def served(origin, tmp_path):
    """served(…): nginx before these addresses of web processes; a browser at it."""
    started = []

    def serve(*webs) -> Browser:
        own = Nginx(tmp_path, tmp_path / "data", [*webs] or [origin.address])
        started.append(own)
        return Browser(own.port, str(tmp_path / "fullchain.pem"))

    yield serve
    for one in started:
        one.stop()


def caches(answers: list[Answer]) -> list[str]:
    return [answer.headers["x-cache"] for answer in answers]


def test_a_page_is_asked_for_once(served, origin):
    reader = served()

    answers = [reader.get("/a/") for _ in range(5)]

    assert caches(answers) == ["MISS", "HIT", "HIT", "HIT", "HIT"]
    assert {answer.text for answer in answers} == {"answer 1"}
    assert answers[4].headers["cache-control"] == FOR_LONG


def test_the_site_is_told_who_asks_and_how(served, origin):
    reader = served()

    reader.get("/a/", **{"X-Forwarded-For": "203.0.113.9"})

    told = origin.asked[0].headers
    assert told["X-Forwarded-For"] == "203.0.113.9, 127.0.0.1"
    assert told["X-Forwarded-Proto"] == "https"
    assert told["Host"] == f"127.0.0.1:{reader.port}"


@pytest.mark.parametrize("name", ["sessionid", "__Host-sessionid"])
@pytest.mark.parametrize("before", ["", "a=1; "])
def test_a_member_is_never_given_what_is_kept_nor_kept(served, origin, name, before):
    reader = served()
    reader.get("/a/")

    answers = [reader.get("/a/", Cookie=f"{before}{name}=k") for _ in range(2)]
    first = reader.get("/b/", Cookie=f"{name}=k")

    assert [answer.text for answer in [*answers, first]] == ["answer 2", "answer 3", "answer 4"]
    assert reader.get("/a/").text == "answer 1"
    assert reader.get("/b/").text == "answer 5"


@pytest.mark.parametrize("cookie", ["reader=k", "mysessionid=k", "__Host-reader=k; a=sessionid="])
def test_other_cookies_change_nothing(served, origin, cookie):
    reader = served()
    reader.get("/a/")

    assert reader.get("/a/", Cookie=cookie).headers["x-cache"] == "HIT"


@pytest.mark.parametrize("status", [403, 404, 410, 500, 503])
def test_what_is_no_page_is_not_kept_whatever_it_says(served, origin, status):
    origin.status = status
    reader = served()

    assert [reader.get("/a/").text for _ in range(2)] == ["answer 1", "answer 2"]


def test_an_answer_to_one_reader_is_not_kept(served, origin):
    reader = served()
    for header in ({"Set-Cookie": "a=1"}, {"Cache-Control": "private, no-store"}):
        origin.headers = {"Cache-Control": FOR_LONG} | header
        first, second = reader.get(f"/{len(origin.asked)}/"), reader.get("/x/")

        assert (first.headers["x-cache"], second.headers["x-cache"]) == ("MISS", "MISS")


def test_each_encoding_is_kept_by_itself(served, origin):
    origin.headers |= {"Vary": "Accept-Encoding, HX-Request"}
    reader = served()

    texts = [reader.get("/a/", **{"Accept-Encoding": kind}).text for kind in ("br", "gzip", "br")]
    texts.append(reader.get("/a/", **{"Accept-Encoding": "br", "HX-Request": "true"}).text)

    assert texts == ["answer 1", "answer 2", "answer 1", "answer 3"]


@pytest.mark.parametrize(
    ("taken", "asked_for"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", "br"),
        ("gzip,br", "br"),
        ("br;q=0, gzip", "gzip"),
        ("gzip, br; q=0.000", "gzip"),
        ("x-gzip, deflate", ""),
        ("brotli, gzip;q=0", ""),
        ("identity", ""),
    ],
)
def test_however_a_browser_says_what_it_takes_there_are_three_copies(
    served, origin, taken, asked_for
):
    reader = served()
    copies = {kind: reader.get("/a/", **{"Accept-Encoding": kind}).text for kind in ("br", "gzip")}
    copies[""] = reader.get("/a/").text

    answer = reader.get("/a/", **{"Accept-Encoding": taken})

    assert answer.headers["x-cache"] == "HIT"
    assert answer.text == copies[asked_for]


def test_of_a_crowd_one_asks(served, origin):
    reader = served()
    origin.may_answer.clear()
    answers: list[Answer] = []
    crowd = [Thread(target=lambda: answers.append(reader.get("/a/"))) for _ in range(8)]
    for one in crowd:
        one.start()
    wait_until(lambda: origin.asked, "the first of them")
    origin.may_answer.set()
    for one in crowd:
        one.join(20)

    assert [answer.text for answer in answers] == ["answer 1"] * 8
    assert len(origin.asked) == 1


def expire(reader: Browser) -> None:
    """Let /a/ be kept, and its second pass, which to nginx is over after the next one."""
    reader.get("/a/")
    sleep(2.2)


def test_what_is_too_old_is_shown_once_more_while_it_is_asked_for(served, origin):
    origin.headers["Cache-Control"] = SHARED.replace("revalidate=1", "revalidate=60")
    reader = served()
    expire(reader)

    assert (reader.get("/a/").text, len(origin.asked) <= 2) == ("answer 1", True)
    wait_until(lambda: reader.get("/a/").text == "answer 2", "the new page")


def test_what_has_not_changed_is_not_sent_again(served, origin):
    origin.headers = {"Cache-Control": SHARED.replace("revalidate=1", "revalidate=0")}
    origin.headers |= {"ETag": 'W/"7"'}
    reader = served()
    expire(reader)

    answer = reader.get("/a/")

    assert (answer.text, answer.headers["x-cache"]) == ("answer 1", "REVALIDATED")
    assert origin.asked[1].headers["If-None-Match"] == 'W/"7"'


@pytest.mark.parametrize("status", [500, 503])
def test_a_page_of_before_is_shown_while_the_site_is_broken(served, origin, status):
    origin.headers["Cache-Control"] = SHARED.replace("revalidate=1", "revalidate=0")
    reader = served()
    expire(reader)
    origin.status = status

    answers = [reader.get("/a/") for _ in range(3)]

    assert [(answer.status, answer.text) for answer in answers] == [(200, "answer 1")] * 3
    assert set(caches(answers)) == {"STALE"}


def test_a_page_of_before_is_shown_while_the_site_is_gone(served, origin):
    origin.headers["Cache-Control"] = SHARED.replace("revalidate=1", "revalidate=0")
    reader = served()
    expire(reader)
    origin.stop()

    kept, unknown = reader.get("/a/"), reader.get("/b/")

    assert (kept.status, kept.text, kept.headers["x-cache"]) == (200, "answer 1", "STALE")
    assert (unknown.status, unknown.headers["retry-after"]) == (503, "30")
    assert unknown.headers["cache-control"] == "no-store"
    assert "back in a moment" in unknown.text


def test_a_post_goes_to_the_next_if_the_first_is_gone(served, origin):
    reader = served(("127.0.0.1", free_port()), origin.address)

    assert [reader.post("/any/", a="1").status for _ in range(3)] == [200] * 3


class Deadly(Origin):
    """Takes every request and closes the connection without a word, as a killed process does."""

    def say(self, handler) -> None:
        handler.close_connection = True


@pytest.fixture
def deadly():
    own = Deadly()
    yield own
    own.stop()


@pytest.mark.parametrize("path", ["/discussions/7/comments/", "/c/7/reply/"])
def test_a_comment_whose_process_dies_goes_to_the_next(served, origin, deadly, path):
    reader = served(deadly.address, origin.address)

    answers = [reader.post(path, body="Well said.") for _ in range(2)]

    assert [answer.status for answer in answers] == [200, 200]
    assert len(deadly.asked) == 1


@pytest.mark.parametrize("path", ["/admin/articles/article/add/", "/receipts/x/", "/c/7/report/"])
def test_nothing_else_is_posted_twice(served, origin, deadly, path):
    reader = served(deadly.address, origin.address)

    answers = [reader.post(path, body="Well said.") for _ in range(2)]

    assert sorted(answer.status for answer in answers) == [200, 503]
    assert (len(deadly.asked), len(origin.asked)) == (1, 1)


def test_static_files_come_from_the_folder_and_else_from_the_site(served, origin, tmp_path):
    folder = tmp_path / "data" / "static" / "css"
    folder.mkdir(parents=True)
    (folder / "site.0123456789ab.css").write_text("body {}")
    (folder / "site.css").write_text("body {}")
    (tmp_path / "data" / "secret_key").write_text("secret")
    reader = served()

    own = reader.get("/static/css/site.0123456789ab.css")
    others = ["/static/css/site.css", "/static/css/new.ba9876543210.css", "/media/none.webp"]

    assert own.text == "body {}"
    assert "immutable" in own.headers["cache-control"]
    assert [reader.get(path).text[:6] for path in others] == ["answer"] * 3
    assert reader.get("/media/../secret_key").text != "secret"
    assert reader.get("/static/../secret_key").text != "secret"


def test_plain_http_leads_to_https(served, origin, tmp_path):
    own = Nginx(tmp_path, tmp_path, [origin.address])
    try:
        answer = Browser(own.redirect_port).get("/a/")
    finally:
        own.stop()

    assert (answer.status, answer.headers["location"]) == (301, "https://127.0.0.1/a/")
