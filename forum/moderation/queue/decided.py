"""What was decided, narrowed to what an address asks for and in its order. Reads alone."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from forum.accounts.models import Member
from forum.moderation import permissions
from forum.moderation.models import Batch, Decision, Verb
from forum.moderation.queue.filters import AGES, is_of_age, read_word
from forum.moderation.queue.search import has

ORDERS = {"": _("newest first"), "oldest": _("oldest first")}
WHOSE = {"": _("yours"), "all": _("everybody’s")}
CHOICES = {"verb": set(Verb), "age": AGES, "order": ORDERS, "whose": WHOSE}


@dataclass(frozen=True)
class Decided:
    """Batches of decisions; each "" where nothing is asked for. `q` is looked for in the words, in
    what moderators wrote down and in how a batch was chosen; `article` is a part of a title, `by`
    of the name or address of whom it was about."""

    q: str = ""
    verb: str = ""
    section: str = ""
    article: str = ""
    by: str = ""
    age: str = ""
    order: str = ""
    whose: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Decided":
        """What an address asks for; what means nothing there narrows nothing."""
        said = {name: read_word(asked, name) for name in cls.__dataclass_fields__}
        known = {k: v for k, v in said.items() if v in CHOICES.get(k, [v])}
        return cls(**known)

    @property
    def asked(self) -> dict[str, str]:
        """What is set, as an address has it."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def is_narrow(self) -> bool:
        """Whether less is asked for than all there is."""
        return bool(self.asked.keys() - {"order", "whose"})

    def batches(self, moderator: Member) -> QuerySet[Batch]:
        """All of them that this moderator may read, in order. An undoing is none of them: it is
        told of beside what it undid. Settings and letters, which are not undone here, are only
        where `verb` asks for them."""
        verbs = [self.verb] if self.verb else list(permissions.BY_VERB)
        found = Batch.objects.filter(undoes=None, verb__in=verbs)
        if self.whose != "all":
            found = found.filter(moderator=moderator)
        if wanted := self._conditions():
            rows = Decision.objects.filter(*wanted, batch=OuterRef("pk"))
            found = found.filter(Exists(permissions.decisions_within(rows, moderator)))
        elif self.whose == "all":
            found = permissions.batches_within(found, moderator)
        return found.order_by("pk" if self.order == "oldest" else "-pk")

    def behind(self, batches: QuerySet[Batch], pk: int) -> QuerySet[Batch]:
        """Those that come after the batch of this key."""
        return batches.filter(pk__gt=pk) if self.order == "oldest" else batches.filter(pk__lt=pk)

    def _conditions(self) -> list[Q]:
        """On a decision of the batch."""
        said = ["comment__body", "comment__name", "reason", "message", "setting", "batch__summary"]
        by = ["comment__name", "comment__email", "whom"]
        conditions = {
            "q": lambda: has(self.q, *said),
            "section": lambda: Q(discussion__section=self.section),
            "article": lambda: has(self.article, "discussion__title"),
            "by": lambda: has(self.by, *by),
            "age": lambda: is_of_age(self.age, "made_at"),
        }
        return [condition() for name, condition in conditions.items() if getattr(self, name)]
