"""Answers are packed once, as the browser takes them; what is packed already is left alone."""

import gzip
from hashlib import sha256
from io import BytesIO

import brotli
import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse

from forum.web.compression import CompressionMiddleware
from tests import make

TEXT = b"The lamps are lit. " * 100
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}


def answer(rf, accepted, response=None):
    response = response or HttpResponse(TEXT, headers={"ETag": '"lamp"'})
    return CompressionMiddleware(lambda request: response)(
        rf.get("/", HTTP_ACCEPT_ENCODING=accepted)
    )


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.1, gzip", "br"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.000, gzip;q=0.5", "gzip"),
        ("br;q=0, gzip;q=0.0", None),
        ("identity", None),
        ("", None),
    ],
)
def test_text_is_packed_as_the_browser_takes_it(rf, accepted, encoding):
    response = answer(rf, accepted)

    assert response.headers.get("Content-Encoding") == encoding
    assert UNPACK[encoding](response.content) == TEXT
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.headers["ETag"] == ('W/"lamp"' if encoding else '"lamp"')
    if encoding:
        assert response.headers["Content-Length"] == str(len(response.content))


@pytest.mark.parametrize(
    "response",
    [
        lambda: HttpResponse(TEXT[:499]),
        lambda: HttpResponse(TEXT, content_type="image/webp"),
        lambda: StreamingHttpResponse([TEXT], content_type="image/webp"),
        lambda: FileResponse(BytesIO(TEXT), filename="lamps.txt"),
        lambda: HttpResponse(TEXT, headers={"Content-Encoding": "zstd"}),
    ],
    ids=["small", "a picture", "a streamed picture", "a file", "packed already"],
)
@pytest.mark.parametrize("accepted", ["br", "gzip"])
def test_what_gains_nothing_stays_as_it_is(rf, response, accepted):
    given = response()
    before = dict(given.headers)

    response = answer(rf, accepted, given)

    assert dict(response.headers) == before
    assert b"".join(response) in (TEXT, TEXT[:499])


@pytest.mark.parametrize(("accepted", "encoding"), [("br", "br"), ("gzip", "gzip"), ("", None)])
def test_a_stream_of_text_is_packed_as_it_comes(rf, accepted, encoding):
    taken = []

    def pieces():
        for number in range(200):
            taken.append(number)
            yield f"{number}: {sha256(bytes(number)).hexdigest()}\n" * 100

    response = answer(rf, accepted, StreamingHttpResponse(pieces(), headers={"ETag": '"lamp"'}))

    assert response.headers.get("Content-Encoding") == encoding
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.headers["ETag"] == ('W/"lamp"' if encoding else '"lamp"')
    assert not taken
    sent = iter(response)
    first = next(sent)
    assert 0 < len(taken) < 200
    rest = list(sent)
    assert all([first, *rest]), "an empty piece ends an answer"
    text = UNPACK[encoding](first + b"".join(rest))
    assert text == "".join(pieces()).encode()


def test_a_stream_that_nobody_reads_on_is_closed(rf, db):
    closed = []

    def pieces():
        try:
            yield TEXT
            yield TEXT
        finally:
            closed.append(True)

    response = answer(rf, "gzip", StreamingHttpResponse(pieces()))
    next(iter(response))
    response.close()
    assert closed


@pytest.mark.parametrize("accepted", ["br", "gzip"])
def test_a_packed_page_is_checked_by_its_etag(client, db, accepted):
    path = make.article().get_absolute_url()
    page = client.get(path, HTTP_ACCEPT_ENCODING=accepted)

    again = client.get(path, HTTP_ACCEPT_ENCODING=accepted, HTTP_IF_NONE_MATCH=page.headers["ETag"])

    assert again.status_code == 304


def test_a_picture_is_sent_as_it_lies_there(client, settings):
    settings.MEDIA_ROOT.mkdir(exist_ok=True)
    (settings.MEDIA_ROOT / "lamp.webp").write_bytes(TEXT)

    response = client.get("/media/lamp.webp", HTTP_ACCEPT_ENCODING="gzip, br")

    assert "Content-Encoding" not in response.headers
    assert b"".join(response.streaming_content) == TEXT
