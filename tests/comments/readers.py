"""What readers do through the client: type, post, land."""

from django.test import Client
from django.utils import timezone

from forum.comments import receipts, stamps, threads
from forum.comments.models import Comment, Discussion, Policy

LINKS = "https://a.example https://b.example https://c.example"
OWN = {"Sec-Fetch-Site": "same-origin"}


def typed(**fields) -> dict:
    terms = Policy.objects.current().terms_version or ""
    person = {"name": "Ann", "email": "ann@example.org"}
    fields = person | {"body": "Well said.", "terms": terms, "stamp": stamp()} | fields
    return {name: value for name, value in fields.items() if value is not None}


def stamp() -> str:
    """That of a page of today."""
    return stamps.of_day(timezone.now())


def write_at(place: Discussion) -> str:
    return f"/discussions/{place.pk}/comments/"


def post(client: Client, path: str, **fields):
    """The answer to a form that was filled in and sent."""
    return client.post(path, typed(**fields), headers=OWN)


def write(client: Client, place: Discussion, **fields) -> Comment:
    """A comment by whoever has this client, posted even if it waits."""
    answer = post(client, write_at(place), anyway="1", **fields)
    assert answer.status_code == 303, answer.content.decode()
    return Comment.objects.order_by("-pk").first()


def save(client: Client, comment: Comment, body: str = "Well *said*.", **fields):
    """The answer to new words for a comment."""
    fields = {"body": body, "stamp": stamp()} | fields
    return client.post(receipts.url_of(comment), fields, headers=OWN)


def landing(comment: Comment) -> str:
    """The path of the page that its author lands on."""
    found = Comment.objects.select_related("discussion", "parent").get(pk=comment.pk)
    return threads.url_for_author(found, Policy.objects.current()).partition("#")[0]


def text_of(response) -> str:
    return response.content.decode()


def assert_for_one_alone(response):
    """No cache may keep it, no search engine may list it, and it gives no cookie."""
    assert "no-store" in response.headers["Cache-Control"]
    assert "private" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in response.headers
