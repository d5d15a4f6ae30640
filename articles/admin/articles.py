"""Articles in the admin: write, preview, schedule, publish, correct, take back."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import F, ProtectedError
from django.forms.widgets import Script
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import publishing
from articles.admin.forms import ArticleForm, address_is_taken
from articles.admin.pictures import thumbnail
from articles.admin.states import StateFilter, badge, sentence
from articles.models import Article, Correction
from articles.views import preview_url

DRAFT, PUBLISHED = Article.Status.DRAFT, Article.Status.PUBLISHED


class CorrectionInline(admin.StackedInline):
    model = Correction
    extra = 1
    fields = ["note", "made"]
    readonly_fields = ["made"]
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}}
    verbose_name_plural = _("Corrections: shown on the page, with their date")

    @admin.display(description=_("date"))
    def made(self, correction):
        return date_format(localtime(correction.made_at)) if correction.pk else _("today")


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    form = ArticleForm
    inlines = [CorrectionInline]
    actions = ["publish", "unpublish"]
    list_display = ["headline", "section", "author", "state", "comment_count", "look"]
    list_filter = [StateFilter, "section", ("author", admin.RelatedOnlyFieldListFilter)]
    list_per_page = 50
    list_select_related = ["section", "author", "discussion"]
    search_fields = ["headline", "slug", "body"]
    date_hierarchy = "published_at"
    ordering = [F("published_at").desc(nulls_first=True), "-pk"]

    prepopulated_fields = {"slug": ["headline"]}
    raw_id_fields = ["picture"]
    autocomplete_fields = ["tags"]
    radio_fields = {"status": admin.HORIZONTAL}
    readonly_fields = ["picture_shown"]
    fieldsets = [
        (None, {"fields": ["headline", "body", "excerpt"]}),
        (_("Where it stands"), {"fields": ["section", "author", "tags", "slug"]}),
        (_("Lead picture"), {"fields": ["picture", "picture_shown"]}),
        (_("Publication"), {"fields": ["status", "published_at"]}),
    ]

    # What lists and forms show ---------------------------------------------------------------

    @admin.display(description=_("state"), ordering="published_at")
    def state(self, article):
        return badge(article)

    @admin.display(description=_("comments"), ordering="discussion__comment_count")
    def comment_count(self, article):
        return article.discussion.comment_count

    @admin.display(description=_("look"))
    def look(self, article):
        return format_html('<a href="{}">{}</a>', *_where_to_look(article))

    @admin.display(description=_("as it is shown"))
    def picture_shown(self, article):
        url = reverse("admin:articles_picture_thumbnail", args=[0])
        shown = thumbnail(article.picture) or _("None.")
        return format_html(
            '<span data-thumbnail-of="id_picture" data-url="{}">{}</span>', url, shown
        )

    class Media:
        js = [
            "admin/js/jquery.init.js",
            Script("js/picture.js", defer=True),
            Script("js/select2-labels.js", defer=True),
        ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """A section or an author is made here, but not deleted from the form of an article."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field and field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def get_view_on_site_url(self, obj=None):
        return None  # `look` leads there, or to the preview

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj and obj.pk:
            context["look"] = _where_to_look(obj)
            if request.user.has_perm("comments.view_discussion"):
                context["discussion_url"] = reverse(
                    "admin:comments_discussion_change", args=[obj.discussion_id]
                )
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    # Saving ----------------------------------------------------------------------------------

    def save_model(self, request, obj, form, change):
        publishing.save(obj)

    def response_add(self, request, obj, post_url_continue=None):
        _say_state(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        _say_state(request, obj)
        return super().response_change(request, obj)

    # Deleting: only a draft that nobody commented on -----------------------------------------

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def delete_view(self, request: HttpRequest, object_id: str, extra_context=None):
        article = self.get_object(request, unquote(object_id))
        if article and (why_not := _why_not_delete(article)):
            return _refuse_to_delete(request, article, why_not)
        try:
            return super().delete_view(request, object_id, extra_context)
        except ProtectedError:
            return _refuse_to_delete(request, article, _("Its discussion has a history."))

    def delete_model(self, request, obj):
        publishing.discard(obj)

    # Actions ---------------------------------------------------------------------------------

    @admin.action(description=_("Publish the chosen articles"), permissions=["change"])
    def publish(self, request, queryset):
        self._move(request, queryset.filter(status=DRAFT), PUBLISHED)

    @admin.action(description=_("Take the chosen articles back to draft"), permissions=["change"])
    def unpublish(self, request, queryset):
        self._move(request, queryset.filter(status=PUBLISHED), DRAFT)

    def _move(self, request, articles, status):
        done = 0
        for article in articles:
            article.status = status
            if address_is_taken(article):
                _say_taken(request, article)
                continue
            publishing.save(article)
            self.log_change(request, article, [{"changed": {"fields": [str(_("status"))]}}])
            done += 1
            if article.is_scheduled:
                _say_state(request, article)
        _say_done(request, done, status)


def _where_to_look(article: Article) -> tuple[str, str]:
    """The page if readers may see it, the preview if not: address and words."""
    if article.is_public:
        return article.get_absolute_url(), str(_("View"))
    return preview_url(article), str(_("Preview"))


def _say_state(request, article: Article) -> None:
    look = format_html('<a href="{}">{}</a>', *_where_to_look(article))
    messages.info(request, format_html("“{}”: {} {}", article, sentence(article), look))


def _say_taken(request, article: Article) -> None:
    taken = _("“%s” was left as it is: another article of its day has the same address.")
    messages.error(request, taken % article)


def _say_done(request, count: int, status: str) -> None:
    if status == PUBLISHED:
        said = ngettext("%d draft was published.", "%d drafts were published.", count)
    else:
        said = ngettext(
            "%d article was taken back to draft.", "%d articles were taken back to draft.", count
        )
    messages.success(request, said % count) if count else messages.warning(request, said % count)


def _why_not_delete(article: Article) -> str:
    if article.status != DRAFT:
        return _("Readers may know it: take it back to draft first.")
    if article.discussion.comments.exists():
        return _("Readers have commented on it: it can only stay a draft.")
    return ""


def _refuse_to_delete(request, article: Article, why_not: str):
    messages.error(
        request,
        _("“%(article)s” was not deleted. %(why)s")
        % {
            "article": article,
            "why": why_not,
        },
    )
    return redirect("admin:articles_article_change", article.pk)
