"""A sitting: what a moderator is working through, as the address has it. Every page and every
button of the desk carries it along, so that nobody has to remember anything."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from forum.comments.models import Comment
from forum.moderation import permissions, queue
from forum.moderation.queue import Filters, Place, Queue


@dataclass(frozen=True)
class Sitting:
    """One queue, narrowed and ordered, as far as the moderator reaches."""

    queue: Queue
    filters: Filters
    order: str
    sections: set[str] | None
    after: Place | None

    @classmethod
    def read(cls, request: HttpRequest, code: str = "") -> "Sitting | None":
        """The sitting that an address names, by `code` or as ?queue=; None if it names none."""
        asked = request.GET
        found = queue.BY_CODE.get(code or asked.get("queue", ""))
        if found is None:
            return None
        order = asked.get("order", "")
        return cls(
            queue=found,
            filters=Filters.read(asked, request.user),
            order=order if order in queue.ORDERS else found.usual_order,
            sections=permissions.reach(request.user),
            after=Place.read(asked.get("after", "")),
        )

    @property
    def rows(self) -> QuerySet[Comment]:
        """All that it is about, in no order."""
        return self.filters.narrow(self.queue.within(self.sections))

    @property
    def asked(self) -> dict[str, str]:
        """Filters and order, as an address has them."""
        usual = self.order == self.queue.usual_order
        return self.filters.asked | ({} if usual else {"order": self.order})

    def url(self, **more) -> str:
        """The address of its page; `at` is the comment to look at."""
        path = reverse("admin:desk_queue", args=[self.queue.code])
        return _address(path, self.asked | {"after": self.after} | more)

    @property
    def carried(self) -> str:
        """The query that carries it to other pages."""
        return _query({"queue": self.queue.code} | self.asked | {"after": self.after})

    def carried_by(self, name: str, pk: int | None = None) -> str:
        """The address of another page or button of the desk, with this sitting in it."""
        return f"{reverse(f'admin:{name}', args=[pk] if pk else [])}?{self.carried}"

    @property
    def all_url(self) -> str:
        """The address of the page that decides about all of it."""
        return _address(reverse("admin:desk_all", args=[self.queue.code]), self.asked)

    @property
    def chosen_url(self) -> str:
        """The address of the button that decides about what is marked."""
        return self.carried_by("desk_chosen")

    @property
    def unfiltered_url(self) -> str:
        return reverse("admin:desk_queue", args=[self.queue.code])

    def page(self, after: Place | None = None) -> queue.Page:
        """Its first comments, or the first behind a place."""
        return queue.page(self.rows, self.order, after, is_vast=self.queue.is_vast)

    def next_after(self, place: Place) -> int | None:
        """The comment to decide about after the one at `place`."""
        return queue.following(self.rows, self.order, place, is_vast=self.queue.is_vast)


def waiting_url(**filters) -> str:
    """The address of all that waits and meets these filters."""
    return _address(reverse("admin:desk_queue", args=["waiting"]), filters)


def _address(path: str, asked: dict) -> str:
    query = _query(asked)
    return f"{path}?{query}" if query else path


def _query(asked: dict) -> str:
    return urlencode({name: value for name, value in asked.items() if value is not None})
