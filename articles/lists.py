"""Numbered pages of articles, the last as fast as the first, however many there are."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.functional import cached_property

from articles.models import Article, ArticleQuerySet
from forum.comments import editions
from forum.web import kept

ARTICLES_PER_PAGE = 12


class TeaserPages(Paginator):
    """The public ones of some articles, newest first, with what their teasers show.

    They are counted once an edition of the site, not for every page of the list. Asking for a page
    that is not there raises what Django's Paginator raises.
    """

    def __init__(self, request: HttpRequest, articles: ArticleQuerySet, *, may_be_empty: bool):
        public = articles.public().newest_first()
        super().__init__(public, ARTICLES_PER_PAGE, allow_empty_first_page=may_be_empty)
        self._request = request

    @cached_property
    def count(self) -> int:
        policy = editions.policy_of(self._request)
        edition = editions.shown(policy)

        def make():
            return kept.Kept(self.object_list.count(), edition, editions.until(policy))

        return kept.take(f"count {self._request.path}", edition.__eq__, make).thing

    def _get_page(self, articles: ArticleQuerySet, number: int, pages: Paginator) -> Page:
        """The keys come from an index alone: what OFFSET leaps over is neither fetched nor joined
        to its section, author, picture and discussion."""
        shown = Article.objects.filter(pk__in=articles.values("pk"))
        return Page(shown.with_teasers().newest_first(), number, pages)
