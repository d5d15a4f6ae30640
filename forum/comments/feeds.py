"""The newest comments of a discussion, for feed readers."""

from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from forum.comments.models import Discussion
from forum.comments.views import keepable, kept_page
from forum.web.pages import public

LENGTH = 50  # comments in a feed


@method_decorator([public, kept_page], name="__call__")
class DiscussionFeed(Feed):
    """Atom: the newest published comments of one discussion."""

    feed_type = Atom1Feed

    def __call__(self, request, pk):
        discussion = get_object_or_404(Discussion.objects.public(), pk=pk)
        discussion.feed_url = request.build_absolute_uri(request.path)
        return keepable(request, super().__call__(request, discussion), [discussion])

    def get_object(self, request, discussion):
        return discussion

    def feed_guid(self, discussion):
        """Not the article's address: that is the id of its entry in the site's feed."""
        return discussion.feed_url

    def title(self, discussion):
        return _("Comments on %(title)s") % {"title": discussion.title}

    def link(self, discussion):
        return discussion.url

    def items(self, discussion):
        return discussion.comments.published().order_by("-posted_at", "-pk")[:LENGTH]

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
