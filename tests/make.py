"""Rows for tests: plain functions, each with what a test does not care about filled in."""

from itertools import count

from django.contrib.auth.models import Permission
from django.utils import timezone

from articles import publishing
from articles.models import Article, Author, Section
from forum.accounts.models import Member
from forum.comments import posting, text, visibility
from forum.comments.models import Comment, Discussion
from forum.comments.rules import Commenter

_numbers = count(1)


def member(username: str, **fields) -> Member:
    fields.setdefault("name", username.capitalize())
    return Member.objects.create_user(username, f"{username}@example.org", "secret", **fields)


def staff(username: str, *permissions: str, **fields) -> Member:
    """Somebody who may sign in to the admin, with permissions like "comments.view_comment"."""
    made = member(username, is_staff=True, **fields)
    for permission in permissions:
        app, codename = permission.split(".")
        found = Permission.objects.get(content_type__app_label=app, codename=codename)
        made.user_permissions.add(found)
    return made


def guest(name: str = "", **fields) -> Commenter:
    name = name or f"Guest {next(_numbers)}"
    email = fields.pop("email", f"{name.replace(' ', '.').lower()}@example.org")
    return Commenter(name, email, **fields)


def discussion(**fields) -> Discussion:
    fields.setdefault("title", "A lamp in the window")
    fields.setdefault("url", "/a-lamp/")
    fields.setdefault("opened_at", timezone.now())
    return Discussion.objects.create(**fields)


def comment(discussion: Discussion | None = None, **fields) -> Comment:
    """A comment that no rule was asked about: published, unless `status` says otherwise.

    `parent` makes it a reply, `by` is a Commenter.
    """
    parent = fields.pop("parent", None)
    place = Discussion.objects.get(
        pk=(parent.discussion_id if parent else (discussion or _new_discussion()).pk)
    )
    by = fields.pop("by", None) or guest()
    status = fields.pop("status", Comment.Status.PUBLISHED)
    body = fields.pop("body", f"Well said, number {next(_numbers)}.")
    made = posting.outside_the_tree(
        discussion=place,
        parent=parent,
        author=by.member,
        name=by.name,
        email=by.email,
        body=body,
        html=text.render(body),
        posted_at=fields.pop("posted_at", timezone.now()),
        **fields,
    )
    if status != Comment.Status.HELD:
        visibility.show(made)
    if status == Comment.Status.REMOVED:
        visibility.hide(made, status)
    return made


def _new_discussion() -> Discussion:
    return discussion(url=f"/a-lamp-{next(_numbers)}/")


def section(slug: str = "screen") -> Section:
    return Section.objects.get_or_create(slug=slug, defaults={"name": slug.capitalize()})[0]


def author(slug: str = "ada-vale") -> Author:
    name = slug.replace("-", " ").title()
    return Author.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def article(**fields) -> Article:
    """A published article, with its discussion; status="draft" for a draft."""
    number = next(_numbers)
    fields.setdefault("headline", f"The lamps are lit, part {number}")
    fields.setdefault("slug", f"the-lamps-{number}")
    fields.setdefault("section", section())
    fields.setdefault("author", author())
    fields.setdefault("body", "<p>They lit the lamps at dusk, as always.</p>")
    fields.setdefault("status", Article.Status.PUBLISHED)
    return publishing.save(Article(**fields))
