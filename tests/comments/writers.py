"""What the processes of test_races.py do; each function runs in one of them."""

import random

from forum.accounts.models import Member
from forum.comments import posting, wordlists
from forum.comments.models import Comment
from forum.moderation import decisions
from tests import make

WORDS = ["moss", "fern", "bog"]
LINKS = "https://a.example https://b.example https://c.example"


def write(seed: int, places: list[int], count: int) -> list[tuple[int, str]]:
    """Post `count` comments, threads and replies, some of them held; (id, body) of each."""
    dice, author, written = random.Random(seed), make.guest(f"Writer {seed}"), []
    for number in range(count):
        place = dice.choice(places)
        body = f"Words {number} of writer {seed}. {LINKS if dice.random() < 0.2 else ''}".strip()
        try:
            made = posting.post(place, author, body, parent_id=_some_parent(dice, place))
        except posting.Refused as refused:
            assert refused.code == "parent_gone", refused  # noqa: PT017 (a moderator was faster)
        else:
            written.append((made.pk, body))
    return written


def _some_parent(dice: random.Random, place: int) -> int | None:
    """Nobody, or one of the first few, so that many answer the same comment."""
    if dice.random() < 0.3:
        return None
    found = Comment.objects.published().filter(discussion=place).order_by("pk")
    parents = list(found.values_list("pk", flat=True)[:10])
    return dice.choice(parents) if parents else None


def write_or_decide(seed: int, places: list[int], count: int) -> list[tuple[int, str]]:
    """Even seeds write, odd ones decide on whatever they find."""
    if seed % 2 == 0:
        return write(seed, places, count)
    dice, mona = random.Random(seed), Member.objects.get(username="mona")
    for _ in range(count):
        found = list(Comment.objects.filter(discussion__in=places).order_by("-pk")[:20])
        if found:
            decide(dice.choice(["approve", "remove", "restore"]), dice.choice(found).pk, mona.pk)
    return []


def decide(verb: str, comment: int, moderator: int) -> str:
    """What became of it: "done" or "too late"."""
    comment = Comment.objects.get(pk=comment)
    try:
        getattr(decisions, verb)(comment, Member.objects.get(pk=moderator))
    except decisions.AlreadyDecided:
        return "too late"
    return "done"


def send(place: int, name: str, body: str, parent: int | None = None) -> int:
    """One post; its comment's id."""
    return posting.post(place, make.guest(name), body, parent_id=parent).pk


def list_words(seed: int) -> tuple[list[str], list[str]]:
    """The words that were new, and those that were known; each process has an order of its own."""
    added = wordlists.add(WORDS[seed % 3 :] + WORDS[: seed % 3], "watch")
    return [word.text for word in added.new], [word.text for word in added.known]
