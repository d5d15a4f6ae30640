"""The guest's form in two engines: on a page that was kept, without JavaScript, without a token;
and what other sites can do with it, which is nothing.
"""

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from itertools import count
from urllib.request import Request, urlopen

import pytest
from django.core.signals import request_started
from django.db import connection
from pytest_django.live_server_helper import LiveServer

from forum.comments.models import Comment
from tests import make
from tests.browser.engines import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("local_memory")]

BODY = "form.write textarea"
SEND = "form.write button[type=submit]"
TOKEN = "[name=csrfmiddlewaretoken]"
WORDS = "I have *a lamp* at home."
REFUSED = ("django.request", 403)  # a line in the log
PACKED = {"Accept-Encoding": "br"}  # as both browsers take it


@dataclass
class Heard:
    """A request as the site hears it: what the browser says of where it comes from, and how many
    questions to the database it costs."""

    method: str
    path: str
    site: str
    origin: str
    questions: int = 0


@pytest.fixture
def heard() -> Iterator[list[Heard]]:
    """The requests that were heard, in order."""
    requests, here = [], threading.local()

    def begin(environ, **_):
        here.request = Heard(
            environ["REQUEST_METHOD"],
            environ["PATH_INFO"],
            environ.get("HTTP_SEC_FETCH_SITE", ""),
            environ.get("HTTP_ORIGIN", ""),
        )
        requests.append(here.request)
        if ask not in connection.execute_wrappers:  # each thread of the server has its own
            connection.execute_wrappers.append(ask)

    def ask(execute, *question):
        here.request.questions += 1
        return execute(*question)

    request_started.connect(begin)
    yield requests
    request_started.disconnect(begin)


@pytest.fixture
def article(transactional_db, policy):
    policy(pause_seconds=0)
    article = make.article(headline="The lamps are lit")
    make.comment(article.discussion, body="Who lights the last one?", by=make.guest("Otto"))
    return article


@pytest.fixture
def page(live_server, article) -> str:
    """The address of the article's page."""
    return live_server.url + article.get_absolute_url()


def open_kept(reader, page, heard) -> None:
    """Open a page that is sent from the cache, because somebody has read it before, and carries
    neither cookie nor token."""
    urlopen(Request(page, headers=PACKED)).close()
    reader.open(page)

    made, sent = [request.questions for request in heard if request.path in page]
    assert made > sent == 1
    assert reader.cookies == {}
    assert reader.number_of(BODY) == 1
    assert reader.number_of(TOKEN) == 0


def write(reader) -> None:
    reader.fill("form.write [name=name]", "Nell")
    reader.fill("form.write [name=email]", "nell@example.org")
    reader.fill(BODY, WORDS)


def posts(heard) -> list[Heard]:
    return [request for request in heard if request.method == "POST"]


def the_comment() -> Comment:
    """The only one that Nell wrote."""
    return Comment.objects.get(name="Nell")


def assert_landed(reader, page) -> None:
    reader.lands("posted=")
    pk = the_comment().pk
    assert reader.where == f"{page}?posted={pk}#comment-{pk}"
    assert "Your comment is up." in reader.text(":target")


# from the cache, without JavaScript


def test_a_guest_begins_a_thread_on_a_page_from_the_cache(reader, page, heard, live_server):
    open_kept(reader, page, heard)
    write(reader)

    reader.click(SEND)

    assert_landed(reader, page)
    assert reader.text(":target em") == "a lamp"
    assert the_comment().parent is None
    [post] = posts(heard)
    assert (post.site, post.origin) == ("same-origin", live_server.url)
    assert list(reader.cookies) == ["reader"]


def test_a_guest_replies_from_a_page_from_the_cache(reader, page, heard, article):
    otto = article.discussion.comments.get()
    open_kept(reader, page, heard)
    reader.click(f"a[href$='/c/{otto.pk}/reply/']")
    reader.lands("/reply/")
    assert reader.number_of(TOKEN) == 0
    assert reader.cookies == {}
    write(reader)

    reader.click(SEND)

    assert_landed(reader, page)
    assert the_comment().parent == otto


def test_the_form_posts_from_a_page_that_names_no_referrer(reader, settings, article, heard):
    settings.SECURE_REFERRER_POLICY = "no-referrer"
    server = LiveServer("localhost")
    page = server.url + article.get_absolute_url()
    open_kept(reader, page, heard)
    with urlopen(page) as answer:
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    write(reader)

    reader.click(SEND)

    assert_landed(reader, page)
    [post] = posts(heard)
    assert (post.site, post.origin) == ("same-origin", "null")
    server.stop()


# once


