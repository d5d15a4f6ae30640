"""The desk of the demo becomes rows: the weeks, act by act, and then the morning. Once."""

from datetime import datetime, timedelta
from operator import itemgetter

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Article
from forum.accounts.models import Member
from forum.comments.models import Comment, Discussion, Feedback, Policy
from forum.comments.spam import ledger as traces
from forum.exchange.demo import incidents, morning
from forum.exchange.demo.desk import Desk
from forum.exchange.demo.saying import Room
from forum.exchange.demo.weeks import Act, Weeks
from forum.exchange.ledger import Ledger
from forum.exchange.models import Arrival

SOURCE = "demo desk"
DAY = timedelta(days=1)

Kind = Arrival.Kind


@transaction.atomic
def fill(articles: Ledger, desk: Desk, moderators: list[Member]) -> None:
    """Write what moderators find at this moment, and the weeks that led to it.

    `articles` is the ledger that these arrived with. Without any, or without `moderators`, nothing
    is written.
    """
    moment = timezone.now()
    room = Room(_discussions(articles, desk, moment), Policy.objects.current(), moment)
    if is_filled() or not room.discussions or not moderators:
        return
    there = Comment.objects.filter(pk__in=list(_arrived(articles)))
    said = _live_through(desk, Weeks(room, moderators), there)
    said |= morning.take_place(desk, room)
    # Nobody outside is told what invented moderators thought.
    Feedback.objects.filter(comment__in=[*said.values(), *there]).delete()
    Ledger(SOURCE).note(Kind.COMMENT, said)


def is_filled() -> bool:
    """1 query."""
    return Ledger(SOURCE).has(Kind.COMMENT)


def _discussions(articles: Ledger, desk: Desk, moment: datetime) -> dict[str, Discussion]:
    """By the slug of their article, as far as they are here and at least a day old: the demo's
    dates stand fast, and whoever builds it may live before them."""
    arrived = articles.find_all(Kind.ARTICLE, {line.slug for line in desk.lines})
    there = Article.objects.select_related("discussion").in_bulk(arrived.values())
    here = {slug: there[pk].discussion for slug, pk in arrived.items() if pk in there}
    return {slug: one for slug, one in here.items() if one.opened_at <= moment - DAY}


def _arrived(articles: Ledger) -> QuerySet:
    """The ids of the comments that came with the articles; readers may have added others."""
    rows = Arrival.objects.filter(source=articles.source, kind=Kind.COMMENT)
    return rows.values_list("object_id", flat=True)


def _live_through(desk: Desk, weeks: Weeks, there: QuerySet[Comment]) -> dict[str, int]:
    """Carry out all acts in the order of time; the ids of the comments by key."""
    acts: list[Act] = [
        *weeks.conversations(desk.weeks),
        *weeks.waves(desk.past_waves),
        *weeks.approvals(there),
        *incidents.acts(desk.incidents, weeks),
        # The filter learns by night.
        *((weeks.start + night * DAY, traces.fold) for night in range(1, 29)),
    ]
    for _at, act in sorted(acts, key=itemgetter(0)):
        act()
    return weeks.said
