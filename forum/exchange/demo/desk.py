"""What the moderators of the demo find on their desk, and found in the weeks before, as content.
Reads no file and writes no row."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from forum.comments.models import Comment
from forum.exchange.demo.adverts import Adverts
from forum.exchange.demo.lines import Line

PAST, PAST_HELD_BY = 18, [("trap",), ("quick_form",)]  # the filter knows nothing yet
WAVES, HELD_BY = 8, [("spam",), ("spam", "trap"), ("remembered",), ("spam", "quick_form")]


@dataclass(frozen=True)
class Desk:
    """`weeks` and `morning` are conversations, the lines of one article. `begins` says of some, by
    slug, which part of the morning is over before anybody speaks. `incidents` are what else
    moderators did, rows by kind; `moderators` are those beside the demo's own."""

    weeks: list[list[Line]]
    morning: list[list[Line]]
    adverts: Adverts
    moderators: list[dict]
    begins: dict[str, float]
    incidents: dict[str, list[dict]]

    @cached_property
    def past_waves(self) -> list[list[Line]]:
        waves = self.adverts.waves("past", self.adverts.old_topics, PAST, PAST_HELD_BY)
        return [[replace(line, fate=Comment.Reason.SPAM) for line in wave] for wave in waves]

    @cached_property
    def waves(self) -> list[list[Line]]:
        return list(self.adverts.waves("now", [*self.adverts.topics], WAVES, HELD_BY))

    @property
    def lines(self) -> Iterator[Line]:
        """All of them, each once."""
        return chain(*self.weeks, *self.past_waves, *self.morning, *self.waves)
