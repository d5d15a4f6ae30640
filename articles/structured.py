"""What search engines and social networks read: schema.org as JSON-LD. Knows no HTML."""

import json
import re
from collections.abc import Iterable
from html import unescape

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article
from forum.comments.threads import Page, Shown

TAG = re.compile(r"<[^<>]*>")  # of our own making: what a reader typed has no bare < or > in it
# The same escapes as Django's json_script: "</script>" in a headline must not end the block. One by
# one: `str.translate` takes thirty times as long for a page of comments.
_ESCAPES = ((">", "\\u003E"), ("<", "\\u003C"), ("&", "\\u0026"))


def article(request, article: Article, page: Page) -> SafeString:
    """The article and its discussion as one JSON-LD graph, safe inside a script element."""
    url = request.build_absolute_uri(article.discussion.url)
    graph = [_article(request, article, url), _discussion(request, article, page, url)]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    for char, escape in _ESCAPES:
        text = text.replace(char, escape)
    return mark_safe(text)  # noqa: S308 (escaped on the lines above)


def _article(request, article: Article, url: str) -> dict:
    about = {
        "@type": "Article",
        "@id": f"{url}#article",
        "headline": article.headline,
        "description": article.summary,
        "url": url,
        "datePublished": _iso(article.published_at),
        "dateModified": _iso(max(article.changed_at, article.published_at or article.changed_at)),
        "articleSection": article.section.name,
        "author": _author(request, article),
        "publisher": {"@type": "Organization", "name": settings.SITE_NAME},
        "commentCount": article.discussion.comment_count,
    }
    if article.picture and article.picture.file:
        about["image"] = request.build_absolute_uri(article.picture.file.url)
    return about


def _discussion(request, article: Article, page: Page, url: str) -> dict:
    return {
        "@type": "DiscussionForumPosting",
        "@id": f"{url}#comments",
        "headline": article.headline,
        "url": f"{url}#comments",
        "mainEntityOfPage": f"{url}#article",
        "datePublished": _iso(article.published_at),
        "author": _author(request, article),
        "text": article.summary,
        "commentCount": article.discussion.comment_count,
        "comment": _comments(request.build_absolute_uri("/").rstrip("/"), page.threads),
    }


def _comments(site: str, nodes: Iterable[Shown]) -> list[dict]:
    """What is readable of `nodes`; replies to what is gone or says nothing move up."""
    found = []
    for shown in nodes:
        replies = _comments(site, shown.replies)
        text = "" if shown.gone else unescape(TAG.sub("", shown.comment.html)).strip()
        if text:
            found.append(_comment(site, shown, text, replies))
        else:
            found += replies
    return found


def _comment(site: str, shown: Shown, text: str, replies: list[dict]) -> dict:
    about = {
        "@type": "Comment",
        "url": f"{site}{shown.url}",
        "datePublished": shown.posted_iso,
        "author": {"@type": "Person", "name": shown.name},
        "text": text,
    }
    return about | {"comment": replies} if replies else about


def _author(request, article: Article) -> dict:
    return {
        "@type": "Person",
        "name": article.author.name,
        "url": request.build_absolute_uri(article.author.get_absolute_url()),
    }


def _iso(moment) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
