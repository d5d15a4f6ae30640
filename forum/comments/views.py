"""Request in, one verb or one read, page or redirect out."""

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from forum.comments import posting, threads
from forum.comments.forms import CommentForm
from forum.comments.models import Comment, Discussion, Document, Policy
from forum.comments.networks import network_key
from forum.web import faults
from forum.web.origin import client_address, guest_post
from forum.web.pages import SeeOther, is_signed_in, private, public, read_only, render_page

RECEIPT_SALT = "forum.comments.receipt"


@read_only
@public
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """A comment's permalink: leads to the page it stands on, wherever that is today."""
    found = Comment.objects.known().select_related("discussion").filter(pk=pk).first()
    if found is None:
        return _no_such_comment(request)
    if not found.is_published:
        return _not_shown(request, found)
    return redirect(threads.url_of(found, Policy.objects.current()))


@read_only
@public
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """A long thread on pages of its own."""
    root = get_object_or_404(
        Comment.objects.known().placed().select_related("discussion", "author"), pk=pk
    )
    policy = Policy.objects.current()
    if root.parent_id:
        return redirect(threads.thread_url_of(root, policy))
    context = {"root": root, "discussion": root.discussion, "policy": policy}
    try:
        page = threads.thread_page(root, page_number(request), policy)
    except threads.NoSuchPage:
        context["last"] = threads.thread_page_count(root, policy)
        return render(request, "comments/no_such_page.html", context, status=404)
    query = f"?page={page.number}" if page.number > 1 else ""
    context |= {
        "page": page,
        "canonical": request.build_absolute_uri(f"{request.path}{query}"),
        "root_url": threads.url_of(root, policy),
        "is_open": root.discussion.is_open(timezone.now(), policy),
    }
    return render(request, "comments/thread.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guest_post
@public
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The form for a new thread on a page of its own; the post of that form anywhere."""
    discussion = Discussion.objects.public().filter(pk=pk).first()
    if discussion is None:
        return _nowhere_to_post(request)
    return _write(request, discussion, None)


@require_http_methods(["GET", "HEAD", "POST"])
@guest_post
@public
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """The form that answers a comment, as a page or in place; the post of that form."""
    parent = Comment.objects.known().select_related("discussion", "author").filter(pk=pk).first()
    if parent is None:
        return _nowhere_to_post(request)
    if request.method != "POST" and not parent.is_published:
        return _not_shown(request, parent)
    return _write(request, parent.discussion, parent)


def _write(request, discussion, parent) -> HttpResponse:
    policy = Policy.objects.current()
    form = comment_form(request, policy, parent)
    if request.method != "POST":
        return _show_form(request, form, discussion, parent)
    if not request.is_confirmed:
        return _show_form(request, form, discussion, parent, status=403)
    if not form.is_valid():
        return _show_form(request, form, discussion, parent, status=422)
    try:
        written = posting.post(
            discussion.pk,
            form.author(network_key(client_address(request), timezone.now())),
            form.cleaned_data["body"],
            parent_id=parent.pk if parent else None,
            terms_version=form.cleaned_data["terms"],
        )
    except posting.Refused as refused:
        return _refuse(request, form, refused, discussion, parent)
    return SeeOther(_landing(written, policy))


def comment_form(
    request: HttpRequest, policy: Policy, parent: Comment | None = None
) -> CommentForm:
    """The form for this reader, with what they posted if they posted it."""
    return CommentForm(
        request.POST if request.method == "POST" else None,
        policy=policy,
        member=request.user if is_signed_in(request) else None,
        auto_id=f"reply-{parent.pk}-%s" if parent else "comment-form-%s",
    )


def _refuse(request, form, refused, discussion, parent) -> HttpResponse:
    """The form once more, with the sentence at the comment and every word kept."""
    form.add_error("body", refused.message)
    status = {"too_fast": 429, "closed": 403}.get(refused.code, 422)
    if refused.code == "parent_gone":
        parent = None  # what was typed can still be posted, as a thread of its own
    response = _show_form(request, form, discussion, parent, status=status)
    if status == 429:
        response.headers["Retry-After"] = str(form.policy.pause_seconds)
    return response


def _show_form(request, form, discussion, parent, status=200) -> HttpResponse:
    context = {
        "form": form,
        "discussion": discussion,
        "parent": parent,
        "policy": form.policy,
        "is_open": discussion.is_open(timezone.now(), form.policy),
        "must_confirm": status == 403 and not getattr(request, "is_confirmed", True),
    }
    if context["must_confirm"] or settings.SESSION_COOKIE_NAME in request.COOKIES:
        context["token"] = get_token(request)
    response = render_page(request, "comments/write.html", context, status=status)
    if request.method == "POST":
        response.headers["Cache-Control"] = "no-store"
    return response


def _landing(written: Comment, policy: Policy) -> str:
    """Where a reader lands after posting: on the comment, or on its receipt while it waits."""
    if written.is_published:
        return threads.url_of(written, policy)
    return receipt_url(written)


def receipt_url(written: Comment) -> str:
    return reverse("comments:receipt", args=[signing.dumps(written.pk, salt=RECEIPT_SALT)])


@read_only
@private
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The private page of one comment for its author: what became of it."""
    try:
        pk = signing.loads(token, salt=RECEIPT_SALT)
    except signing.BadSignature:
        raise Http404 from None
    found = get_object_or_404(Comment.objects.select_related("discussion"), pk=pk)
    return render(request, "comments/receipt.html", {"comment": found})


@read_only
@public
def document(request: HttpRequest, kind: str, version: int | None = None) -> HttpResponse:
    """The Terms, the Privacy Policy or the rules: the version in force, or an older one."""
    versions = Document.objects.filter(kind=kind)
    newest = versions.first()
    found = newest if version is None else versions.filter(version=version).first()
    if found is None:
        raise Http404
    context = {"document": found, "is_in_force": found == newest, "newest": newest}
    return render(request, "comments/document.html", context)


def page_number(request: HttpRequest) -> int:
    """?page=N, 1 where it is not given. Raises Http404 for what is no page number."""
    given = request.GET.get("page", "1")
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise Http404
    return int(given)


def _no_such_comment(request):
    return faults.error_page(
        request,
        404,
        _("There is no such comment"),
        _("No comment has this number. The link may be mistyped."),
    )


def _not_shown(request, comment: Comment) -> HttpResponse:
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


def _nowhere_to_post(request):
    """The discussion or the parent never was: a page with the text, if something was typed."""
    return faults.error_page(
        request,
        404,
        _("There is nothing to answer here"),
        _("The discussion or the comment you answer does not exist."),
    )
