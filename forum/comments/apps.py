from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "forum.comments"
    label = "comments"
    verbose_name = _("Discussions")

    def ready(self):
        """What pages show of these is kept until it changes."""
        from forum.accounts.models import Member
        from forum.comments import editions
        from forum.comments.models import Document, Policy

        editions.follow(Document, Member, Policy)
