"""Pictures in the admin: uploaded with what they show and whom to thank, chosen by sight."""

import warnings
from functools import partial

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from pictures.models import PillowPicture
from PIL import Image

from articles.models import Picture

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000  # decoded, that is 160 MB of memory
MIN_WIDTH, MIN_HEIGHT = 320, 180  # the smallest variant that django-pictures makes here
FORMATS = ("JPEG", "MPO", "PNG", "WEBP", "AVIF", "GIF")  # what browsers show; MPO: telephones' JPEG


class PictureFile(forms.ImageField):
    """An upload that can be shown: small enough to be worked on, and readable to its last pixel."""

    default_error_messages = {
        "invalid_image": _(
            "This file cannot be read as a picture: it is damaged or something else."
        ),
        "too_heavy": _("This file is larger than 20 MB. Save it smaller and try again."),
        "too_large": _("This picture has more than 40 million pixels. Scale it down first."),
        "too_small": _("This picture is smaller than 320 × 180 pixels: too small to be shown."),
        "format": _("This kind of picture cannot be used. Save it as JPEG, PNG, WebP or AVIF."),
    }

    def to_python(self, data):
        if data and data.size > MAX_BYTES:
            raise self._error("too_heavy")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", Image.DecompressionBombWarning)
                upload = super().to_python(data)
        except ValidationError as error:
            if isinstance(error.__cause__, Image.DecompressionBombError):
                raise self._error("too_large") from error
            raise
        if upload is not None:
            self._check(upload)
        return upload

    def _check(self, upload) -> None:
        width, height = upload.image.size
        if width * height > MAX_PIXELS:
            raise self._error("too_large")
        if width < MIN_WIDTH or height < MIN_HEIGHT:
            raise self._error("too_small")
        if upload.image.format not in FORMATS:
            raise self._error("format")
        try:
            # Whatever the variants will need of it, done once: a cut-off file or a broken colour
            # profile is found here, not in the middle of saving.
            upload.seek(0)
            with Image.open(upload) as image:
                PillowPicture.pre_process(image)
        except Exception as error:  # Pillow and its plugins raise all kinds
            raise self._error("invalid_image") from error
        finally:
            upload.seek(0)

    def _error(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)


class PictureForm(forms.ModelForm):
    class Meta:
        model = Picture
        fields = ["file", "alt", "credit"]
        field_classes = {"file": PictureFile}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            # The column may be empty, for pictures that were not brought along from elsewhere.
            self.fields["file"].required = self.fields["file"].widget.is_required = True


class ChosenPicture(ForeignKeyRawIdWidget):
    """A picture by its number, for forms that stand many on a page: names the one that its form
    has read already, `chosen`, where Django would read it again for each."""

    chosen: Picture | None = None

    def label_and_url_for_value(self, value) -> tuple[str, str]:
        if self.chosen is None or str(self.chosen.pk) != str(value):
            return super().label_and_url_for_value(value)
        url = reverse("admin:articles_picture_change", args=[self.chosen.pk])
        return Truncator(self.chosen).words(14), url


def thumbnail(picture: Picture | None) -> SafeString | str:
    """The smallest variant as an image, "" for a picture without a file."""
    if not picture or not picture.file:
        return ""
    return format_html(
        '<img class="thumbnail" src="{}" width="160" height="90" alt="{}" loading="lazy">',
        thumbnail_url(picture),
        picture.alt,
    )


def thumbnail_url(picture: Picture) -> str:
    variants = picture.file.aspect_ratios["16/9"]["WEBP"]
    return variants[min(variants)].url if variants else picture.file.url


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin):
    form = PictureForm
    list_display = ["shown", "alt", "credit", "dimensions", "added_at"]
    list_display_links = ["shown", "alt"]
    list_per_page = 40
    show_full_result_count = False
    search_fields = ["alt", "credit", "file"]
    fields = ["shown", "file", "alt", "credit", "dimensions", "source_url"]
    readonly_fields = ["shown", "dimensions", "source_url"]

    @admin.display(description=_("picture"))
    def shown(self, picture):
        return thumbnail(picture) or _("no file yet")

    @admin.display(description=_("size"))
    def dimensions(self, picture):
        if not picture.file or not picture.width:
            return "–"
        return _("%(width)s × %(height)s pixels") % {
            "width": picture.width,
            "height": picture.height,
        }

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["file", "alt", "credit"]
        return [name for name in self.fields if name != "source_url" or obj.source_url]

    def delete_model(self, request, obj):
        obj.delete()
        if obj.file:
            # The files last: once they are gone, nothing brings the picture back.
            transaction.on_commit(partial(obj.file.delete, save=False))

    def delete_queryset(self, request, queryset):
        for picture in queryset:
            self.delete_model(request, picture)

    def get_urls(self):
        view = self.admin_site.admin_view(self.thumbnail_view)
        name = "articles_picture_thumbnail"
        return [path("<int:pk>/thumbnail/", view, name=name), *super().get_urls()]

    def thumbnail_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The thumbnail of a picture just chosen in a form: static/js/picture.js asks by number."""
        picture = Picture.objects.exclude(file="").filter(pk=pk).first()
        if picture is None or not self.has_view_permission(request):
            raise Http404
        return redirect(thumbnail_url(picture))
