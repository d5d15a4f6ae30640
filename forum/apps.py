"""Django's admin with our own site in it: what INSTALLED_APPS names instead of Django's."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "forum.moderation.site.DeskSite"
