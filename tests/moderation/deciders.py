"""What the processes of test_at_once.py do; each function runs in one of them."""

import random

from forum.accounts.models import Member
from forum.comments.models import Comment
from forum.moderation import decisions
from forum.moderation.models import Batch
from tests.comments import writers

VERBS = [decisions.approve, decisions.remove, decisions.remove_as_spam, decisions.restore]


def approve_all(moderator: int) -> tuple[int, int]:
    """How many comments this moderator's bulk approved, and how many it left alone."""
    batch = decisions.approve(list(Comment.objects.order_by("?")), _member(moderator))
    return batch.size, len(batch.left_alone)


def decide_on_some(seed: int, moderator: int, places: list[int], rounds: int) -> int:
    """Bulks, single decisions, undoings and posts, all on the same comments; how many changes."""
    dice, mona, made = random.Random(seed), _member(moderator), 0
    for number in range(rounds):
        some = list(Comment.objects.filter(discussion__in=places))
        chosen = dice.sample(some, min(len(some), dice.randint(1, 12)))
        try:
            match dice.choice(["several", "several", "one", "undo", "post"]):
                case "several":
                    made += dice.choice(VERBS)(chosen, mona).size
                case "one":
                    made += dice.choice(VERBS)(chosen[0], mona).size
                case "undo":
                    made += decisions.undo(dice.choice(Batch.objects.all()[:5]), mona).size
                case "post":
                    writers.write(seed * 1000 + number, places, 1)
        except (decisions.LeftAlone, IndexError):
            pass
    return made


def undo(batch: int, moderator: int) -> str:
    return _said(lambda: decisions.undo(Batch.objects.get(pk=batch), _member(moderator)))


def suspend(people: list[list[str]], moderator: int) -> list[str]:
    member = _member(moderator)
    return [_said(lambda keys=keys: decisions.suspend(keys, member)) for keys in people]


def claim(comment: int, moderator: int) -> str:
    return _said(lambda: decisions.claim(Comment.objects.get(pk=comment), _member(moderator)))


def _said(act) -> str:
    """The name of what was raised, or "done"."""
    try:
        act()
    except decisions.LeftAlone as why:
        return type(why).__name__
    return "done"


def _member(pk: int) -> Member:
    return Member.objects.get(pk=pk)
