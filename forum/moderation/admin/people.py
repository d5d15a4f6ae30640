"""People in the admin: how they stand, what is noted about them, where moderators may decide."""

from collections.abc import Callable

from django import forms
from django.contrib import admin, messages
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from forum.accounts.admin import MemberAdmin
from forum.accounts.models import Member, Scope, Standing
from forum.comments.models import Discussion
from forum.moderation import decisions, permissions
from forum.moderation.admin import sentences
from forum.moderation.admin.lists import ShortPaginator
from forum.moderation.admin.log import history_url
from forum.moderation.admin.named import NamedChangeList
from forum.moderation.admin.readonly import ReadOnlyAdmin
from forum.moderation.different import different
from forum.moderation.models import Decision, Note
from forum.moderation.people import hands_under, members_at

RECENT = 20  # decisions on the page of a person


class StateFilter(admin.SimpleListFilter):
    title, parameter_name = gettext_lazy("state"), "state"

    def lookups(self, request, model_admin):
        return [
            ("suspended", _("suspended")),
            ("held", _("always pre-moderated")),
            ("warned", _("warned, not read yet")),
        ]

    def queryset(self, request, queryset):
        now = timezone.now()
        match self.value():
            case "suspended":
                return queryset.filter(Q(suspended_for_good=True) | Q(suspended_until__gt=now))
            case "held":
                return queryset.filter(always_held=True)
            case "warned":
                return queryset.exclude(warned_at=None).filter(acknowledged_at=None)
        return queryset


@admin.register(Standing)
class StandingAdmin(ReadOnlyAdmin):
    """How people stand. Every change is a decision, made by an action; the log has them all.

    Who stands how holds for the whole site and is shown to whoever may read it; a moderator of some
    sections judges those who have written there (`permissions.knows`).
    """

    list_display = ["who", "state", "rung", "always_held", "warned_at", "acknowledged_at"]
    list_filter = [StateFilter]
    list_per_page = 50
    ordering = ["-pk"]
    search_fields = ["key"]
    actions = ["suspend", "suspend_for_good", "lift", "hold", "trust"]
    person_field = "key"
    fields = ["who", "state", "rung", "always_held", "warning", "warned_at", "acknowledged_at"]
    readonly_fields = fields

    def has_judge_permission(self, request) -> bool:
        return request.user.has_perm(permissions.JUDGE_PEOPLE)

    def get_changelist(self, request, **kwargs):
        return NamedChangeList

    def get_search_results(self, request, queryset, search_term):
        """An address finds the browsers in which it was typed as well: most guests go by those."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if "@" in search_term:
            hands = hands_under(search_term.strip().lower())
            found |= queryset.filter(key__in=[f"hand:{hand}" for hand in hands])
        return found, may_repeat

    def get_object(self, request, object_id, from_field=None):
        standing = super().get_object(request, object_id, from_field)
        if standing:
            names = sentences.names_by_key([standing.key])
            standing.person = sentences.person(standing.key, names)
        return standing

    @admin.display(description=gettext_lazy("person"), ordering="key")
    def who(self, standing):
        return standing.person

    @admin.display(description=gettext_lazy("state"))
    def state(self, standing):
        if standing.suspended_for_good:
            return _("suspended for good")
        if standing.is_suspended(timezone.now()):
            until = date_format(localtime(standing.suspended_until), "SHORT_DATETIME_FORMAT")
            return _("suspended until %s") % until
        return _("free to write")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        standing = self.get_object(request, object_id)
        extra = _about(request, standing.key) if standing else {}
        return super().change_view(request, object_id, form_url, extra | (extra_context or {}))

    @admin.action(
        description=gettext_lazy("Suspend: the next rung of the ladder"), permissions=["judge"]
    )
    def suspend(self, request, queryset):
        _judge(request, queryset, decisions.suspend)

    @admin.action(description=gettext_lazy("Suspend for good"), permissions=["judge"])
    def suspend_for_good(self, request, queryset):
        _judge(request, queryset, decisions.suspend, rung=decisions.GOOD)

    @admin.action(description=gettext_lazy("Lift the suspension"), permissions=["judge"])
    def lift(self, request, queryset):
        _judge(request, queryset, decisions.lift)

    @admin.action(description=gettext_lazy("Always pre-moderate"), permissions=["judge"])
    def hold(self, request, queryset):
        _judge(request, queryset, decisions.always_hold, held=True)

    @admin.action(description=gettext_lazy("Stop pre-moderating"), permissions=["judge"])
    def trust(self, request, queryset):
        _judge(request, queryset, decisions.always_hold, held=False)


@admin.register(Note)
class NoteAdmin(admin.ModelAdmin):
    """Notes are added and read, never changed."""

    list_display = ["who", "body", "by", "made_at"]
    list_per_page = 50
    list_select_related = ["by"]
    search_fields = ["key", "body"]
    paginator = ShortPaginator
    show_full_result_count = False
    person_field = "key"
    fields = ["key", "body"]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_changelist(self, request, **kwargs):
        return NamedChangeList

    @admin.display(description=gettext_lazy("person"), ordering="key")
    def who(self, note):
        return note.person

    def save_model(self, request, obj, form, change):
        made = decisions.note(obj.key, request.user, obj.body)
        obj.pk, obj.by, obj.made_at = made.pk, made.by, made.made_at


class ScopeInline(admin.StackedInline):
    """The sections a moderator is limited to, by the names that discussions know."""

    model = Scope
    extra = 1

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        if "section" in formset.form.base_fields:
            known = set(different(Discussion, "section")) - {""}
            names = sorted(known | {scope.section for scope in obj.scopes.all()})
            choices = [("", "---------"), *((name, name) for name in names)]
            formset.form.base_fields["section"] = forms.ChoiceField(
                label=_("Section"), choices=choices
            )
        return formset


admin.site.unregister(Member)


@admin.register(Member)
class StaffAdmin(MemberAdmin):
    """Members, with where they may moderate: accounts know no sections."""

    paginator = ShortPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # each would count the whole table

    def get_inlines(self, request, obj):
        return [ScopeInline] if obj else []


def _about(request, key: str) -> dict:
    """Notes and newest decisions about a person, as far as they may be read."""
    found = {"known": "", "notes": [], "history": [], "note_url": "", "history_url": ""}
    if key.startswith("email:"):
        address = key.removeprefix("email:")
        found["known"] = sentences.address(len(hands_under(address)), members_at(address))
    if request.user.has_perm(permissions.READ_NOTES):
        found["notes"] = Note.objects.filter(key=key).select_related("by")
    if request.user.has_perm(permissions.NOTE):
        found["note_url"] = reverse("admin:moderation_note_add", query={"key": key})
    if request.user.has_perm(permissions.READ_LOG):
        rows = permissions.decisions_within(Decision.objects.filter(whom=key), request.user)
        rows = rows.select_related("moderator")[:RECENT]
        found["history"] = [(row, sentences.change(row)) for row in rows]
        found["history_url"] = history_url(key)
    return found


def _judge(request, standings, verb: Callable, **how) -> None:
    """Do it to each, in a transaction of its own, and say what became of them."""
    done = 0
    for standing in list(standings):
        try:
            verb(standing.key, request.user, **how)
            done += 1
        except decisions.LeftAlone as why:
            messages.warning(request, f"{standing.key}: {why.sentence}.")
    if done:
        said = ngettext("Done: %d person.", "Done: %d people.", done)
        messages.success(request, said % done)
