"""The security headers of every answer, whatever it is an answer to."""

import pytest
from django.conf import settings as site
from django.http import HttpResponse

from forum.web.headers import csp_override, policy_header
from tests import make

CSP = policy_header(site.SECURE_CSP)
STYLE = "/static/css/site.css"


@pytest.fixture
def answers(client, mona, settings):
    """An answer of each kind, by what it is."""
    settings.WHITENOISE_USE_FINDERS = True  # nothing is collected for tests
    article = make.article()
    comment = make.comment(article.discussion)
    client.raise_request_exception = False
    answers = {
        "200": client.get(article.get_absolute_url()),
        "redirect": client.get(f"/c/{comment.pk}/"),
        "404": client.get("/nothing-here/"),
        "404 of ours": client.get("/c/999999/"),
        "405": client.delete("/", HTTP_SEC_FETCH_SITE="same-origin"),
        "cross-origin": client.post("/", HTTP_SEC_FETCH_SITE="cross-site"),
        "bad host": client.get("/", HTTP_HOST="evil.example"),
        "no slash": client.get("/terms"),
        "robots": client.get("/robots.txt"),
        "static": client.get(STYLE),
        "static 404": client.get("/static/none.css"),
        "media 404": client.get("/media/none.jpg"),
        "feed": client.get("/feed/"),
        "admin redirect": client.get("/admin/"),
        "admin login": client.get("/admin/login/"),
    }
    client.force_login(mona)
    answers["admin"] = client.get("/admin/")
    answers["static"].close()
    return answers


def test_the_answers_are_what_they_are_called(answers):
    statuses = {name: answer.status_code for name, answer in answers.items()}

    assert statuses == {
        "200": 200,
        "redirect": 302,
        "404": 404,
        "404 of ours": 404,
        "405": 405,
        "cross-origin": 403,
        "bad host": 400,
        "no slash": 301,
        "robots": 200,
        "static": 200,
        "static 404": 404,
        "media 404": 404,
        "feed": 200,
        "admin redirect": 302,
        "admin login": 200,
        "admin": 200,
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Content-Security-Policy", CSP),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()"),
    ],
)
def test_every_answer_carries(answers, name, value):
    found = {what: answer.headers.get(name) for what, answer in answers.items()}

    assert found == dict.fromkeys(answers, value)


def test_the_policy_lets_nothing_in_from_elsewhere_and_nothing_inline():
    sources = {source for of_one in site.SECURE_CSP.values() for source in of_one}

    assert sources == {"'none'", "'self'", "data:"}
    assert site.SECURE_CSP["default-src"] == ["'none'"]
    assert site.SECURE_CSP["script-src"] == ["'self'"]


def test_the_policy_is_written_as_browsers_read_it():
    assert policy_header({"default-src": ["'none'"], "img-src": ["'self'", "data:"]}) == (
        "default-src 'none'; img-src 'self' data:"
    )


def test_a_view_can_have_a_policy_of_its_own(rf):
    view = csp_override({"sandbox": []})(lambda request: HttpResponse())

    assert view(rf.get("/")).headers["Content-Security-Policy"] == "sandbox"


def test_an_uploaded_file_is_no_page_of_ours(client, settings):
    settings.MEDIA_ROOT.mkdir(exist_ok=True)
    (settings.MEDIA_ROOT / "page.html").write_text("<script>alert(1)</script>")

    response = client.get("/media/page.html")
    b"".join(response.streaming_content)

    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    # Feed readers elsewhere show our pictures.
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["../secret_key", "..%2fsecret_key", "%2e%2e/secret_key", "a/../../secret_key", "%00"]
)
def test_no_file_beside_the_uploaded_ones_is_served(client, settings, path):
    settings.MEDIA_ROOT.mkdir(exist_ok=True)
    kept = (settings.DATA_DIR / "secret_key").read_bytes()  # the servers of other tests read it too

    response = client.get(f"/media/{path}")

    assert response.status_code in (400, 404)
    assert kept not in response.content
