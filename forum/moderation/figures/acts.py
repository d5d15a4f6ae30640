"""Which decisions stand. What was undone has not happened, and nor has its undoing; undone and
then brought back by undoing that, it stands as what it was first."""

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf

from forum.moderation.models import Batch, Verb

# From the undoing of an undoing to what was decided first; or once more around.
BACK = ["undoes__undoes__", "undoes__undoes__undoes__undoes__"]


def that_stand(decisions: QuerySet) -> QuerySet:
    """Those of `decisions` that stand, each with `act`: the verb of what was decided first."""
    first = Coalesce(*(NullIf(F(f"{path}verb"), Value(Verb.UNDO.value)) for path in BACK))
    batches = Batch.objects.order_by()
    brought_back = batches.filter(pk=OuterRef("batch")).annotate(first=first).values("first")[:1]
    # Not with EXISTS, and not with a join: for these PostgreSQL reads all batches there are.
    undoing = batches.filter(undoes=OuterRef("batch")).values("pk")[:1]
    act = Case(When(verb=Verb.UNDO, then=Subquery(brought_back)), default=F("verb"))
    return (
        decisions.alias(undoing=Subquery(undoing))
        .annotate(act=act)
        .filter(undoing=None, act__isnull=False)
    )
