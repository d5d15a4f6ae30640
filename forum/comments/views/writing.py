"""The form for a comment, and the post of it."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from forum.comments import editions, hands, posting, receipts, stamps, threads
from forum.comments.forms import CommentForm
from forum.comments.models import Comment, Discussion, Policy
from forum.comments.posting import Asked, Refused
from forum.comments.rules import Draft
from forum.comments.views.judging import network_of, sending_of, status_of, tell_when
from forum.comments.views.posted import is_own, reader_of
from forum.comments.views.reading import not_shown
from forum.web import faults
from forum.web.origin import confirmation, guest_post
from forum.web.pages import SeeOther, is_signed_in, public, render_page

ELSEWHERE = {"parent_gone", "locked"}  # what was typed can still be posted, as a thread of its own


@require_http_methods(["GET", "HEAD", "POST"])
@guest_post
@public
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The form for a new thread on a page of its own; the post of that form anywhere."""
    # A post that succeeds reads it once, under its lock.
    discussion = SimpleLazyObject(lambda: Discussion.objects.public().get(pk=pk))
    try:
        return _write(request, pk, discussion, None)
    except Discussion.DoesNotExist:
        return _nowhere_to_post(request)


@require_http_methods(["GET", "HEAD", "POST"])
@guest_post
@public
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """The form that answers a comment, as a page or in place; the post of that form."""
    parent = Comment.objects.known().select_related("discussion", "author").filter(pk=pk).first()
    if parent is None:
        return _nowhere_to_post(request)
    if request.method != "POST" and not parent.is_published:
        return not_shown(request, parent)
    return _write(request, parent.discussion_id, parent.discussion, parent)


def _write(request, discussion_id, discussion, parent) -> HttpResponse:
    policy = editions.policy_of(request)
    form = comment_form(request, policy, parent)
    if request.method != "POST":
        return _show_form(request, form, discussion, parent)
    if not request.is_confirmed:
        return _show_form(request, form, discussion, parent, status=403)
    if not form.is_valid():
        return _show_form(request, form, discussion, parent, status=422)
    try:
        written = _post(request, form, discussion_id, discussion, parent)
    except (posting.Refused, posting.Asked) as outcome:
        return _tell(request, form, outcome, discussion, parent)
    return _landed(request, written, policy)


def _post(request, form, discussion_id, discussion, parent) -> Comment:
    author = form.author(network=network_of(request), hand=hands.key(request))
    body = form.cleaned_data["body"]
    parent_id = parent.pk if parent else None
    sent = "\0".join(map(str, (discussion_id, parent_id, author.name, author.email, body)))
    written = posting.post(
        discussion_id,
        author,
        body,
        parent_id=parent_id,
        terms_version=form.cleaned_data["terms"],
        policy=form.policy,
        sending=sending_of(
            request,
            path=lambda: discussion.url,
            new_hand="" if author.member else hands.take(request, sent),
            comment_content=body,
            comment_author=author.name,
            comment_author_email=author.email,
            comment_type="reply" if parent else "comment",
        ),
    )
    hands.take_again(request, sent, written.hand)
    return written


def comment_form(
    request: HttpRequest, policy: Policy, parent: Comment | None = None
) -> CommentForm:
    """The form for this reader, with what they posted if they posted it; for a member who is
    suspended with the sentence that says so.

    Only a page for one reader may say when exactly it was made; a form that came back with a
    question does not, because the one click that answers it is quick.
    """
    member, now = request.user if is_signed_in(request) else None, timezone.now()
    form = CommentForm(
        request.POST if request.method == "POST" else None,
        policy=policy,
        member=member,
        auto_id=f"reply-{parent.pk}-%s" if parent else "comment-form-%s",
    )
    form.stamp = stamps.of_moment(now) if member and not form.is_bound else stamps.of_day(now)
    if member and not form.is_bound:
        form.suspension = receipts.suspension(
            Draft(reader_of(request), Discussion(), "", policy, now)
        )
    return form


def _tell(request, form, outcome: Refused | Asked, discussion, parent) -> HttpResponse:
    """The form once more, with the sentences at the field and every word kept."""
    form.tell(outcome)
    if isinstance(outcome, Refused) and outcome.code in ELSEWHERE:
        parent = None
    response = _show_form(request, form, discussion, parent, status=status_of(outcome))
    return tell_when(response, outcome)


def _show_form(request, form, discussion, parent, status=200) -> HttpResponse:
    context = {
        "form": form,
        "discussion": discussion,
        "parent": parent,
        "policy": form.policy,
        "is_open": discussion.is_open(timezone.now(), form.policy),
        **confirmation(request),
    }
    response = render_page(request, "comments/write.html", context, status=status)
    if request.method == "POST":
        response.headers["Cache-Control"] = "no-store"
    return response


def _landed(request, written: Comment, policy: Policy) -> HttpResponse:
    """The way to the comment, or to its receipt while it waits; a guest is given a hand."""
    if not written.is_published:
        address = receipts.url_of(written)
    elif is_own(written, request):
        address = threads.url_for_author(written, policy)
    else:  # sent again by a browser that has no cookie of the first time
        address = threads.url_of(written, policy)
    response = SeeOther(address)
    return response if is_signed_in(request) else hands.keep(request, response)


def _nowhere_to_post(request):
    """The discussion or the parent never was: a page with the text, if something was typed."""
    return faults.error_page(
        request,
        404,
        _("There is nothing to answer here"),
        _("The discussion or the comment you answer does not exist."),
    )
