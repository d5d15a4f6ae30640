"""Lists of tables that grow with the site: they count no further than anybody turns pages, and
offer moderators to choose from without reading the log for their names."""

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

from forum.moderation.different import different

COUNTED = 2_500  # rows that a list counts, and pages through


class AtLeast(int):
    """A number that was not counted to its end; it is shown as "2500+"."""

    def __str__(self):
        return f"{int(self)}+"


class ShortPaginator(Paginator):
    """Pages of the first rows of a list, in its order; the rest is found by a filter, or from the
    other end by the heading of a column."""

    @cached_property
    def count(self) -> int:
        return counted(self.object_list)


def counted(rows: QuerySet) -> int:
    """How many they are, AtLeast so many where there are more than anybody counts: 1 query."""
    found = rows.values("pk")[:COUNTED].count()
    return found if found < COUNTED else AtLeast(found)


class ModeratorFilter(admin.RelatedFieldListFilter):
    """Those who have decided anything."""

    def field_choices(self, field, request, model_admin):
        deciding = {"pk__in": different(model_admin.model, field.name)}
        ordering = self.field_admin_ordering(field, request, model_admin)
        return field.get_choices(include_blank=False, limit_choices_to=deciding, ordering=ordering)
