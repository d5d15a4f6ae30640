"""The site that is made, with the rows that its pages are about."""

from dataclasses import dataclass, field

from django.db.models import Model

from articles.models import Article
from forum.accounts.models import Member
from forum.comments.models import Comment

TOKEN = "h" * 32  # of the guest's hand
ANN = "ann@example.org"


@dataclass
class Site:
    """`size` rows of everything. The people who look at it; the rows that pages are about, which
    have as many of all that belongs to them; `shown` is the row of each model in the admin."""

    size: int
    mona: Member  # a superuser
    senior: Member  # moderates one section, and administrates
    ann: Member  # comments
    members: list[Member]
    article: Article = None
    draft: Article = None
    root: Comment = None
    held: Comment = None
    reported: Comment = None
    removed: Comment = None
    shown: dict[type[Model], Model] = field(default_factory=dict)

    @property
    def numbers(self) -> range:
        return range(self.size)
