"""The policy in the admin: one row, changed after a rehearsal, never added or deleted."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.comments.models import Policy
from forum.moderation import decisions
from forum.moderation.admin import rehearsals
from forum.moderation.admin.policy_form import MODES, PolicyForm, settable


@admin.register(Policy)
class PolicyAdmin(admin.ModelAdmin):
    form = PolicyForm
    change_form_template = "admin/comments/policy/change_form.html"
    fieldsets = [
        (
            _("Comments"),
            {
                "fields": [
                    *("max_length", "max_links", "shouting_percent"),
                    *("twin_limit", "spam_threshold", "edit_minutes", "close_after_days"),
                ]
            },
        ),
        (
            _("How often"),
            {"fields": ["pause_seconds", "person_limit", "network_limit", "discussion_limit"]},
        ),
        (
            _("People"),
            {
                "fields": [
                    *("newcomer_comments", "offender_percent", "report_threshold"),
                    *("reserved_names", "claiming"),
                ]
            },
        ),
        (
            _("Pages"),
            {
                "fields": [
                    *("threads_per_page", "newest_first"),
                    *("comments_per_thread", "comments_per_thread_page"),
                ]
            },
        ),
        (_("Rules"), {"fields": ["rule_modes"]}),
    ]

    class Media:
        css = {"all": ["css/admin-policy.css"]}

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

    def render_change_form(self, request, context, *args, **kwargs):
        context |= rehearsals.beside(context["adminform"].form)
        # Or the part that was jumped to stays in the address, and what was tried out is above it.
        kwargs["form_url"] = "#rehearsal"
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request, policy, form, change):
        """Every change is in the log of decisions, old → new."""
        # Not the whole row: who adds a word at this moment changes another column of it.
        names = [name for name in form.changed_data if name != "rehearsed"]
        policy.save(update_fields=names)
        for name in names:
            before, after = form.initial[name], getattr(policy, name)
            if name == "rule_modes":
                _record_modes(request.user, before, after)
            else:
                label = str(Policy._meta.get_field(name).verbose_name)
                decisions.record_setting(request.user, label, before, after)


def _record_modes(moderator, before: dict[str, str], after: dict[str, str]) -> None:
    was, is_now = Policy(rule_modes=before), Policy(rule_modes=after)
    for rule in settable():
        old, new = rule.mode(was), rule.mode(is_now)
        if old != new:
            what = gettext("rule “%(rule)s”") % {"rule": rule.label}
            decisions.record_setting(moderator, what, str(MODES[old]), str(MODES[new]))
