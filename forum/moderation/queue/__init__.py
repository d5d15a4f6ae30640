"""What waits for moderators: which comments, in which order, narrowed to what, and how many.

Reads and never writes; counts are counted anew each time, so that they cannot be wrong.
"""

from forum.moderation.queue.decided import Decided
from forum.moderation.queue.filters import AGES, Filters
from forum.moderation.queue.pages import SIZE, Page, following, page
from forum.moderation.queue.queues import BY_CODE, ORDERS, QUEUES, Place, Queue
from forum.moderation.queue.tally import Tally, tally

__all__ = [
    "AGES",
    "BY_CODE",
    "ORDERS",
    "QUEUES",
    "SIZE",
    "Decided",
    "Filters",
    "Page",
    "Place",
    "Queue",
    "Tally",
    "following",
    "page",
    "tally",
]
