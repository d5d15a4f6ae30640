"""Members in the admin. Nobody hands out more than they have, or takes over who has more."""

from collections.abc import Iterable

from django.contrib import admin
from django.contrib.admin.utils import model_ngettext
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, Permission
from django.db.models import PROTECT, Q, QuerySet
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

    def get_deleted_objects(self, objs, request):
        """What an account cannot be deleted for is counted: a list of a moderator's decisions, or
        of all that a member has written, could be as long as the site."""
        if staying := _staying(objs):
            return [], {}, set(), staying
        return super().get_deleted_objects(objs, request)


def _may_manage(request: HttpRequest, member: Member | None) -> bool:
    """Whether the account may be changed: with its password come its permissions."""
    if member is None or request.user.is_superuser:
        return True
    if member.is_superuser:
        return False
    own = _permissions_of(request.user)
    return not _permissions_of(member).exclude(pk__in=own).exists()


def _staying(members: Iterable[Member]) -> list[str]:
    """What is theirs and goes with no account, like "30 comments": 1 query a table."""
    told = []
    for relation in Member._meta.get_fields(include_hidden=True):
        if getattr(relation, "on_delete", None) is PROTECT:
            rows = relation.related_model._base_manager
            count = rows.filter(**{f"{relation.field.name}__in": members}).count()
            told += [f"{count} {model_ngettext(relation.related_model, count)}"] if count else []
    return told


def _permissions_of(member: Member) -> QuerySet[Permission]:
    """Their own and their groups', active or not: an account that sleeps can be woken."""
    return Permission.objects.filter(Q(user=member) | Q(group__user=member))
