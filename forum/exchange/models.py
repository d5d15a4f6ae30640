"""What has arrived already, so that an interrupted move can be repeated."""

from django.db import models


class Arrival(models.Model):
    """A thing that came from elsewhere: which one there, which one here."""

    class Kind(models.TextChoices):
        AUTHOR = "author"
        SECTION = "section"
        TAG = "tag"
        PICTURE = "picture"
        ARTICLE = "article"
        PAGE = "page"
        COMMENT = "comment"

    source = models.CharField(max_length=200)  # the other site's address, or "demo"
    kind = models.CharField(max_length=10, choices=Kind.choices)
    source_id = models.CharField(max_length=200)
    object_id = models.PositiveBigIntegerField()
    arrived_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "source_id"], name="arrives_once")
        ]

    def __str__(self):
        return f"{self.source} {self.kind} {self.source_id}"
