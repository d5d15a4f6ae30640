"""What an operator asks for: how many articles, comments and threads, and whether that can be."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

MOST = 100_000_000  # of anything: the columns and the patience of the machine end near it
TOP_LEVEL = 0.30  # share of comments that begin a thread, in real discussions


class Impossible(Exception):
    """What is asked for cannot be built; the message says why."""


@dataclass(frozen=True)
class Order:
    """How much to invent. `threads` None: as many as real discussions have. `in_one`: every
    comment stands under one article, the busiest."""

    articles: int
    comments: int
    threads: int | None = None
    in_one: bool = False
    seed: int = 1

    def __post_init__(self):
        """Raises Impossible."""
        if not 1 <= self.articles <= MOST:
            raise Impossible(_("--articles must be a number from 1 to %s.") % f"{MOST:,}")
        if not 0 <= self.comments <= MOST:
            raise Impossible(_("--comments must be a number from 0 to %s.") % f"{MOST:,}")
        if self.threads is None:
            return
        if self.threads < min(1, self.comments):
            raise Impossible(_("Comments need a thread to stand in: --threads must be 1 or more."))
        if self.threads > self.comments:
            raise Impossible(
                _("Every thread begins with a comment: --threads can be %(comments)s at most.")
                % {"comments": f"{self.comments:,}"}
            )

    @property
    def thread_count(self) -> int:
        """How many threads there will be in all."""
        if self.threads is not None:
            return self.threads
        return max(round(TOP_LEVEL * self.comments), min(1, self.comments))
