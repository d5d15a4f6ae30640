"""An admin that shows and never writes."""

from django.contrib import admin


class ReadOnlyAdmin(admin.ModelAdmin):
    """Nothing can be added, changed or deleted, one by one or in bulk; who may view may read."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
