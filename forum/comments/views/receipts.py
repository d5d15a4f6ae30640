"""What is for a comment's author alone: its receipt, its words to change, all of their comments."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from forum.comments import posting, stamps, threads
from forum.comments import receipts as own
from forum.comments.forms import EditForm
from forum.comments.models import Comment, Policy
from forum.comments.receipts import Receipt
from forum.comments.views.judging import network_of, sending_of, status_of, tell_when
from forum.comments.views.posted import is_own, reader_of
from forum.web.origin import confirmation, guest_post
from forum.web.pages import SeeOther, private, read_only


@require_http_methods(["GET", "HEAD", "POST"])
@guest_post
@private
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """What became of one comment, and the form to change its words; the post of that form."""
    mine = _receipt(token)
    form = _edit_form(request, mine)
    if request.method != "POST":
        return _show(request, mine, form)
    if not request.is_confirmed:
        return _show(request, mine, form, status=403)
    if not form.is_valid():
        return _show(request, mine, form, status=422)
    try:
        edited = _edit(request, mine, form.cleaned_data["body"])
    except posting.TooLate:
        return _show(request, mine, form, status=403, is_too_late=True)
    except (posting.Refused, posting.Asked) as outcome:
        form.tell(outcome)
        return tell_when(_show(request, mine, form, status=status_of(outcome)), outcome)
    return SeeOther(_after_edit(request, edited, mine.policy))


@require_POST
@guest_post
@private
def acknowledgement(request: HttpRequest, token: str) -> HttpResponse:
    """Posted by an author who has read what moderators wrote to them."""
    mine = _receipt(token)
    if not request.is_confirmed:
        return _show(request, mine, _edit_form(request, mine), status=403)
    own.acknowledge(mine.warnings, request.POST.get("shown", ""), timezone.now())
    return SeeOther(mine.url)


@read_only
@private
def receipts(request: HttpRequest) -> HttpResponse:
    """The newest comments of this account or browser, and what became of each."""
    reader, policy = reader_of(request), Policy.objects.current()
    found = own.newest(reader, policy, timezone.now())
    context = {
        "receipts": found,
        "member": reader.member,
        "newest": own.NEWEST,
        "warnings": own.unread(found),
        "suspension": found[0].suspension if found else "",
        **confirmation(request),
    }
    return render(request, "comments/receipts.html", context)


def _receipt(token: str) -> Receipt:
    try:
        found = own.comment_of(token)
    except Comment.DoesNotExist:
        raise Http404 from None
    return Receipt(found, Policy.objects.current(), timezone.now())


def _edit_form(request, mine: Receipt) -> EditForm:
    posted = request.POST if "body" in request.POST else None
    form = EditForm(posted, initial={"body": mine.comment.body}, auto_id="edit-%s")
    # The one click that answers a question is quick: see `writing.comment_form`.
    form.stamp = stamps.of_day(mine.at) if form.is_bound else stamps.of_moment(mine.at)
    return form


def _edit(request, mine: Receipt, body: str) -> Comment:
    author = own.author_of(mine.comment, network_of(request))
    sending = sending_of(
        request,
        path=mine.comment.get_absolute_url,
        comment_content=body,
        comment_author=author.name,
        comment_author_email=author.email,
    )
    return posting.edit(mine.comment, author, body, sending=sending, policy=mine.policy)


def _after_edit(request, edited: Comment, policy: Policy) -> str:
    """Back to the comment where its author can be told from others, else to the receipt."""
    if edited.is_published and is_own(edited, request):
        return threads.url_for_author(edited, policy)
    return own.url_of(edited)


def _show(
    request, mine: Receipt, form: EditForm, *, status: int = 200, is_too_late: bool = False
) -> HttpResponse:
    context = {
        "receipt": mine,
        "comment": mine.comment,
        "reasons": mine.reasons if mine.comment.is_held else [],
        "warnings": mine.warnings,
        "suspension": mine.suspension,
        "see_url": threads.url_for_author(mine.comment, mine.policy),
        "form": form,
        "is_too_late": is_too_late,
        **confirmation(request),
    }
    return render(request, "comments/receipt.html", context, status=status)
