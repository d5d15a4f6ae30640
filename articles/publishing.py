"""The one door for articles: saving one keeps its address, its discussion and its dates in step."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.timezone import localtime

from articles import prose
from articles.models import Article, OldAddress, Section
from forum.accounts.models import Scope
from forum.comments.models import Discussion


@transaction.atomic
def save(article: Article) -> Article:
    """Write `article`, new or changed, with the discussion under it.

    A published article without a date gets this moment. One that moves leaves its old address
    behind as a redirect. The discussion opens at the moment of publication.
    """
    if article.status == Article.Status.PUBLISHED and article.published_at is None:
        article.published_at = timezone.now()
    article.day = localtime(article.published_at).date() if article.published_at else None
    article.body = prose.sanitise(article.body)
    article.summary = strip_tags(article.excerpt) or prose.excerpt(article.body)
    article.changed_at = timezone.now()
    _sync_discussion(article)
    old_url = _url_on_file(article)
    article.save()
    _remember(article, old_url)
    return article


@transaction.atomic
def discard(article: Article) -> None:
    """Delete a draft that never had readers, with its empty discussion.

    Raises django.db.models.ProtectedError if anybody has commented.
    """
    discussion = article.discussion
    article.delete()
    discussion.delete()


@transaction.atomic
def save_section(section: Section) -> Section:
    """Write `section`, new or changed: under a new name its discussions and the moderators who
    are limited to it find each other as before."""
    old_name = Section.objects.filter(pk=section.pk).values_list("name", flat=True).first()
    section.save()
    if old_name not in (None, section.name):
        under = Article.objects.filter(section=section).values("discussion")
        Discussion.objects.filter(pk__in=under).update(section=section.name)
        _rename_scopes(old_name, section.name)
    return section


def _rename_scopes(old_name: str, new_name: str) -> None:
    """Another section may share the old name: then its moderators keep that as well."""
    old = Scope.objects.filter(section=old_name)
    Scope.objects.bulk_create(
        [Scope(member_id=scope.member_id, section=new_name) for scope in old],
        ignore_conflicts=True,
    )
    if not Section.objects.filter(name=old_name).exists():
        old.delete()


def _sync_discussion(article: Article) -> None:
    """Title, address, section and opening follow the article; an unpublished one takes no comments.

    The section's name is read under the lock: it may just have been changed.
    """
    is_new = article.discussion_id is None
    discussion = Discussion() if is_new else Discussion.objects.locked(article.discussion_id)
    discussion.title = article.headline
    discussion.url = article.get_absolute_url()
    published = article.status == Article.Status.PUBLISHED
    discussion.opened_at = article.published_at if published else None
    discussion.section = Section.objects.values_list("name", flat=True).get(pk=article.section_id)
    discussion.language = discussion.language or settings.LANGUAGE_CODE
    discussion.version += 1
    if is_new:
        discussion.save()
    else:
        columns = ["title", "url", "section", "language", "opened_at", "version"]
        discussion.save(update_fields=columns)
    article.discussion = discussion


def _url_on_file(article: Article) -> str:
    """The address readers may know: that of the row as it was, if it was public."""
    before = Article.objects.filter(pk=article.pk).first() if article.pk else None
    return before.get_absolute_url() if before and before.is_public else ""


def _remember(article: Article, old_url: str) -> None:
    """Keep the address readers knew, if the article no longer stands there. A draft takes nobody's
    place, and its own last public address is kept: it may move before it comes back."""
    url = article.get_absolute_url() if article.status == Article.Status.PUBLISHED else ""
    OldAddress.objects.filter(path=url).delete()
    if old_url and old_url != url:
        OldAddress.objects.update_or_create(
            path=old_url, defaults={"article": article, "page": None}
        )
