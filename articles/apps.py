from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Articles")

    def ready(self):
        """Tags and authors may be spoken of, whatever words their names have. Pages are kept until
        something that they show has changed."""
        from articles import models
        from articles.models import Author, Tag
        from forum.comments import editions, wordlists

        wordlists.NAMED_ABOVE += [(Author, "name"), (Tag, "name")]
        editions.follow(
            models.Article,
            models.Article.tags.through,
            models.Author,
            models.Block,
            models.BlockLink,
            models.Correction,
            models.Page,
            models.Picture,
            models.ProfileLink,
            models.Section,
            models.Tag,
        )