def test_back_forward_and_reload_after_posting_post_nothing(reader, page, heard):
    open_kept(reader, page, heard)
    write(reader)
    reader.click(SEND)
    assert_landed(reader, page)

    for move in (reader.reload, reader.back, reader.reload, reader.forward, reader.reload):
        move()

    assert_landed(reader, page)
    assert len(posts(heard)) == 1


def test_what_is_sent_again_after_going_back_is_the_same_comment(reader, page, heard):
    open_kept(reader, page, heard)
    write(reader)
    reader.click(SEND)
    assert_landed(reader, page)
    reader.back()
    write(reader)

    reader.click(SEND)

    assert_landed(reader, page)
    assert len(posts(heard)) == 2


@pytest.fixture
def slow_site():
    """A site that begins with a post when it hears the next, and with that one when the first is
    written: its answer is the one that the reader sees."""
    times, sent_again = count(1), threading.Event()

    def begin(environ, **_):
        if environ["REQUEST_METHOD"] != "POST":
            return
        # Now, because the browser hangs up on the first post as it sends the second.
        length = int(environ["CONTENT_LENGTH"])
        environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(length))
        if next(times) == 1:
            sent_again.wait(5)
        else:
            sent_again.set()
            wait_until(Comment.objects.filter(name="Nell").exists, lambda: "Nothing is written.")

    request_started.connect(begin)
    yield
    request_started.disconnect(begin)


@pytest.mark.usefixtures("slow_site")
def test_a_double_click_is_one_comment_that_is_still_its_authors(reader, page, heard):
    open_kept(reader, page, heard)
    write(reader)

    reader.click_twice(SEND)

    assert_landed(reader, page)
    assert len(posts(heard)) == 2
    reader.click(":target .comment__notice a[href^='/receipts/']")
    reader.lands("/receipts/")
    assert "a lamp" in reader.text("main")


# from elsewhere


@pytest.fixture
def another_site(live_server, article):
    """A site that sends its visitors' browsers to post, from a page or from a sandboxed frame."""
    target = f"{live_server.url}/discussions/{article.discussion_id}/comments/"
    trap = (
        f'<form method="post" action="{target}"><input name="name" value="Nell">'
        '<input name="email" value="nell@example.org"><input name="terms" value="1">'
        '<textarea name="body">Forged.</textarea></form>'
        "<script>document.forms[0].submit()</script>"
    )
    frame = '<iframe sandbox="allow-scripts allow-forms" src="/"></iframe>'
    site = ThreadingHTTPServer(("127.0.0.1", 0), partial(Pages, {"/": trap, "/frame": frame}))
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{site.server_port}"
    site.shutdown()
    site.server_close()


class Pages(BaseHTTPRequestHandler):
    """Sends the pages it is given by their paths."""

    def __init__(self, pages: dict[str, str], *args):
        self.pages = pages
        super().__init__(*args)

    def do_GET(self):
        self.send_response(200 if self.path in self.pages else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.pages.get(self.path, "").encode())

    def log_message(self, *_):
        pass


def assert_refused(heard, caplog) -> Heard:
    """The one post that was heard; it was answered with 403, and wrote nothing."""
    wait_until(lambda: caplog.records, lambda: "Nothing was refused.")
    assert [(record.name, record.status_code) for record in caplog.records] == [REFUSED]
    assert not Comment.objects.filter(name="Nell").exists()
    [post] = posts(heard)
    return post


def test_another_site_cannot_post_through_a_reader(reader_with_js, another_site, heard, caplog):
    caplog.set_level(logging.WARNING, "django.request")

    reader_with_js.open(another_site)

    post = assert_refused(heard, caplog)
    assert (post.site, post.origin) == ("cross-site", another_site)
    reader_with_js.lands("/comments/")
    assert reader_with_js.text("h1") == "This came from another site"


def test_nor_can_it_from_a_sandboxed_frame(reader_with_js, another_site, heard, caplog):
    caplog.set_level(logging.WARNING, "django.request")

    reader_with_js.open(f"{another_site}/frame")

    post = assert_refused(heard, caplog)
    assert (post.site, post.origin) == ("cross-site", "null")


# a session that has ended


def test_whose_session_has_ended_is_asked_with_their_words_and_posts_once(reader, page, heard):
    open_kept(reader, page, heard)
    reader.add_cookie("sessionid", "x" * 32)
    write(reader)
    reader.click(SEND)
    reader.lands("/comments/")

    assert "Please confirm your comment" in reader.text("[role=alert]")
    assert reader.value(BODY) == WORDS
    assert not Comment.objects.filter(name="Nell").exists()

    reader.click(SEND)

    assert_landed(reader, page)
    assert len(posts(heard)) == 2
