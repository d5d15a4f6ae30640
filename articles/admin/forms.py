"""The forms of editors: what they must say, and the sentence they get where something is wrong."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from articles.models import Article, BlockLink, OldAddress, Page
from articles.widgets import ProseField

_LINK = re.compile(r"(https?://|/|mailto:)", re.IGNORECASE)


def day_of(article: Article):
    """The day in the address `article` has, or will have once it is published; None for never."""
    moment = article.published_at
    if moment is None and article.status == Article.Status.PUBLISHED:
        moment = timezone.now()
    return localtime(moment).date() if moment else None


def address_is_taken(article: Article) -> bool:
    """Whether another article of the same day has the same address."""
    rivals = Article.objects.exclude(pk=article.pk)
    return rivals.filter(day=day_of(article), slug=article.slug).exists()


class ArticleForm(forms.ModelForm):
    """An article; its address follows the headline where the editor leaves it empty."""

    class Meta:
        model = Article
        fields = "__all__"
        field_classes = {"body": ProseField}
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
        fields = "__all__"
        field_classes = {"body": ProseField}


class BlockLinkForm(forms.ModelForm):
    class Meta:
        model = BlockLink
        fields = "__all__"

    def clean_url(self):
        url = self.cleaned_data["url"].strip()
        if not _LINK.match(url):
            raise ValidationError(_("Begin with https:// or, for this site, with /."))
        return url


class OldAddressForm(forms.ModelForm):
    class Meta:
        model = OldAddress
        fields = "__all__"

    def clean_path(self):
        path = self.cleaned_data["path"].strip()
        if not path.startswith("/") or path.startswith("//"):
            raise ValidationError(_("Only the part after the host name: it begins with one /."))
        return path
