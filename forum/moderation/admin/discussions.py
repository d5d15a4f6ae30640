"""Discussions in the admin: opened, closed, pre-moderated; every change is a decision."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from forum.comments.models import Comment, Discussion, Policy
from forum.moderation import decisions, permissions
from forum.moderation.admin import words
from forum.moderation.admin.lists import ShortPaginator
from forum.moderation.models import Decision

Opening = Discussion.Opening
CHOSEN = ["opening", "premoderated"]  # what is decided here of a discussion


class DiscussionForm(forms.ModelForm):
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=Decision._meta.get_field("reason").max_length,
        help_text=_("Kept in the log of decisions."),
        widget=admin.widgets.AdminTextInputWidget,
    )

    class Meta:
        model = Discussion
        fields = CHOSEN

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() & set(CHOSEN):
            # The form brings back what it was filled with: `changed_data` goes by that.
            self.fields[name].show_hidden_initial = True

    @property
    def wanted(self) -> dict:
        """What whoever filled it in has changed."""
        return {name: self.cleaned_data[name] for name in CHOSEN if name in self.changed_data}

    def clean(self):
        """What is changed here, nobody may have changed since the form was shown."""
        cleaned, shown = super().clean(), {}
        for name in set(self.changed_data) & set(CHOSEN):
            if (value := self.data.get(self[name].html_initial_name)) is not None:
                shown[name] = self.fields[name].to_python(value)
        try:
            decisions.refuse_changed(self.instance, shown)
        except decisions.AlreadyDecided as late:
            said = _("%s Load the page again to see how it is now.")
            raise forms.ValidationError(said % late.in_full) from late
        return cleaned


@admin.register(Discussion)
class DiscussionAdmin(admin.ModelAdmin):
    form = DiscussionForm
    list_display = ["title", "state", "reads_first", "thread_count", "comments", "waiting"]
    list_filter = ["opening", "premoderated"]
    list_per_page = 50
    ordering = ["-pk"]
    search_fields = ["title", "url"]
    paginator = ShortPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # each would count the whole table
    actions = ["close", "reopen", "keep_open", "premoderate", "stop_premoderating"]
    radio_fields = {"opening": admin.VERTICAL}
    readonly_fields = ["title", "page", "state", "thread_count", "comments", "waiting"]
    fieldsets = [
        (None, {"fields": ["title", "page", "state"]}),
        (_("Who may comment"), {"fields": ["opening", "premoderated", "reason"]}),
        (_("Comments"), {"fields": ["thread_count", "comments", "waiting"]}),
    ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        """A moderator of some sections finds none of the others."""
        waiting = Comment.objects.filter(discussion=OuterRef("pk"), status=Comment.Status.HELD)
        count = waiting.order_by().values("discussion").annotate(n=Count("pk")).values("n")
        policy = Policy.objects.values("close_after_days")[:1]
        discussions = permissions.discussions_within(super().get_queryset(request), request.user)
        return discussions.annotate(
            waiting_count=Coalesce(Subquery(count), 0), closing=Subquery(policy)
        )

    @admin.display(description=_("open or closed"), ordering="opening")
    def state(self, discussion):
        return words.opening(discussion, Policy(close_after_days=discussion.closing or 0))

    @admin.display(description=_("pre-moderated"), ordering="premoderated")
    def reads_first(self, discussion):
        return _("yes") if discussion.premoderated else _("no")

    @admin.display(description=_("comments"), ordering="comment_count")
    def comments(self, discussion):
        url = _comments_url(discussion)
        return format_html('<a href="{}">{}</a>', url, discussion.comment_count)

    @admin.display(description=_("waiting"), ordering=F("waiting_count").desc())
    def waiting(self, discussion):
        if not discussion.waiting_count:
            return "0"
        url = _comments_url(discussion) + f"&status={Comment.Status.HELD}"
        return format_html('<a href="{}">{}</a>', url, discussion.waiting_count)

    @admin.display(description=_("page"))
    def page(self, discussion):
        if discussion.opened_at is None or not discussion.url:
            return _("not published")
        url = discussion.get_absolute_url()
        return format_html('<a href="{}">{}</a>', url, discussion.url)

    def get_view_on_site_url(self, obj=None):
        return None  # `page` leads there

    def save_model(self, request, obj, form, change):
        reason = form.cleaned_data["reason"]
        made = decisions.configure(obj, request.user, reason=reason, **form.wanted)
        if made is None and reason:
            messages.warning(
                request, _("Nothing was changed, so there was nothing to log: the reason is gone.")
            )

    @admin.action(description=_("Close"), permissions=["change"])
    def close(self, request, queryset):
        _configure(request, queryset, opening=Opening.CLOSED)

    @admin.action(description=_("Reopen; closes by age"), permissions=["change"])
    def reopen(self, request, queryset):
        _configure(request, queryset, opening=Opening.BY_AGE)

    @admin.action(description=_("Keep open at any age"), permissions=["change"])
    def keep_open(self, request, queryset):
        _configure(request, queryset, opening=Opening.OPEN)

    @admin.action(description=_("Pre-moderate: a moderator reads first"), permissions=["change"])
    def premoderate(self, request, queryset):
        _configure(request, queryset, premoderated=True)

    @admin.action(description=_("Stop pre-moderating"), permissions=["change"])
    def stop_premoderating(self, request, queryset):
        _configure(request, queryset, premoderated=False)


def _configure(request, discussions, **wanted) -> None:
    """Set what is wanted on each, leave the rest, and say how many changed."""
    changed = unchanged = refused = 0
    for discussion in list(discussions):
        try:
            made = decisions.configure(discussion, request.user, **wanted)
        except decisions.NotAllowed:
            refused += 1
        else:
            changed, unchanged = changed + bool(made), unchanged + (not made)
    if changed:
        said = ngettext("%d discussion changed.", "%d discussions changed.", changed)
        messages.success(request, said % changed)
    if unchanged:
        said = ngettext(
            "%d discussion was like that already.",
            "%d discussions were like that already.",
            unchanged,
        )
        messages.warning(request, said % unchanged)
    if refused:
        said = ngettext(
            "%d discussion is not in your sections.",
            "%d discussions are not in your sections.",
            refused,
        )
        messages.warning(request, said % refused)


def _comments_url(discussion: Discussion) -> str:
    return f"{reverse('admin:comments_comment_changelist')}?discussion={discussion.pk}"
