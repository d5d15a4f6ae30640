"""Comments in the admin: all of them, found and decided about in bulk. A reader's words are never
edited here. One comment is read at the desk, or, by those who do not moderate, on a page here."""

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ActionForm
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from forum.comments.models import Comment
from forum.moderation import permissions
from forum.moderation.admin import words
from forum.moderation.admin.desk import crowds
from forum.moderation.admin.readonly import ReadOnlyAdmin
from forum.moderation.numbers import read_number

Status = Comment.Status


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
        asked = read_number(request.GET.get(self.parameter_name, ""))
        return [(str(asked), words.title(asked, request.user))] if asked else []

    def queryset(self, request, queryset):
        known = [value for value, _title in self.lookup_choices]
        return queryset.filter(discussion=self.value()) if self.value() in known else queryset


class ReasonForm(ActionForm):
    """What to do with those that are marked; why, if they are removed."""

    reason = forms.ChoiceField(
        label=_("Reason, for removing:"),
        choices=[("", "–"), *Comment.Reason.choices],
        required=False,
    )


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    list_display = ["beginning", "person", "state", "posted"]
    list_filter = [StatusFilter, DiscussionFilter, ("posted_at", admin.DateFieldListFilter)]
    list_per_page = 50
    list_select_related = ["discussion"]
    ordering = ["-pk"]  # the newest first, from the primary key's index
    search_fields = ["body", "name", "email", "discussion__title", "hand__startswith"]
    sortable_by = ["person", "name", "posted"]  # in the order of an index
    action_form = ReasonForm
    actions = ["approve", "remove", "remove_as_spam", "restore"]

    # Who may see and do what -----------------------------------------------------------------

    def has_moderate_permission(self, request) -> bool:
        return request.user.has_perm(permissions.MODERATE)

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
        return ["body", "name", "discussion__title"]

    def get_queryset(self, request):
        """A moderator of some sections finds nothing, and nobody, of the others."""
        comments = permissions.within(super().get_queryset(request), request.user)
        return comments.prefetch_related("findings")

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
        crowds.decide_about(request, "approve", queryset)

    @admin.action(description=_("Remove the chosen comments"), permissions=["moderate"])
    def remove(self, request, queryset):
        crowds.decide_about(request, "remove", queryset)

    @admin.action(description=_("Remove the chosen comments as spam"), permissions=["moderate"])
    def remove_as_spam(self, request, queryset):
        crowds.decide_about(request, "spam", queryset)

    @admin.action(description=_("Restore the chosen comments"), permissions=["moderate"])
    def restore(self, request, queryset):
        crowds.decide_about(request, "restore", queryset)

    # One comment -----------------------------------------------------------------------------

    def change_view(self, request, object_id, form_url="", extra_context=None) -> HttpResponse:
        """For moderators the desk's page; for others the comment as readers see it."""
        comment = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, comment):
            raise PermissionDenied
        if comment is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if self.has_moderate_permission(request):
            return redirect("admin:desk_comment", comment.pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "preserved_filters": self.get_preserved_filters(request),
            "title": _("Comment %d") % comment.pk,
            "comment": comment,
            "badge": words.badge(comment),
            "why_held": words.why_held(comment),
        }
        return TemplateResponse(request, "admin/comments/comment/detail.html", context)

    def get_object(self, request, object_id, from_field=None):
        wanted = self.get_queryset(request).select_related("discussion", "author", "parent")
        key = read_number(object_id)
        return wanted.filter(pk=key).first() if key else None
