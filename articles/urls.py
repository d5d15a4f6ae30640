"""The addresses of articles and of lists of them."""

from django.urls import path, re_path

from articles import feeds, sitemaps, views

app_name = "articles"

YEAR, MONTH, DAY = r"(?P<year>[12]\d{3})", r"(?P<month>\d{2})", r"(?P<day>\d{2})"

urlpatterns = [
    path("", views.home, name="home"),
    path("feed/", feeds.SiteFeed(), name="feed"),
    path("sections/<slug:slug>/", views.section, name="section"),
    path("sections/<slug:slug>/feed/", feeds.SectionFeed(), name="section_feed"),
    path("tags/<slug:slug>/", views.tag, name="tag"),
    path("authors/<slug:slug>/", views.author, name="author"),
    path("pages/<slug:slug>/", views.page, name="page"),
    path("preview/<str:token>/", views.preview, name="preview"),
    path("archive/", views.archive, name="archive"),
    re_path(rf"^{YEAR}/$", views.by_date, name="year"),
    re_path(rf"^{YEAR}/{MONTH}/$", views.by_date, name="month"),
    re_path(rf"^{YEAR}/{MONTH}/{DAY}/$", views.by_date, name="day"),
    re_path(rf"^{YEAR}/{MONTH}/{DAY}/(?P<slug>[-a-zA-Z0-9_]+)/$", views.article, name="article"),
    path("sitemap.xml", sitemaps.index),
    path("sitemap-<slug:section>-<int:number>.xml", sitemaps.file, name="sitemap"),
]
