"""The verbs of the buttons: each calls one of `decisions`, and says afterwards what was done."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.core.exceptions import BadRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.accounts.models import Member
from forum.comments.models import Comment
from forum.moderation import decisions
from forum.moderation.models import Batch

Asked = dict[str, Any]  # the cleaned fields of a form, and what was `seen`: see `decisions`

# The verbs after which a moderator goes on to the next comment.
DECIDING = {"approve", "remove", "spam", "restore"}


def act(verb: str, comments, moderator: Member, asked: Asked) -> Batch:
    """Do it to one comment or to many. Raises what `decisions` raises, BadRequest for no verb."""
    if verb not in _ACTS:
        raise BadRequest
    return _ACTS[verb](comments, moderator, asked)


def done(batch: Batch, verb: str) -> str:
    """ "3 comments approved.", with their number."""
    said = {
        "approve": ngettext("%d comment approved.", "%d comments approved.", batch.size),
        "remove": ngettext("%d comment removed.", "%d comments removed.", batch.size),
        "spam": ngettext("%d comment removed as spam.", "%d comments removed as spam.", batch.size),
        "restore": ngettext("%d comment restored.", "%d comments restored.", batch.size),
    }
    return said[verb] % batch.size


def left_alone(left: Sequence[tuple[Any, str]]) -> str:
    """Why some were left as they are, each sentence once with how many it is about; "" if none."""
    sentences = {}
    for _thing, sentence in left:
        sentences[sentence] = sentences.get(sentence, 0) + 1
    told = [f"{capfirst(sentence)} ({count})" for sentence, count in sentences.items()]
    return _("Left alone: %s.") % "; ".join(told) if told else ""


def _approve(comments, moderator, asked) -> Batch:
    return decisions.approve(comments, moderator, reason=asked["remark"], **_about(asked))


def _remove(comments, moderator, asked) -> Batch:
    return decisions.remove(
        comments,
        moderator,
        reason=Comment.Reason(asked["reason"]),
        message=asked["message"],
        remark=asked["remark"],
        **_about(asked),
    )


def _remove_as_spam(comments, moderator, asked) -> Batch:
    return decisions.remove_as_spam(comments, moderator, remark=asked["remark"], **_about(asked))


def _restore(comments, moderator, asked) -> Batch:
    return decisions.restore(comments, moderator, reason=asked["remark"], **_about(asked))


def _pick(picked: bool, comments, moderator, asked) -> Batch:
    return decisions.pick(comments, moderator, picked=picked, reason=asked["remark"])


def _lock(locked: bool, comments, moderator, asked) -> Batch:
    return decisions.lock(comments, moderator, locked=locked, reason=asked["remark"])


def _about(asked: Asked) -> Asked:
    return {"seen": asked.get("had_seen"), "summary": asked.get("summary", "")}


_ACTS: dict[str, Callable[..., Batch]] = {
    "approve": _approve,
    "remove": _remove,
    "spam": _remove_as_spam,
    "restore": _restore,
    "pick": partial(_pick, True),
    "unpick": partial(_pick, False),
    "lock": partial(_lock, True),
    "unlock": partial(_lock, False),
}
