"""Members in the admin. Nobody hands out more than they have, or takes over who has more."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from forum.accounts.models import Member

FOR_SUPERUSERS = {"is_superuser", "user_permissions"}


@admin.register(Member)
class MemberAdmin(UserAdmin):
    list_display = ["username", "name", "email", "is_staff"]
    search_fields = ["username", "name", "email"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["name", "email"]}),
        (
            _("Permissions"),
            {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]},
        ),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": ["username", "name", "email", "password1", "password2"],
            },
        ),
    ]

    def get_fieldsets(self, request, obj=None):
        """Single permissions, and all of them at once, are for superusers to give."""
        fieldsets = super().get_fieldsets(request, obj)
        if request.user.is_superuser:
            return fieldsets
        return [
            (title, options | {"fields": [n for n in options["fields"] if n not in FOR_SUPERUSERS]})
            for title, options in fieldsets
        ]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Of the groups, those that can do nothing beyond what the giver can."""
        if db_field.name == "groups" and not request.user.is_superuser:
            beyond = Permission.objects.exclude(pk__in=_permissions_of(request.user))
            kwargs["queryset"] = Group.objects.exclude(permissions__in=beyond)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and _may_manage(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and _may_manage(request, obj)


def _may_manage(request: HttpRequest, member: Member | None) -> bool:
    """Whether the account may be changed: with its password come its permissions."""
    if member is None or request.user.is_superuser:
        return True
    if member.is_superuser:
        return False
    own = _permissions_of(request.user)
    return not _permissions_of(member).exclude(pk__in=own).exists()


def _permissions_of(member: Member) -> QuerySet[Permission]:
    """Their own and their groups', active or not: an account that sleeps can be woken."""
    return Permission.objects.filter(Q(user=member) | Q(group__user=member))
