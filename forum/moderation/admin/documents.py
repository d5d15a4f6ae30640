"""Terms, Privacy Policy and rules in the admin: versions are added, never changed or deleted."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from forum.comments.models import Document
from forum.moderation import documents


class DocumentForm(forms.ModelForm):
    class Meta:
        model = Document
        fields = ["kind", "body"]
        widgets = {"body": admin.widgets.AdminTextareaWidget(attrs={"rows": 30})}

    def clean(self):
        cleaned = super().clean()
        body = cleaned.get("body", "").replace("\r\n", "\n").strip()
        newest = documents.in_force(cleaned.get("kind", ""))
        if body and newest and newest.body.strip() == body:
            raise ValidationError(_("This is the text in force already: nothing to publish."))
        return cleaned | {"body": body}


@admin.register(Document)
class DocumentAdmin(admin.ModelAdmin):
    form = DocumentForm
    list_display = ["kind", "version", "is_in_force", "published_at"]
    list_display_links = ["kind", "version"]
    list_filter = ["kind"]
    radio_fields = {"kind": admin.HORIZONTAL}
    fields = ["kind", "body"]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        newer = Document.objects.filter(kind=OuterRef("kind"), version__gt=OuterRef("version"))
        return super().get_queryset(request).annotate(is_old=Exists(newer))

    @admin.display(description=_("in force"), boolean=True)
    def is_in_force(self, document):
        return not document.is_old

    def get_fields(self, request, obj=None):
        return self.fields if obj is None else ["kind", "version", "published_at", "body"]

    def get_readonly_fields(self, request, obj=None):
        return () if obj is None else ["kind", "version", "published_at", "body"]

    def get_view_on_site_url(self, obj=None):
        return obj.get_absolute_url() if obj else None

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(
            request, {"kinds": Document.Kind.choices} | (extra_context or {})
        )

    def get_changeform_initial_data(self, request):
        """A new version begins with the text in force, if the link says of what."""
        initial = super().get_changeform_initial_data(request)
        newest = documents.in_force(initial.get("kind", ""))
        return initial | {"body": newest.body} if newest else initial

    def save_model(self, request, obj, form, change):
        documents.publish(obj)
        messages.info(request, _("%s is in force from now on.") % obj)
