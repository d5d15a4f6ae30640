"""A small real server on loopback that speaks Akismet's protocol, well or badly.

`viagra-test-123` as author is spam, as with Akismet itself; everything else is none. Each request
is noted in `requests` as (verb, fields).
"""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qsl

KEY = "123abc"
BLOG = "https://lantern.example"
SPAMMER = "viagra-test-123"
THANKS = "Thanks for making the web a better place."


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.mode = "well"
        self.closing = Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def fields(self, verb: str) -> list[dict[str, str]]:
        """What was sent with each request of this verb."""
        return [fields for asked, fields in self.requests if asked == verb]


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        fields = dict(parse_qsl(self.rfile.read(length).decode(), strict_parsing=True))
        verb = self.path.removeprefix("/1.1/")
        self.server.requests.append((verb, fields))
        getattr(self, f"_{self.server.mode}")(verb, fields)

    def _well(self, verb, fields):
        if fields.get("blog") != BLOG or KEY not in (fields.get("api_key"), fields.get("key")):
            self._answer("invalid", {"X-akismet-debug-help": "We were unable to parse your key"})
        elif verb == "verify-key":
            self._answer("valid")
        elif verb == "comment-check" and not fields.get("user_ip"):
            self._answer("invalid", {"X-akismet-debug-help": 'Empty "user_ip" value'})
        elif verb == "comment-check":
            is_spam = fields.get("comment_author") == SPAMMER
            self._answer("true" if is_spam else "false", {"X-akismet-pro-tip": "discard"})
        elif verb in ("submit-spam", "submit-ham"):
            self._answer(THANKS)
        else:
            self.send_error(404)

    def _slow(self, verb, fields):
        self.server.closing.wait(30)

    def _dripping(self, verb, fields):
        """A byte at a time: no single one is late, and there is no end."""
        self.send_response(200)
        self.end_headers()
        while not self.server.closing.wait(0.05):
            self.wfile.write(b" ")

    def _garbage(self, verb, fields):
        self._answer("<h1>It works!</h1>\0\xff" * 100)

    def _empty(self, verb, fields):
        self._answer("")

    def _failing(self, verb, fields):
        self.send_error(500)

    def _rude(self, verb, fields):
        self.wfile.write(b"\0\xff\r\n\r\n")

    def _gone(self, verb, fields):
        self.close_connection = True

    def _answer(self, body: str, headers: dict[str, str] | None = None) -> None:
        data = body.encode("latin-1")
        self.send_response(200)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        pass


@contextmanager
def started():
    """A server that runs until the end of the block."""
    server = Server()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
