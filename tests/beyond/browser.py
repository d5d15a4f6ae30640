"""A reader's browser without JavaScript, over a real socket: asks, posts, keeps cookies."""

from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from http.cookies import SimpleCookie
from ssl import create_default_context
from urllib.parse import urlencode

import html5lib

PATIENCE = 30  # seconds; whatever takes longer than this is no answer


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]  # names in lower case
    text: str

    @property
    def form(self) -> dict[str, str]:
        """What the form in the middle of the page would send; {} if it cannot be sent."""
        page = html5lib.parse(self.text, namespaceHTMLElements=False)
        form = page.find(".//main//form[@method='post']")
        if form is None or form.find(".//button[@type='submit']") is None:
            return {}
        boxes = {area.get("name"): area.text or "" for area in form.iter("textarea")}
        inputs = {box.get("name"): box.get("value") or "" for box in form.iter("input")}
        return boxes | inputs


@dataclass
class Browser:
    """Somebody who asks at a port of the loopback, with `certificate` over TLS."""

    port: int
    certificate: str = ""
    host: str = "127.0.0.1"
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, **fields: str) -> Answer:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Sec-Fetch-Site": "same-origin",
        }
        return self._ask("POST", path, urlencode(fields), headers)

    def follow(self, answer: Answer) -> Answer:
        return self.get(answer.headers["location"].partition("#")[0])

    def _ask(self, method, path, body, headers) -> Answer:
        """Raises OSError if there is no answer."""
        headers = self.headers | headers
        if self.cookies:
            headers |= {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        connection = self._connection()
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            answer = Answer(response.status, found, response.read().decode())
        except HTTPException as error:
            raise ConnectionError(f"{method} {path}: {error!r}") from error
        finally:
            connection.close()
        given = SimpleCookie(found.get("set-cookie", ""))
        self.cookies |= {name: one.value for name, one in given.items()}
        return answer

    def _connection(self) -> HTTPConnection:
        if not self.certificate:
            return HTTPConnection(self.host, self.port, timeout=PATIENCE)
        trusted = create_default_context(cafile=self.certificate)
        trusted.check_hostname = False  # it is example.org's
        return HTTPSConnection(self.host, self.port, timeout=PATIENCE, context=trusted)
