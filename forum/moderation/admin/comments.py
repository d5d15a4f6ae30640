"""Comments in the admin: read, found, decided about. A reader's words are never edited here."""

from collections.abc import Iterable

from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from forum.comments.models import Comment, Discussion
from forum.comments.text import clean_line
from forum.moderation import decisions
from forum.moderation.admin import words
from forum.moderation.admin.readonly import ReadOnlyAdmin
from forum.moderation.models import Decision

Status, Verb = Comment.Status, Decision.Verb

ACTS = {
    Verb.APPROVE: decisions.approve,
    Verb.REMOVE: decisions.remove,
    Verb.RESTORE: decisions.restore,
}
BUTTONS = {
    Status.HELD: [(Verb.APPROVE, _("Approve")), (Verb.REMOVE, _("Remove"))],
    Status.PUBLISHED: [(Verb.REMOVE, _("Remove"))],
    Status.REMOVED: [(Verb.RESTORE, _("Restore"))],
}
REASON_LENGTH = Decision._meta.get_field("reason").max_length


class StatusFilter(admin.SimpleListFilter):
    """What waits for a moderator stands first."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        order = [Status.HELD, Status.PUBLISHED, Status.REMOVED]
        return [(status.value, status.label) for status in order]

    def queryset(self, request, queryset):
        return queryset.filter(status=self.value()) if self.value() else queryset


class DiscussionFilter(admin.SimpleListFilter):
    """One discussion, where a link asked for it; a list of all would be as long as the site."""

    title = _("discussion")
    parameter_name = "discussion"

    def lookups(self, request, model_admin):
        asked = request.GET.get(self.parameter_name, "")
        found = Discussion.objects.filter(pk=asked) if asked.isdecimal() else []
        return [(str(one.pk), one.title) for one in found]

    def queryset(self, request, queryset):
        known = [value for value, _title in self.lookup_choices]
        return queryset.filter(discussion=self.value()) if self.value() in known else queryset


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    list_display = ["beginning", "person", "state", "posted"]
    list_filter = [StatusFilter, DiscussionFilter, ("posted_at", admin.DateFieldListFilter)]
    list_per_page = 50
    list_select_related = ["discussion"]
    ordering = ["-pk"]  # the newest first, from the primary key's index
    search_fields = ["body", "name", "email", "discussion__title"]
    show_facets = admin.ShowFacets.NEVER  # each would count the whole table
    show_full_result_count = False
    actions = ["approve", "remove", "restore"]

    # Who may see and do what -----------------------------------------------------------------

    def has_moderate_permission(self, request) -> bool:
        return request.user.has_perm("comments.moderate_comment")

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) or self.has_moderate_permission(request)

    def get_list_display(self, request):
        """An e-mail address is for moderators alone."""
        if self.has_moderate_permission(request):
            return self.list_display
        return ["name" if column == "person" else column for column in self.list_display]

    def get_search_fields(self, request):
        """Not even a search may tell it to others."""
        if self.has_moderate_permission(request):
            return self.search_fields
        return [field for field in self.search_fields if field != "email"]

    # The list --------------------------------------------------------------------------------

    @admin.display(description=_("comment"))
    def beginning(self, comment):
        said, where = words.beginning(comment), comment.discussion.title
        return format_html('{} <span class="badge-note">{}</span>', said, where)

    @admin.display(description=_("name and e-mail"), ordering="name")
    def person(self, comment):
        return format_html("{} <small>{}</small>", comment.name, comment.email)

    @admin.display(description=_("status"), ordering="status")
    def state(self, comment):
        why = words.why_held(comment)
        if not why:
            return words.badge(comment)
        return format_html('{} <span class="badge-note">{}</span>', words.badge(comment), why)

    @admin.display(description=_("posted"), ordering="posted_at")
    def posted(self, comment):
        return date_format(localtime(comment.posted_at), "SHORT_DATETIME_FORMAT")

    @admin.action(description=_("Approve the chosen comments"), permissions=["moderate"])
    def approve(self, request, queryset):
        _decide(request, Verb.APPROVE, queryset)

    @admin.action(description=_("Remove the chosen comments"), permissions=["moderate"])
    def remove(self, request, queryset):
        _decide(request, Verb.REMOVE, queryset)

    @admin.action(description=_("Restore the chosen comments"), permissions=["moderate"])
    def restore(self, request, queryset):
        _decide(request, Verb.RESTORE, queryset)

    # One comment -----------------------------------------------------------------------------

    def get_urls(self):
        view = self.admin_site.admin_view(self.decide_view)
        name = "comments_comment_decide"
        return [path("<int:pk>/decide/", view, name=name), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None) -> HttpResponse:
        """The comment as readers see it, what is known about it, and the verbs that apply."""
        comment = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, comment):
            raise PermissionDenied
        if comment is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "preserved_filters": self.get_preserved_filters(request),
            "title": _("Comment %d") % comment.pk,
            "comment": comment,
            "badge": words.badge(comment),
            "why_held": words.why_held(comment),
            "log": [
                (decision, words.state(decision.before), words.state(decision.after))
                for decision in comment.decisions.select_related("moderator")
            ],
            "may_moderate": self.has_moderate_permission(request),
            "is_own": comment.author_id == request.user.pk,
            "buttons": BUTTONS[comment.status],
            "reason_length": REASON_LENGTH,
        }
        return TemplateResponse(request, "admin/comments/comment/detail.html", context)

    def get_object(self, request, object_id, from_field=None):
        wanted = self.get_queryset(request).select_related("discussion", "author", "parent")
        return wanted.filter(pk=object_id).first() if object_id.isdecimal() else None

    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Approve, remove or restore this comment, with an optional reason."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_moderate_permission(request):
            raise PermissionDenied
        if (verb := request.POST.get("verb")) not in ACTS:
            raise BadRequest
        comment = get_object_or_404(Comment, pk=pk)
        reason = clean_line(request.POST.get("reason", ""))[:REASON_LENGTH]
        _decide(request, Verb(verb), [comment], reason)
        back = reverse("admin:comments_comment_change", args=[pk])
        filters = self.get_preserved_filters(request)
        return redirect(
            add_preserved_filters({"preserved_filters": filters, "opts": self.opts}, back)
        )


def _decide(request, verb: Verb, comments: Iterable[Comment], reason: str = "") -> None:
    """Do it to each, in a transaction of its own, and say what became of them."""
    done, already, own = 0, [], 0
    for comment in list(comments):
        try:
            ACTS[verb](comment, request.user, reason)
            done += 1
        except decisions.AlreadyDecided as late:
            already.append(late.status)
        except decisions.NotYours:
            own += 1
    if done:
        messages.success(request, words.done(verb, done))
    for sentence in words.left_alone(already):
        messages.warning(request, sentence)
    if own:
        messages.warning(request, words.own(own))
