"""`?posted=<id>`: a page as its reader sees it after posting, with a notice at their comment.

It is for the author alone, never cached and never listed; whoever else asks for it is led to the
plain address, which is the same for everybody.
"""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from forum.comments import hands, threads
from forum.comments.models import Comment, Discussion, Policy
from forum.comments.receipts import Receipt
from forum.comments.rules import Commenter
from forum.comments.views.keeping import kept_threads
from forum.web.pages import is_signed_in


def reader_of(request: HttpRequest) -> Commenter:
    """Who asks, as far as an account or the hand tells."""
    if is_signed_in(request):
        return Commenter(str(request.user), request.user.email, request.user)
    return Commenter("", "", hand=hands.key(request))


def is_own(comment: Comment, request: HttpRequest) -> bool:
    """Whether an account or the hand tells that whoever asks wrote it."""
    reader = reader_of(request)
    return comment.is_by(reader.member, reader.hand)


def own_comment(request: HttpRequest, discussion: Discussion, policy: Policy) -> Comment | None:
    """The comment that ?posted names, if this reader wrote it and this page is where it stands."""
    pk = request.GET["posted"]
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return None
    found = discussion.comments.select_related("parent__author", "author").filter(pk=pk).first()
    if found is None or not is_own(found, request):
        return None
    if not (found.is_published or found.is_held):
        return None
    found.discussion = discussion
    page, _, _ = threads.url_for_author(found, policy).partition("#")
    return found if page == request.get_full_path() else None


def plain_address(request: HttpRequest) -> str:
    """This page for everybody: the address without ?posted."""
    query = request.GET.copy()
    del query["posted"]
    return f"{request.path}{'?' if query else ''}{query.urlencode()}"


def threads_html(
    name: str,
    page: threads.Page,
    policy: Policy,
    discussion: Discussion,
    *,
    is_open: bool,
    own: Comment | None = None,
) -> SafeString:
    """The threads of a page: for everybody as they are kept, for the author of `own` with a notice.

    `name` says of what it is a page.
    """
    if own is None:
        return kept_threads(name, page, policy, discussion, is_open=is_open)
    _put_notice(page, own, policy)
    return threads.html(page.threads, is_open=is_open)


def _put_notice(page: threads.Page, own: Comment, policy: Policy) -> None:
    """Beside `own` say how long it can be edited and where its receipt is."""
    mine = Receipt(own, policy, timezone.now())
    notice = render_to_string(
        "comments/_notice.html",
        {"receipt_url": mine.url, "editable_until": mine.editable_until, "is_held": own.is_held},
    )
    for shown in (node for thread in page.threads for node in thread.walk):
        if shown.comment.pk == own.pk:
            shown.notice = notice
