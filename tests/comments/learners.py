"""What the processes of test_spam_races.py do; each function runs in one of them."""

import random

from django.db import transaction

from forum.comments import spam
from forum.comments.models import Comment, Discussion


def learn(seed: int, comments: list[int], *, is_spam: bool = True) -> int:
    """Decide on each comment in a transaction of its own, in an order of one's own."""
    random.Random(seed).shuffle(comments)
    for comment in Comment.objects.filter(pk__in=comments).order_by("pk"):
        with transaction.atomic():
            spam.learn(comment, is_spam)
    return len(comments)


def waver(seed: int, place: int, comments: list[int], rounds: int) -> None:
    """Decide on some of the comments and take it back or not, as others do with the same ones.

    Under the discussion's lock, as moderators' decisions are.
    """
    dice = random.Random(seed)
    found = list(Comment.objects.filter(pk__in=comments))
    for _ in range(rounds):
        verb, is_spam = dice.choice([spam.learn_all, spam.unlearn_all]), dice.random() < 0.5
        with transaction.atomic():
            Discussion.objects.locked(place)
            verb(dice.sample(found, 3), is_spam)
