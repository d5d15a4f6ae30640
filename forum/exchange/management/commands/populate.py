"""`manage.py populate`: invented articles and comments, as many as you like, to try a size out."""

import time

from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from forum.comments.models import Comment
from forum.exchange.populate import filling
from forum.exchange.populate.orders import Impossible, Order

PAUSE = 0.2  # seconds between two lines of progress


class Command(BaseCommand):
    help = _(
        "Fill the site with invented articles and comments in the shape of real discussions. There"
        " is no way back but a backup."
    )

    def add_arguments(self, parser):
        parser.add_argument("--articles", type=int, default=1, metavar="N", help=_("how many"))
        parser.add_argument("--comments", type=int, default=1000, metavar="N", help=_("how many"))
        parser.add_argument(
            "--threads", type=int, metavar="N", help=_("so many of them top level; default 30 %%")
        )
        parser.add_argument(
            "--in-one", action="store_true", help=_("all comments under the newest article")
        )
        parser.add_argument(
            "--seed", type=int, default=1, metavar="N", help=_("the same number, the same site")
        )
        parser.add_argument(
            "--yes", action="store_true", help=_("also on a site that has articles or comments")
        )

    def handle(self, *, articles, comments, threads, in_one, seed, yes, **options):
        try:
            order = Order(articles, comments, threads, in_one, seed)
            self.guard(yes)
            self.fill(order)
        except Impossible as why:
            raise CommandError(str(why)) from None
        except DatabaseError as error:
            raise CommandError(_("The database failed: %s") % error) from None

    def guard(self, yes: bool) -> None:
        """Invented comments cannot be told from real ones, so nobody gets them by mistake."""
        here = {"articles": Article.objects.count(), "comments": Comment.objects.count()}
        if any(here.values()) and not yes:
            raise CommandError(
                _(
                    "This site has %(articles)d articles and %(comments)d comments. What is"
                    " invented stands among them for good; if that is what you want, say --yes."
                )
                % here
            )

    def fill(self, order: Order) -> None:
        begun = shown = time.monotonic()
        for filled in filling.fill(order, timezone.now()):
            if self.stderr.isatty() and time.monotonic() - shown > PAUSE:
                shown = time.monotonic()
                self.stderr.write(f"\r{filled.comments / order.comments:4.0%}", ending="")
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:  # what it would do by itself in a minute
                cursor.execute("ANALYZE")
        self.stdout.write(_told(filled, time.monotonic() - begun))
        self.stdout.write(filled.busiest)


def _told(filled: filling.Filled, seconds: float) -> str:
    sentence = _(
        "%(comments)s comments in %(threads)s threads under %(articles)s articles, in %(seconds).1f"
        " seconds: %(pace)s comments a second. The busiest article:"
    )
    return sentence % {
        "comments": f"{filled.comments:,}",
        "threads": f"{filled.threads:,}",
        "articles": f"{filled.articles:,}",
        "seconds": seconds,
        "pace": f"{filled.comments / max(seconds, 0.001):,.0f}",
    }
