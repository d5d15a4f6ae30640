"""Pages of comments and of the documents that bind readers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from forum.comments import editions, threads
from forum.comments.models import Comment, Document
from forum.comments.views.keeping import keepable, kept_lone_page, kept_page
from forum.comments.views.posted import own_comment, plain_address, threads_html
from forum.web import faults
from forum.web.pages import private, public, read_only


@read_only
@public
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """A comment's permalink: leads to the page it stands on, wherever that is today, for 1 query.

    `?version=` goes along: a shared cache may still have that page as it was before the comment.
    """
    comments = Comment.objects.known().select_related("discussion")
    found = comments.annotate(edition=editions.number()).filter(pk=pk).first()
    if found is None:
        return no_such_comment(request)
    if not found.is_published:
        return not_shown(request, found)
    policy = editions.policy_since(found.edition)
    return redirect(threads.url_of(found, policy, _version(request)))


@read_only
@public
@kept_page
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """A long thread on pages of its own."""
    policy = editions.policy_of(request)
    root = get_object_or_404(
        Comment.objects.known().placed().select_related("discussion", "author"), pk=pk
    )
    if root.parent_id:
        return redirect(threads.thread_url_of(root, policy))
    if "posted" in request.GET:
        return _thread_with_own(request, root, policy)
    return _thread_page(request, root, policy)


@private
def _thread_with_own(request, root, policy) -> HttpResponse:
    own = own_comment(request, root.discussion, policy)
    if own is None:
        return redirect(plain_address(request))
    return _thread_page(request, root, policy, own=own)


def _thread_page(request, root, policy, *, own=None) -> HttpResponse:
    context = {"root": root, "discussion": root.discussion, "policy": policy}
    try:
        page = threads.thread_page(root, page_number(request), policy, own=own)
    except threads.NoSuchPage:
        context["last"] = threads.thread_page_count(root, policy)
        return render(request, "comments/no_such_page.html", context, status=404)
    is_open = root.discussion.is_open(timezone.now(), policy)
    query = f"?page={page.number}" if page.number > 1 else ""
    context |= {
        "page": page,
        "canonical": request.build_absolute_uri(f"{request.path}{query}"),
        "root_url": threads.url_of(root, policy),
        "threads": threads_html(
            f"thread {root.pk}", page, policy, root.discussion, is_open=is_open, own=own
        ),
    }
    response = render(request, "comments/thread.html", context)
    return keepable(request, response, [root.discussion], root.discussion.closes_at(policy))


@read_only
@public
@kept_lone_page
def document(request: HttpRequest, kind: str, version: int | None = None) -> HttpResponse:
    """The Terms, the Privacy Policy or the rules: the version in force, or an older one."""
    versions = Document.objects.filter(kind=kind)
    newest = versions.first()
    found = newest if version is None else versions.filter(version=version).first()
    if found is None:
        raise Http404
    context = {"document": found, "is_in_force": found == newest, "newest": newest}
    return keepable(request, render(request, "comments/document.html", context))


def _version(request: HttpRequest) -> str:
    given = request.GET.get("version", "")
    return f"version={given}" if given.isascii() and given.isdigit() and len(given) < 20 else ""


def page_number(request: HttpRequest) -> int:
    """?page=N, 1 where it is not given. Raises Http404 for what is no page number."""
    given = request.GET.get("page", "1")
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise Http404
    return int(given)


def no_such_comment(request: HttpRequest) -> HttpResponse:
    """The page for a number that no comment has; with what was typed, if something was."""
    return faults.error_page(
        request,
        404,
        _("There is no such comment"),
        _("No comment has this number. The link may be mistyped."),
    )


def not_shown(request: HttpRequest, comment: Comment) -> HttpResponse:
    """A comment that is held or removed: say so, and lead to the discussion."""
    if comment.is_held:
        status, title = 404, _("This comment is not public yet")
        message = _("It waits for a moderator. If it is published, this address will lead to it.")
    else:
        status, title = 410, _("This comment was removed")
        message = _("A moderator took it out of the discussion. Its replies are still there.")
    context = {"title": title, "message": message, "discussion": comment.discussion}
    response = render(request, "comments/not_shown.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
