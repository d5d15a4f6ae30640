"""Drafts for the tests of the rules: plain values, each rule asked on a post and on an edit."""

from datetime import UTC, datetime, timedelta

import pytest

from forum.comments.models import Comment, Discussion, Policy
from forum.comments.rules import Commenter, Draft

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
PUBLISHED, HELD, REMOVED = Comment.Status.PUBLISHED, Comment.Status.HELD, Comment.Status.REMOVED

ANN = Commenter("Ann", "ann@example.org")
EDITED = Comment(pk=10**9, status=PUBLISHED)  # the comment that an edit changes

on_post_and_edit = pytest.mark.parametrize("edits", [None, EDITED], ids=["post", "edit"])


def draft(body="Well said.", *, place=None, author=ANN, **given) -> Draft:
    """A draft that breaks no rule, but for what is given: other parts of it, numbers of the
    policy, or what it would look up."""
    looked_up = {
        key: given.pop(key) for key in list(given) if key not in PARTS and not _number(key)
    }
    numbers = {key: given.pop(key) for key in list(given) if _number(key)}
    made = Draft(
        author=author,
        discussion=place or Discussion(opened_at=NOW - DAY),
        body=body,
        policy=Policy(**numbers),
        at=NOW,
        **given,
    )
    return made.knowing(**looked_up)


PARTS = {"parent", "edits", "traps", "uses", "opinion"}


def _number(key: str) -> bool:
    return hasattr(Policy, key)
