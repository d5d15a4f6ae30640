"""The forms of editors: what they must say, and the sentence they get where something is wrong."""

import re

from django import forms
from django.contrib.admin.widgets import (
    AdminSplitDateTime,
    AdminTextareaWidget,
    AdminTextInputWidget,
)
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from articles.models import Article, BlockLink, OldAddress, Page
from articles.widgets import ProseEditor, ProseField

_LINK = re.compile(r"(https?://|/|mailto:)", re.IGNORECASE)


def _wide():
    return AdminTextInputWidget(attrs={"class": "vTextField wide"})


def _low():
    return AdminTextareaWidget(attrs={"rows": 3})


class LabelledDateTime(AdminSplitDateTime):
    """Django's two fields for a moment, each with a name for those who cannot see the words."""

    def __init__(self, attrs=None):
        super().__init__(attrs)
        for field, name in zip(self.widgets, (_("Date"), _("Time")), strict=True):
            field.attrs["aria-label"] = name


def day_of(article: Article):
    """The day in the address `article` has, or will have once it is published; None for never."""
    moment = article.published_at
    if moment is None and article.status == Article.Status.PUBLISHED:
        moment = timezone.now()
    return localtime(moment).date() if moment else None


def address_is_taken(article: Article) -> bool:
    """Whether another article of the same day has the same address. A draft may be of no day."""
    day = day_of(article)
    rivals = Article.objects.filter(day=day, slug=article.slug).exclude(pk=article.pk)
    return day is not None and rivals.exists()


class ArticleForm(forms.ModelForm):
    """An article; its address follows the headline where the editor leaves it empty."""

    class Meta:
        model = Article
        fields = [
            "headline",
            "body",
            "excerpt",
            "section",
            "author",
            "tags",
            "slug",
            "picture",
            "status",
            "published_at",
        ]
        field_classes = {"body": ProseField}
        widgets = {
            "body": ProseEditor,
            "excerpt": _low(),
            "headline": _wide(),
            "published_at": LabelledDateTime,
        }
        help_texts = {
            "slug": _("The last part of the web address. Empty: made from the headline."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("slug") and "slug" not in self.errors:
            longest = Article._meta.get_field("slug").max_length
            cleaned["slug"] = slugify(cleaned.get("headline", ""))[:longest].strip("-")
            if not cleaned["slug"] and cleaned.get("headline"):
                self.add_error("slug", _("No address can be made from this headline: write one."))
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        if not self.errors and address_is_taken(self.instance):
            taken = _("Another article of %(day)s has this address. Choose another one.")
            day = date_format(day_of(self.instance))
            self.add_error("slug", ValidationError(taken, code="taken", params={"day": day}))


class PageForm(forms.ModelForm):
    class Meta:
        model = Page
        fields = ["title", "body", "slug", "is_public", "in_footer"]
        field_classes = {"body": ProseField}
        widgets = {"body": ProseEditor, "title": _wide()}


class BlockLinkForm(forms.ModelForm):
    class Meta:
        model = BlockLink
        fields = ["position", "title", "url", "note", "picture"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "picture" in self.fields:
            self.fields["picture"].widget.chosen = self.instance.picture

    def clean_url(self):
        url = self.cleaned_data["url"].strip()
        if not _LINK.match(url):
            raise ValidationError(_("Begin with https:// or, for this site, with /."))
        return url


class OldAddressForm(forms.ModelForm):
    class Meta:
        model = OldAddress
        fields = ["path", "article", "page"]

    def clean_path(self):
        path = self.cleaned_data["path"].strip()
        if not path.startswith("/") or path.startswith("//"):
            raise ValidationError(_("Only the part after the host name: it begins with one /."))
        return path
