"""Articles with their discussions, and pages, come to stay: one transaction each, each once.

What arrived before is left as it is here now; only comments that are new are added to it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from articles import prose, publishing
from articles.models import Article, Correction, OldAddress, Page
from forum.comments import intake, text
from forum.comments.forest import Arriving
from forum.comments.intake import Taken
from forum.comments.models import Comment, Discussion
from forum.exchange import arrivals, furnishing
from forum.exchange.ledger import Ledger
from forum.exchange.models import Arrival

Kind = Arrival.Kind


@dataclass(frozen=True)
class Settled:
    """What became of an article: whether it is new, whether it arrived once and was deleted here
    since, and what became of its new comments."""

    is_new: bool
    is_gone: bool = False
    taken: Taken | None = None


def article(
    ledger: Ledger, arriving: arrivals.Article, *, render: Callable[[str], str] = text.render
) -> Settled:
    """Write an article with its discussion in one transaction, or what is missing of it.

    `render` makes the HTML of comments that come without.
    """
    if arriving.picture:
        # First and apart: resizing takes longer than a lock should last.
        furnishing.picture(ledger, arriving.picture)
    try:
        return _article(ledger, arriving, render)
    except IntegrityError:
        # On PostgreSQL a reader may have taken a slug or an id between our look and our write.
        return _article(ledger, arriving, render)


def rehearse(ledger: Ledger, arriving: arrivals.Article) -> Settled:
    """What `article` would answer, written nowhere."""
    found = ledger.find(Kind.ARTICLE, arriving.id)
    here = Article.objects.filter(pk=found).first()
    if found and not here:
        return Settled(is_new=False, is_gone=True)
    new, known = _sort(ledger, here.discussion_id if here else None, arriving.comments)
    return Settled(is_new=found is None, taken=intake.foresee(new, known))


@transaction.atomic
def page(ledger: Ledger, arriving: arrivals.Page) -> bool:
    """Write a page, once. Whether it is new."""
    if ledger.find(Kind.PAGE, arriving.id):
        return False
    made = Page.objects.create(
        title=arriving.title[:200],
        slug=furnishing.free_slug(Page.objects.all(), arriving.slug, 120),
        body=prose.sanitise(arriving.body),
        is_public=arriving.is_public,
    )
    ledger.note(Kind.PAGE, {arriving.id: made.pk})
    _leave_old_paths(arriving.old_paths, made.get_absolute_url(), page=made)
    return True


@transaction.atomic
def _article(ledger, arriving: arrivals.Article, render) -> Settled:
    found = ledger.find(Kind.ARTICLE, arriving.id)
    here = Article.objects.filter(pk=found).first() or (not found and _write(ledger, arriving))
    if not here:
        return Settled(is_new=False, is_gone=True)
    new, known = _sort(ledger, here.discussion_id, arriving.comments)
    taken = intake.take_in(here.discussion_id, new, known, render=render)
    ledger.note(Kind.COMMENT, taken.ids)
    return Settled(is_new=found is None, taken=taken)


def _write(ledger: Ledger, arriving: arrivals.Article) -> Article:
    at = arriving.published_at
    day = localtime(at).date() if at else None
    same_day = Article.objects.filter(day=day) if day else Article.objects.none()
    made = publishing.save(
        Article(
            headline=arriving.headline[:200],
            slug=furnishing.free_slug(same_day, arriving.slug, 120),
            section_id=furnishing.section(ledger, arriving.section),
            author_id=furnishing.author(ledger, arriving.author),
            picture_id=arriving.picture and furnishing.picture(ledger, arriving.picture),
            excerpt=arriving.excerpt,
            body=arriving.body,
            status=Article.Status.PUBLISHED if arriving.is_published else Article.Status.DRAFT,
            published_at=at,
        )
    )
    made.tags.set(furnishing.tag(ledger, tag) for tag in arriving.tags)
    Article.objects.filter(pk=made.pk).update(changed_at=arriving.changed_at or made.changed_at)
    Discussion.objects.filter(pk=made.discussion_id).update(
        opening=arriving.opening, premoderated=arriving.premoderated
    )
    for correction in arriving.corrections:
        Correction.objects.create(article=made, note=correction.note, made_at=correction.made_at)
    ledger.note(Kind.ARTICLE, {arriving.id: made.pk})
    _leave_old_paths(arriving.old_paths, made.get_absolute_url(), article=made)
    return made


def _sort(
    ledger: Ledger, discussion_id: int | None, rows: Sequence[Arriving]
) -> tuple[list[Arriving], dict[str, int]]:
    """The comments that have not arrived before; and those of them that are in the discussion,
    key → id, which the new ones may answer."""
    arrived = ledger.find_all(Kind.COMMENT, [row.key for row in rows])
    if not arrived:
        return list(rows), {}
    here = set(Comment.objects.filter(discussion=discussion_id).values_list("pk", flat=True))
    known = {key: pk for key, pk in arrived.items() if pk in here}
    return [row for row in rows if row.key not in arrived], known


def _leave_old_paths(paths: Iterable[str], url: str, **target) -> None:
    """Redirects from where it stood. A path that leads elsewhere already keeps its aim."""
    wanted = [path for path in paths if path != url and len(path) <= 500]
    for path in wanted:
        OldAddress.objects.get_or_create(path=path, defaults=target)
