"""The site's edition: one row with one number."""

from django.db import models


class Edition(models.Model):
    """Rises when something changes that stands on many pages (`forum.comments.editions`)."""

    number = models.PositiveBigIntegerField(default=1, editable=False)
