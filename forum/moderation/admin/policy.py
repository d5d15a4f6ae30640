"""The policy in the admin: one row, changed, never added or deleted."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from forum.comments.models import Policy


@admin.register(Policy)
class PolicyAdmin(admin.ModelAdmin):
    fieldsets = [
        (
            _("Posting"),
            {"fields": ["max_length", "max_links", "pause_seconds", "close_after_days"]},
        ),
        (
            _("Pages"),
            {
                "fields": [
                    "threads_per_page",
                    "newest_first",
                    "comments_per_thread",
                    "comments_per_thread_page",
                ]
            },
        ),
    ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """A list of one is no list: lead to the row."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        policy, _created = Policy.objects.get_or_create(pk=1)
        return redirect("admin:comments_policy_change", policy.pk)
