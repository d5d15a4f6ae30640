"""Pictures, with their description and their credit."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pictures.models import PictureField


class Picture(models.Model):
    """A picture with what a reader needs who cannot see it, and whom to thank for it.

    `source_url` is where a picture stood before it moved here; one that was not brought along has
    no file, and no page shows it.
    """

    file = PictureField(
        _("file"),
        upload_to="pictures/%Y/%m/",
        aspect_ratios=["16/9"],
        width_field="width",
        height_field="height",
        blank=True,
    )
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    alt = models.CharField(
        _("what it shows"), max_length=300, help_text=_("Read out to readers who cannot see it.")
    )
    credit = models.CharField(_("credit"), max_length=200)
    source_url = models.URLField(_("came from"), max_length=500, blank=True, editable=False)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file="") | (~Q(alt="") & ~Q(credit="")),
                name="pictures_have_alt_and_credit",
            )
        ]

    def __str__(self):
        return self.alt or self.source_url

    def save(self, *args, **kwargs):
        """With the size of its file: of a picture that does not know it, Django opens the file
        whenever the row is read."""
        if self.file and not self.width:
            self.file.field.update_dimension_fields(self, force=True)
        super().save(*args, **kwargs)
