"""Brotli for pages where the browser takes it, else gzip; pictures stay as they are.

Django has gzip alone, and packs every picture anew at each request. django-brotli 0.4 decodes
streamed files as UTF-8, which breaks every picture, and writes ETags that no comparison accepts; so
these lines are ours.
"""

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator

import brotli
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

QUALITY = 5  # of 11: 0.5 ms for a page of 80 kB, a sixth smaller than gzip
WINDOW = 18  # 256 kB, more than a page has; brotli's own, 4 MB, takes a tenth longer, and room
LEVEL = 6  # gzip's, of 9
SMALLEST = 500  # bytes; below it the headers outweigh the gain
TYPES = ("text/", "application/xml", "application/atom+xml", "application/json")


def _brotli(content: bytes) -> bytes:
    return brotli.compress(content, mode=brotli.MODE_TEXT, quality=QUALITY, lgwin=WINDOW)


def _gzip(content: bytes) -> bytes:
    return gzip.compress(content, LEVEL, mtime=0)


PACKERS = {"br": _brotli, "gzip": _gzip}  # the first that the browser takes


def _brotli_stream(chunks: Iterable[bytes]) -> Iterator[bytes]:
    packer = brotli.Compressor(mode=brotli.MODE_TEXT, quality=QUALITY, lgwin=WINDOW)
    for chunk in chunks:
        yield packer.process(chunk)
    yield packer.finish()


def _gzip_stream(chunks: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(LEVEL, wbits=16 + zlib.MAX_WBITS)
    for chunk in chunks:
        yield packer.compress(chunk)
    yield packer.flush()


STREAM_PACKERS = {"br": _brotli_stream, "gzip": _gzip_stream}


class CompressionMiddleware:
    """Compresses a text answer, whole or streamed; its ETag becomes a weak one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if "Content-Encoding" not in response.headers:
            (pack_stream if response.streaming else pack)(response, chosen(request))
            etag = response.headers.get("ETag", "")
            if etag.startswith('"') and "Content-Encoding" in response.headers:
                response.headers["ETag"] = f"W/{etag}"
        return response


def chosen(request: HttpRequest) -> str:
    """The encoding to send, of those that the browser takes; "" for none."""
    taken = _taken(request.headers.get("Accept-Encoding", ""))
    return next((name for name in PACKERS if name in taken), "")


def pack(response: HttpResponse, encoding: str) -> None:
    """Compress a whole answer in place, if it is text and long enough to gain by it."""
    if not _is_compressible(response):
        return
    patch_vary_headers(response, ["Accept-Encoding"])
    if encoding:
        response.content = PACKERS[encoding](response.content)
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Content-Encoding"] = encoding


def pack_stream(response: StreamingHttpResponse, encoding: str) -> None:
    """Compress a streamed answer piece by piece as it is sent, if it is text. Files say how long
    they are, and stay as they are."""
    if not _is_text(response) or "Content-Length" in response.headers:
        return
    patch_vary_headers(response, ["Accept-Encoding"])
    if encoding:
        packed = STREAM_PACKERS[encoding](response.streaming_content)
        response.streaming_content = filter(None, packed)
        response.headers["Content-Encoding"] = encoding


def _is_compressible(response: HttpResponse) -> bool:
    return _is_text(response) and len(response.content) >= SMALLEST


def _is_text(response: HttpResponseBase) -> bool:
    return response.headers.get("Content-Type", "").startswith(TYPES)


def _taken(accepted: str) -> set[str]:
    """The encodings that an Accept-Encoding header names with a quality above 0."""
    taken = set()
    for part in accepted.split(","):
        name, _, weight = part.strip().partition(";")
        if weight.replace(" ", "").rstrip("0.") != "q=":
            taken.add(name.strip().lower())
    return taken
