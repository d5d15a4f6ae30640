"""What stands around articles, in the admin: sections, tags, authors, pages, the sidebar."""

from django.contrib import admin
from django.db import models
from django.db.models import Count
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.admin.forms import BlockLinkForm, OldAddressForm, PageForm
from articles.admin.pictures import ChosenPicture
from articles.models import Author, Block, BlockLink, OldAddress, Page, ProfileLink, Section, Tag

HTTPS = {models.URLField: {"assume_scheme": "https"}}


@admin.register(Section)
class SectionAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "description", "position"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "description", "position"]

    def save_model(self, request, obj, form, change):
        publishing.save_section(obj)


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "article_count"]
    ordering = ["name"]  # said here: the model's own is lost where rows are counted
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(article_count=Count("articles"))

    @admin.display(description=_("articles"), ordering="article_count")
    def article_count(self, tag):
        return tag.article_count


class ProfileLinkInline(admin.StackedInline):
    model = ProfileLink
    extra = 1
    fields = [("label", "url", "position")]
    formfield_overrides = HTTPS


@admin.register(Author)
class AuthorAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "member"]
    list_select_related = ["member"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["member"]
    inlines = [ProfileLinkInline]

    def get_readonly_fields(self, request, obj=None):
        """Who may not look through the members chooses none of them."""
        return [] if request.user.has_perm("accounts.view_member") else ["member"]

    class Media:
        js = ["admin/js/jquery.init.js", Script("js/select2-labels.js", defer=True)]


class BlockLinkInline(admin.StackedInline):
    model = BlockLink
    form = BlockLinkForm
    fields = ["title", "url", "note", ("picture", "position")]
    raw_id_fields = ["picture"]
    extra = 1

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("picture")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "picture":
            kwargs["widget"] = ChosenPicture(db_field.remote_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Block)
class BlockAdmin(admin.ModelAdmin):
    list_display = ["title", "position", "is_shown", "section"]
    list_select_related = ["section"]
    fields = ["title", "position", "is_shown", "section", "length"]
    inlines = [BlockLinkInline]


@admin.register(Page)
class PageAdmin(admin.ModelAdmin):
    form = PageForm
    list_display = ["title", "slug", "is_public", "in_footer", "changed_at"]
    list_filter = ["is_public"]
    search_fields = ["title", "body"]
    prepopulated_fields = {"slug": ["title"]}

    def get_view_on_site_url(self, obj=None):
        return obj.get_absolute_url() if obj and obj.is_public else None


@admin.register(OldAddress)
class OldAddressAdmin(admin.ModelAdmin):
    form = OldAddressForm
    list_display = ["path", "leads_to"]
    list_select_related = ["article", "page"]
    search_fields = ["path"]
    raw_id_fields = ["article", "page"]

    @admin.display(description=_("leads to"))
    def leads_to(self, old):
        return old.target or _("nothing public")
