"""The newest comments of a discussion, for feed readers, and all that came before."""

from django.db.models import Subquery
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from forum.comments.models import Comment, Discussion
from forum.comments.views import PagedFeed


class DiscussionFeed(PagedFeed):
    """The published comments of one discussion."""

    moment, length = "posted_at", 50
    rows = Comment.objects.order_by("-posted_at", "-pk")

    def subject(self, pk):
        return get_object_or_404(Discussion.objects.public(), pk=pk)

    def entries_of(self, discussion, until):
        # PostgreSQL must not know that it is the busiest of all: it would look for its comments
        # among the newest of the site, and those may all be of others.
        same = Discussion.objects.filter(pk=discussion.pk).values("pk")
        found = Comment.objects.published().filter(discussion_id=Subquery(same))
        return found.order_by("-posted_at", "-pk")

    def discussions_of(self, discussion):
        return [discussion]

    def feed_guid(self, shown):
        """Not the article's address: that is the id of its entry in the site's feed."""
        return shown.links["first"]

    def title(self, shown):
        return _("Comments on %(title)s") % {"title": shown.subject.title}

    def link(self, shown):
        return shown.subject.url

    def item_title(self, comment):
        return _("%(name)s, comment %(pk)s") % {"name": comment.shown_name, "pk": comment.pk}

    def item_description(self, comment):
        return comment.html

    def item_author_name(self, comment):
        return comment.shown_name

    def item_pubdate(self, comment):
        return comment.posted_at

    def item_updateddate(self, comment):
        return comment.edited_at or comment.posted_at
