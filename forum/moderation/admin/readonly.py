"""An admin that shows and never writes."""

from django.contrib import admin

from forum.moderation.admin.lists import ShortPaginator


class ReadOnlyAdmin(admin.ModelAdmin):
    """Nothing can be added, changed or deleted, one by one or in bulk; who may view may read.
    Whatever is shown so grows with the site."""

    paginator = ShortPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # each would count the whole table

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def lookup_allowed(self, lookup, value, request):
        """What the filters of the list send, and no more: Django lets an address ask for any column
        of the model, so that a value that is not shown could be spelt out letter by letter."""
        is_sent = any(_sends(one, lookup) for one in self.get_list_filter(request))
        return is_sent and super().lookup_allowed(lookup, value, request)


def _sends(list_filter, lookup: str) -> bool:
    """`list_filter` as `list_filter` of an admin has it: a class, a column, or both."""
    if isinstance(list_filter, type):
        return lookup == list_filter.parameter_name
    column = list_filter if isinstance(list_filter, str) else list_filter[0]
    return lookup.partition("__")[0] == column
