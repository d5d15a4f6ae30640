"""Invented articles with the discussions under them, some hundreds a transaction."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.timezone import localtime

from articles.models import Article, Author, Section
from forum.comments import editions
from forum.comments.models import Discussion
from forum.exchange.populate.sayings import SECTIONS, Sayings

BATCH = 500
AUTHORS = 8
YOUNGEST = timedelta(days=30)  # the newest: old enough for a long discussion
BETWEEN, OLDEST = timedelta(hours=6), timedelta(days=5 * 365)


def write(count: int, words: Sayings, at: datetime) -> Iterator[list[Article]]:
    """Write `count` articles, the newest first, that were published before `at`; in batches."""
    sections, authors = _sections(), _authors(words)
    first = (Article.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    between = min(BETWEEN, OLDEST / count)
    for start in range(0, count, BATCH):
        stories = [
            _story(
                first + number,
                words,
                at - YOUNGEST - number * between,
                section=sections[number % len(sections)],
                author=authors[number % len(authors)],
            )
            for number in range(start, min(start + BATCH, count))
        ]
        yield _save(stories)


def _sections() -> list[Section]:
    return [
        Section.objects.get_or_create(slug=slugify(name), defaults={"name": name})[0]
        for name in SECTIONS
    ]


def _authors(words: Sayings) -> list[Author]:
    return [
        Author.objects.get_or_create(slug=slugify(reader.name), defaults={"name": reader.name})[0]
        for reader in words.readers[:AUTHORS]
    ]


def _story(number: int, words: Sayings, published_at: datetime, **belongs) -> Article:
    headline, summary, body = words.story()
    return Article(
        headline=headline,
        slug=f"{slugify(headline)}-{number}",  # with a number nobody else has
        body=body,
        summary=summary,
        status=Article.Status.PUBLISHED,
        published_at=published_at,
        changed_at=published_at,
        day=localtime(published_at).date(),
        **belongs,
    )


@transaction.atomic
def _save(stories: list[Article]) -> list[Article]:
    """What `articles.publishing.save` would leave behind, for many at once."""
    discussions = [
        Discussion(
            title=story.headline,
            url=story.get_absolute_url(),
            section=story.section.name,
            language=settings.LANGUAGE_CODE,
            opened_at=story.published_at,
        )
        for story in stories
    ]
    for story, made in zip(stories, Discussion.objects.bulk_create(discussions), strict=True):
        story.discussion = made
    editions.rise()  # writing in bulk sends no signal
    return Article.objects.bulk_create(stories)
