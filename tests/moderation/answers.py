"""What the desk answers, and where it is asked."""

from django.urls import reverse


def url(name: str, *args, **asked) -> str:
    """The address of a page of the desk; "" is the desk's own."""
    return reverse(f"admin:desk_{name}" if name else "admin:desk", args=args, query=asked or None)


def said(response) -> list[str]:
    """The messages of an answer, shown or still to be shown."""
    return [str(message) for message in response.wsgi_request._messages]


def text_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()
