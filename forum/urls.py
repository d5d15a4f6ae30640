"""The site's addresses: the apps', the admin's, the media files'."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path

from forum.web import faults, files

handler400 = faults.bad_request
handler403 = faults.forbidden
handler404 = faults.not_found
handler500 = faults.server_error


urlpatterns = [
    path("admin/", admin.site.urls),
    path("robots.txt", files.robots),
    path("favicon.ico", files.favicon),
    re_path(r"^media/(?P<path>.+)$", files.media),
    path("", include("forum.comments.urls")),
    path("", include("forum.moderation.urls")),
    path("", include("articles.urls")),
]

if "debug_toolbar" in settings.INSTALLED_APPS:
    from debug_toolbar.toolbar import debug_toolbar_urls

    urlpatterns += [
        *debug_toolbar_urls(),
        path("__reload__/", include("django_browser_reload.urls")),
    ]
