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
